"""Numbers over a whole list, whatever the page. Made of the answer of its question."""

from __future__ import annotations

from typing import Any

from api.language.arguments import Args
from api.language.arguments.dimensions import Dimensions, dimension_names, dimensions_of, for_range, names_of
from api.language.arguments.paging import DEFAULT_PAGE
from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.compiling.draft import Draft
from api.language.definitions import Arg, Types, arguments, many, optional
from api.language.elements import Elements
from api.language.units.coverage import counted
from api.language.units.field import Field, define, objects, part
from common.errors import QueryError
from queries import answers, plans

COUNT = shaping.Column(answers.TOTAL)
"""Makes the number of all elements from the answer of a listing."""


class Aggregates:
    """Defines the types of aggregates."""

    def __init__(self, types: Types, dimensions: Dimensions) -> None:
        self.types = types
        self.dimensions = dimensions
        self._known: dict[Elements, Any] = {}
        keys = "The values in the order they were asked for, `by` before `byEdge`; null where there is none."
        self.group = define(
            types,
            "Group",
            "One group: a combination of values and how many elements have it.",
            [
                Field("keys", many(optional(str)), keys, lambda call: _keys),
                Field("count", int, "How many elements have it.", part(-1)),
            ],
        )
        self.range = define(
            types,
            "Range",
            "The range of the values of a property.",
            [
                Field("dimension", str, "The property.", part(0)),
                Field("min", optional(str), "The smallest; of dates the earliest day.", lambda call: lambda found: _text(found[1])),
                Field("max", optional(str), "The largest; of dates the latest day.", lambda call: lambda found: _text(found[2])),
            ],
        )

    def of(self, elements: Elements) -> Any:
        """The type of the aggregate of lists of some elements."""
        like = Elements(self.dimensions.alike.of(elements.cls), elements.edge)
        if like not in self._known:
            self._known[like] = self._define(like)
        return self._known[like]

    def _define(self, elements: Elements) -> Any:
        by = self.dimensions.arguments(elements)
        first = arguments([Arg("first", optional(int), f"At most so many groups ({DEFAULT_PAGE} unless given).")])
        groups = "How many there are of each combination of values, most first."
        return define(
            self.types,
            f"{elements.name}Aggregate",
            "Numbers over a whole list.",
            [
                Field("count", optional(int), "How many there are; null where nobody wrote the list down.", count),
                Field("groups", many(self.group), groups, _groups, (*by, *first)),
                Field("ranges", many(self.range), "The smallest and the largest value of each property.", _ranges, by),
            ],
        )


def count(call: Call) -> shaping.Resolver:
    """The plan of what gives the number of all elements."""
    call.draft.total = True
    return counted(call, COUNT)


def _groups(call: Call) -> shaping.Resolver:
    """Each group is [values…, number]."""
    args, draft, limit = call.arguments(), call.draft, call.compilation.limits.page
    _check_grouped(draft, args)
    dimensions = dimensions_of(draft.cls, draft.edge, args, draft.scope)
    first = args.get("first")
    if first is not None and not 0 <= first <= limit:
        raise QueryError(f"first is {first}", f"give 0 to {limit}")
    index = draft.aggregate(plans.Groups(dimensions, DEFAULT_PAGE if first is None else first))
    make, known = objects(call), names_of(draft.cls, draft.edge, args)

    def named(group: shaping.Row) -> list[Any]:
        return [*(names.get(value, value) for names, value in zip(known, group[:-1], strict=True)), group[-1]]

    groups = named if any(known) else list
    return lambda answer: [make(groups(group)) for group in answers.aggregate(answer, index)]


def _ranges(call: Call) -> shaping.Resolver:
    """The answer is [smallest, largest, smallest, …], a pair for each property."""
    args, draft = call.arguments(), call.draft
    _check_grouped(draft, args)
    index = draft.aggregate(plans.Ranges(tuple(map(for_range, dimensions_of(draft.cls, draft.edge, args, draft.scope)))))
    names, make, known = dimension_names(args), objects(call), names_of(draft.cls, draft.edge, args)

    def ranges(answer: answers.Answer) -> list[Any]:
        ends = answers.aggregate(answer, index)
        found = zip(names, known, ends[::2], ends[1::2], strict=True)
        return [make((name, terms.get(low, low), terms.get(high, high))) for name, terms, low, high in found]

    return ranges


def _check_grouped(draft: Draft, args: Args) -> None:
    """A node that comes once has no one start, end or role. Raises QueryError."""
    if isinstance(draft.source, plans.Once) and args.get("byEdge"):
        raise QueryError("byEdge is about relationships, and the list has each node once", "leave once out, or ask by")


def _keys(group: shaping.Row) -> list[str | None]:
    return [_text(value) for value in group[:-1]]


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
