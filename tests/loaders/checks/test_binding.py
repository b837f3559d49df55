"""A party that is said to be bound before its agreement is in force is refused, with the place of the day and the ways out."""

from __future__ import annotations

import pytest

from tests.loaders.checks.conftest import Check, told

PACT = "- id: pact-1947\n  class: Treaty\n  name: A B\n  signed: 1947-09-02\n  inForce: {day}\n  parties:\n  - {{ref: iso3:DNK, {row}}}\n"


@pytest.mark.parametrize("row", ["start: 1948-01-01", "start: 1948, role: original-party", "start: 1948-12-02, end: 1990, role: party"])
def test_a_party_bound_too_early_is_refused(check: Check, row: str) -> None:
    (found,) = check(PACT.format(day="1948-12-03" if "start: 1948," not in row else "1949-01-01", row=row))
    assert (found.rule, found.level, found.location.line - 5) == ("F508", "error", 7)
    assert "before pact-1947 is in force" in found.message
    assert "signed" in found.remedy
    assert "ratified with its instrument" in found.remedy


@pytest.mark.parametrize(
    "row",
    [
        "start: 1948-12-03",
        "start: 1948",
        "start: 1948-12",
        "start: 1947-09-02, role: signatory",
        "signed: 1947-09-02, ratified: 1948-01-01, instrument: ratification",
        "start: 1948-01-01, ratified: 1948-01-01, instrument: provisional application",
        "role: party",
    ],
)
def test_who_may_be_there_is_not(check: Check, row: str) -> None:
    assert check(PACT.format(day="1948-12-03", row=row)) == []


def test_the_treaty_of_another_dataset_counts(check: Check) -> None:
    treaty = "- {extends: treaty, inForce: 1950-01-01, parties: [{ref: iso3:DNK, start: 1949-06-01}]}"
    assert told(check(treaty)) == [("F508", 1)]


def test_the_first_day_that_anybody_gives_counts(check: Check) -> None:
    rows = "{value: 1950-01-01, dataset: mine}, {value: 1949-01-01, dataset: world}"
    found = check(f"- {{extends: treaty, inForce: [{rows}], parties: [{{ref: iso3:DNK, start: 1949-06-01}}]}}")
    assert "F508" not in {p.rule for p in found}
