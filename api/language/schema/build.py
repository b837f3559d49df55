"""The schema, made of the fields in api.language.units."""

from __future__ import annotations

from functools import cache, partial

import strawberry
from graphql import GraphQLInputObjectType
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.base import StrawberryObjectDefinition

from api.language.scalars import EDTF, EDTF_SCALAR, REPRESENTATION_SCALAR, Representation
from api.language.schema.federating import subgraph_sdl
from api.language.units.build import Build
from api.language.units.roots.subgraph import SDL
from ontology import Model, read_model


def build_schema(model: Model, *, subgraph: bool = False) -> strawberry.Schema:
    """The schema of a Model; with `subgraph` as a gateway wants it. Its fields have no resolvers: they carry plans, by which operations are
    compiled.
    """
    build = Build(model, subgraph=subgraph)
    schema = strawberry.Schema(
        query=build.root(),
        types=[build.types[c.name] for c in model.classes.values()],
        config=StrawberryConfig(auto_camel_case=False, scalar_map={EDTF: EDTF_SCALAR, Representation: REPRESENTATION_SCALAR}),
    )
    _mark_one_of(schema)
    if subgraph:
        schema._schema.extensions[SDL] = cache(partial(subgraph_sdl, schema._schema))
    return schema


@cache
def shipped_schema() -> tuple[Model, strawberry.Schema]:
    """The Model that ships and its schema, which take three seconds to make: once in a process."""
    model = read_model()
    return model, build_schema(model)


def _mark_one_of(schema: strawberry.Schema) -> None:
    """Tell graphql-core which input types take exactly one field.

    Strawberry checks it on values alone, so that neither validation nor introspection would know.
    """
    for type_ in schema._schema.type_map.values():
        definition = type_.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        if isinstance(type_, GraphQLInputObjectType) and isinstance(definition, StrawberryObjectDefinition):
            type_.is_one_of = definition.is_one_of
