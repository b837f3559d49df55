"""The curated core as files: ids, references, dates, and the counts that everybody knows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry
import pytest
import yaml
from edtf import parse_edtf

from facts.records import Records
from ontology import Datatype, Model

CORE = Path(__file__).parents[2] / "loaders" / "core"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PLAIN_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?[~?%]?")
NOT_IN_ISO = {"XKX"}
"""Codes of states that the reference data adds to ISO 3166-1."""
BELONGS = {"member", "founding-member", "participant"}
PROVENANCE = {"dataset", "source", "retrieved", "verification", "remark"}

Tree = Mapping[str, Any]


@pytest.fixture(scope="module")
def files() -> dict[str, Tree]:
    """Every file of the core, read without turning dates or words into anything else."""
    # BaseLoader keeps NO and 1949-04-04 as text, as YAML 1.2 does.
    texts = {p.relative_to(CORE).as_posix(): p.read_text(encoding="utf-8") for p in sorted(CORE.rglob("*.yaml"))}
    return {name: yaml.load(text, yaml.CBaseLoader) for name, text in texts.items()}


@pytest.fixture(scope="module")
def entities(files: dict[str, Tree]) -> list[Tree]:
    """Every entry, with the provenance of its file below its own."""
    heads = {name: {k: v for k, v in tree.items() if k in PROVENANCE} for name, tree in files.items()}
    return [heads[name] | entry for name, tree in files.items() for entry in tree.get("entities", ())]


@pytest.fixture(scope="module")
def relations(model: Model) -> set[str]:
    """The names of all relations that files may state, at both ends."""
    return {name for r in model.relations.values() if r.sourced for name in (r.name, r.inverse) if name}


def links(entity: Tree, relations: set[str]) -> Iterator[tuple[str, Tree]]:
    """Every relationship of an entry with the provenance that holds for it."""
    inherited = {k: v for k, v in entity.items() if k in PROVENANCE - {"remark"}}
    for name in relations & set(entity):
        value = entity[name]
        for item in value if isinstance(value, list) else [value]:
            yield name, inherited | ({"ref": item} if isinstance(item, str) else item)


def subject(entity: Tree) -> str:
    """The id or key of what an entry is about."""
    return str(entity.get("id") or entity["extends"])


def plain(value: Any) -> Any:
    """A value of a property, whether or not it has a source of its own."""
    return value["value"] if isinstance(value, dict) else value


def members(entities: list[Tree], relations: set[str], organization: str, day: str) -> list[str]:
    """Who belonged to an organization on a day, by the core alone."""
    found = []
    for entity in entities:
        if subject(entity) != organization:
            continue
        for name, link in links(entity, relations):
            if name != "members" or link["dataset"] != "core" or link["role"] not in BELONGS:
                continue
            if link["start"] <= day and (link["end"] == ".." or link["end"] >= day):
                found.append(link["ref"])
    return found


def test_every_id_is_a_slug_and_given_once(entities: list[Tree]) -> None:
    ids = Counter(e["id"] for e in entities if "id" in e)
    assert [i for i, n in ids.items() if n > 1] == []
    assert [i for i in ids if not SLUG.fullmatch(i) or len(i) > 100] == []


def test_every_reference_meets_an_entity(entities: list[Tree], relations: set[str]) -> None:
    known = {e["id"] for e in entities if "id" in e}
    codes = {f"iso3:{c.alpha_3}" for c in pycountry.countries} | {f"iso3:{c}" for c in NOT_IN_ISO}
    own = {f"iso3:{e['iso3']}" for e in entities if "iso3" in e}
    assert not own & codes, "a code of ISO 3166-1 belongs to the reference data"
    dangling = {subject(e) for e in entities} - known - codes - own
    for entity in entities:
        dangling |= {link["ref"] for _, link in links(entity, relations)} - known - codes - own
    assert dangling == set()


def test_every_fact_has_a_source_and_a_declared_dataset(files: dict[str, Tree], entities: list[Tree], relations: set[str]) -> None:
    declared = {d["id"] for d in files["datasets.yaml"]["datasets"]}
    for entity in entities:
        facts = [link for _, link in links(entity, relations)]
        facts += [{k: entity[k] for k in PROVENANCE & set(entity)} | c for c in entity.get("claims", ())]
        for fact in [entity, *facts]:
            assert fact.get("source"), f"{subject(entity)}: {fact}"
            assert fact["dataset"] in declared, f"{subject(entity)}: {fact}"
            assert "retrieved" not in fact or fact.get("verification") == "CHECKED", f"{subject(entity)}: {fact}"


def test_dates_are_dates_and_in_order(model: Model, entities: list[Tree], relations: set[str]) -> None:
    dated = {p.name for n in model.entities for p in model.classes[n].properties.values() if p.datatype is Datatype.EDTF}
    dated |= {p.name for c in model.edges.values() for p in c.properties.values() if p.datatype is Datatype.EDTF}
    for entity in entities:
        facts = [entity, *(link for _, link in links(entity, relations))]
        facts += [{c["property"]: c["value"]} for c in entity.get("claims", ())]
        for fact in facts:
            for name in dated & set(fact):
                text = plain(fact[name])
                if text != ".." and not PLAIN_DATE.fullmatch(text):
                    parse_edtf(text)
            start, end = fact.get("start"), fact.get("end")
            if start and end and end != "..":
                shorter = min(len(start), len(end))
                assert start[:shorter] <= end[:shorter], f"{subject(entity)}: {fact}"


def test_nobody_belongs_to_an_organization_before_it_was_founded(entities: list[Tree], relations: set[str]) -> None:
    founded = {subject(e): plain(e["founded"]).rstrip("~?%") for e in entities if "founded" in e}
    for entity in entities:
        for name, link in links(entity, relations):
            begin = founded.get(subject(entity))
            if name == "members" and begin and link["dataset"] == "core" and "start" in link:
                shorter = min(len(begin), len(link["start"].rstrip("~?%")))
                assert link["start"][:shorter] >= begin[:shorter], f"{subject(entity)}: {link}"


@pytest.mark.parametrize(
    ("organization", "day", "count"),
    [
        ("nato", "1949-04-04", 12),
        ("nato", "1982-06-01", 16),
        ("nato", "2026-11-24", 32),
        ("european-union", "2013-07-01", 28),
        ("european-union", "2026-11-24", 27),
        ("european-economic-community", "1973-01-01", 9),
        ("schengen-area", "2026-11-24", 29),
        ("united-nations", "1945-10-24", 29),
        ("united-nations", "2026-11-24", 193),
        ("norad", "2026-11-24", 2),
        ("five-eyes", "2026-11-24", 5),
        ("warsaw-treaty-organization", "1960-01-01", 8),
        ("oas", "2000-01-01", 35),
        ("council-of-europe", "2026-11-24", 46),
        ("african-union", "2026-11-24", 55),
        ("asean", "2026-11-24", 11),
    ],
)
def test_membership_counts(entities: list[Tree], relations: set[str], organization: str, day: str, count: int) -> None:
    found = members(entities, relations, organization, day)
    assert len(found) == len(set(found)), [m for m, n in Counter(found).items() if n > 1]
    assert len(found) == count, sorted(found)


def test_spells_of_one_pair_do_not_overlap(entities: list[Tree], relations: set[str]) -> None:
    spells: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for entity in entities:
        for name, link in links(entity, relations):
            if name in {"members", "parties"} and link["dataset"] == "core":
                end = link.get("end", "..")
                dates = (link.get("start", ""), "9999" if end == ".." else end)
                spells.setdefault((name, subject(entity), link["ref"]), []).append(dates)
    for pair, found in spells.items():
        for (_, end), (start, _) in pairwise(sorted(found)):
            # What ends in a month or a year goes on in another standing in the same one.
            assert end < start or (end == start and len(end) < 10), f"{pair}: {sorted(found)}"


def test_the_united_kingdom_left_the_union(entities: list[Tree], relations: set[str]) -> None:
    assert "iso3:GBR" in members(entities, relations, "european-union", "2020-01-31")
    assert "iso3:GBR" not in members(entities, relations, "european-union", "2020-02-01")


def test_the_trilateral_dialogue_is_told_twice(entities: list[Tree], relations: set[str]) -> None:
    told: dict[str, set[str]] = {}
    for entity in entities:
        if subject(entity) == "trilateral-strategic-dialogue":
            for name, link in links(entity, relations):
                if name == "members":
                    told.setdefault(link["dataset"], set()).add(link["ref"])
    assert told == {
        "core": {"iso3:AUS", "iso3:JPN", "iso3:USA"},
        "founding-guide": {"iso3:JPN", "iso3:KOR", "iso3:USA"},
    }


def test_no_path_of_a_machine_in_the_data() -> None:
    for file in CORE.rglob("*.yaml"):
        assert not re.search(r"""[\s"'(]/(home|root|work|tmp)/""", file.read_text(encoding="utf-8")), file


