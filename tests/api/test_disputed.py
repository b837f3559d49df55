"""A membership that is disputed is never certain, whatever time is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from api.answering.engine import run_query
from graph import Store
from tests.api.conftest import TWO_DATASETS

FACTS = (
    TWO_DATASETS
    + """entities:
- {id: freedonia, class: State, name: Freedonia}
- {id: sylvania, class: State, name: Sylvania}
- id: league
  class: Alliance
  name: League
  members:
  - {ref: freedonia, start: 1950-01-01, end: 1960-12-31, status: disputed}
  - {ref: sylvania, start: 1950-01-01, end: 1960-12-31}
"""
)
FIELDS = "totalCount certainCount edges { node { slug } certain }"


def lists(store: Store, scope: str) -> list[dict[str, Any]]:
    """All memberships, and the members of the league."""
    one = f'alliance(key: {{id: "league"}}, {scope}) {{ members {{ {FIELDS} }} }}'
    found: dict[str, Any] = run_query(store, f"{{ memberships({scope}) {{ {FIELDS} }} {one} }}")
    assert "errors" not in found, found
    return [found["data"]["memberships"], found["data"]["alliance"]["members"]]


@pytest.mark.parametrize("time", ["{ever: true}", '{at: "1955"}', '{during: "1940/1970"}'])
def test_it_is_never_certain(store: Store, time: str) -> None:
    for found in lists(store, f"time: {time}"):
        assert (found["totalCount"], found["certainCount"]) == (2, 1)
        assert {edge["node"]["slug"]: edge["certain"] for edge in found["edges"]} == {"freedonia": False, "sylvania": True}


@pytest.mark.parametrize("time", ["{ever: true}", '{at: "1955"}', '{during: "1940/1970"}'])
def test_certainty_leaves_it_out(store: Store, time: str) -> None:
    for found in lists(store, f"time: {time}, sources: {{certainty: CERTAIN}}"):
        assert (found["totalCount"], found["certainCount"], [edge["node"]["slug"] for edge in found["edges"]]) == (1, 1, ["sylvania"])


COMPUTED = """{{
    shared(actors: ["freedonia", "sylvania"], relations: [MEMBER_OF], {time}, sources: {{certainty: {certainty}}}) {{ nodes {{ certain }} }}
    paths(from: "freedonia", to: "sylvania", {time}, sources: {{certainty: {certainty}}}) {{ nodes {{ certain }} }}
    network(relations: [MEMBER_OF], bipartite: true, {time}, sources: {{certainty: {certainty}}}) {{
      edges {{ nodes {{ from {{ slug }} to {{ slug }} certain }} }} }} }}"""


def tied(data: Any) -> dict[str, int]:
    """How many ties to the league are certain, by state."""
    edges = data["network"]["edges"]["nodes"]
    return {slug: edge["certain"] for edge in edges for slug in {edge["from"]["slug"], edge["to"]["slug"]} - {"league"}}


@pytest.mark.parametrize("time", ["time: {ever: true}", 'time: {at: "1955"}', 'time: {during: "1940/1970"}'])
def test_nothing_that_is_computed_of_it_is_certain(store: Store, time: str) -> None:
    loose, strict = (run_query(store, COMPUTED.format(time=time, certainty=word)) for word in ("POSSIBLE", "CERTAIN"))
    assert "errors" not in loose, loose
    data = loose["data"]
    assert data["shared"]["nodes"] == data["paths"]["nodes"] == [{"certain": False}]
    assert tied(data) == {"freedonia": 0, "sylvania": 1}
    data = strict["data"]
    assert data["shared"]["nodes"] == data["paths"]["nodes"] == []
    assert tied(data) == {"sylvania": 1}


@pytest.mark.parametrize("rule", ["ANY_DAY", "WHOLE", "FIRST_DAY"])
def test_a_series_counts_it_as_possible(store: Store, rule: str) -> None:
    text = f'{{ series(of: ["league"], list: MEMBERS, from: "1955", to: "1955", step: YEAR, rule: {rule}) {{ nodes {{ attested }} }} }}'
    assert run_query(store, text)["data"]["series"]["nodes"] == [{"attested": 1}]


@pytest.mark.parametrize("time", ["{ever: true}", '{at: "1955"}', '{during: "1940/1970"}'])
@pytest.mark.parametrize(
    "condition",
    [
        'start: {lt: "1951"}',
        'start: {lte: "1950-01-01"}',
        'start: {during: "1950"}',
        'start: {gte: "1950-01-01"}',
        'end: {gt: "1959"}',
        'end: {gte: "1960-12-31"}',
        'end: {during: "1960"}',
        'end: {lt: "1961"}',
    ],
)
def test_its_dates_are_those_of_its_source(store: Store, time: str, condition: str) -> None:
    one = f'{{ alliance(key: {{id: "league"}}, time: {{ever: true}}) {{ members(time: {time}, filter: {{{condition}}}) {{ {FIELDS} }}'
    other = f"none: members(time: {time}, filter: {{not: {{{condition}}}}}) {{ totalCount }} }} }}"
    found = run_query(store, f"{one} {other}")["data"]["alliance"]
    assert (found["members"]["totalCount"], found["members"]["certainCount"], found["none"]["totalCount"]) == (2, 1, 0)


def test_what_its_dates_are_not_it_is_not_found_by(store: Store) -> None:
    conditions = ('start: {lt: "1950"}', 'start: {gt: "1950"}', 'end: {lt: "1960"}', 'end: {gt: "1960"}')
    lists = (f"m{i}: memberships(time: {{ever: true}}, filter: {{{said}}}) {{ totalCount }}" for i, said in enumerate(conditions))
    found = run_query(store, f"{{ {' '.join(lists)} }}")["data"]
    assert [one["totalCount"] for one in found.values()] == [0, 0, 0, 0]


@pytest.mark.parametrize(("condition", "number"), [('start: {gt: "1955"}', 1), ('start: {lt: "1955"}', 0), ('end: {lt: "1955"}', 1)])
def test_what_certainly_has_no_such_member(store: Store, condition: str, number: int) -> None:
    text = f"{{ alliances(time: {{ever: true}}, filter: {{members: {{none: {{{condition}}}}}}}) {{ totalCount certainCount }} }}"
    found = run_query(store, text)["data"]["alliances"]
    assert (found["totalCount"], found["certainCount"]) == (number, number)


def test_it_is_ordered_and_counted_by_the_dates_of_its_source(store: Store) -> None:
    numbers = "aggregate { groups(byEdge: [startYear, endYear]) { keys count } ranges(byEdge: [start, end]) { min max } }"
    text = f"{{ memberships(time: {{ever: true}}, sort: [{{end: ASC}}]) {{ {numbers} nodes {{ slug }} }} }}"
    found = run_query(store, text)["data"]["memberships"]
    assert found["aggregate"]["groups"] == [{"keys": ["1950", "1960"], "count": 2}]
    assert found["aggregate"]["ranges"] == [{"min": "1950-01-01", "max": "1950-01-01"}, {"min": "1960-12-31", "max": "1960-12-31"}]
