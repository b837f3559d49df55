"""Compiles one operation: a walk over the fields that graphql-core collected (aliases, fragments, directives and variables already dealt
with), each of which plans itself."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLSchema
from graphql.execution.collect_fields import collect_fields
from graphql.execution.executor import Executor

from api.language.compiling import shaping
from api.language.compiling.call import Call, Details
from api.language.compiling.compilation import Compilation
from api.language.compiling.compiled import CompiledOperation
from api.language.compiling.draft import Around
from api.language.introspection import ROOT as INTROSPECTION
from api.language.limits import Limits
from ontology import Model
from queries import plan as p


def compile_operation(executor: Executor[Any], schema: GraphQLSchema, model: Model, today: str, limits: Limits) -> CompiledOperation:
    """Compile the operation that `executor` was built for. Raises GraphQLError with the path of the field at fault."""
    query, compilation = schema.query_type, Compilation(executor, schema, model, limits)
    assert query is not None
    around = Around(p.Scope(p.Window(p.Mode.AT, today, today)), 1)

    def make(key: str, details: Details) -> shaping.Maker | None:
        name = details[0].node.name.value
        if name in INTROSPECTION:
            return None
        return Call(compilation, query, name, details, (key,), around).planned() if name in query.fields else shaping.constant(query.name)

    grouped = collect_fields(schema, executor.fragments, executor.variable_values, query, executor.operation).grouped_field_set
    fields = tuple((key, make(key, details)) for key, details in grouped.items())
    return CompiledOperation(p.Statement(tuple(compilation.blocks)), fields, compilation.price, tuple(compilation.listed))
