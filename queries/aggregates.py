"""Numbers over all elements of a list. To add a kind, write a frozen dataclass below Aggregate."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from queries.cypher.syntax import EVERY_ROW, As, Expression, Function, ListOf, Literal, Var, With, collect
from queries.element import Element, On
from queries.scope import given_day
from queries.tables import Written

YEAR = Literal(4)
"""So many letters of a day are its year."""


class Aggregate:
    """Something to work out of all elements."""

    __slots__ = ()

    @abstractmethod
    def written(self, element: Element) -> Written:
        """Clauses behind those that bind each element, and what they give in the end: an aggregating expression."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """What to group by or to take the range of: a stored property, or the year of a date. `latest`: where a date's latest day stands."""

    on: On
    stored: str
    year: bool = False
    latest: str | None = None

    def of(self, element: Element, stored: str = "") -> Expression:
        """The value of an element, or that of another stored property."""
        read = given_day(element.read(self.on, stored or self.stored))
        return Function("left", (read, YEAR)) if self.year else read


@dataclass(frozen=True, slots=True)
class Groups(Aggregate):
    """How many there are of each combination of values, most first. The answer is a list of [values…, number]."""

    by: tuple[Dimension, ...]
    size: int

    def written(self, element: Element) -> Written:
        """Counts first, then collects."""
        names, number = tuple(Var(dimension.stored) for dimension in self.by), Var("number")
        groups = (As(dimension.of(element), name) for dimension, name in zip(self.by, names, strict=True))
        order = ((number, True), *((name, False) for name in names))
        counted = With((*groups, As(Function("count", (EVERY_ROW,)), number)), order=order, limit=self.size)
        return Written(collect(ListOf((*names, number))), (counted,))


@dataclass(frozen=True, slots=True)
class Ranges(Aggregate):
    """The smallest and the largest value of each dimension. The answer is [smallest, largest, smallest, …]."""

    of: tuple[Dimension, ...]

    def written(self, element: Element) -> Written:
        """One list of both ends of each."""
        ends: list[Expression] = []
        for dimension in self.of:
            latest = dimension.of(element, dimension.latest or "")
            ends += (Function("min", (dimension.of(element),)), Function("max", (latest,)))
        return Written(ListOf(tuple(ends)))
