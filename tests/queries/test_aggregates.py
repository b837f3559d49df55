"""Numbers over whole lists, and relations followed for several steps, out of the core data."""

from __future__ import annotations

import pytest

from tests.queries.conftest import Ask


def test_groups_of_elements_and_relationships(ask: Ask) -> None:
    found = ask(
        """{ alliance(key: {id: "nato"}, time: {at: "2026-11-24"}) { members { totalCount aggregate {
            count groups(by: [region], byEdge: [startYear], first: 2) { keys count } all: groups(byEdge: [startYear]) { count }
            ranges(by: [name], byEdge: [start]) { dimension min max } } } } }"""
    )["data"]["alliance"]["members"]
    numbers = found["aggregate"]
    assert numbers["count"] == found["totalCount"] == 32
    assert numbers["groups"] == [{"keys": ["Europe", "1949"], "count": 10}, {"keys": ["Europe", "2004"], "count": 7}]
    assert sum(g["count"] for g in numbers["all"]) == 32
    assert numbers["ranges"] == [
        {"dimension": "name", "min": "Albania", "max": "United States"},
        {"dimension": "start", "min": "1949-04-04", "max": "2024-03-07"},
    ]


def test_groups_heed_filter_and_time(ask: Ask) -> None:
    found = ask(
        """{ agreements(filter: {signed: {during: "1940/1949"}}) { totalCount aggregate { groups(by: [class]) { keys count } } }
             alliance(key: {id: "nato"}, time: {at: "1982-06-01"}) { members { aggregate { count } } } }"""
    )["data"]
    assert sum(g["count"] for g in found["agreements"]["aggregate"]["groups"]) == found["agreements"]["totalCount"]
    assert found["alliance"]["members"]["aggregate"] == {"count": 16}


def test_missing_values_make_a_group_of_their_own(ask: Ask) -> None:
    found = ask("{ states(filter: {iso3: {isNull: true}}) { totalCount aggregate { groups(by: [iso3]) { keys count } } } }")["data"][
        "states"
    ]
    assert found["aggregate"]["groups"] == [{"keys": [None], "count": found["totalCount"]}]


def test_chains_reach_further_and_show_each_relationship_once(ask: Ask) -> None:
    text = '{ state(key: {iso3: "PRT"}) { borders(depth: %d) { totalCount edges { statementId node { slug } } } } }'
    near, far = (ask(text % depth)["data"]["state"]["borders"] for depth in (1, 2))
    assert {e["node"]["slug"] for e in near["edges"]} == {"spain"}
    assert {"spain", "france", "andorra"} <= {e["node"]["slug"] for e in far["edges"]}
    assert len({(e["statementId"], e["node"]["slug"]) for e in far["edges"]}) == far["totalCount"]


def test_chains_hold_at_every_step_and_within_the_lives_of_both_ends(ask: Ask) -> None:
    text = '{ organization(key: {id: "united-nations"}, time: {at: "%s"}) { parts(depth: 3) { nodes { slug } } } }'
    assert {"icao", "cted"} <= {n["slug"] for n in ask(text % "2020")["data"]["organization"]["parts"]["nodes"]}
    assert ask(text % "1900")["data"]["organization"]["parts"]["nodes"] == []


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("members { aggregate { groups { count } } }", "0 properties to count by"),
        ("members { aggregate { groups(by: [class], first: 100000) { count } } }", "first is 100000"),
        ("parts(depth: 99) { totalCount }", "depth is 99"),
        ("parts(depth: 0) { totalCount }", "depth is 0"),
    ],
)
def test_what_cannot_be_counted_is_told_with_its_place(ask: Ask, field: str, message: str) -> None:
    answer = ask(f'{{ alliance(key: {{id: "nato"}}) {{ {field} }} }}')
    assert message in answer["errors"][0]["message"]
    assert answer["errors"][0]["path"][0] == "alliance"
