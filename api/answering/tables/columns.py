"""The columns of an operation's table: what is selected, in its order, whatever the data is.

The elements of the one list are the rows. What is selected of an element is a column, what is selected of an object in it one with a
dotted name (`node.name`). Values outside the list are repeated in each row, under their path from the root. A date is three columns: the
EDTF text, and the first and the last day that it may mean; a day of a span (`startEarliest`) is one. An operation without a list is a
table of one row.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
)
from graphql.execution.collect_fields import FieldDetails, collect_fields, collect_subfields
from graphql.execution.executor import Executor

from ontology.stored import SPAN_DAYS

Path = tuple[str, ...]
Details = list[FieldDetails]
EDTF = "EDTF"
WARNINGS = "warnings"
"""The last column: codes of the answer's warnings, the same in each row."""
HINT = "a table has one list; ask for the other one in a request of its own, or turn the question round so that its elements are the rows"


class Kind(enum.Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DAY = "day"


class Part(enum.Enum):
    """Which part of a value a column shows."""

    WHOLE = ""
    EARLIEST = "earliest"
    LATEST = "latest"


KINDS = {"Int": Kind.INTEGER, "Float": Kind.NUMBER, "Boolean": Kind.BOOLEAN}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `path` leads to its value: from the element, or from the root of the data where the value is `outer`."""

    path: Path
    kind: Kind
    part: Part = Part.WHOLE
    outer: bool = False

    @property
    def name(self) -> str:
        """The dotted name."""
        return ".".join((*self.path, self.part.value) if self.part is not Part.WHOLE else self.path)


@dataclass(frozen=True, slots=True)
class Table:
    """The path to the list whose elements are the rows (none: the data is the one row), and the columns."""

    rows: Path | None
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, that of the warnings included."""
        return (*(column.name for column in self.columns), WARNINGS)


def table_of(executor: Executor[Any], schema: GraphQLSchema) -> Table:
    """The table of an operation. Raises GraphQLError when it has two lists."""
    walk = _Walk(executor, schema)
    assert schema.query_type is not None
    found = collect_fields(schema, executor.fragments, executor.variable_values, schema.query_type, executor.operation)
    walk.fields(schema.query_type, found.grouped_field_set, (), within=False)
    return Table(walk.rows, tuple({(c.path, c.part, c.outer): c for c in (*walk.outer, *walk.inner)}.values()))


@dataclass(slots=True)
class _Walk:
    executor: Executor[Any]
    schema: GraphQLSchema
    rows: Path | None = None
    outer: list[Column] = field(default_factory=list)
    inner: list[Column] = field(default_factory=list)

    def fields(self, type_: GraphQLObjectType, grouped: dict[str, Details], path: Path, *, within: bool) -> None:
        for key, details in grouped.items():
            definition = self.schema.get_field(type_, details[0].node.name.value)
            assert definition is not None
            self._field(definition.type, details, (*path, key), within=within)

    def _field(self, type_: GraphQLOutputType, details: Details, path: Path, *, within: bool) -> None:
        named = get_named_type(type_)
        if is_leaf_type(named):
            listed = is_list_type(get_nullable_type(type_))
            dated = named.name == EDTF and not listed and details[0].node.name.value not in SPAN_DAYS
            columns = _columns(path, named.name, dated=dated, listed=listed, outer=not within)
            (self.inner if within else self.outer).extend(columns)
            return
        if is_list_type(get_nullable_type(type_)):
            self._begin_rows(details, path, within=within)
            path, within = (), True
        for concrete in self._objects(named):
            self.fields(concrete, self._below(concrete, details), path, within=within)

    def _begin_rows(self, details: Details, path: Path, *, within: bool) -> None:
        if within or self.rows not in (None, path):
            known = ".".join(self.rows or ())
            message = f"a table cannot hold {'.'.join(path)} beside {known}, which is a list, too"
            raise GraphQLError(message, details[0].node, extensions={"hint": HINT})
        self.rows = path

    def _objects(self, named: Any) -> Sequence[GraphQLObjectType]:
        return self.schema.get_possible_types(named) if is_abstract_type(named) else [named]

    def _below(self, type_: GraphQLObjectType, details: Details) -> dict[str, Details]:
        ex = self.executor
        return collect_subfields(self.schema, ex.fragments, ex.variable_values, ex.operation, type_, details).grouped_field_set


def _columns(path: Path, type_: str, *, dated: bool, listed: bool, outer: bool) -> Iterator[Column]:
    yield Column(path, Kind.TEXT if listed else KINDS.get(type_, Kind.TEXT), outer=outer)
    if dated:
        yield from (Column(path, Kind.DAY, part, outer) for part in (Part.EARLIEST, Part.LATEST))
