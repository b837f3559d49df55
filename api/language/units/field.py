"""A field of the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from api.language.compiling import shaping
from api.language.compiling.call import PLAN, Call, Plan
from api.language.definitions import Types


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an output type: how clients see it, and how it is planned when an operation asks for it."""

    name: str
    type: Any
    comment: str
    plan: Plan
    args: tuple[StrawberryArgument, ...] = ()

    def for_strawberry(self) -> StrawberryField:
        """Strawberry's form of it, which carries the plan."""
        made = StrawberryField(
            python_name=self.name,
            graphql_name=self.name,
            type_annotation=StrawberryAnnotation(self.type),
            description=self.comment or None,
            metadata={PLAN: self.plan},
        )
        made.arguments = list(self.args)
        return made


def define(types: Types, name: str, comment: str, fields: Sequence[Field], *, above: Sequence[str] = (), abstract: bool = False) -> Any:
    """Define an object type or (`abstract`) an interface with these fields, and return its class."""
    return types.output(name, comment, [f.for_strawberry() for f in fields], above=above, abstract=abstract)


def part(index: int) -> Plan:
    """Plans a field whose value stands at an index of what its object is made of."""
    return lambda call: shaping.Column(index)


def objects(call: Call) -> shaping.Resolver:
    """The object that a field gives, made of one value."""
    return shaping.shape(call.fields(call.result))
