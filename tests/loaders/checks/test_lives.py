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
