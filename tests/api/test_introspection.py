"""Introspection is answered as graphql-core would, faster and within bounds."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from graphql import GraphQLSchema, build_client_schema, get_introspection_query, graphql_sync, parse, print_schema
from graphql.execution.collect_fields import collect_fields
from graphql.execution.executor import Executor

from api.language.introspection import Introspection
from api.language.limits import DEFAULT_LIMITS
from api.language.schema import build_schema
from ontology import Model


@pytest.fixture(scope="module")
def schema(model: Model) -> GraphQLSchema:
    return build_schema(model)._schema


def introspect(schema: GraphQLSchema, query: str) -> dict[str, Any]:
    executor = Executor.build(schema, parse(query))
    assert isinstance(executor, Executor)
    root = schema.query_type
    assert root is not None
    found = collect_fields(schema, executor.fragments, executor.variable_values, root, executor.operation)
    introspection = Introspection(executor, schema, DEFAULT_LIMITS)
    return {key: introspection.answer(details) for key, details in found.grouped_field_set.items()}


@pytest.mark.parametrize(
    "query",
    [
        get_introspection_query(schema_description=True, specified_by_url=True, directive_is_repeatable=True, input_value_deprecation=True),
        "{ a: __type(name: \"State\") { __typename kind k: kind fields { name args { name defaultValue type { ofType { name } } } } } }",
        "{ __type(name: \"Nothing\") { name } }",
        "{ __schema { directives { ...D } } } fragment D on __Directive { name locations isRepeatable args { name } }",
        "{ __type(name: \"Order\") { enumValues(includeDeprecated: true) { name description isDeprecated } } }",
    ],
)  # fmt: skip
def test_as_graphql_core_answers(schema: GraphQLSchema, query: str) -> None:
    expected = graphql_sync(schema, query)
    assert not expected.errors
    assert introspect(schema, query) == expected.data


def test_a_client_can_rebuild_the_schema(http: httpx.Client, schema: GraphQLSchema) -> None:
    answer = http.post("/graphql", json={"query": get_introspection_query(input_value_deprecation=True)}).json()
    rebuilt = build_client_schema(answer["data"])
    assert rebuilt.type_map.keys() == schema.type_map.keys()
    assert "type State implements" in print_schema(rebuilt)


def test_multiplied_introspection_is_refused(http: httpx.Client) -> None:
    query = "{ " + " ".join(f"a{i}: __schema {{ types {{ fields {{ name args {{ name }} }} }} }}" for i in range(50)) + " }"
    answer = http.post("/graphql", json={"query": query}).json()
    assert "more than 400,000 values" in answer["errors"][0]["message"]
