"""Pages of a list, and cursors."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

import orjson

from api.language.arguments import Args
from api.language.arguments.ordering import EDGE_TIEBREAK
from api.language.definitions import Arg, arguments, optional
from api.language.limits import Limits
from common.errors import QueryError
from queries import plans

DEFAULT_PAGE = 100
PAGING = arguments(
    (
        Arg("first", optional(int), f"At most so many, {DEFAULT_PAGE} unless given."),
        Arg("after", optional(str), "Only what follows this cursor."),
        Arg("last", optional(int), "At most so many, from the end."),
        Arg("before", optional(str), "Only what precedes this cursor."),
    )
)
# What ends an order, with its type: so that a cursor of other times is refused instead of leading nowhere.
IDENTIFYING = {"id": str, EDGE_TIEBREAK.stored: int}


def page_of(args: Args, order: Sequence[plans.Key], limits: Limits) -> plans.Page:
    """The page that first, after, last and before ask for in an order."""
    first, last = args.get("first"), args.get("last")
    if first is not None and last is not None:
        raise QueryError("first and last were both given", "give one of them")
    for name, number in (("first", first), ("last", last)):
        if number is not None and not 0 <= number <= limits.page:
            raise QueryError(f"{name} is {number}", f"give 0 to {limits.page}, and go on with the cursors of pageInfo")
    size = first if first is not None else last if last is not None else min(limits.default_page, limits.page)
    after, before = (_position(args.get(name), name, order) for name in ("after", "before"))
    return plans.Page(size, after, before, backward=last is not None)


def cursor_of(position: Sequence[plans.Scalar]) -> str:
    """A position as opaque text."""
    return base64.urlsafe_b64encode(orjson.dumps(position)).decode().rstrip("=")


def _position(cursor: str | None, name: str, order: Sequence[plans.Key]) -> tuple[plans.Scalar, ...] | None:
    if cursor is None:
        return None
    try:
        values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        values = None
    if not isinstance(values, list) or len(values) != len(order) or not all(map(_may_be, values, order)):
        raise QueryError(f"{name} is not a cursor of this list", "take endCursor or startCursor of the same field and sort")
    return tuple(values)


def _may_be(value: object, key: plans.Key) -> bool:
    """Whether a value may be that of a key. Neo4j's integers have 64 bits; JSON's have no end."""
    if key.stored in IDENTIFYING:
        return type(value) is IDENTIFYING[key.stored]
    return value is None or isinstance(value, str | float) or (isinstance(value, int) and -(2**63) <= value < 2**63)
