"""What lies outside of the life of an end, and what a note says about it."""

from __future__ import annotations

import pytest

from tests.loaders.checks.conftest import Check

GONE = """- id: gone
  class: State
  name: Gone{note}
  statehood: [{{ref: list, start: 1918, end: 1992-04-27}}]
- {{id: list, class: StateSystem, name: A list}}
- id: forum
  class: Forum
  name: Forum
  members: [{{ref: gone, start: 1975, end: {end}}}]
"""
NOTE = "\n  note: Its seat stood in its name for some months."


@pytest.mark.parametrize(("note", "end", "told"), [("", "1992-07-08", True), (NOTE, "1992-07-08", False), (NOTE, "..", True)])
def test_a_note_explains_a_late_end_but_not_one_that_goes_on(check: Check, note: str, end: str, told: bool) -> None:
    assert ("F503" in {p.rule for p in check(GONE.format(note=note, end=end))}) is told


@pytest.mark.parametrize(("note", "told"), [("", True), (NOTE, False)])
def test_a_note_explains_what_begins_after_the_end(check: Check, note: str, told: bool) -> None:
    text = GONE.format(note=note, end="1994").replace("start: 1975", "start: 1993")
    assert ("F503" in {p.rule for p in check(text)}) is told


PARTED = """- {id: list, class: StateSystem, name: A list}
- id: estonia
  class: State
  name: Estonia
  statehood: [{ref: list, start: 1918-02-24, end: 1940-08-06}, {ref: list, start: 1991-08-20, end: ..}]
- {id: gone, class: State, name: Gone, statehood: {ref: list, start: 1918, end: 1992-04-27}}
- {id: forum, class: Forum, name: Forum, founded: 1919, members: [{ref: estonia, ROW}]}
- {id: fund, class: Forum, name: Fund, founded: YEAR, members: [gone]}
"""


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("start: 1930, end: 1935", None),
        ("start: 1922, end: ..", None),
        ("role: member", None),
        ("start: 1965", "begins 1965, between two spells of estonia"),
        ("start: 1930, end: 1965", "ends 1965, between two spells of estonia"),
    ],
)
def test_dates_between_two_spells_are_told(check: Check, row: str, told: str | None) -> None:
    found = [p.message for p in check(PARTED.replace("ROW", row).replace("YEAR", "1945")) if p.rule == "F503"]
    assert len(found) == (told is not None)
    assert all(message.endswith(str(told)) for message in found)


@pytest.mark.parametrize(("year", "told"), [("1945", False), ("1992", False), ("1993", True)])
def test_something_undated_between_two_that_never_existed_together_is_told(check: Check, year: str, told: bool) -> None:
    found = [p.message for p in check(PARTED.replace("ROW", "role: member").replace("YEAR", year)) if p.rule == "F503"]
    assert [
        message.endswith("gives no dates, and gone ended 1992-04-27, before fund is known to exist (1993-01-01)") for message in found
    ] == ([True] if told else [])
