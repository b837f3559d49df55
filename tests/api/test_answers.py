"""What operations answer: data in the order asked for, errors that say where and what to do, extensions."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from api.answering.engine import run_query
from common.dates import today
from graph import Store

NATO = """{ alliance(key: {id: "nato"}, time: {at: "1982-06-01"}) {
    name members { totalCount nodes { iso3 } edges { start dataset source } } } }"""


def post(http: httpx.Client, query: str, **parameters: Any) -> dict[str, Any]:
    found: dict[str, Any] = http.post("/graphql", json={"query": query, **parameters}).json()
    return found


def test_natos_members_in_1982(http: httpx.Client) -> None:
    answer = post(http, NATO)
    members = answer["data"]["alliance"]["members"]
    assert members["totalCount"] == 16
    assert {"USA", "ESP", "GRC"} <= {n["iso3"] for n in members["nodes"]}
    assert all(e["source"] and e["dataset"] for e in members["edges"])
    assert answer["extensions"]["cost"] == 101
    assert len(answer["extensions"]["dataVersion"]) == 16


def test_keys_come_in_the_order_of_the_selection(http: httpx.Client) -> None:
    query = """{ z: __typename state(key: {iso3: "POL"}) { wikidata ...F id } __type(name: "State") { name } dataVersion
            a: state(key: {id: "poland"}) { id } }
        fragment F on State { __typename title: name }"""
    answer = post(http, query)
    assert list(answer["data"]) == ["z", "state", "__type", "dataVersion", "a"]
    assert list(answer["data"]["state"]) == ["wikidata", "__typename", "title", "id"]
    assert answer["data"]["__type"] == {"name": "State"}
    assert answer["data"]["dataVersion"] == answer["extensions"]["dataVersion"]


def test_what_does_not_exist_is_null(http: httpx.Client) -> None:
    answer = post(http, '{ state(key: {id: "atlantis"}) { name members: memberOf { totalCount } } }')
    assert answer["data"] == {"state": None}
    assert "errors" not in answer


def test_interfaces_and_fragments(http: httpx.Client) -> None:
    query = """{ actors(filter: {id: {in: ["nato", "poland"]}}) {
        nodes { __typename id ... on State { iso3 } ... on Organization { founded } } } }"""
    nodes = post(http, query)["data"]["actors"]["nodes"]
    assert nodes == [
        {"__typename": "Alliance", "id": "nato", "founded": "1949-04-04"},
        {"__typename": "State", "id": "poland", "iso3": "POL"},
    ]


def test_paging_goes_through_all(http: httpx.Client) -> None:
    query = "query($after: String) { states(first: 60, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } totalCount } }"
    found, after = [], None
    while True:
        states = post(http, query, variables={"after": after})["data"]["states"]
        found += [n["id"] for n in states["nodes"]]
        after = states["pageInfo"]["endCursor"]
        if not states["pageInfo"]["hasNextPage"]:
            break
    assert found == sorted(set(found))
    assert len(found) == states["totalCount"]


def test_directives_steer(http: httpx.Client) -> None:
    query = 'query($names: Boolean!) { state(key: {id: "poland"}) { id name @include(if: $names) } }'
    assert post(http, query, variables={"names": False})["data"] == {"state": {"id": "poland"}}
    assert post(http, query, variables={"names": True})["data"] == {"state": {"id": "poland", "name": "Poland"}}


def test_explain_tells_the_statement(http: httpx.Client) -> None:
    explain = post(http, NATO, extensions={"explain": True})["extensions"]["explain"]
    assert "MATCH" in explain["cypher"]
    assert "nato" in explain["parameters"].values()
    assert any("NodeUniqueIndexSeek" in line for line in explain["plan"])
    assert set(explain["milliseconds"]) == {"plan", "run", "shape"}
    assert "explain" not in post(http, NATO)["extensions"]


@pytest.mark.parametrize(
    ("query", "message", "path", "hint"),
    [
        ("{ states(first: 5000) { totalCount } }", "first is 5000", ["states"], "give 0 to 1000"),
        (
            '{ s: state(key: {id: "poland"}) { m: memberOf(after: "x") { totalCount } } }',
            "after is not a cursor",
            ["s", "m"],
            "take endCursor",
        ),
        (  # as cursors were when relationships were told apart by their ids
            '{ state(key: {id: "poland"}) { memberOf(after: "WyJuYXRvIiwicG9sYW5kL21lbWJlck9mL25hdG8iXQ") { totalCount } } }',
            "after is not a cursor",
            ["state", "memberOf"],
            "take endCursor",
        ),
        (
            "{ states(first: 1000) { nodes { memberOf(first: 1000) { totalCount } } } }",
            "more than 250,000 rows",
            ["states", "nodes", "memberOf"],
            "lower first",
        ),
        ('{ search(text: "!!") { totalCount } }', "no word", ["search"], "at least one letter"),
        ("{ states(time: {ever: false}) { totalCount } }", "asks for nothing", ["states"], "leave time out"),
        ("{ states(sort: [%s]) { totalCount } }" % ("{id: ASC} " * 9), "more than 8 keys", ["states"], "leave out"),
        ("query ($c: String) { l: states(filter: {iso2: {eq: $c}}) { totalCount } }", "$c, which has no value", ["l"], "isNull"),
        (
            "query ($c: ActorMembershipFilter) { l: alliances(filter: {members: {some: $c}}) { totalCount } }",
            "$c, which",
            ["l"],
            "isNull",
        ),
        ("{ states(filter: {or: [{iso2: {eq: null}}]}) { totalCount } }", "condition on iso2 has no value", ["states"], "isNull"),
        ("{ states(filter: {memberOf: {count: {}}}) { totalCount } }", "condition on memberOf has no value", ["states"], "isNull"),
        (f"{{ states(filter: {'{not: ' * 40 + '{}' + '}' * 40}) {{ totalCount }} }}", "nested more", ["states"], "fewer not"),
    ],
)
def test_refusals_say_where_and_what_to_do(http: httpx.Client, query: str, message: str, path: list[str], hint: str) -> None:
    response = http.post("/graphql", json={"query": query}, headers={"accept": "application/graphql-response+json"})
    assert response.status_code == 400
    answer = response.json()
    assert "data" not in answer
    (error,) = answer["errors"]
    assert message in error["message"]
    assert error["path"] == path
    assert error["locations"][0]["line"] == 1
    assert hint in error["extensions"]["hint"]
    assert error["extensions"]["code"] == "OPERATION_REFUSED"


@pytest.mark.parametrize(
    ("query", "variables", "column"),
    [
        ('{ alliance(key: {id: "nato"}, time: {at: "x"}) { name } }', {}, 42),
        ('{ alliance(key: {id: "nato"}, time: {at: 1982}) { name } }', {}, 42),
        ('{ alliances(filter: {founded: {lt: "1949-13"}}) { totalCount } }', {}, 36),
        ("query ($at: EDTF!) { alliances(time: {at: $at}) { totalCount } }", {"at": "x"}, 8),
    ],
)
def test_a_wrong_date_is_told_with_its_place(http: httpx.Client, query: str, variables: dict[str, str], column: int) -> None:
    response = http.post("/graphql", json={"query": query, "variables": variables}, headers={"accept": "application/graphql-response+json"})
    (error,) = response.json()["errors"]
    assert (response.status_code, error["locations"]) == (400, [{"line": 1, "column": column}])


@pytest.mark.parametrize(
    ("query", "variables", "code", "message"),
    [
        ("{ states {", {}, "SYNTAX_ERROR", "Expected Name"),
        ("{ staets { totalCount } }", {}, "VALIDATION_FAILED", "Did you mean"),
        ("mutation { addState }", {}, "OPERATION_REFUSED", "only reads: there are no mutations"),
        ("subscription { states { totalCount } }", {}, "OPERATION_REFUSED", "there are no subscriptions"),
        ("query($d: EDTF!) { states(time: {at: $d}) { totalCount } }", {"d": "1985-13"}, "BAD_INPUT", "has no month 13"),
        ("query($d: EDTF!) { states(time: {at: $d}) { totalCount } }", {}, "BAD_INPUT", "$d"),
        ("{ states(time: {}) { totalCount } }", {}, "BAD_INPUT", "exactly one field"),
        ('{ states(time: {at: "1985-13"}) { totalCount } }', {}, "BAD_INPUT", "has no month 13"),
        ("query($t: TimeInput) { states(time: $t) { totalCount } }", {"t": {}}, "BAD_INPUT", "exactly one field"),
        ("query A { dataVersion } query B { dataVersion }", {}, "BAD_INPUT", "Must provide operation name"),
    ],
)
def test_wrong_input_gets_a_code(http: httpx.Client, query: str, variables: dict[str, Any], code: str, message: str) -> None:
    answer = post(http, query, variables=variables)
    assert "data" not in answer
    assert message in answer["errors"][0]["message"]
    assert answer["errors"][0]["extensions"]["code"] == code


@pytest.mark.parametrize("variables", [{}, {"name": None}, {"name": {"eq": "Poland"}}])
def test_a_whole_condition_may_be_left_to_a_variable(http: httpx.Client, variables: dict[str, Any]) -> None:
    query = 'query ($name: TextFilter) { states(filter: {iso2: {in: ["PL", "DE"]}, name: $name}) { totalCount } }'
    answer = post(http, query, variables=variables)
    assert answer["data"] == {"states": {"totalCount": 1 if variables.get("name") else 2}}


def test_a_variable_that_is_given_counts(http: httpx.Client) -> None:
    query = "query ($c: String, $d: [String!]) { states(filter: {iso2: {eq: $c, in: $d}}) { nodes { id } } }"
    assert post(http, query, variables={"c": "PL"})["data"] == {"states": {"nodes": [{"id": "poland"}]}}


def test_an_empty_name_of_an_operation_is_none(http: httpx.Client) -> None:
    assert post(http, "query A { __typename }", operationName="")["data"] == {"__typename": "Query"}
    assert http.get("/graphql", params={"query": "query A { __typename }", "operationName": ""}).json()["data"] == {"__typename": "Query"}


def test_one_of_several_operations(http: httpx.Client) -> None:
    query = 'query A { __typename } query B { state(key: {id: "poland"}) { id } }'
    assert post(http, query, operationName="B")["data"] == {"state": {"id": "poland"}}
    assert "Unknown operation named 'C'" in post(http, query, operationName="C")["errors"][0]["message"]


def test_the_command_line_gets_the_same(core_store: Store, http: httpx.Client) -> None:
    assert run_query(core_store, NATO) == post(http, NATO)


def test_today_is_the_default_time(http: httpx.Client) -> None:
    query = 'query($t: TimeInput) { alliance(key: {id: "nato"}, time: $t) { members { totalCount } } }'
    assert post(http, query) == post(http, query, variables={"t": {"at": today()}}) == post(http, query, variables={"t": None})


def test_an_empty_store_says_so(scratch: Store) -> None:
    answer = run_query(scratch, "{ states { totalCount } }")
    assert answer == {"errors": [{"message": "the store holds no data yet", "extensions": {"code": "STORE_STATE"}}]}
    assert run_query(scratch, "{ __typename }") == {"data": {"__typename": "Query"}, "extensions": {"cost": 0}}
