"""The scalars of our own: a date or period in the Extended Date/Time Format, and what a gateway knows of an entity."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, NewType

import strawberry
from graphql import GraphQLError, ValueNode, value_from_ast_untyped
from strawberry.types.scalar import ScalarDefinition

from common.dates import LONGEST_PERIOD, InvalidDateError, period

EDTF = NewType("EDTF", str)


@dataclass(slots=True)
class _Dates:
    """The dates of the operation that is being read."""

    most: int
    seen: set[str] = field(default_factory=set)


_dates: ContextVar[_Dates | None] = ContextVar("dates", default=None)


@contextmanager
def at_most_dates(most: int) -> Iterator[None]:
    """Refuse, within, any date beyond so many different ones, before it is read: reading each may take a millisecond."""
    token = _dates.set(_Dates(most))
    try:
        yield
    finally:
        _dates.reset(token)


def _parse(value: object) -> str:
    if not isinstance(value, str):
        raise GraphQLError('A date is text, such as "1949-04-04", "1985-06" or "1950/1960".')
    count_date(value)
    try:
        period(value)
    except InvalidDateError as error:
        raise GraphQLError(f"{error} Write it as 1949-04-04, 1985-06, 1990~ or 1950/1960.") from error
    return value


def _parse_literal(node: ValueNode, variables: dict[str, Any] | None = None) -> str:
    """The same of what stands in the document, so that the error tells where."""
    try:
        return _parse(value_from_ast_untyped(node, variables))
    except GraphQLError as error:
        raise GraphQLError(error.message, node) from error


def count_date(text: str) -> None:
    """Count a date that is about to be read. Raises GraphQLError when it is too long, or one too many."""
    if len(text) > LONGEST_PERIOD:
        raise GraphQLError(f"A date has at most {LONGEST_PERIOD} characters.")
    if dates := _dates.get():
        dates.seen.add(text)
        if len(dates.seen) > dates.most:
            raise GraphQLError(f"The operation has more than {dates.most:,} different dates. Ask for a period, or split it.")


EDTF_SCALAR: ScalarDefinition = strawberry.scalar(
    name="EDTF",
    description="A date or period in the Extended Date/Time Format: `1949-04-04`, `1985-06`, `1990~` (about 1990), "
    "`1950/1960` (a period), `2018-12/..` (from then on).",
    specified_by_url="https://www.loc.gov/standards/datetime/",
    serialize=str,
    parse_value=_parse,
    parse_literal=_parse_literal,
)

Representation = NewType("Representation", object)
REPRESENTATION_SCALAR: ScalarDefinition = strawberry.scalar(
    name="_Any",
    description="What a gateway knows of an entity: its `__typename`, and its `id` or `slug`.",
    serialize=lambda value: value,
)
