"""Lists among what is computed: pages of rows that are known in whole."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from analysis.table import Table
from api.language.arguments import Args
from api.language.arguments.paging import cursor_of
from api.language.compiling import shaping
from api.language.compiling.call import Call, Plan
from api.language.compiling.computing import Ids, Outcome
from api.language.compiling.draft import Around
from api.language.definitions import Arg, Types, many, optional
from api.language.identity import scope_text
from api.language.units.computed import computed, one, rows, value
from api.language.units.field import Field, define
from common.errors import QueryError
from facts.records import digest
from queries import plans
from queries.work import Counts

TOTAL, PAGE, NODES, MORE = 0, 1, 2, 3
"""Where the value of a list holds what: its length, (whether there are more, the cursor), the rows of the page, then fields of its own."""
PAGING = [
    Arg("first", optional(int), "At most so many: 1,000 unless given, and in a table 100,000."),
    Arg("after", optional(str), "Only what follows this cursor."),
]


@dataclass(frozen=True, slots=True)
class Page:
    """So many rows from a place on, of a list that `mark` tells from others."""

    size: int
    begin: int = 0
    mark: str = ""

    def of(self, found: Sequence[Any], *more: Any) -> tuple[Any, ...]:
        """The value of a list of all that was found."""
        return self.cut(found[self.begin : self.begin + self.size], len(found), *more)

    def cut(self, shown: Sequence[Any], total: int, *more: Any) -> tuple[Any, ...]:
        """The value of a list of which the rows of the page are known, and how many there are in all."""
        end = self.begin + len(shown)
        return (total, (end < total, cursor_of([end, self.mark]) if shown else None), shown, *more)


def page_of(call: Call, args: Args) -> Page:
    """The page that `first` and `after` ask for of a list. Raises QueryError."""
    first, limits = args.get("first"), call.compilation.limits
    if first is not None and not 0 <= first <= limits.page:
        raise QueryError(f"first is {first}", f"give 0 to {limits.page}, and go on with pageInfo {{ endCursor }}")
    size = first if first is not None else max(limits.default_page, min(1_000, limits.page))
    mark = _mark(call, args)
    return Page(size, _begin(args.get("after"), mark), mark)


def _mark(call: Call, args: Args) -> str:
    """Tells a list from others: by its field, the arguments besides those of pages, and what is in force around it."""
    rest = {name: value for name, value in args.items() if name not in ("first", "after")}
    return digest([call.parent.name, call.name, scope_text(call.around.scope), repr(sorted(rest.items()))])[:8]


def define_list(types: Types, name: str, comment: str, element: Any, extra: Sequence[Field] = ()) -> Any:
    """Define the type of a list of elements, with `extra` fields of the list itself."""
    if "PageEnd" not in types:
        define(
            types,
            "PageEnd",
            "Where a page of a computed list ends.",
            [
                Field("hasNextPage", bool, "Whether there are more.", value(0)),
                Field("endCursor", optional(str), "The place behind the last element, to go on from; null for an empty page.", value(1)),
            ],
        )
    fields = [
        Field("totalCount", int, "How many there are in all, whatever the page.", value(TOTAL)),
        Field("pageInfo", types["PageEnd"], "Where this page ends.", one(PAGE)),
        Field("nodes", many(element), "The elements of this page.", rows(NODES)),
    ]
    return define(types, name, comment, [*fields, *extra])


class Reading(NamedTuple):
    """What the arguments of a list ask for: what computes an Outcome whose value is that of a page, and what that touches."""

    run: Callable[[Table, Ids, Page], Outcome]
    touches: Callable[[Counts, Page], float]


def plan_list(read: Callable[[Call, Args, plans.Scope], Reading]) -> Plan:
    """Plans a root field that is a list. `read` takes the arguments."""

    def plan(call: Call) -> shaping.Resolver:
        args = call.arguments()
        call.compilation.bound(args)
        scope = call.scope(args)
        page = page_of(call, args)
        run, touches = read(call, args, scope)
        return computed(
            call,
            lambda table, ids: run(table, ids, page),
            lambda counts: touches(counts, page),
            price=max(1, page.size),
            scope=scope,
        )

    return plan


def plan_part(index: int, most: int) -> Plan:
    """Plans a list within what is computed, whose elements, all of them, stand at a place. They name at most `most` different entities."""

    def plan(call: Call) -> shaping.Resolver:
        args, compilation = call.arguments(), call.compilation
        compilation.bound(args)
        page = page_of(call, args)
        compilation.pay(max(1, page.size), call.path)
        around = Around(call.around.scope, max(1, min(page.size, most)))
        make = shaping.shape(call.fields(call.result, around))
        return lambda row: make((row[0], page.of(row[1][index])))

    return plan


def _begin(cursor: str | None, mark: str) -> int:
    if cursor is None:
        return 0
    try:
        begin, of = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, TypeError):
        begin, of = None, None
    if not isinstance(begin, int) or isinstance(begin, bool) or begin < 0 or of != mark:
        raise QueryError("after is not a cursor of this list", "take endCursor of the same field with the same arguments")
    return begin
