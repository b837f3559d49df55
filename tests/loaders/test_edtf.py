"""What the graph holds as dates is EDTF: a library of others reads it. An open end is told by `open`, not in the place of a date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import edtf
import pytest

from loaders.writing import journal
from ontology import Datatype, Model
from tests.loaders.checks.conftest import Check, check  # noqa: F401  # a fixture
from tests.loaders.deriving import derived

MEMBERS = """
- {id: freedonia, class: State, name: Freedonia}
- {id: league, class: Alliance, name: League, founded: 1933, members: [%s]}
"""
WRITTEN = {
    "1949-04-04": "1949-04-04",
    "1949-04-04T23:30:00.000-05:00": "1949-04-04",
    "1949-04-04 12:00": "1949-04-04",
    "1990~": "1990~",
    "1990.0": "1990",
    "195X": "195X",
    "1950/1960": "1950/1960",
}


def member(model: Model, folder: Path, row: str) -> dict[str, Any]:
    """What is stored of one membership."""
    found = derived(model, folder, MEMBERS % row)
    [link] = found.links("freedonia", "league")
    return dict(link.properties)


@pytest.mark.parametrize(
    ("end", "stored", "still"),
    [(", end: ..", None, True), ("", None, None), (", end: 1960", "1960", False), (", end: 1960/..", "1960/..", False)],
)
def test_open_unknown_and_known_ends_are_told_apart(
    model: Model, tmp_path: Path, end: str, stored: str | None, *, still: bool | None
) -> None:
    link = member(model, tmp_path, f"{{ref: freedonia, start: 1949-04-04{end}}}")
    assert (link.get("end"), link.get("open")) == (stored, still)


@pytest.mark.parametrize("text", WRITTEN)
def test_dates_are_stored_as_edtf(model: Model, tmp_path: Path, text: str) -> None:
    start = member(model, tmp_path, f'{{ref: freedonia, start: "{text}"}}')["start"]
    assert start == WRITTEN[text]
    assert edtf.parse_edtf(start)


def test_the_time_of_a_load_is_edtf() -> None:
    assert edtf.parse_edtf(journal.to_the_second(journal.now()))
    assert journal.to_the_second("2026-11-26T19:00:00.123Z") == "2026-11-26T19:00:00Z"


@pytest.mark.parametrize("text", ["-0044-03-15", "-44", "0000", "44 BC", "Y-17E3", "-0050/0014"])
def test_years_before_the_first_are_refused_in_files(check: Check, text: str) -> None:  # noqa: F811
    [problem] = check(f'- {{id: watch, class: BorderAgency, name: Watch, founded: "{text}"}}')
    assert "is before year 1" in problem.message


def test_derived_days_have_a_type_of_their_own(model: Model) -> None:
    days = [p.name for p in model.edges["Spell"].properties.values() if p.datatype is Datatype.DAY]
    assert days == ["startEarliest", "startLatest", "endEarliest", "endLatest"]
    assert not {*days, "open"} & {p.name for p in model.stated("Spell")}
