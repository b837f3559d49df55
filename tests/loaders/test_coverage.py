"""What datasets declare to know: until when they speak, and where who is not named was none."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.dates import FOREVER
from facts.datasets import split
from loaders.checks.conforming import check_records
from loaders.deriving.derive import derive
from loaders.sources.yaml_reading import read_paths
from loaders.writing import journal
from ontology import Model
from tests.loaders.deriving import HEAD, Derived, derived

STATES = """
- {id: freedonia, class: State, name: Freedonia, iso3: FRD}
- {id: sylvania, class: State, name: Sylvania, iso3: SYL}
- {id: ruritania, class: State, name: Ruritania, iso3: RUR}
"""
LEAGUE = """
- id: league
  class: Alliance
  name: League
  founded: 1933-11-17
  covers: COVERS
  members:
  - {ref: freedonia, start: 1933-11-17, end: ..}
  - {ref: sylvania, start: 1940-01-01, end: .., retrieved: 2020-05-05, verification: CHECKED}
"""


def league(model: Model, folder: Path, covers: str, more: str = "") -> Derived:
    """A league with a declared coverage, and what others say of it."""
    return derived(model, folder, STATES + LEAGUE.replace("COVERS", covers) + more)


def preferred(found: Derived) -> set[str]:
    """Who is preferred as a member of the league."""
    return {key.start.id for key, link in found.state.links.items() if link.type == "FOEDERA_MEMBER_OF"}


@pytest.mark.parametrize(
    ("covers", "last", "read"),
    [
        ("{relation: members, maintained: true}", FOREVER, FOREVER),
        ("{relation: members, until: 2013-10-17}", "2013-10-17", "2013-10-17"),
        ("{relation: members, until: 2013}", "2013-12-31", "2013-12-31"),
        ("{relation: members}", "1933-11-17", "2020-05-05"),
        ("{relation: parts, maintained: true}", "1933-11-17", "2020-05-05"),
        ("{maintained: true}", "1933-11-17", "2020-05-05"),
        ("[{relation: members, until: 2013}, {relation: members, from: 2015, until: 2018}]", "2018-12-31", "2018-12-31"),
    ],
)
def test_a_list_says_until_when_it_speaks(model: Model, tmp_path: Path, covers: str, last: str, read: str) -> None:
    found = league(model, tmp_path, covers)
    assert found.days("freedonia", "league") == [("1933-11-17", "1933-11-17", last, FOREVER)]
    assert found.days("sylvania", "league") == [("1940-01-01", "1940-01-01", read, FOREVER)]


def test_the_nearest_declaration_holds(model: Model, tmp_path: Path) -> None:
    wide = "covers:\n- {relation: members, class: Organization, until: 1990}\n- {relation: members, until: 1980}\nentities:\n"
    head = HEAD.replace("entities:\n", wide)
    text = STATES + LEAGUE.replace("  covers: COVERS\n", "")
    assert derived(model, tmp_path, text, head).days("freedonia", "league")[0][2] == "1990-12-31"
    nearer = head.replace("class: Organization", "class: Forum").replace(
        "- {relation", "- {class: Alliance, relation: members, until: 1985}\n- {relation", 1
    )
    assert derived(model, tmp_path, text, nearer).days("freedonia", "league")[0][2] == "1985-12-31"
    own = text.replace("  members:", "  covers: {relation: members, until: 1970}\n  members:")
    assert derived(model, tmp_path, own, head).days("freedonia", "league")[0][2] == "1970-12-31"


def test_a_statement_may_speak_of_a_day_of_its_own(model: Model, tmp_path: Path) -> None:
    more = """
- id: club
  class: Forum
  name: Club
  covers: {relation: members, until: 2013}
  members: [{ref: freedonia, end: .., asOf: 2002-01-01}, {ref: sylvania, asOf: 1995}]
"""
    found = league(model, tmp_path, "{relation: members}", more)
    assert found.days("freedonia", "club")[0][1:3] == ("2002-01-01", "2002-01-01")
    assert found.days("sylvania", "club")[0][1:3] == ("1995-01-01", "1995-12-31")


OTHERS = """
- extends: league
  dataset: theirs
  members:
  - {ref: sylvania, start: 1941-06-01, end: ..}
  - {ref: ruritania, start: RURITANIA}
"""


@pytest.mark.parametrize(
    ("covers", "start", "shown"),
    [
        ("{relation: members}", "1950-01-01, end: ..", True),
        ("{relation: members, until: 1960}", "1950-01-01, end: ..", True),
        ("{relation: members, complete: true, maintained: true}", "1950-01-01, end: ..", False),
        ("{relation: members, complete: true, until: 1960}", "1950-01-01, end: ..", False),
        ("{relation: members, complete: true, until: 1960}", "1960, end: ..", False),
        ("{relation: members, complete: true, until: 1960}", "1961-01-01, end: ..", True),
        ("{relation: members, complete: true, from: 1950, until: 1960}", "1940, end: 1945", True),
        ("{relation: members, complete: true, from: 1950, until: 1960}", "1940, end: 1955", False),
    ],
)
def test_a_dataset_speaks_for_what_it_says_unless_it_is_complete(
    model: Model, tmp_path: Path, covers: str, start: str, shown: bool
) -> None:
    found = league(model, tmp_path, covers, OTHERS.replace("RURITANIA", start))
    assert preferred(found) == {"freedonia", "sylvania"} | ({"ruritania"} if shown else set())
    datasets = {key.start.id: link.properties["dataset"] for key, link in found.state.links.items() if link.type == "FOEDERA_MEMBER_OF"}
    assert datasets["sylvania"] == "mine"
    # A member that a complete list lacks is in conflict with it; so is one that began another day.
    claims = [n.properties["value"] for n in found.state.nodes.values() if n.properties.get("property") == "members"]
    assert sorted("ruritania" in str(c) for c in claims) == [False, True]
    assert "sylvania (1941-06-01/..)" in " ".join(map(str, claims))


def test_silence_of_the_complete_is_a_conflict_of_its_own(model: Model, tmp_path: Path) -> None:
    more = "\n- {extends: league, dataset: theirs, members: [{ref: ruritania, start: 1950, end: ..}]}\n"
    for covers, number in (("{relation: members}", 0), ("{relation: members, complete: true, maintained: true}", 1)):
        found = league(model, tmp_path, covers, more)
        assert sum(n.properties["class"] == "Conflict" for n in found.state.nodes.values()) == number


def test_one_value_of_a_series_corrected_leaves_the_others(model: Model, tmp_path: Path) -> None:
    series = """
