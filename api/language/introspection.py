"""Answers introspection by walking the schema along the selection, put together once as closures.

graphql-core's own execution takes 1.5 s for the whole schema (220,000 values), this 0.15 s; and it is bounded: lists of types inside
lists of types multiply.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    SchemaMetaFieldDef,
    TypeMetaFieldDef,
    is_enum_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetails, collect_subfields
from graphql.execution.executor import Executor
from graphql.execution.values import get_argument_values

from api.language.limits import Limits

Resolver = Callable[[Any], Any]
ROOT = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}


class Introspection:
    """The introspection fields of one operation."""

    def __init__(self, executor: Executor[Any], schema: GraphQLSchema, limits: Limits) -> None:
        self.executor = executor
        self.left = self.most = limits.metadata
        # All that the resolvers of graphql-core look at.
        self.info = SimpleNamespace(schema=schema)
        self.schema = schema

    def answer(self, details: list[FieldDetails]) -> Any:
        """The value of the root field `__schema` or `__type`. Raises GraphQLError when there is too much of it."""
        look, complete = self._field(ROOT[details[0].node.name.value], details)
        found = look(None)
        with _no_collections():
            return complete(found) if complete and found is not None else found

    def _field(self, field: GraphQLField, details: list[FieldDetails]) -> tuple[Resolver, Resolver | None]:
        """What looks a value up, and what makes JSON of it unless it is null or JSON already."""
        first, info = details[0], self.info
        args = get_argument_values(field, first.node, self.executor.variable_values, first.fragment_variable_values)
        resolve = field.resolve
        assert resolve is not None
        # Most have no arguments, and a call less for each value counts.
        look = (lambda source: resolve(source, info, **args)) if args else (lambda source: resolve(source, info))
        return look, self._complete(field.type, details)

    def _complete(self, type_: GraphQLOutputType, details: list[FieldDetails]) -> Resolver | None:
        if is_non_null_type(type_):
            return self._complete(type_.of_type, details)
        if is_list_type(type_):
            inner = self._complete(type_.of_type, details)
            return lambda values: [inner(v) for v in values] if inner else list(values)
        if isinstance(type_, GraphQLObjectType):
            return _Object(self, type_, details)
        return (lambda value: value.name) if is_enum_type(type_) else None

    def subfields(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> list[tuple[str, Resolver, Resolver | None]]:
        """The fields selected of an object: response key, and as _field."""
        ex = self.executor
        found = collect_subfields(self.schema, ex.fragments, ex.variable_values, ex.operation, type_, details)
        return [(key, *self._subfield(type_, inner)) for key, inner in found.grouped_field_set.items()]

    def _subfield(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> tuple[Resolver, Resolver | None]:
        name = details[0].node.name.value
        return (lambda _source: type_.name, None) if name == "__typename" else self._field(type_.fields[name], details)

    def spend(self, values: int) -> None:
        """Take some values from what may be given. Raises GraphQLError when there are none left."""
        self.left -= values
        if self.left < 0:
            raise GraphQLError(
                f"Introspection asks for more than {self.most:,} values.",
                extensions={"hint": "read /schema.graphql, or ask for fewer levels at once"},
            )


@contextmanager
def _no_collections() -> Iterator[None]:
    """What is made here has no cycles, and looking for some took two thirds of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class _Object:
    """Makes objects of one selection. The same type is met thousands of times: it is worked out once, and counted every time."""

    def __init__(self, walk: Introspection, type_: GraphQLObjectType, details: list[FieldDetails]) -> None:
        self.walk = walk
        self.fields = walk.subfields(type_, details)
        self.known: dict[int, tuple[dict[str, Any], int]] = {}

    def __call__(self, source: Any) -> dict[str, Any]:
        # Fields, arguments and values come as pairs made for the occasion: their identity means nothing. Types live as long as the schema.
        if isinstance(source, tuple):
            return self._make(source)
        if known := self.known.get(id(source)):
            self.walk.spend(known[1])
            return known[0]
        before = self.walk.left
        made = self._make(source)
        self.known[id(source)] = (made, before - self.walk.left)
        return made

    def _make(self, source: Any) -> dict[str, Any]:
        self.walk.spend(len(self.fields))
        made = {}
        for key, look, complete in self.fields:
            found = look(source)
            made[key] = complete(found) if complete and found is not None else found
        return made
