"""Values of closed vocabularies: enumerations in questions and answers, and no misspelled one is ever a 0."""

from __future__ import annotations

from typing import Any

import pytest

from tests.queries.conftest import Ask


@pytest.mark.parametrize(
    "text",
    [
        '{ agreements(filter: {obligations: {has: "defence"}}) { totalCount } }',
        "{ agreements(filter: {obligations: {has: DEFENCE}}) { totalCount } }",
        '{ states(filter: {recognition: {eq: "DISPUTED"}}) { totalCount } }',
        "{ states(filter: {memberOf: {some: {role: {in: [FOUNDER]}}}}) { totalCount } }",
        "{ agencies(filter: {functions: {hasAny: [BORDER]}}) { totalCount } }",
    ],
)
def test_a_value_that_there_is_not_is_refused(ask: Ask, text: str) -> None:
    answer = ask(text)
    assert answer["data"] is None if "data" in answer else True
    assert "cannot represent" in answer["errors"][0]["message"] or "does not exist" in answer["errors"][0]["message"]


def test_a_misspelled_value_of_a_variable_is_refused_with_the_right_one(ask: Ask) -> None:
    text = "query ($what: ObligationKind) { agreements(filter: {obligations: {has: $what}}) { totalCount } }"
    assert "DEFENSE" in ask(text, {"what": "DEFENCE"})["errors"][0]["message"]
    assert ask(text, {"what": "DEFENSE"})["data"]["agreements"]["totalCount"] > 50


def test_what_is_read_can_be_asked_for(ask: Ask) -> None:
    text = "{ allianceTreaties(first: 1000) { nodes { obligations } aggregate { count } } }"
    read = [o for n in ask(text)["data"]["allianceTreaties"]["nodes"] for o in n["obligations"]]
    assert "NON_AGGRESSION" in read
    for value in set(read):
        found = ask(f"{{ allianceTreaties(filter: {{obligations: {{has: {value}}}}}) {{ totalCount }} }}")
        assert found["data"]["allianceTreaties"]["totalCount"] == read.count(value)


MEMBERS = """query ($where: ActorMembershipFilter) { alliance(key: {id: "nato"}) { members(time: {ever: true}, filter: $where) {
    totalCount edges { role status startEvent verification } aggregate { groups(byEdge: [role, dataset]) { keys count }
    ranges(byEdge: [role]) { dimension min max } } } } }"""


def members(ask: Ask, where: Any) -> Any:
    """The members of NATO that satisfy something."""
    return ask(MEMBERS, {"where": where})["data"]["alliance"]["members"]


def test_edges_groups_and_ranges_name_values_alike(ask: Ask) -> None:
    found = members(ask, {})
    roles = {edge["role"] for edge in found["edges"]}
    assert {"FOUNDING_MEMBER", "MEMBER"} <= roles
    assert {group["keys"][0] for group in found["aggregate"]["groups"]} == roles
    assert found["aggregate"]["ranges"][0]["dimension"] == "role"
    assert found["aggregate"]["ranges"][0]["min"] in roles
    assert {edge["verification"] for edge in found["edges"]} <= {"CHECKED", "UNCHECKED"}


def test_other_than_a_value_and_none_of_some(ask: Ask) -> None:
    everyone, founders, without = (members(ask, where) for where in ({}, {"role": {"eq": "FOUNDING_MEMBER"}}, {"role": {"isNull": True}}))
    assert founders["totalCount"] == 12
    others = members(ask, {"role": {"ne": "FOUNDING_MEMBER"}})["totalCount"]
    assert others == everyone["totalCount"] - founders["totalCount"] - without["totalCount"]
    assert members(ask, {"role": {"notIn": ["FOUNDING_MEMBER"]}})["totalCount"] == others


def test_a_source_is_told_apart(ask: Ask) -> None:
    text = """{ alliance(key: {id: "nato"}) { members(first: 100) { edges { source sourceParts { citation locator url } } }
        claims(first: 100) { nodes { source sourceParts { url } } } } }"""
    found = ask(text)["data"]["alliance"]
    for said in (*found["members"]["edges"], *found["claims"]["nodes"]):
        parts = said["sourceParts"]
        assert parts
        assert any(part["url"] for part in parts) == ("http" in said["source"])
        assert all(part["url"] in said["source"] for part in parts if part["url"])
