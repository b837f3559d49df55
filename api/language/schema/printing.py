"""The schema as text.

GraphQL has every class repeat the fields of the interfaces above it, and every list the arguments that all lists have. In the text their
descriptions stand once, in the interface that has them and at the first list: repeated, they were half of it. Introspection gives them
everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from typing import TypeVar

from graphql import (
    DirectiveLocation,
    GraphQLArgument,
    GraphQLDirective,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    print_directive,
    print_type,
)
from graphql.utilities.print_schema import is_defined_type

# Tools that are older than the specification of September 2025 do not know it.
ONE_OF = GraphQLDirective("oneOf", [DirectiveLocation.INPUT_OBJECT])
Described = TypeVar("Described", GraphQLField, GraphQLArgument)


def sdl(schema: GraphQLSchema) -> str:
    """The schema in GraphQL's own language."""
    return print_types(schema.type_map.values())


def print_types(types: Iterable[GraphQLNamedType]) -> str:
    """The types of a schema, or of a part of one, in GraphQL's own language."""
    shown: set[tuple[str, str | None]] = set()
    defined = filter(is_defined_type, types)
    return "\n\n".join([print_directive(ONE_OF), *(print_type(_described_once(type_, shown)) for type_ in defined)]) + "\n"


def _described_once(type_: GraphQLNamedType, shown: set[tuple[str, str | None]]) -> GraphQLNamedType:
    """A type without the descriptions that its interfaces have, and without those of arguments that were `shown` before."""
    if not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        return type_
    above = [interface.fields for interface in type_.interfaces]
    fields = {name: _field(field, [fields[name] for fields in above if name in fields], shown) for name, field in type_.fields.items()}
    return type(type_)(type_.name, fields, interfaces=type_.interfaces, description=type_.description)


def _field(field: GraphQLField, above: Sequence[GraphQLField], shown: set[tuple[str, str | None]]) -> GraphQLField:
    found, args = _without(field, above), {}
    for name, arg in field.args.items():
        args[name] = copy(arg)
        if (name, arg.description) in shown:
            args[name].description = None
        shown.add((name, arg.description))
    found.args = args
    return found


def _without(thing: Described, above: Sequence[Described]) -> Described:
    found = copy(thing)
    if any(inherited.description == thing.description for inherited in above):
        found.description = None
    return found