- {id: crossings, class: Indicator, name: Crossings, unit: people, observedFor: [VALUES]}
- extends: crossings
  dataset: theirs
  observedFor:
  - {ref: freedonia, start: 2001, end: 2001, amount: 9}
  - {ref: freedonia, start: 2002, end: 2002, amount: 9}
"""
    found = derived(model, tmp_path, STATES + series.replace("VALUES", "{ref: freedonia, start: 2001, end: 2001, amount: 5}"))
    amounts = {
        link.properties["start"]: link.properties["amount"]
        for link in found.links("crossings", "freedonia")
        if link.type == "FOEDERA_OBSERVED_FOR"
    }
    assert amounts == {"2001": 5.0, "2002": 9.0}


def test_coverage_is_in_the_graph(model: Model, tmp_path: Path) -> None:
    found = league(model, tmp_path, "{relation: members, complete: true, from: 1933, until: 2013-10-17, remark: counted}")
    [(key, node)] = [(k, n) for k, n in found.state.nodes.items() if n.properties["class"] == "Coverage"]
    wanted = {"dataset": "mine", "relation": "members", "complete": True, "maintained": False, "from": "1933", "until": "2013-10-17"}
    assert wanted.items() <= node.properties.items()
    assert node.properties["remark"] == "counted"
    assert node.properties["untilLatest"] == "2013-10-17"
    assert [(k.start, k.end.id) for k, link in found.state.links.items() if link.type == "FOEDERA_COVERAGE_OF"] == [(key, "league")]


def test_the_day_of_which_a_file_speaks_is_not_that_of_its_lists(model: Model, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    head = "datasets: [{id: mine, title: M, licence: CC0-1.0, rank: 5}]\ndataset: mine\nsource: x\nasOf: 2020-05-01\n"
    row = "{relation: members, complete: true, until: 2019%s}"
    text = f"{head}entities:\n- {{id: league, class: Alliance, name: L, covers: [{row}]}}\n"
    file.write_text(text % "", encoding="utf-8")
    checked, wrong = check_records(read_paths([file], model)[0], model)
    (node,) = (n for n in derive(checked, model).nodes.values() if n.properties.get("class") == "Coverage")
    assert (node.properties["until"], "asOf" in node.properties, wrong) == ("2019", False, [])
    file.write_text(text % ", asOf: 2019", encoding="utf-8")
    (problem,) = read_paths([file], model)[1]
    assert "unknown key 'asOf'" in problem.message


def test_coverage_survives_the_journal(model: Model, tmp_path: Path) -> None:
    records = league(model, tmp_path, "{relation: members, complete: true, from: 1933, until: 2013-10-17}").records
    mine = split(records)["mine"]
    assert journal.unpack(journal.pack(mine)).coverages == mine.coverages != []
    other = league(model, tmp_path, "{relation: members, complete: true, from: 1933, until: 2014}").records
    counts = journal.count(mine, split(other)["mine"])
    assert (counts.added, counts.removed) == (1, 1)


WRONG = {
    "{relation: membres}": "did you mean members",
    "{relation: parties}": "has no relation parties",
    "{relation: members, complete: true}": "add until: or maintained: true",
    "{relation: members, until: 2013, maintained: true}": "what is maintained has no end",
    "{relation: members, until: 2013, from: 2014}": "before it starts",
    "{relation: members, until: ..}": "maintained: true",
    "{relation: members, until: soon}": "is not a date",
    "{relation: members, complete: perhaps}": "true or false",
    "{relation: members, complet: true}": "did you mean complete",
    "{complete: true, until: 2013}": "what is complete is a relation",
    "{relation: members, class: Alliance}": "unknown key 'class'",
    "{relation: members, dataset: mien}": "there is no dataset 'mien'",
    "members": "must hold mappings",
}


@pytest.mark.parametrize(("covers", "words"), WRONG.items())
def test_what_is_wrong_with_a_declaration_is_told(model: Model, tmp_path: Path, covers: str, words: str) -> None:
    assert any(words in text for text in problems(model, tmp_path, HEAD + STATES + LEAGUE.replace("COVERS", covers)))


def test_a_declaration_for_what_is_no_class_is_told(model: Model, tmp_path: Path) -> None:
    head = HEAD.replace(
        "entities:\n", "covers: [{relation: members, class: Allience, until: 2013}, {relation: membres, until: 2013}]\nentities:\n"
    )
    found = problems(model, tmp_path, head + STATES)
    assert [p for p in found if "did you mean Alliance" in p]
    assert [p for p in found if "did you mean members" in p]


def problems(model: Model, folder: Path, text: str) -> list[str]:
    """What is wrong with a file."""
    file = folder / "facts.yaml"
    file.write_text(text, encoding="utf-8")
    records, unread = read_paths([file], model)
    return [str(p) for p in (*unread, *check_records(records, model)[1])]
