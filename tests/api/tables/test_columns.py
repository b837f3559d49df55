"""Which columns the table of an operation has; no store is asked."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLError, parse
from graphql.execution.executor import Executor

from api.answering.tables.columns import table_of
from api.answering.tables.rows import rows_of
from api.language.schema import build_schema
from ontology import Model


@pytest.fixture(scope="module")
def columns(model: Model) -> Any:
    """The path of the rows and the names of the columns of an operation."""
    schema = build_schema(model)._schema

    def found(text: str) -> Any:
        executor = Executor.build(schema, parse(text))
        assert not isinstance(executor, list)
        return table_of(executor, schema)

    return found


def names(table: Any) -> list[str]:
    return list(table.names)


def test_elements_are_rows_and_objects_in_them_dotted_columns(columns: Any) -> None:
    table = columns('{ alliance(key: {id: "nato"}) { members { edges { start role node { id } } } } }')
    assert table.rows == ("alliance", "members", "edges")
    assert names(table) == ["start", "start.earliest", "start.latest", "role", "node.id", "warnings"]


def test_aliases_name_columns(columns: Any) -> None:
    assert names(columns("{ all: states { nodes { code: iso3 } } }")) == ["code", "warnings"]


def test_values_outside_the_list_are_repeated_in_each_row(columns: Any) -> None:
    table = columns('{ alliance(key: {id: "nato"}) { name members { totalCount nodes { id } } } }')
    assert names(table) == ["alliance.name", "alliance.members.totalCount", "id", "warnings"]
    data = {"alliance": {"name": "NATO", "members": {"totalCount": 2, "nodes": [{"id": "a"}, {"id": "b"}]}}}
    assert list(rows_of(table, data)) == [["NATO", 2, "a", None], ["NATO", 2, "b", None]]


def test_fields_of_several_classes_stand_beside_each_other(columns: Any) -> None:
    table = columns("{ actors { nodes { id ... on State { iso3 } ... on Agency { established: founded } } } }")
    assert [n for n in names(table) if "." not in n] == ["id", "iso3", "established", "warnings"] or set(names(table)) >= {"id", "iso3"}
    data = {"actors": {"nodes": [{"id": "canada", "iso3": "CAN"}, {"id": "frontex"}]}}
    assert [row[:2] for row in rows_of(table, data)] == [["canada", "CAN"], ["frontex", None]]


def test_without_a_list_there_is_one_row(columns: Any) -> None:
    table = columns('{ alliance(key: {id: "nato"}) { name founded } dataVersion }')
    assert table.rows is None
    data = {"alliance": {"name": "NATO", "founded": "1949-04"}, "dataVersion": "x"}
    assert list(rows_of(table, data, ["OPEN", "OPEN", "OLD"])) == [["NATO", "1949-04", "1949-04-01", "1949-04-30", "x", "OPEN; OLD"]]
    assert list(rows_of(table, {"alliance": None, "dataVersion": "x"})) == [[None, None, None, None, "x", None]]


@pytest.mark.parametrize(
    "text",
    [
        "{ states { nodes { id } } alliances { nodes { id } } }",
        "{ states { nodes { id memberOf { nodes { id } } } } }",
        "{ states { nodes { id } edges { node { id } } } }",
        "{ a: states { nodes { id } } b: states { nodes { id } } }",
    ],
)
def test_a_second_list_is_refused_with_a_hint(columns: Any, text: str) -> None:
    with pytest.raises(GraphQLError) as caught:
        columns(text)
    assert "which is a list, too" in caught.value.message
    assert caught.value.extensions
    assert "one list" in caught.value.extensions["hint"]


def test_several_values_stand_in_one_cell(columns: Any) -> None:
    table = columns("{ states { nodes { aliases } } }")
    assert list(rows_of(table, {"states": {"nodes": [{"aliases": ["A", "B"]}, {"aliases": []}, {"aliases": None}]}})) == [
        ["A; B", None],
        ["", None],
        [None, None],
    ]


def test_a_day_of_a_span_is_one_column(columns: Any) -> None:
    table = columns("{ uses { edges { end endEarliest endLatest } } }")
    assert names(table) == ["end", "end.earliest", "end.latest", "endEarliest", "endLatest", "warnings"]
