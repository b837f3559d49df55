"""Where a page stands in its list. Made of the rows of the page and of whether there are more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.definitions import Types, optional
from api.language.units.field import Field, define, objects


class _Page(NamedTuple):
    rows: list[shaping.Row]
    more: bool


_Resolver = Callable[[_Page], Any]


def define_page_info(types: Types) -> Any:
    """Define the type PageInfo."""
    return define(
        types,
        "PageInfo",
        "Paging information.",
        [
            Field("hasNextPage", bool, "Whether more follows.", _has_next),
            Field("hasPreviousPage", bool, "Whether something comes before.", _has_previous),
            Field("startCursor", optional(str), "The cursor of the first element of the page.", lambda call: _cursor(call, 0)),
            Field("endCursor", optional(str), "The cursor of the last element of the page.", lambda call: _cursor(call, -1)),
        ],
    )


def page_info(call: Call) -> shaping.Field:
    """The plan of `pageInfo`."""
    draft = call.draft
    draft.rows = True
    draft.see_beyond()
    draft.cursor()
    make = objects(call)
    return shaping.Ends(lambda rows, more: make(_Page(rows, more)))


def _has_next(call: Call) -> _Resolver:
    listing = call.draft.listing
    return _bounded(listing.bounded_before, more=not listing.backward)


def _has_previous(call: Call) -> _Resolver:
    listing = call.draft.listing
    return _bounded(listing.bounded_after, more=listing.backward)


def _bounded(bounded: bool, *, more: bool) -> _Resolver:
    """Whether there is something on a side of a page: when a cursor bounds it there, or (`more`: the side to which it goes on) was seen."""
    return lambda page: bounded or (more and page.more)


def _cursor(call: Call, at: int) -> _Resolver:
    cursor = call.draft.cursor()
    return lambda page: cursor(page.rows[at]) if page.rows else None