def test_nothing_from_the_alliance_data_that_may_not_be_passed_on() -> None:
    for file in CORE.rglob("*.yaml"):
        # The numbers of states as such are no data of theirs; the key under which they stand is the only place that names them.
        text = re.sub(r"^ *cow: .*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert not re.search(r"correlates ?of ?war|\bCOW\b", text, re.IGNORECASE), file


def test_indicators_say_what_they_cover_and_where_the_series_breaks(core_records: Records) -> None:
    indicators = {c.subject for c in core_records.claims if c.property == "class" and c.value == "Indicator"}
    notes = {c.subject: c.value for c in core_records.claims if c.property == "note" and c.subject in indicators}
    units = {c.subject for c in core_records.claims if c.property == "unit"}
    assert len(indicators) >= 31
    assert indicators <= units
    assert [one for one in sorted(indicators) if "Coverage: " not in notes.get(one, "") or "Breaks: " not in notes[one]] == []


def test_encounters_by_sector_add_up_to_those_of_the_border(core_records: Records) -> None:
    """Figures of CBP as the IOM's package has them; the sums are read from other rows of the same file."""
    amounts: dict[tuple[str, str], float] = defaultdict(float)
    for link in core_records.links:
        if link.relation == "observedFor":
            amounts[link.subject, str(link.properties["start"])] += float(link.properties["amount"])
    for parts, whole in (("sector", "usbp"), ("field-office", "ofo")):
        for start in ("2019-10", "2021-10", "2023-10"):
            assert amounts[f"us-sw-encounters-by-{parts}", start] == amounts[f"us-sw-encounters-{whole}", start] > 0
