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


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("signed: 1947-09-01", "has signed 1947-09-01, and pact-1947 itself was signed 1947-09-02"),
        ("signed: 1946, ratified: 1949", "has signed 1946, and"),
        ("ratified: 1947-08, start: 1949", "has ratified 1947-08, and"),
        ("signed: 1947", ""),
        ("signed: 1947-09", ""),
        ("signed: 1946, remark: It signed the draft.", ""),
    ],
)
def test_nobody_signs_a_text_before_it_is_signed(check: Check, row: str, words: str) -> None:
    found = check(PACT.format(row=row))
    assert [(p.rule, p.level) for p in found] == [("F509", "warning")] * bool(words)
    assert all(words in p.message for p in found)


@pytest.mark.parametrize("row", ["ratified: 1947-08, instrument: accession", "signed: 1946, role: signatory"])
def test_an_act_before_the_text_is_told_once(check: Check, row: str) -> None:
    assert told(check(PACT.format(row=row))) == [("F503", 1)]


def test_of_two_days_on_which_a_text_was_signed_the_first_counts(check: Check) -> None:
    text = PACT.format(row="signed: 1947-09-01").replace(
        "signed: 1947-09-02,", "claims: [{property: signed, value: {day}, source: T}], signed: 1947-09-02,", 1
    )
    assert told(check(text.replace("{day}", "1947-08"))) == []
    assert told(check(text.replace("{day}", "1948"))) == [("F509", 1)]
