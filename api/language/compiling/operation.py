"""Compiles one operation: a walk over the fields that graphql-core collected (aliases, fragments, directives and variables already dealt
with), each of which plans itself. Questions about the schema are answered on the way."""

from __future__ import annotations

from typing import Any

import orjson
from graphql import GraphQLSchema
from graphql.execution.collect_fields import collect_fields
from graphql.execution.executor import Executor

from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.compiling.compilation import Compilation
from api.language.compiling.compiled import CompiledOperation
from api.language.compiling.draft import Around
from api.language.introspection import ROOT as INTROSPECTION
from api.language.introspection import Introspection
from api.language.limits import Limits
from ontology import Model
from queries import plans


def compile_operation(executor: Executor[Any], schema: GraphQLSchema, model: Model, today: str, limits: Limits) -> CompiledOperation:
    """Compile the operation that `executor` was built for. Raises GraphQLError with the path of the field at fault."""
    query, compilation = schema.query_type, Compilation(executor, schema, model, today, limits)
    assert query is not None
    around = Around(plans.Scope(plans.Window(plans.Mode.AT, today, today, given=False)), 1)
    introspection = Introspection(executor, schema, limits)
    fields: list[tuple[str, shaping.Resolver | None]] = []
    known: dict[str, bytes] = {}
    reads = False
    computed: set[int] = set()
    found = collect_fields(schema, executor.fragments, executor.variable_values, query, executor.operation)
    for key, details in found.grouped_field_set.items():
        name = details[0].node.name.value
        make: shaping.Resolver | None = None
        if name in INTROSPECTION:
            known[key] = orjson.dumps(introspection.answer(details))
        elif name in query.fields:
            before = len(compilation.computations)
            make, reads = Call(compilation, query, name, details, (key,), around).planned(), True
            if len(compilation.computations) > before:
                computed.add(len(fields))
        else:
            make = shaping.constant(query.name)
        fields.append((key, make))
    statement = plans.Statement(tuple(compilation.questions))
    return CompiledOperation(
        statement,
        tuple(fields),
        compilation.price,
        tuple(compilation.listed),
        known,
        reads,
        tuple(compilation.mentions),
        tuple(compilation.warnings),
        tuple(compilation.watches),
        tuple(compilation.computations),
        tuple(compilation.slots),
        compilation.facts,
        frozenset(computed),
        compilation.bytes,
        compilation.lasting,
    )
