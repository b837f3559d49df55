"""Land borders and parties in the core beside open data: every difference has a verdict."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from common.dates import bounds
from facts.records import LinkRecord, Records

HERE = Path(__file__).with_name("open_data")
DAY = bounds("2026-11-27").earliest
"""The day of the comparison: what begins or ends later does not alter it."""

Pairs = set[tuple[str, str, str]]


def table(name: str) -> list[dict[str, str]]:
    """The rows of a file of the comparison."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def holds(link: LinkRecord) -> bool:
    """Whether a relationship may hold on the day, by what is known."""
    end = str(link.properties.get("end", ""))
    return end in {"", ".."} or bounds(end).latest >= DAY


@pytest.fixture(scope="module")
def theirs() -> Pairs:
    """What the open data have."""
    borders = {("borders", row["one"], row["other"]) for row in table("borders.csv")}
    return borders | {(row["treaty"], row["party"], "") for row in table("parties.csv")}


@pytest.fixture(scope="module")
def ours(core_records: Records, theirs: Pairs) -> Pairs:
    """The same relationships by what ships."""
    codes = {c.subject: str(c.value) for c in core_records.claims if c.property == "iso3"}
    compared = {kind for kind, _, _ in theirs}
    parties = {
        (link.object, codes.get(link.subject, link.subject), "")
        for link in core_records.links
        if link.relation == "partyTo" and link.object in compared and link.properties.get("role") != "signatory" and holds(link)
    }
    return parties | {("borders", *pair) for pair in neighbours(core_records, codes)}


def neighbours(records: Records, codes: dict[str, str]) -> set[tuple[str, str]]:
    """Those with a border today; where the core speaks of a border, it alone."""
    told: dict[tuple[str, str], list[LinkRecord]] = defaultdict(list)
    for link in records.links:
        if link.relation == "borders":
            one, other = sorted((codes.get(link.subject, link.subject), codes.get(link.object, link.object)))
            told[one, other].append(link)
    by_core = {pair: [link for link in links if link.provenance.dataset == "core"] or links for pair, links in told.items()}
    return {pair for pair, links in by_core.items() if any(map(holds, links))}


def test_every_difference_has_a_verdict(theirs: Pairs, ours: Pairs) -> None:
    listed = {(r["of"], r["one"], r["other"], r["only_in"]) for r in table("differences.csv")}
    found = {(*pair, "theirs") for pair in theirs - ours} | {(*pair, "ours") for pair in ours - theirs}
    assert sorted(found - listed) == []
    assert sorted(listed - found) == [], "these agree now: take them out of the list"


def test_verdicts_are_given_with_a_reason_and_none_is_against_the_core() -> None:
    rows = table("differences.csv")
    assert {r["verdict"] for r in rows} <= {"ours", "open"}, "where the others are right the core is to be corrected"
    assert [r for r in rows if len(r["why"]) < 8] == []
