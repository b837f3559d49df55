"""Strawberry types made at run time.

Strawberry reads types from decorated classes; these come from the ontology instead. The classes are empty: they are made first, so that
fields can refer to each other in cycles, and their definitions are attached afterwards. Nothing is ever instantiated, because answers come
from the compiled statement and not from resolvers, so no dataclass is generated either (that took two thirds of the start-up time).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.schema_directives import OneOf
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from common.errors import OntologyError


@dataclass(frozen=True, slots=True)
class Arg:
    """An argument of a field, or a field of an input type. `type` is a Strawberry annotation, such as Optional[str]."""

    name: str
    type: Any
    comment: str = ""


def capital(name: str) -> str:
    """members → Members."""
    return name[0].upper() + name[1:]


def optional(type_: Any) -> Any:
    """The nullable form of a type."""
    return Optional[type_]  # noqa: UP045  # a type made at run time has no | operator


def many(type_: Any) -> Any:
    """The type of lists of a type made at run time, none of them null."""
    return list[type_]


def arguments(args: Iterable[Arg]) -> tuple[StrawberryArgument, ...]:
    """Strawberry's form of some arguments; fields with the same arguments may share them."""
    return tuple(
        StrawberryArgument(
            python_name=f"{a.name}_",
            graphql_name=a.name,
            type_annotation=StrawberryAnnotation(a.type),
            description=a.comment or None,
        )
        for a in args
    )


class Types:
    """The Python classes that stand for GraphQL types, by name."""

    def __init__(self) -> None:
        self._classes: dict[str, type] = {}

    def __getitem__(self, name: str) -> Any:
        """The class of the type `name`; declared when it is first asked for."""
        return self._classes.setdefault(name, type(name, (), {}))

    def __contains__(self, name: str) -> bool:
        """Whether a type is defined."""
        return hasattr(self._classes.get(name), "__strawberry_definition__")

    def output(self, name: str, comment: str, fields: list[StrawberryField], *, above: Sequence[str] = (), abstract: bool = False) -> Any:
        """Define an object type or (`abstract`) an interface, and return its class."""
        return self._define(name, comment, fields, above=above, abstract=abstract)

    def input(self, name: str, comment: str, fields: Sequence[Arg], *, one_of: bool = False) -> Any:
        """Define an input type, of which (`one_of`) exactly one field is given, and return its class."""
        made = [_input_field(f) for f in fields]
        return self._define(name, comment, made, directives=(OneOf(),) if one_of else (), given=True)

    def _define(
        self,
        name: str,
        comment: str,
        fields: list[StrawberryField],
        *,
        above: Sequence[str] = (),
        abstract: bool = False,
        directives: Sequence[object] = (),
        given: bool = False,
    ) -> Any:
        cls = self[name]
        if hasattr(cls, "__strawberry_definition__"):
            raise OntologyError(f"two types of the API are called {name}", "give one of the classes another name")
        for field in fields:
            field.origin = cls
        cls.__strawberry_definition__ = StrawberryObjectDefinition(
            name=name,
            is_input=given,
            is_interface=abstract,
            origin=cls,
            description=comment or None,
            interfaces=[self[a].__strawberry_definition__ for a in above],
            extend=False,
            directives=directives,
            is_type_of=None,
            resolve_type=None,
            fields=fields,
        )
        return cls


def _input_field(field: Arg) -> StrawberryField:
    return StrawberryField(
        python_name=f"{field.name}_",
        graphql_name=field.name,
        type_annotation=StrawberryAnnotation(field.type),
        description=field.comment or None,
        default=strawberry.UNSET,
    )


def enumeration(name: str, comment: str, values: Mapping[str, str], stored: Mapping[str, str] | None = None) -> Any:
    """An enumeration; `values` says what each of its names means, `stored` what stands for each within (the name itself, unless given)."""
    inside = {v: v for v in values} if stored is None else stored
    made = enum.Enum(name, {v: strawberry.enum_value(inside[v], description=c) for v, c in values.items()})  # type: ignore[misc]  # names come from the Model
    return strawberry.enum(made, name=name, description=comment)
