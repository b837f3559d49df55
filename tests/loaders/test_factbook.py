"""The members of bodies in the core beside those of the World Factbook: every difference has a verdict."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from common.dates import bounds
from facts.records import LinkRecord, Records

HERE = Path(__file__).with_name("factbook")
DAY = bounds("2026-11-27").earliest
"""The day of the comparison: what begins or ends later does not alter it."""
BELONGS = {"member", "founding-member", "participant"}

Pairs = set[tuple[str, str]]


@pytest.fixture(scope="module")
def theirs() -> Pairs:
    """Bodies and full members by the Factbook."""
    return {(row["organization"], row["member"]) for row in table("members.csv")}


@pytest.fixture(scope="module")
def ours(core_records: Records, theirs: Pairs) -> Pairs:
    """The same bodies and their members by the core; members that are no states by their ids."""
    codes = {c.subject: str(c.value) for c in core_records.claims if c.property == "iso3"}
    compared = {body for body, _ in theirs}
    found = (link for link in core_records.links if link.relation == "memberOf" and link.object in compared and holds(link))
    return {(link.object, codes.get(link.subject, link.subject)) for link in found}


def table(name: str) -> list[dict[str, str]]:
    """The rows of a file of the comparison."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def holds(link: LinkRecord) -> bool:
    """Whether a membership of the core may hold on the day, by what is known."""
    start, end = (str(link.properties.get(name, "")) for name in ("start", "end"))
    begun = not start or bounds(start).earliest <= DAY
    going_on = end in {"", ".."} or bounds(end).latest >= DAY
    return link.provenance.dataset == "core" and link.properties.get("role") in BELONGS and begun and going_on


def test_every_difference_has_a_verdict(theirs: Pairs, ours: Pairs) -> None:
    listed = {(r["organization"], r["member"], r["only_in"]) for r in table("differences.csv")}
    found = {(*pair, "factbook") for pair in theirs - ours} | {(*pair, "core") for pair in ours - theirs}
    assert sorted(found - listed) == []
    assert sorted(listed - found) == [], "these agree now: take them out of the list"


def test_verdicts_are_given_with_a_reason_and_none_is_against_the_core() -> None:
    rows = table("differences.csv")
    assert {r["verdict"] for r in rows} <= {"ours", "open"}, "where the Factbook is right the core is to be corrected"
    assert [r for r in rows if len(r["why"]) < 8] == []
