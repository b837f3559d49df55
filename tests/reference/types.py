"""The types of arguments, as the schema has them: lists of the same elements share theirs."""

from __future__ import annotations

from functools import cache

from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, get_named_type

from api.language.schema import build_schema
from ontology import Class, End, Model, read_model


@cache
def _schema() -> tuple[Model, GraphQLSchema]:
    model = read_model()
    return model, build_schema(model)._schema


def _root(name: str) -> GraphQLField:
    query = _schema()[1].query_type
    assert query is not None
    found: GraphQLField = query.fields[name]
    return found


def _list(cls: Class, end: End | None) -> GraphQLField:
    """The field of the list of a class, or of what is related along `end`."""
    if end is None:
        return _root(cls.plural)
    model, schema = _schema()
    found = (schema.type_map.get(c.name) for c in model.classes.values() if end.name in c.ends)
    field: GraphQLField = next(type_.fields[end.name] for type_ in found if isinstance(type_, GraphQLObjectType))
    return field


def of_argument(cls: Class, end: End | None, argument: str) -> str:
    """The type of an argument of a list."""
    return str(_list(cls, end).args[argument].type)


def of_dimensions(cls: Class, end: End | None, argument: str) -> str:
    """The type of what a list is counted by: `by` its elements or `byEdge` their relationships."""
    connection = get_named_type(_list(cls, end).type)
    assert isinstance(connection, GraphQLObjectType)
    aggregate = get_named_type(connection.fields["aggregate"].type)
    assert isinstance(aggregate, GraphQLObjectType)
    return str(aggregate.fields["groups"].args[argument].type)


def of_key(cls: Class) -> str:
    """The type of the key of an entity of a class, with the mark that it must be given."""
    return f"{str(_root(cls.singular).args['key'].type).removesuffix('!')}!"
