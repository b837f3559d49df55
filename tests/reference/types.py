"""The types of arguments, as the schema has them: lists of the same elements share theirs."""

from __future__ import annotations

from functools import cache

from graphql import GraphQLObjectType, GraphQLSchema

from api.language.schema import build_schema
from ontology import Class, End, Model, read_model


@cache
def _schema() -> tuple[Model, GraphQLSchema]:
    model = read_model()
    return model, build_schema(model)._schema


def of_root(cls: Class, argument: str) -> str:
    """The type of an argument of the list of a class, without the mark of what must be given."""
    query = _schema()[1].query_type
    assert query is not None
    return str(query.fields[cls.plural].args[argument].type)


def of_key(cls: Class) -> str:
    """The type of the key of an entity of a class, with the mark that it must be given."""
    query = _schema()[1].query_type
    assert query is not None
    return f"{str(query.fields[cls.singular].args['key'].type).removesuffix('!')}!"


def of_end(end: End, argument: str) -> str:
    """The type of an argument of what is related along `end`."""
    model, schema = _schema()
    owner = next(c for c in model.classes.values() if end.name in c.ends and isinstance(schema.type_map.get(c.name), GraphQLObjectType))
    type_ = schema.type_map[owner.name]
    assert isinstance(type_, GraphQLObjectType)
    return str(type_.fields[end.name].args[argument].type)
