"""`once: true`: each node is one edge with its statements below it; whoever groups the plain list by node finds the same."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

PLAIN = "edges { statementId certain start node { slug } }"
ONCE = "edges { cursor statementId node { slug } statements { statementId certain start } }"
ALL = "time: {ever: true}, sources: {claims: ALL}"
LISTS = {
    "all claims": (f'alliance(key: {{id: "nato"}}, {ALL})', "members", ""),
    "by start": (f'alliance(key: {{id: "nato"}}, {ALL})', "members", "sort: [{start: DESC}]"),
    "during": ('state(key: {id: "egypt"}, time: {during: "1945/2000"})', "memberOf", "sort: [{end: ASC}, {node: {name: DESC}}]"),
    "of one day": ('state(key: {id: "france"}, time: {at: "1982"}, sources: {claims: ALL})', "memberOf", ""),
    "filtered": (f'state(key: {{id: "iraq"}}, {ALL})', "memberOf", 'filter: {start: {gte: "1950"}}'),
    "certain": ('state(key: {id: "iraq"}, time: {during: "1940/1960"}, sources: {certainty: CERTAIN, claims: ALL})', "memberOf", ""),
    "depth": ('state(key: {id: "portugal"}, time: {ever: true})', "borders", "depth: 3"),
    "from either end": (f'state(key: {{id: "germany"}}, {ALL})', "borders", "sort: [{node: {slug: DESC}}]"),
    "counted": (f'state(key: {{id: "egypt"}}, {ALL})', "memberOf", "sort: [{node: {members: {count: DESC}}}]"),
    "as one body": ('organization(key: {id: "african-union"}, time: {ever: true}, lineage: true)', "members", ""),
}


@pytest.fixture(scope="module")
def ask(http: httpx.Client) -> Any:
    def asked(root: str, relation: str, args: str, fields: str) -> Any:
        query = f"{{ found: {root} {{ list: {relation}({args}) {{ {fields} }} }} }}"
        answer = http.post("/graphql", json={"query": query}).json()
        assert "errors" not in answer, answer
        assert answer["data"]["found"], root
        return answer["data"]["found"]["list"]

    return asked


def grouped(edges: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Nodes in the order in which they come first, with the relationships that lead to each."""
    found: dict[str, list[dict[str, Any]]] = {}
    for edge in edges:
        found.setdefault(edge.pop("node")["slug"], []).append(edge)
    return list(found.items())


def paged(ask: Any, root: str, relation: str, args: str, *, backward: bool) -> list[dict[str, Any]]:
    size, place, more = ("last", "before", "hasPreviousPage") if backward else ("first", "after", "hasNextPage")
    edges: list[dict[str, Any]] = []
    at = ""
    while True:
        page = ask(root, relation, f"once: true, {size}: 3 {at} {args}", f"{ONCE} pageInfo {{ {more} startCursor endCursor }}")
        edges = [*page["edges"], *edges] if backward else [*edges, *page["edges"]]
        if not page["pageInfo"][more]:
            return edges
        at = f'{place}: "{page["pageInfo"]["startCursor" if backward else "endCursor"]}"'


@pytest.mark.parametrize("name", LISTS)
def test_each_node_comes_where_it_comes_first_with_all_that_lead_to_it(ask: Any, name: str) -> None:
    root, relation, args = LISTS[name]
    expected = grouped(ask(root, relation, f"first: 1000 {args}", PLAIN)["edges"])
    assert expected
    for backward in (False, True):
        edges = paged(ask, root, relation, args, backward=backward)
        assert [(edge["node"]["slug"], edge["statements"]) for edge in edges] == expected
        assert all(edge["statementId"] == edge["statements"][0]["statementId"] for edge in edges)
    numbers = ask(root, relation, f"once: true {args}", "totalCount certainCount nodeCount aggregate { count } nodes { slug }")
    certain = sum(any(one["certain"] for one in statements) for _, statements in expected)
    assert numbers["totalCount"] == numbers["nodeCount"] == numbers["aggregate"]["count"] == len(expected)
    assert numbers["certainCount"] == certain
    assert [node["slug"] for node in numbers["nodes"]] == [slug for slug, _ in expected][:100]
    assert ask(root, relation, f"once: true {args}", "totalCount")["totalCount"] == len(expected)


def test_some_nodes_of_these_lists_come_more_than_once(ask: Any) -> None:
    several = [
        name for name, (root, relation, args) in LISTS.items()
        if any(len(statements) > 1 for _, statements in grouped(ask(root, relation, f"first: 1000 {args}", PLAIN)["edges"]))
    ]  # fmt: skip
    assert len(several) >= 6, several


def test_without_once_a_relationship_is_its_only_statement(ask: Any) -> None:
    root, relation, args = LISTS["all claims"]
    edges = ask(root, relation, f"first: 1000 {args}", "edges { statementId statements { statementId } }")["edges"]
    assert all([one["statementId"] for one in edge["statements"]] == [edge["statementId"]] for edge in edges)


def test_groups_of_nodes_and_lists_below_them(ask: Any) -> None:
    root, relation, _ = LISTS["all claims"]
    args = 'once: true, filter: {node: {iso3: {in: ["POL", "ESP"]}}}'
    found = ask(
        root, relation, args, "aggregate { groups(by: [iso3]) { keys count } } nodes { slug memberOf(once: true) { totalCount nodeCount } }"
    )
    assert sorted(group["count"] for group in found["aggregate"]["groups"]) == [1, 1]
    assert all(node["memberOf"]["totalCount"] == node["memberOf"]["nodeCount"] > 5 for node in found["nodes"])


def test_what_a_node_has_several_of_is_not_grouped_by(http: httpx.Client) -> None:
    query = '{ alliance(key: {id: "nato"}) { members(once: true) { aggregate { ranges(byEdge: [start]) { min } } } } }'
    [error] = http.post("/graphql", json={"query": query}).json()["errors"]
    assert error["extensions"] == {"code": "OPERATION_REFUSED", "hint": "leave once out, or ask by"}
