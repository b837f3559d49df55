"""A part of the schema: some root fields, the classes that they read in full, and of everything else what these need.

An operation that is valid in a part is valid in the whole, and means the same there. What is left out:

- fields of the root that were not asked for;
- relations of classes that no root field reads: such an entity at the end of a relation has its properties alone;
- conditions on relations, except in the filters of root fields, where they reach one relation far.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field

from graphql import (
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from api.language.schema.printing import print_types
from common.errors import NotFoundError
from common.suggest import suggest
from ontology import Model

Composite = GraphQLObjectType | GraphQLInterfaceType
NODE, QUANTIFIED = "Node", "some"
"""The interface of everything that has relations; the field that every condition on a relation has."""


def excerpt(schema: GraphQLSchema, model: Model, roots: Iterable[str], *, classes: bool = True) -> str:
    """The part with these root fields as text. Without `classes`: without those that only their interfaces stand for.

    Raises NotFoundError.
    """
    asked = tuple(dict.fromkeys(roots))
    _check(schema, asked)
    part = _Part(schema, frozenset(asked), frozenset(_read_in_full(model, asked)), classes)
    part.gather()
    return print_types(part.types())


def _check(schema: GraphQLSchema, asked: Iterable[str]) -> None:
    assert schema.query_type
    known = schema.query_type.fields
    for name in asked:
        if name not in known:
            hint = suggest(name, list(known)) or "the root fields are those of Query"
            raise NotFoundError(f"there is no root field {name[:60]!r}", hint)


def _read_in_full(model: Model, asked: Iterable[str]) -> Iterator[str]:
    names = set(asked)
    return (cls.name for cls in model.classes.values() if names & {cls.singular, cls.plural})


@dataclass(slots=True)
class _Part:
    """What is kept, by the name of its type: of an object, an interface or an input the names of its fields."""

    schema: GraphQLSchema
    roots: frozenset[str]
    full: frozenset[str]
    classes: bool
    kept: dict[str, frozenset[str]] = field(default_factory=dict)
    _leading: dict[str, bool] = field(default_factory=dict)

    def gather(self) -> None:
        """Find all that the root fields need."""
        query = self.schema.query_type
        assert query
        self.kept[query.name] = self.roots
        for root in sorted(self.roots):
            self._see_field(query.fields[root], conditions=True)
        while self._complete():
            pass

    def types(self) -> list[GraphQLNamedType]:
        """The types, in the order of the schema."""
        return [self._cut(type_) for name, type_ in self.schema.type_map.items() if name in self.kept]

    def _see(self, type_: GraphQLNamedType, *, conditions: bool = False) -> None:
        match type_:
            case GraphQLInputObjectType():
                self._see_input(type_, conditions)
            case GraphQLObjectType() | GraphQLInterfaceType() if type_.name not in self.kept:
                self._keep(type_, [name for name, one in type_.fields.items() if self._stays(type_, one)])
                for one in type_.interfaces:
                    self._see(one)
            case _:
                self.kept.setdefault(type_.name, frozenset())

    def _keep(self, type_: Composite, fields: Iterable[str]) -> bool:
        """Keep fields of a type; whether there was a new one."""
        before = self.kept.get(type_.name)
        self.kept[type_.name] = (before or frozenset()) | frozenset(fields)
        new = self.kept[type_.name] - (before or frozenset())
        for name in sorted(new):
            self._see_field(type_.fields[name])
        return bool(new) or before is None

    def _see_field(self, one: GraphQLField, *, conditions: bool = False) -> None:
        self._see(get_named_type(one.type))
        for argument in one.args.values():
            self._see(get_named_type(argument.type), conditions=conditions)

    def _see_input(self, type_: GraphQLInputObjectType, conditions: bool) -> None:
        fields = frozenset(name for name, one in type_.fields.items() if conditions or not _quantified(one))
        before = self.kept.get(type_.name)
        if before is not None and fields <= before:
            return
        self.kept[type_.name] = fields | (before or frozenset())
        for name in sorted(fields):
            one = type_.fields[name]
            self._see(get_named_type(one.type), conditions=conditions and not _quantified(one))

    def _stays(self, type_: Composite, one: GraphQLField) -> bool:
        return type_.name in self.full or not _is_node(type_) or not self._leads_on(get_named_type(one.type))

    def _leads_on(self, type_: GraphQLNamedType) -> bool:
        """Whether something that has relations is at the type or below it."""
        if not isinstance(type_, Composite):
            return False
        if type_.name not in self._leading:
            self._leading[type_.name] = _is_node(type_)
            self._leading[type_.name] |= any(self._leads_on(get_named_type(one.type)) for one in type_.fields.values())
        return self._leading[type_.name]

    def _complete(self) -> bool:
        """Give what may stand for a kept interface the fields of the interface, as GraphQL asks; whether there was anything to do.

        Clients look up in the schema which classes may stand for an interface, so that these are kept all.
        """
        new = False
        for type_ in self.schema.type_map.values():
            if isinstance(type_, Composite) and (type_.name in self.kept or self.classes):
                above = [self.kept[one.name] for one in type_.interfaces if one.name in self.kept]
                new |= bool(above) and self._keep(type_, frozenset().union(*above))
        return new

    def _cut(self, type_: GraphQLNamedType) -> GraphQLNamedType:
        kept = self.kept[type_.name]
        match type_:
            case GraphQLObjectType() | GraphQLInterfaceType():
                fields = {name: one for name, one in type_.fields.items() if name in kept}
                interfaces = [one for one in type_.interfaces if one.name in self.kept]
                return type(type_)(type_.name, fields, interfaces=interfaces, description=type_.description)
            case GraphQLInputObjectType():
                cut = copy(type_)
                cut.fields = {name: one for name, one in type_.fields.items() if name in kept}
                return cut
        return type_


def _is_node(type_: Composite) -> bool:
    return type_.name == NODE or any(one.name == NODE for one in type_.interfaces)


def _quantified(one: GraphQLInputField) -> bool:
    """Whether a field of an input is a condition on a relation."""
    type_ = get_named_type(one.type)
    return isinstance(type_, GraphQLInputObjectType) and QUANTIFIED in type_.fields
