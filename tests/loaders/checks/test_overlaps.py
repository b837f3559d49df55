"""Rows that say one membership twice are reported with the place of the other; rows that follow each other are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facts.places import UNPLACED
from loaders.checks.overlaps import check_overlaps
from loaders.sources.gathering import read_text
from ontology import Model
from tests.loaders.checks.conftest import HEAD_LINES, Check, told

ALLIANCE = "- id: a-b\n  class: Alliance\n  name: A B\n  members:\n"


@pytest.mark.parametrize(
    ("rows", "words", "remedy"),
    [
        ("{start: 1951, end: 1960-06-30} {start: 1960-06-30, end: 1970}", "again 1960-06-30, the day on which it ends", "day before"),
        ("{start: 1951, end: ..} {start: 1951, end: .., role: member}", "without a role, too", "with its role"),
        ("{start: 1951, end: .., role: member} {start: 1951, end: ..}", "with a role, too", "with its role"),
        ("{start: 1951} {start: 1951, end: 1960, source: Another book}", "stands at", "dataset of its own"),
        ("{start: 1951-04-04} {start: 1951-04-04, role: member}", "without a role, too", "with its role"),
        ("{start: 1951, end: ..} {end: .., source: Another book}", "stands at", "dataset of its own"),
        ("{} {role: member}", "stands at", "with its role"),
        ("{start: 1951, end: ..} {start: 1951, end: .., source: Another book}", "stands at", "dataset of its own"),
        ("{start: 1951, end: ..} {}", "stands at", "dataset of its own"),
        ("{start: 1951, end: 1970, role: observer} {start: 1960, end: .., role: member}", "begins again 1960-12-31, before", "one spell"),
        ("{start: 1951, end: 1970} {start: 1960, end: 1965}", "begins again 1960-12-31, before it ends", "one spell"),
    ],
)  # fmt: skip
def test_what_is_said_twice_is_told_once(check: Check, rows: str, words: str, remedy: str) -> None:
    lines = rows.replace("} {", "}\n{").replace("{}", "{x}").replace("{", "  - {ref: iso3:DNK, ").replace(", x}", "}")
    (found,) = check(ALLIANCE + lines)
    assert found.rule == "F505"
    assert words in found.message
    assert remedy in found.remedy
    assert "x.yaml:" in found.message, "the place of the other row"


@pytest.mark.parametrize(
    ("stored", "added", "words"),
    [
        ("start: 1951, end: 1960", "start: 1951-01-01, end: 1960", "holds while it stands in dataset mine as it is loaded (1951/1960)"),
        ("start: 1951, end: ..", "start: 1951, end: .., role: member", "stands in dataset mine as it is loaded (1951/..) without a role"),
        ("start: 1951, end: 1970", "start: 1940, end: ..", "holds while it stands in dataset mine as it is loaded (1951/1970)"),
    ],
)
def test_what_is_added_to_the_same_in_the_store_is_told(model: Model, stored: str, added: str, words: str) -> None:
    there, new = (
        read_text(f"dataset: mine\nsource: x\nentities:\n{ALLIANCE}  - {{ref: denmark, {row}}}", model)[0] for row in (stored, added)
    )
    there.links = [replace(link, layout=UNPLACED, row=0) for link in there.links]
    there.add(new)
    (found,) = check_overlaps(there, model)
    assert (found.location.file, found.location.line) == ("correction", 8)
    assert words in found.message


@pytest.mark.parametrize(
    "rows",
    [
        "{start: 1951-01-01, end: 1960-06-30} {start: 1960-07-01, end: 1970}",
        "{start: 1951, end: 1960} {start: 1960, end: 1970}",
        "{start: 1951~, end: 1960} {start: 1961~, end: ..}",
        "{start: 1951, end: ..} {start: 1951, end: .., status: disputed, source: Another book}",
        "{start: 1951, end: 1953, status: full} {start: 1954, end: .., status: suspended}",
    ],
)
def test_what_may_follow_is_fine(check: Check, rows: str) -> None:
    assert check(ALLIANCE + rows.replace("} {", "}\n{").replace("{", "  - {ref: iso3:DNK, ")) == []


@pytest.mark.parametrize(
    ("rows", "line", "column"),
    [
        ("  - {ref: denmark, start: 1951}\n  - {ref: iso3:DNK, start: 1951}\n", 6, 5),
        ("  - denmark\n  - iso3:DNK\n", 6, 5),
        ("    [denmark, denmark]\n", 5, 15),
    ],
)
def test_a_row_that_stands_again_in_the_same_words_is_told(check: Check, rows: str, line: int, column: int) -> None:
    (found,) = check(ALLIANCE + rows)
    assert (found.rule, found.location.line - HEAD_LINES, found.location.column) == ("F505", line, column)
    assert "denmark in members of a-b stands at" in found.message
    assert "in the same words" in found.message
    assert "whom it is meant for" in found.remedy


def test_both_ends_of_a_relationship_may_say_it(check: Check) -> None:
    ends = "- {id: c-d, class: Alliance, name: C D, members: [{ref: denmark, start: 1951}]}\n"
    assert check(f"{ends}- {{extends: denmark, memberOf: [{{ref: c-d, start: 1951}}]}}\n") == []


def test_three_rows_that_overlap_are_two_mistakes(check: Check) -> None:
    rows = "".join(f"  - {{ref: iso3:DNK, start: {year}, end: ..}}\n" for year in (1951, 1955, 1960))
    assert told(check(ALLIANCE + rows)) == [("F505", 6), ("F505", 7)]


def test_what_holds_without_days_is_said_once(check: Check) -> None:
    found = check("- id: a-b\n  class: Treaty\n  name: A B\n  addresses:\n  - smuggling\n  - {ref: smuggling, source: Another book}\n")
    assert told(found) == [("F505", 6)]


def test_what_happens_on_a_day_may_happen_again(check: Check) -> None:
    rows = "".join(f"  - {{ref: denmark, kind: absorption, date: {date}}}\n" for date in ("1877-04-12", "1902-05-31"))
    state = "- id: a-b\n  class: State\n  name: A B\n  succeeds:\n"
    assert "F505" not in {p.rule for p in check(state + rows)}
    assert "F505" in {p.rule for p in check(state + rows.replace("1902-05-31", "1877-04-12, source: Another book"))}


def test_other_datasets_may_say_the_same(check: Check) -> None:
    assert (
        check("- {extends: pact, members: [{ref: denmark, start: 1951}]}\n- {extends: pact, members: [{ref: denmark, dataset: world}]}")
        == []
    )
