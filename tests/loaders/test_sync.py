"""Loads against a real Neo4j: idempotent, whole or not at all, reversible."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from api.answering.engine import run_query
from common.errors import InputError, NotFoundError
from graph import Store
from loaders.checks.run import check
from loaders.loading import load
from loaders.writing.diffing import describe
from loaders.writing.journal import contents_after
from loaders.writing.sync import LoadOptions, compare_loads, read_journal, revert_to
from ontology import Model

HEAD = """
datasets:
- {id: mine, title: Mine, rank: 5, licence: CC0, covers: 1900/..}
dataset: mine
source: A book, p. 1
"""
THEIRS = """
datasets:
- {id: theirs, title: Theirs, rank: 50, licence: CC0}
dataset: theirs
source: A newspaper
"""

STATES = """
entities:
- {id: world, class: StateSystem, name: World}
- {id: freedonia, class: State, name: Freedonia, iso3: FRD, statehood: {ref: world, start: 1900, end: ..}}
- {id: sylvania, class: State, name: Sylvania, iso3: SYL}
- id: league
  class: Alliance
  name: League of the Marx
  founded: 1933-11-17
  members:
  - {ref: iso3:FRD, start: 1933-11-17, end: 1940, role: founding-member}
  - {ref: iso3:FRD, start: 1950-01, end: .., role: member}
  - {ref: sylvania, start: 1934~, end: .., role: member}
"""


def write(folder: Path, text: str, name: str = "facts.yaml", head: str = HEAD) -> str:
    """A file with `text`; gives its path."""
    file = folder / name
    file.write_text(head + text, encoding="utf-8")
    return str(file)


def ask(store: Store, text: str, **parameters: Any) -> list[Any]:
    """The first column of a statement's rows."""
    with store.driver.session(database=store.address.database) as session:
        return [row[0] for row in session.run(text, parameters)]


def test_a_load_writes_labels_values_days_and_spells(scratch: Store, model: Model, tmp_path: Path) -> None:
    load(scratch, model, [write(tmp_path, STATES)])
    [node] = ask(scratch, "MATCH (n:FoederaAlliance {id: 'league'}) RETURN n {.*, labels: labels(n)}")
    assert set(node["labels"]) == {"FoederaEntity", "FoederaActor", "FoederaOrganization", "FoederaAlliance"}
    assert (node["foundedEarliest"], node["startLatest"], node["endLatest"]) == ("1933-11-17", "1933-11-17", "9999-12-31")
    spells = ask(
        scratch,
        "MATCH (:FoederaState {id: 'freedonia'})-[r:FOEDERA_MEMBER_OF]->() WITH r ORDER BY r.spell "
        "RETURN [r.spell, r.startEarliest, r.startLatest, r.endEarliest, r.endLatest]",
    )
    assert spells == [
        [1, "1933-11-17", "1933-11-17", "1940-01-01", "1940-12-31"],
        [2, "1950-01-01", "1950-01-31", "9999-12-31", "9999-12-31"],
    ]
    assert ask(scratch, "MATCH (:FoederaState {id: 'sylvania'})-[r:FOEDERA_MEMBER_OF]->() RETURN r.startEarliest") == ["1933-11-17"]
    assert ask(scratch, "MATCH (c:FoederaClaim {property: 'name'})-[:FOEDERA_ABOUT]->({id: 'league'}) RETURN c.source") == ["A book, p. 1"]


def test_loading_again_changes_nothing(scratch: Store, model: Model, tmp_path: Path) -> None:
    path = write(tmp_path, STATES)
    first = load(scratch, model, [path])
    before = ask(scratch, "MATCH (n) RETURN elementId(n) + n.id ORDER BY n.id")
    second = load(scratch, model, [path])
    assert not second.changed
    assert second.version == first.version
    assert ask(scratch, "MATCH (n) RETURN elementId(n) + n.id ORDER BY n.id") == before
    assert len(read_journal(scratch)) == 1, "the load that changed nothing is none"


