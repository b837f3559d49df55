"""An organization and the agreement that founded it tell the same spells; where they do not, that is a conflict, told at both."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.deriving.graph_state import NodeKey
from ontology import Model
from tests.loaders.deriving import Derived, derived

PACT = """
- {{id: freedonia, class: State, name: Freedonia, iso3: FRD}}
- {{id: sylvania, class: State, name: Sylvania, iso3: SYL}}
- {{id: league, class: Alliance, name: League, founded: 1948-12-03, dissolved: 1990-06-30, members: [{members}]}}
- id: pact
  class: Treaty
  name: Pact
  signed: 1947-09-02
  inForce: 1948-12-03
  establishes: league
  parties: [{parties}]
"""


def sides(found: Derived, model: Model, entity: str, topic: str, other: str) -> set[str]:
    """What the two sides of a conflict say; nothing where there is none."""
    conflict = NodeKey("Record", f"{entity}/{topic}/{other}")
    claims = [key.end for key, link in found.state.links.items() if link.type == model.relations["sides"].type and key.start == conflict]
    return {str(found.state.nodes[claim].properties["value"]) for claim in claims}


def both(rows: str, parties: str, model: Model, folder: Path) -> tuple[set[str], set[str]]:
    """The conflict as it is told of the organization, and of the agreement."""
    found = derived(model, folder, PACT.format(members=rows, parties=parties))
    return sides(found, model, "league", "members", "pact"), sides(found, model, "pact", "parties", "league")


def test_another_day_of_leaving_is_a_conflict(model: Model, tmp_path: Path) -> None:
    member, party = "start: 1948-12-03, end: 1974-09-20", "start: 1948-12-03, end: 1974-09-06"
    rest = "{ref: sylvania, start: 1948-12-03, end: ..}"
    told = both(f"{{ref: freedonia, {member}}}, {rest}", f"{{ref: freedonia, {party}}}, {rest}", model, tmp_path)
    assert told == ({"freedonia (1948-12-03/1974-09-20)", "freedonia (1948-12-03/1974-09-06)"},) * 2


DIFFER = {
    "goes on": ("start: 1950, end: ..", "start: 1950, end: 1960-05-01"),
    "began on another day by the same event": (
        "start: 1950-01-01, startEvent: entry into force",
        "start: 1950-02-01, startEvent: entry into force",
    ),
    "began on another day": ("start: 1950-01-01", "start: 1950-02-01, startEvent: entry into force"),
}
AGREE = {
    "the same": ("start: 1950, end: 1960-05", "start: 1950-04-01, end: 1960"),
    "not known": ("start: 1950", "end: 1960"),
    "two events": ("start: 1950-01-01, startEvent: admission", "start: 1950-02-01, startEvent: entry into force"),
    "ended with the organization": ("start: 1950, end: 1990-06-30", "start: 1950, end: .."),
    "another spell": ("start: 1950, end: 1955", "start: 1960, end: 1965"),
    "a signatory": ("start: 1950, end: 1955", "signed: 1947-09-02, end: 1952, role: signatory"),
}


@pytest.mark.parametrize(("member", "party"), DIFFER.values(), ids=DIFFER.keys())
def test_what_cannot_both_be_right_is_a_conflict(model: Model, tmp_path: Path, member: str, party: str) -> None:
    assert all(len(told) == 2 for told in both(f"{{ref: freedonia, {member}}}", f"{{ref: freedonia, {party}}}", model, tmp_path))


@pytest.mark.parametrize(("member", "party"), AGREE.values(), ids=AGREE.keys())
def test_what_may_both_be_right_is_none(model: Model, tmp_path: Path, member: str, party: str) -> None:
    assert both(f"{{ref: freedonia, {member}}}", f"{{ref: freedonia, {party}}}", model, tmp_path) == (set(), set())


def test_what_is_suspended_in_between_is_one_spell(model: Model, tmp_path: Path) -> None:
    rows = "{ref: freedonia, start: 1950-01-01, end: 1955-06-30}, {ref: freedonia, start: 1955-07-01, end: 1960-01-01, status: suspended}"
    assert both(rows, "{ref: freedonia, start: 1950-01-01, end: 1960-01-01}", model, tmp_path) == (set(), set())
