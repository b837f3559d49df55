"""Lists of all relationships of a relation, against what the store holds."""

from __future__ import annotations

from typing import Any

import pytest

from graph import Store
from tests.queries.conftest import Ask

RELATIONS = [
    ("memberships", "organization", "FOEDERA_MEMBER_OF"),
    ("parties", "agreement", "FOEDERA_PARTY_TO"),
    ("participations", "initiative", "FOEDERA_PARTICIPATES_IN"),
    ("uses", "system", "FOEDERA_USES"),
]


def stored(store: Store, type_: str) -> list[tuple[str, str, str]]:
    text = f"MATCH (one)-[r:{type_}]->(other) RETURN r.id, one.id, other.id ORDER BY r.id"
    return [tuple(row) for row in store.driver.execute_query(text, database_=store.address.database).records]


@pytest.mark.parametrize(("field", "holder", "type_"), RELATIONS)
def test_every_relationship_comes_once_with_both_its_ends(ask: Ask, core_store: Store, field: str, holder: str, type_: str) -> None:
    text = f"""query ($after: String) {{ {field}(first: 1000, after: $after, time: {{ever: true}}) {{
        totalCount pageInfo {{ endCursor hasNextPage }} edges {{ statementId node {{ slug }} {holder} {{ slug }} }} }} }}"""
    found: list[tuple[str, str, str]] = []
    after = None
    while True:
        page: dict[str, Any] = ask(text, {"after": after})["data"][field]
        found += [(edge["statementId"], edge["node"]["slug"], edge[holder]["slug"]) for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(found) == page["totalCount"]
    assert sorted(found) == stored(core_store, type_)


def test_time_and_filter_narrow_them(ask: Ask) -> None:
    text = """{ memberships(time: {at: "1982-06-01"}, first: 1000, filter: {node: {iso3: {eq: "ESP"}}}) {
        edges { organization { slug } } } }"""
    text = text.replace('node: {iso3: {eq: "ESP"}}', 'node: {id: {eq: "spain"}}')
    all_ = {edge["organization"]["slug"] for edge in ask(text)["data"]["memberships"]["edges"]}
    text = '{ state(key: {iso3: "ESP"}) { memberOf(time: {at: "1982-06-01"}, first: 1000) { nodes { slug } } } }'
    own = {node["slug"] for node in ask(text)["data"]["state"]["memberOf"]["nodes"]}
    assert "nato" in all_
    assert all_ == own


def test_the_other_end_is_asked_like_any_entity(ask: Ask) -> None:
    text = """{ memberships(time: {at: "1950"}, first: 3) {
        edges { node { name } organization { slug name members(first: 2) { totalCount } ... on Alliance { founded } } } } }"""
    for edge in ask(text)["data"]["memberships"]["edges"]:
        assert edge["node"]["name"]
        assert edge["organization"]["members"]["totalCount"] > 0