def test_what_vanishes_from_the_source_vanishes_from_the_graph(scratch: Store, model: Model, tmp_path: Path) -> None:
    load(scratch, model, [write(tmp_path, STATES)])
    fewer = STATES.replace("  - {ref: sylvania, start: 1934~, end: .., role: member}\n", "")
    told: list[str] = []
    options = LoadOptions(replace=True, losing=lambda losses: told.extend(map(str, losses)))
    result = load(scratch, model, [write(tmp_path, fewer)], options)
    assert result.counts["mine"].removed == 1
    assert told == ["dataset mine loses 1 of its 15 statements: sylvania memberOf league 1934~"]
    assert ask(scratch, "MATCH (:FoederaState {id: 'sylvania'})-[r:FOEDERA_MEMBER_OF]->() RETURN r") == []


def test_other_datasets_stay_and_the_better_rank_is_preferred(scratch: Store, model: Model, tmp_path: Path) -> None:
    load(scratch, model, [write(tmp_path, STATES)])
    other = """
entities:
- extends: league
  founded: 1935
  members: [{ref: sylvania, start: 1936, end: .., role: member}]
"""
    load(scratch, model, [write(tmp_path, other, "theirs.yaml", THEIRS)])
    assert ask(scratch, "MATCH (n {id: 'league'}) RETURN n.founded") == ["1933-11-17"]
    assert ask(scratch, "MATCH ()-[r:FOEDERA_MEMBER_OF]->() RETURN DISTINCT r.dataset") == ["mine"]
    assert ask(scratch, "MATCH ()-[r:FOEDERA_MEMBER_OF_CLAIM]->() RETURN r.dataset + r.preferred") == ["theirsfalse"]
    assert sorted(ask(scratch, "MATCH (c:FoederaConflict) RETURN c.id")) == ["league/founded", "league/members"]
    sides = ask(scratch, "MATCH (:FoederaConflict {topic: 'founded'})-[:FOEDERA_SIDES]->(c) RETURN c.value ORDER BY c.value")
    assert sides == ["1933-11-17", "1935"]


def test_all_problems_are_told_at_once_and_nothing_is_written(scratch: Store, model: Model, tmp_path: Path) -> None:
    load(scratch, model, [write(tmp_path, STATES)])
    bad = STATES.replace("iso3: SYL", "iso3: Syl").replace("ref: sylvania", "ref: sylvannia").replace("class: Alliance", "class: Aliance")
    with pytest.raises(InputError) as caught:
        load(scratch, model, [write(tmp_path, bad)])
    text = str(caught.value)
    assert "facts.yaml:10:" in text
    assert "did you mean Alliance?" in text
    assert "did you mean sylvania?" in text
    assert "'Syl': an ISO alpha-3 code" in text
    assert ask(scratch, "MATCH (n:FoederaAlliance) RETURN n.id") == ["league"]


def test_norway_is_text_and_a_key_stands_once(scratch: Store, model: Model, tmp_path: Path) -> None:
    norway = "\nentities:\n- {id: norway, class: State, name: Norway, iso2: NO, capital: NO}\n"
    load(scratch, model, [write(tmp_path, norway)])
    assert ask(scratch, "MATCH (n:FoederaState {iso2: 'NO'}) RETURN n.capital") == ["NO"]
    with pytest.raises(InputError, match="a second time"):
        load(scratch, model, [write(tmp_path, norway.replace("iso2: NO", "iso2: NO, iso2: NO"))])


