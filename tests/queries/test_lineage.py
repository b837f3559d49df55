"""A body and those that it continues are one: who belonged to the one and belongs to the other counts once, on every day, in every year."""

from __future__ import annotations

from typing import Any

import pytest

from tests.queries.conftest import MINE, Ask, AskOf

STATES = ("arcadia", "borduria", "carpania", "drackland")
CHANGES = {
    "overlapping": ("1993-11-01", "1993-11-01"),
    "adjoining": ("1993-10-31", "1993-11-01"),
    "month": ("1993-11", "1993-11"),
    "year": ("1993", "1993"),
    "mixed": ("1993-11", "1993-11-01"),
}
"""By name of the bodies: the dates on which memberships of the one end, and those of the other begin."""


def bodies(name: str, end: str, start: str) -> str:
    """Two bodies. Arcadia is carried over; Borduria belonged to both, Carpania to the first alone, Drackland joins the second later."""
    return f"""
- id: {name}-old
  class: Alliance
  name: Old {name}
  founded: 1950-01-01
  members:
  - {{ref: arcadia, start: 1950-01-01, end: {end}, role: founding-member}}
  - {{ref: borduria, start: 1950-01-01, end: 1995-12-31, role: founding-member}}
  - {{ref: carpania, start: 1950-01-01, end: {end}, role: founding-member}}
- id: {name}-new
  class: Alliance
  name: New {name}
  founded: {start}
  succeeds: {{ref: {name}-old, kind: continuation}}
  members:
  - {{ref: arcadia, start: {start}, end: .., role: member}}
  - {{ref: borduria, start: {start}, end: .., role: member}}
  - {{ref: drackland, start: 2000-05-01, end: .., role: member}}
"""


@pytest.fixture(scope="module")
def own(ask_of: AskOf) -> Ask:
    states = "".join(
        f"- {{id: {s}, class: State, name: {s.title()}, statehood: {{ref: world, start: 1900-01-01, end: ..}}}}\n" for s in STATES
    )
    return ask_of(MINE + states + "".join(bodies(name, *days) for name, days in CHANGES.items()))


def members(own: Ask, body: str, at: str, arguments: str = "", certainty: str = "POSSIBLE") -> Any:
    text = f"""{{ organization(key: {{id: "{body}"}}, time: {{at: "{at}"}}, sources: {{certainty: {certainty}}}, lineage: true) {{
        members{arguments} {{ totalCount certainCount nodeCount edges {{ certain node {{ slug }} }} }} }} }}"""
    answer = own(text)
    assert "errors" not in answer, answer["errors"]
    found = answer["data"]["organization"]["members"]
    assert found["totalCount"] == len(found["edges"])
    return found


DAYS = ("1960-01-01", "1992-12-31", "1993-06-01", "1993-10-31", "1993-11-01", "1993-11-02", "1993-12-31", "1994-01-01", "2010-01-01")
YEARS = ("1960", "1992", "1993", "1994", "2010", "1993-10", "1993-11", "1993-12")


@pytest.mark.parametrize("at", [*DAYS, *YEARS])
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("body", ["old", "new"])
def test_who_is_carried_over_counts_once_at_any_time(own: Ask, change: str, body: str, at: str) -> None:
    found = members(own, f"{change}-{body}", at)
    names = [e["node"]["slug"] for e in found["edges"]]
    assert len(names) == len(set(names)) == found["nodeCount"]
    assert {"arcadia", "borduria"} <= set(names)
    assert {e["node"]["slug"] for e in found["edges"] if e["certain"]} >= {"borduria"}
    assert ("drackland" in names) == (at[:4] == "2010")
    assert ("carpania" in names) == (at[:4] < "1993" or "carpania" in names)
    assert not (at[:4] > "1993" and "carpania" in names)
    certain = members(own, f"{change}-{body}", at, certainty="CERTAIN")
    assert certain["totalCount"] == found["certainCount"] == sum(e["certain"] for e in found["edges"])


@pytest.mark.parametrize("at", ["1993-06-01", "1993-11-01", "1993", "1993-11"])
@pytest.mark.parametrize("change", ["overlapping", "adjoining", "month", "year"])
def test_that_who_is_carried_over_belonged_is_certain_though_the_day_is_not(own: Ask, change: str, at: str) -> None:
    found = members(own, f"{change}-new", at, certainty="CERTAIN")
    assert {e["node"]["slug"] for e in found["edges"]} >= {"arcadia", "borduria"}


def test_each_node_once_is_as_certain_and_a_period_tells_all_statements(own: Ask) -> None:
    found = members(own, "year-new", "1993", "(once: true)")
    assert (found["totalCount"], found["certainCount"]) == (3, 2)
    text = """{ organization(key: {id: "year-new"}, time: {during: "1993"}, lineage: true) { members { totalCount nodeCount } } }"""
    assert own(text)["data"]["organization"]["members"] == {"totalCount": 5, "nodeCount": 3}


def test_a_filter_and_a_page_are_of_what_stands_for_a_member(own: Ask) -> None:
    found = members(own, "adjoining-new", "1993", "(filter: {role: {eq: MEMBER}})")
    assert {e["node"]["slug"] for e in found["edges"]} == {"arcadia", "borduria"}
    assert members(own, "adjoining-new", "1993", "(filter: {role: {eq: FOUNDING_MEMBER}})")["totalCount"] == 0
