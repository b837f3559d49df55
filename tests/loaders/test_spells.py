"""What follows without a gap is one spell, and every statement knows since when its spell has lasted."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology import Model
from tests.loaders.deriving import HEAD, derived

STATE = "- {id: freedonia, class: State, name: Freedonia, iso3: FRD}\n- {id: league, class: Alliance, name: League, members: [ROWS]}\n"

ROWS: dict[str, tuple[list[str], list[tuple[int, str, str]]]] = {
    "one statement": (["start: 1950, end: 1960"], [(1, "1950-01-01", "1950-12-31")]),
    "suspended for a while": (
        ["start: 1950-03-01, end: 1955-06-30", "start: 1955-07-01, end: 1955-12-31, status: suspended", "start: 1956-01-01, end: .."],
        [(1, "1950-03-01", "1950-03-01")] * 3,
    ),
    "left and came back": (
        ["start: 1950-03-01, end: 1955-06-30", "start: 1955-07-02, end: 1960"],
        [(1, "1950-03-01", "1950-03-01"), (2, "1955-07-02", "1955-07-02")],
    ),
    "a change within one month": (
        ["start: 1950-03-01, end: 1955-06", "start: 1955-06, end: .., status: suspended"],
        [(1, "1950-03-01", "1950-03-01")] * 2,
    ),
    "a gap is possible": (
        ["start: 1950-03-01, end: 1955", "start: 1956, end: .."],
        [(1, "1950-03-01", "1950-03-01"), (1, "1950-03-01", "1956-12-31")],
    ),
    "nobody knows when the first ended": (
        ["start: 1950-03-01", "start: 1960-01-01, end: .."],
        [(1, "1950-03-01", "1950-03-01"), (1, "1950-03-01", "1960-01-01")],
    ),
    "two roles at once": (
        ["start: 1950-01-01, end: 1970-01-01, role: observer", "start: 1960-01-01, end: 1980-01-01, role: member"],
        [(1, "1950-01-01", "1950-01-01")] * 2,
    ),
    "left and came back on one day": (
        ["start: 1950-01-01, end: 1960-06-30", "start: 1960-06-30, end: 1970"],
        [(1, "1950-01-01", "1950-01-01")] * 2,
    ),
}


@pytest.mark.parametrize(("rows", "spells"), ROWS.values(), ids=ROWS.keys())
def test_statements_know_their_spell(model: Model, tmp_path: Path, rows: list[str], spells: list[tuple[int, str, str]]) -> None:
    text = STATE.replace("ROWS", ", ".join(f"{{ref: freedonia, {row}}}" for row in rows))
    found = derived(model, tmp_path, text, HEAD.replace("rank: 5,", "rank: 5, covers: 1900/..,"))
    names = ("spell", "spellStartEarliest", "spellStartLatest")
    assert [tuple(link.properties[n] for n in names) for link in found.links("freedonia", "league")] == spells


def test_what_two_datasets_say_is_not_one_spell(model: Model, tmp_path: Path) -> None:
    rows = "{ref: freedonia, start: 1950-01-01, end: 1960-01-01}, {ref: freedonia, start: 1960-01-01, dataset: theirs}"
    found = derived(model, tmp_path, STATE.replace("ROWS", rows))
    assert [link.properties["spellStartEarliest"] for link in found.links("freedonia", "league")] == ["1950-01-01", "1960-01-01"]
