"""The schema: its text is current, says everything once, and lists of the same elements share their types."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from graphql import GraphQLArgument, GraphQLField, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, build_schema, print_schema

from api.language.schema import build_schema as build
from api.language.schema.__main__ import SDL, current
from ontology import Model


@pytest.fixture(scope="module")
def schema(model: Model) -> GraphQLSchema:
    return build(model)._schema


@pytest.fixture(scope="module")
def published() -> GraphQLSchema:
    return build_schema(SDL.read_text(encoding="utf-8"))


def fields(schema: GraphQLSchema) -> Iterator[tuple[str, GraphQLField, list[GraphQLField]]]:
    """Every field by its coordinate, with the fields of interfaces that it implements."""
    for name, type_ in schema.type_map.items():
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and not name.startswith("__"):
            for field, found in type_.fields.items():
                yield f"{name}.{field}", found, [i.fields[field] for i in type_.interfaces if field in i.fields]


def test_the_committed_sdl_is_current() -> None:
    assert SDL.read_text(encoding="utf-8") == current(), "the ontology changed: run `python -m api.language.schema` and commit it"


def test_everything_is_described(schema: GraphQLSchema) -> None:
    silent = [name for name, field, _ in fields(schema) if not field.description]
    silent += [f"{name}({arg}:)" for name, field, _ in fields(schema) for arg, found in field.args.items() if not found.description]
    assert silent == []


def test_the_text_describes_once_what_many_types_inherit(published: GraphQLSchema) -> None:
    def said(thing: GraphQLField | GraphQLArgument, above: GraphQLField | GraphQLArgument) -> bool:
        return thing.description is not None and thing.description == above.description

    repeated = [name for name, field, inherited in fields(published) if any(said(field, above) for above in inherited)]
    for name, field, inherited in fields(published):
        repeated += [f"{name}({arg}:)" for above in inherited for arg, found in above.args.items() if said(field.args[arg], found)]
    assert repeated == []


def test_the_text_is_the_schema_but_for_repeated_descriptions(schema: GraphQLSchema, published: GraphQLSchema) -> None:
    for name, field, _ in fields(published):
        type_, member = name.split(".")
        whole = schema.type_map[type_].fields[member]  # type: ignore[attr-defined]  # both have fields
        field.description = whole.description
        for arg, found in field.args.items():
            found.description = whole.args[arg].description
    assert print_schema(published) == print_schema(schema)


def test_lists_of_the_same_elements_have_the_same_types(schema: GraphQLSchema) -> None:
    entity, alliance = schema.type_map["Entity"], schema.type_map["Alliance"]
    assert isinstance(entity, GraphQLInterfaceType)
    assert isinstance(alliance, GraphQLObjectType)
    assert entity.fields["succeeds"].type is not entity.fields["claims"].type
    assert str(entity.fields["succeeds"].type) == str(alliance.fields["succeededBy"].type) == "EntitySuccessionConnection!"
    query = schema.query_type
    assert query
    assert str(query.fields["alliances"].args["filter"].type) == str(query.fields["organizations"].args["filter"].type)
    assert str(query.fields["alliances"].type) == "AllianceConnection!"
