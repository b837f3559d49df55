"""Acts out of order are told, with the place of the later day, unless a remark or a note says why it was so."""

from __future__ import annotations

import pytest

from tests.loaders.checks.conftest import Check, told

DAYS = "signed: 1947-09-02, inForce: 1948-12-03"
PACT = f"- {{{{id: pact-1947, class: Treaty, name: A B, {DAYS}, parties: [{{{{ref: iso3:DNK, {{row}}}}}}]}}}}"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("signed: 1950, ratified: 1949-05-01, instrument: ratification", "has ratified 1949-05-01 before signed 1950"),
        ("signed: 1950-02, start: 1949", "has start 1949 before signed 1950-02"),
    ],
)
def test_who_consents_or_is_bound_before_signing(check: Check, row: str, words: str) -> None:
    (found,) = check(PACT.format(row=row))
    assert (found.rule, found.level, found.location.line - 5) == ("F509", "warning", 1)
    assert found.message == f"denmark in parties of pact-1947 {words}"
    assert "remark" in found.remedy


@pytest.mark.parametrize("row", ["signed: 1949, ratified: 1949-05-01", "start: 1950", "signed: 1950, start: 1949, remark: As it was."])
def test_acts_in_order(check: Check, row: str) -> None:
    assert check(PACT.format(row=row)) == []


def test_an_agreement_in_force_before_it_was_signed(check: Check) -> None:
    text = "- {{id: a-b, class: Treaty, name: A B, signed: 1950, inForce: {day}{more}}}"
    assert told(check(text.format(day=1949, more=""))) == [("F509", 1)]
    assert check(text.format(day=1950, more="")) == []
    assert check(text.format(day=1949, more=", note: It was applied from the year before.")) == []
