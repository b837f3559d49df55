"""The one scalar of our own: a date or period in the Extended Date/Time Format."""

from __future__ import annotations

from typing import NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from common.dates import InvalidDateError, period

EDTF = NewType("EDTF", str)


def _parse(value: object) -> str:
    if not isinstance(value, str):
        raise GraphQLError('A date is text, such as "1949-04-04", "1985-06" or "1950/1960".')
    try:
        period(value)
    except InvalidDateError as error:
        raise GraphQLError(f"{error} Write it as 1949-04-04, 1985-06, 1990~ or 1950/1960.") from error
    return value


EDTF_SCALAR: ScalarDefinition = strawberry.scalar(
    name="EDTF",
    description="A date or period in the Extended Date/Time Format: `1949-04-04`, `1985-06`, `1990~` (about 1990), "
    "`1950/1960` (a period), `2018-12/..` (from then on).",
    specified_by_url="https://www.loc.gov/standards/datetime/",
    serialize=str,
    parse_value=_parse,
)