def test_a_dataset_is_not_emptied_by_mistake(scratch: Store, model: Model, tmp_path: Path) -> None:
    many = "\nentities:\n" + "".join(f"- {{id: s{i}, class: State, name: S{i}}}\n" for i in range(20))
    load(scratch, model, [write(tmp_path, many)])
    few = "\nentities:\n" + "".join(f"- {{id: s{i}, class: State, name: S{i}}}\n" for i in range(3, 20))
    with pytest.raises(InputError, match=r"loses 6 of its 40 statements: s0 \(2 statements\), s1 .*--append adds.*--replace"):
        load(scratch, model, [write(tmp_path, few)])
    load(scratch, model, [write(tmp_path, many.replace("- {id: s0, class: State, name: S0}\n", ""))])
    with pytest.raises(InputError, match=r"s2 \(2 statements\); it was loaded from .*facts\.yaml"):
        load(scratch, model, [write(tmp_path, few.partition("- {id: s19")[0] + "- {id: s1, class: State, name: S1}\n", "other.yaml")])
    load(scratch, model, [write(tmp_path, few)], LoadOptions(replace=True))
    assert len(ask(scratch, "MATCH (n:FoederaState) RETURN n.id")) == 17


def test_facts_are_added_to_a_dataset_that_is_described_elsewhere(scratch: Store, model: Model, tmp_path: Path) -> None:
    load(scratch, model, [write(tmp_path, STATES)])
    more = """
entities:
- {extends: sylvania, capital: Szohod}
- extends: league
  founded: 1933-11-18
  members: [{ref: iso3:FRD, start: 1950-01, end: 1960, role: member}]
"""
    file = write(tmp_path, more, "more.yaml", "dataset: mine\nsource: A book\n")
    with pytest.raises(InputError, match=r"dataset 'mine' is described elsewhere.*--append"):
        load(scratch, model, [file])
    assert [p.rule for p in check([file], model, scratch).problems] == ["F404"]
    assert check([file], model, scratch, append=True).problems == ()
    result = load(scratch, model, [file], LoadOptions(append=True))
    assert (result.losses, result.counts["mine"].removed) == ((), 2), "those that were corrected"
    assert ask(scratch, "MATCH (n:FoederaState {id: 'sylvania'}) RETURN n.capital") == ["Szohod"]
    assert ask(scratch, "MATCH (n:FoederaAlliance) RETURN n.founded") == ["1933-11-18"]
    spells = ask(scratch, "MATCH ()-[r:FOEDERA_MEMBER_OF]->() RETURN r.start + ' ' + coalesce(r.end, '') ORDER BY r.start")
    assert spells == ["1933-11-17 1940", "1934~ ", "1950-01 1960"]
    assert not load(scratch, model, [file], LoadOptions(append=True)).changed


def test_what_another_dataset_needs_cannot_go(scratch: Store, model: Model, tmp_path: Path) -> None:
    load(scratch, model, [write(tmp_path, STATES)])
    theirs = "entities: [{extends: freedonia, borders: sylvania}]"
    load(scratch, model, [write(tmp_path, theirs, "theirs.yaml", THEIRS)])
    without = STATES.replace("- {id: sylvania, class: State, name: Sylvania, iso3: SYL}\n", "")
    without = without.replace("  - {ref: sylvania, start: 1934~, end: .., role: member}\n", "")
    with pytest.raises(InputError, match="dataset theirs says borders of sylvania, which would be gone"):
        load(scratch, model, [write(tmp_path, without)], LoadOptions(replace=True))


def test_a_party_bound_too_early_by_what_another_dataset_says_is_refused(scratch: Store, model: Model, tmp_path: Path) -> None:
    pact = "- {id: pact, class: Treaty, name: Pact, signed: 1947-09-02, inForce: 1948-12-03}\n"
    load(scratch, model, [write(tmp_path, STATES + pact)])
    theirs = "entities: [{extends: pact, parties: [{ref: sylvania, start: 1948-01-01, end: ..}]}]"
    with pytest.raises(InputError, match=r"theirs\.yaml:6:\d+: sylvania partyTo pact binds from 1948-01-01, before pact is in force"):
        load(scratch, model, [write(tmp_path, theirs, "theirs.yaml", THEIRS)])
    signed = theirs.replace("start: 1948", "signed: 1948")
    load(scratch, model, [write(tmp_path, signed, "theirs.yaml", THEIRS)])
    assert ask(scratch, "MATCH ()-[r:FOEDERA_PARTY_TO]->() RETURN r.startEarliest") == ["1948-12-03"]


