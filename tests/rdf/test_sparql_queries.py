"""The saved queries over the core, with the values that they have to give: read in the files of loaders/core, or counted from records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import orjson
import pyoxigraph as ox
import pytest

from facts.records import LinkRecord, Records
from ontology import Model
from queries.sparql import load_sparql
from rdf.names import BASE
from rdf.sparql import Children, Query
from rdf.sparql.building import building, fill

Rows = list[dict[str, str]]
UNCLOS_SIGNED = (
    "Afghanistan, Bhutan, Burundi, Cambodia, Central African Republic, Colombia, El Salvador, Ethiopia, Iran, Libya, Liechtenstein, "
    "North Korea, Rwanda, United Arab Emirates"
)


@pytest.fixture(scope="module")
def asked(core_quads: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Rows]]:
    """The rows of every query; of a graph, its triples; of a question, yes or no."""
    folder = tmp_path_factory.mktemp("sparql") / "core"
    with building(folder) as made:
        fill(made, [core_quads])
    children = Children(folder, most=1)
    yield {example.name: _rows(children.ask(Query(example.text)).body) for example in load_sparql()}
    children.stop()


def _rows(body: bytes) -> Rows:
    if body.startswith(b"@prefix"):
        return [{"triple": str(quad.triple)} for quad in ox.parse(body, format=ox.RdfFormat.TURTLE)]
    found = orjson.loads(body)
    if "boolean" in found:
        return [{"boolean": str(found["boolean"])}]
    return [{name: cell["value"].removeprefix(BASE) for name, cell in row.items()} for row in found["results"]["bindings"]]


CORE = Path(__file__).parents[2] / "loaders" / "core"


def said(records: Records, relation: str) -> list[LinkRecord]:
    """The relationships of a relation that the best dataset states, as the files have them: of each pair of ends the best."""
    best: Mapping[tuple[str, str], list[LinkRecord]] = defaultdict(list)
    for link in records.links:
        if link.relation == relation:
            best[link.subject, link.object].append(link)

    def rank(link: LinkRecord) -> int:
        return records.datasets[link.provenance.dataset].rank

    return [link for links in best.values() for link in links if rank(link) == min(map(rank, links))]


def values(records: Records, name: str) -> dict[str, str]:
    """What the files say of a property of which every entity has one value."""
    return {claim.subject: claim.value for claim in records.claims if claim.property == name}


def test_there_are_twenty_queries_and_each_finds_something(asked: dict[str, Rows]) -> None:
    assert len(asked) == 20
    assert [name for name, rows in asked.items() if not rows] == []


def test_who_left_which_alliance_and_when(asked: dict[str, Rows]) -> None:
    left = {(row["member"], row["alliance"], row["left"]) for row in asked["exits"]}
    # western-european-union.yaml, alliances.yaml, csto-cis.yaml
    union = ("belgium", "france", "luxembourg", "netherlands", "united-kingdom")
    assert {(f"id/{one}", "Western Union", "1955-05-06") for one in union} <= left
    assert ("id/pakistan", "1972-11-08") in {(member, day) for member, _, day in left}
    assert ("id/armenia", "Collective Security Treaty Organization", "2024-02-21") in left
    assert next(row["event"] for row in asked["exits"] if row["left"] == "2024-02-21") == "term/EndEvent.suspension"
    assert ("id/uzbekistan", "Collective Security Treaty Organization", "2012-12-19") in left
    assert "id/greece" not in {member for member, alliance, _ in left if "Atlantic" in alliance}


def test_nato_on_a_day_of_1982(asked: dict[str, Rows]) -> None:
    assert " ".join(row["name"] for row in asked["nato-1982"]).startswith("Belgium Canada Denmark France Germany Greece Iceland Italy")
    assert {row["name"]: row["start"] for row in asked["nato-1982"]}["Spain"] == "1982-05-30"
    assert len(asked["nato-1982"]) == 16
    assert {row["dataset"] for row in asked["nato-1982"]} == {"dataset/core"}
    assert asked["was-spain-in-nato"] == [{"boolean": "False"}]


def test_the_five_eyes(asked: dict[str, Rows]) -> None:
    assert [row["member"] for row in asked["members-today"]] == [
        f"id/{one}" for one in ("australia", "canada", "new-zealand", "united-kingdom", "united-states")
    ]


def test_what_france_and_germany_shared_in_1990(asked: dict[str, Rows]) -> None:
    found = {row["body"] for row in asked["common-bodies-1990"]}
    assert {"id/nato", "id/weu", "id/council-of-europe", "id/european-economic-community", "id/ecsc", "id/united-nations"} <= found
    assert not {"id/warsaw-pact", "id/european-union", "id/five-eyes"} & found


def test_atop_has_nato_by_signature(asked: dict[str, Rows]) -> None:
    starts = {row["member"]: row["start"] for row in asked["what-one-dataset-says"]}
    assert {one: starts[f"id/{one}"] for one in ("greece", "turkiye", "germany", "spain")} == {
        "greece": "1951-10-22", "turkiye": "1951-10-22", "germany": "1954-10-23", "spain": "1981-12-10",
    }  # fmt: skip


def test_disputes_have_both_values(asked: dict[str, Rows]) -> None:
    au = {row["dataset"]: row["value"] for row in asked["disputes-about-founding"] if row["name"] == "African Union"}
    assert au == {"dataset/core": "2002-07-09", "dataset/supraverden": "1999", "dataset/wikipedia": "2001"}


def test_parts_predecessors_and_neighbours(asked: dict[str, Rows]) -> None:
    assert {"id/frontex", "id/europol", "id/eu-lisa", "id/cepol"} <= {row["part"] for row in asked["parts-of-the-eu"]}
    assert {"predecessor": "id/european-economic-community", "name": "European Economic Community", "founded": "1958-01-01",
            "dissolved": "2009-12-01"} in asked["predecessors-of-the-eu"]  # fmt: skip
    neighbours = {row["neighbour"]: row.get("alliances", "") for row in asked["neighbours-in-different-alliances"]}
    assert set(neighbours) == {
        "Austria", "Belgium", "Czechia", "Denmark", "France", "Luxembourg", "Netherlands", "Poland", "Switzerland",
    }  # fmt: skip
    assert neighbours["Switzerland"] == ""
    assert "NORDEFCO" in neighbours["Denmark"]


def test_who_signed_and_is_not_bound(asked: dict[str, Rows]) -> None:
    assert ", ".join(row["name"] for row in asked["signed-but-not-bound"]) == UNCLOS_SIGNED


def test_counts_and_codes(asked: dict[str, Rows]) -> None:
    most = {row["agreement"].removeprefix("id/"): row["parties"] for row in asked["treaties-with-most-parties"][:8]}
    assert list(most)[:3] == ["montreal-protocol-1987", "ozone-convention-1985", "crc-1989"]
    assert (most["crc-1989"], most["un-charter-1945"]) == ("196", "193")
    assert {row["body"] for row in asked["largest-bodies"][:3]} == {"id/united-nations", "id/interpol", "id/upu"}
    france = next(row for row in asked["wikidata"] if row["iso3"] == "FRA")
    assert (france["state"], france["item"]) == ("id/france", "http://www.wikidata.org/entity/Q142")
    assert asked["datasets"][0]["dataset"] == "dataset/core"


def test_a_graph_and_claims(asked: dict[str, Rows]) -> None:
    triples = {row["triple"].replace(BASE, "") for row in asked["what-is-around-nato"]}
    assert "<id/france> <ontology#memberOf> <id/nato>" in triples
    claims = [row for row in asked["every-claim-about-nato"] if row["property"] == "ontology#founded"]
    founded = {(row["dataset"], row["value"], row["preferred"]) for row in claims}
    assert founded == {("dataset/core", "1949-04-04", "true"), ("dataset/cia-factbook", "1949-09-17", "false")}


# --- Counted anew from the records of the files


def test_every_member_that_a_body_ever_had_counts_once(asked: dict[str, Rows], core_records: Records) -> None:
    counted = Counter(body for _, body in {(link.subject, link.object) for link in said(core_records, "memberOf")})
    found = [(row["body"].removeprefix("id/"), int(row["members"])) for row in asked["largest-bodies"]]
    assert [number for _, number in found] == sorted(counted.values(), reverse=True)[:20]
    assert found == [(body, counted[body]) for body, _ in found]


def test_parties_are_those_that_did_more_than_sign_and_did_not_withdraw(asked: dict[str, Rows], core_records: Records) -> None:
    bound = {
        (link.subject, link.object)
        for link in said(core_records, "partyTo")
        if link.properties.get("role") not in ("signatory", "observer") and link.properties.get("end", "..") == ".."
    }
    counted = Counter(agreement for _, agreement in bound)
    found = [(row["agreement"].removeprefix("id/"), int(row["parties"])) for row in asked["treaties-with-most-parties"]]
    assert found == [(agreement, counted[agreement]) for agreement, _ in found]
    assert found[0][1] == max(counted.values())


def test_a_graph_has_the_memberships_of_its_dataset(asked: dict[str, Rows], core_records: Records) -> None:
    counted = Counter(link.provenance.dataset for link in core_records.links if link.relation == "memberOf")
    assert {row["dataset"]: int(row["memberships"]) for row in asked["datasets"]} == {
        f"dataset/{one}": counted[one] for one in core_records.datasets
    }


def test_memberships_of_alliances_that_are_not_checked(asked: dict[str, Rows], core_records: Records) -> None:
    cls, name = values(core_records, "class"), values(core_records, "name")
    links = [link for link in said(core_records, "memberOf") if cls[link.object] == "Alliance"]
    counted = Counter(name[link.object] for link in links if link.provenance.verification == "UNCHECKED")
    assert {row["alliance"]: int(row["unchecked"]) for row in asked["unchecked-memberships"]} == counted


def test_states_have_their_items_and_codes(asked: dict[str, Rows], core_records: Records, model: Model) -> None:
    cls, item, code = (values(core_records, name) for name in ("class", "wikidata", "iso3"))
    states = [one for one in item.keys() & code.keys() if cls[one] in model.classes["State"].concrete]
    found = {(row["state"].removeprefix("id/"), row["iso3"], row["item"].rpartition("/")[2]) for row in asked["wikidata"]}
    assert found == {(one, code[one], item[one]) for one in states}


def test_names_with_a_word(asked: dict[str, Rows], core_records: Records) -> None:
    called = {
        (c.value, f"id/{c.subject}") for c in core_records.claims if c.property in ("name", "aliases") and "border" in c.value.lower()
    }
    assert [(row["name"], row["thing"]) for row in asked["names-with-border"]] == sorted(called)[:100]


def test_places_of_signing_are_as_often_as_the_files_name_them(asked: dict[str, Rows]) -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in CORE.rglob("*.yaml"))
    for row in asked["where-agreements-were-signed"][:3]:
        assert text.count(f"signedAt: {row['place']}\n") == int(row["agreements"]), row


def test_parts_at_any_depth_are_those_that_still_are(asked: dict[str, Rows], core_records: Records) -> None:
    below, gone = defaultdict(list), values(core_records, "dissolved")
    for link in said(core_records, "partOf"):
        below[link.object].append(link.subject)
    found, todo = set[str](), ["european-union"]
    while todo:
        parts = [one for one in below[todo.pop()] if one not in gone]
        found.update(parts)
        todo += parts
    assert {row["part"].removeprefix("id/") for row in asked["parts-of-the-eu"]} == found


def test_the_ends_of_two_alliances(asked: dict[str, Rows]) -> None:
    left = {(row["name"], row["left"]) for row in asked["exits"] if row["alliance"] in ("Warsaw Pact", "Central Treaty Organization")}
    # organizations/warsaw-treaty-organization.yaml, organizations/alliances.yaml
    assert left == {
        *((one, "1991-07-01") for one in ("Bulgaria", "Czechoslovakia", "Hungary", "Poland", "Romania", "Soviet Union")),
        ("Albania", "1968-09-13"), ("East Germany", "1990-09-24"), ("Iraq", "1959-03-24"), ("Iran", "1979-03-12"),
        ("Pakistan", "1979-03-12"), *((one, "1979-09-26") for one in ("Türkiye", "United Kingdom", "United States")),
    }  # fmt: skip
