"""docs/research/contents.md is what the core makes of it, and its numbers are right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from common.errors import InputError
from common.text import fold
from facts.records import Records
from loaders.contents.absent import absent, sought
from loaders.contents.counting import by_list, standing, systems, ties
from loaders.contents.page import FILE, text
from loaders.contents.whole import summarize_files
from loaders.deriving.graph_state import GraphState
from ontology import Model
from tests.loaders.deriving import HEAD, Derived, derived

PAGE = FILE.read_text(encoding="utf-8")
FACTS = """
- {id: freedonia, class: State, name: Freedonia, iso3: FRD}
- {id: sylvania, class: State, name: Sylvania, iso3: SYL}
- id: league
  class: Alliance
  name: League
  founded: 1933-11-17
  members:
  - {ref: freedonia, start: 1934-01-01, end: 1935-06-30, retrieved: 2020-05, verification: CHECKED}
  - {ref: freedonia, start: 1940, end: ..}
  - {ref: sylvania}
- {id: entente, class: Alliance, name: Little Entente}
- {id: pact, class: AllianceTreaty, name: Pact}
- {id: list, class: StateSystem, name: A list, states: [{ref: freedonia, start: 1900, end: 1950-01-01}]}
"""

NOTES = """
- id: forum
  class: Forum
  name: Forum of neighbours
  founded: 1999
  covers: {relation: members, complete: true, until: 2020}
  members:
  - {ref: poland, start: 1999, end: .., retrieved: 2019-05-01, verification: CHECKED}
  - {ref: france, start: 2001, end: 2010, asOf: 2024}
  - {ref: spain}
- {id: other-forum, class: Forum, name: Forum of others}
"""


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the committed page, without its head."""
    part = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    [section] = [p for p in part if p.startswith(f"{heading}\n")]
    found = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("|")]
    return found[2:]


@pytest.fixture
def small(model: Model, tmp_path: Path) -> Derived:
    """A few facts."""
    return derived(model, tmp_path, FACTS)


@pytest.mark.slow
def test_the_committed_page_is_current(core_records: Records, core_state: GraphState, model: Model) -> None:
    assert text(core_records, core_state, model) == PAGE, "run `make derived` and commit docs/research/contents.md"


@pytest.mark.slow
def test_its_numbers_are_those_of_the_records(core_records: Records) -> None:
    members = sum(int(row[2].replace(",", "")) for row in rows("Relationships that hold for a time") if row[0] == "members")
    assert members == sum(link.relation == "memberOf" for link in core_records.links)
    states = {row[0]: row[1] for row in rows("Entities")}
    assert int(states["State"]) == sum((c.property, c.value) == ("class", "State") for c in core_records.claims)
    declared = [c for c in core_records.coverages if not (c.complete and c.maintained)]
    assert len(rows("Lists that end")) == len(declared)


def test_what_is_counted_of_a_list(small: Derived, model: Model) -> None:
    found = by_list(ties(small.state, model), {"league": "Alliance", "freedonia": "State", "sylvania": "State"})
    members = found["members", "Alliance"]
    assert (members.number, members.holders, members.period) == (3, {"league"}, ("1934", "1940"))
    assert (members.begun, members.ended, members.checked) == (2, 2, 1)
    # 1940 is one of 366 days, and nothing says until when it went on: no day is certain.
    assert members.certain == 1


def test_states_of_a_day(small: Derived, model: Model) -> None:
    [(system, spells)] = systems(ties(small.state, model), model).items()
    assert system == "list"
    counted = {day: standing(spells, day) for day in ("1899-07-01", "1900-07-01", "1901-07-01", "1950-01-02")}
    assert [(s.certain, s.possible) for s in counted.values()] == [(0, 0), (0, 1), (1, 1), (0, 0)]


def test_what_is_there_is_not_called_absent(small: Derived, model: Model) -> None:
    named = {name for _, names in absent(small.state, model) for name in names}
    looked_for = {names[0] for group in sought() for names in group.names}
    assert looked_for - named == {"Little Entente"}


def test_lists_that_nobody_wrote_down_are_named(small: Derived, model: Model) -> None:
    page = text(small.records, small.state, model)
    assert "| `members` | `Alliance` | 1 | 2 | Little Entente |" in page


def test_names_are_looked_for_once() -> None:
    names = [fold(name) for group in sought() for row in group.names for name in row]
    assert len(names) == len(set(names))


def test_a_report_of_files_counts_what_they_say_and_no_more(model: Model, tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(HEAD + NOTES, encoding="utf-8")
    found = {(line.kind, line.name, line.of_class): line for line in summarize_files([str(file)], model)}
    assert set(found) == {("class", "Forum", "Forum"), ("list", "members", "Forum")}
    forum, members = found["class", "Forum", "Forum"], found["list", "members", "Forum"]
    assert (forum.entities, forum.facts, forum.dated, forum.complete) == (2, 5, 1, None)
    assert (members.entities, members.facts, members.dated, members.checked, members.complete) == (1, 3, 2, 1, 1)
    assert (members.as_of_first, members.as_of_last) == ("2019-05-01", "2024")


def test_a_report_of_files_with_errors_is_refused_with_all_of_them(model: Model, tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(
        HEAD + "- {id: forum, class: Forum, name: Forum, founded: 1930-02-31, members: [{ref: nowhere-at-all}]}", encoding="utf-8"
    )
    with pytest.raises(InputError) as raised:
        summarize_files([str(file)], model)
    assert "nowhere-at-all" in str(raised.value)
    assert "1930-02-31" in str(raised.value)