def test_a_dry_run_tells_the_difference_and_writes_nothing(scratch: Store, model: Model, tmp_path: Path) -> None:
    load(scratch, model, [write(tmp_path, STATES)])
    changed = STATES.replace("name: Sylvania", "name: Kingdom of Sylvania").replace("start: 1950-01", "start: 1951")
    result = load(scratch, model, [write(tmp_path, changed)], LoadOptions(dry_run=True))
    assert result.changes is not None
    found = {d.id: d for d in describe(result.changes, model)}
    assert [(f.old, f.new) for f in found["sylvania"].fields] == [("Sylvania", "Kingdom of Sylvania")]
    assert {(o.kind, o.relation, o.other, o.start) for o in found["freedonia"].links} == {
        ("added", "memberOf", "league", "1951"),
        ("removed", "memberOf", "league", "1950-01"),
    }
    assert ask(scratch, "MATCH (n:FoederaState {id: 'sylvania'}) RETURN n.name") == ["Sylvania"]
    assert len(read_journal(scratch)) == 1


def test_loads_can_be_compared_and_reverted(scratch: Store, model: Model, tmp_path: Path) -> None:
    first = load(scratch, model, [write(tmp_path, STATES)])
    second = load(scratch, model, [write(tmp_path, STATES.replace("name: Sylvania", "name: Syldavia"))])
    changes = compare_loads(scratch, model, first.version, second.version)
    assert [d.id for d in describe(changes, model)] == ["sylvania"]
    back = revert_to(scratch, model, first.version, LoadOptions(replace=True))
    assert back.version == first.version
    assert ask(scratch, "MATCH (n:FoederaState {id: 'sylvania'}) RETURN n.name") == ["Sylvania"]
    entries = read_journal(scratch)
    assert [e.counts.changed + e.counts.added for e in entries if e.dataset == "mine"][1:] == [1, 1]
    assert contents_after(entries, second.version) != contents_after(entries, first.version)
    with pytest.raises(NotFoundError, match="there is no load"):
        revert_to(scratch, model, "never", LoadOptions())


def test_two_loads_at_once_come_one_after_the_other(scratch: Store, model: Model, tmp_path: Path) -> None:
    for i in range(2):
        text = f"""
datasets: [{{id: d{i}, title: D, rank: {i + 1}, licence: CC0}}]
dataset: d{i}
source: S
entities: [{{id: e{i}, class: State, name: E{i}}}]
"""
        (tmp_path / f"{i}.yaml").write_text(text, encoding="utf-8")
    load(scratch, model, [str(tmp_path / "0.yaml")])
    threads = [threading.Thread(target=load, args=(scratch, model, [str(tmp_path / f"{i}.yaml")])) for i in (0, 1, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ask(scratch, "MATCH (n:FoederaState) RETURN n.id")) == ["e0", "e1"]
    assert len(read_journal(scratch)) == 2


def test_a_former_id_still_leads_to_the_entity(scratch: Store, model: Model, tmp_path: Path) -> None:
    load(scratch, model, [write(tmp_path, STATES.replace("id: sylvania, class", "id: syldavia, formerIds: [sylvania], class"))])
    assert ask(scratch, "MATCH (:FoederaState {id: 'syldavia'})-[r:FOEDERA_MEMBER_OF]->(n) RETURN n.id") == ["league"]
    found = run_query(scratch, '{ state(key: {id: "sylvania"}) { id name } none: state(key: {id: "league"}) { id } }')
    assert found["data"] == {"state": {"id": "syldavia", "name": "Sylvania"}, "none": None}
