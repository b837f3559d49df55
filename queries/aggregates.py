"""Numbers over all elements of a list. To add a kind, write a frozen dataclass below Aggregate."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from ontology import Class
from ontology.stored import label
from queries.claimed import Claimed
from queries.cypher.syntax import (
    EVERY_ROW,
    NULL,
    As,
    Binary,
    Case,
    Chosen,
    Expression,
    Function,
    ListOf,
    Literal,
    Match,
    Node,
    Prop,
    Var,
    With,
    Within,
    collect,
    every,
)
from queries.element import Element, On
from queries.filters import EVERYTHING, Filter
from queries.filters.conditions import condition
from queries.scope import Window, certainly, given_day
from queries.tables import Written

YEAR = Literal(4)
"""So many letters of a day are its year."""


class Aggregate:
    """Something to work out of all elements. `looks`: it has to look at them; `apart`: it looks at other nodes."""

    __slots__ = ()
    looks: ClassVar[bool] = True
    apart: ClassVar[bool] = False

    @abstractmethod
    def written(self, element: Element) -> Written:
        """Clauses behind those that bind each element, and what they give in the end: an aggregating expression."""

    def of_start(self, _start: Var, /) -> Expression | None:
        """What is read of the node at which the list starts, where no element has to be looked at for it."""
        return None


@dataclass(frozen=True, slots=True)
class Dimension:
    """What to group by or to take the range of: a stored property, or the year of a date. `latest`: where a date's latest day stands.

    `claimed`: the property as some datasets give it.
    """

    on: On
    stored: str
    year: bool = False
    latest: str | None = None
    claimed: Claimed | None = None

    def of(self, element: Element, stored: str = "") -> Expression:
        """The value of an element, or that of another stored property."""
        read = given_day(element.read(self.on, stored or self.stored, self.claimed))
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


@dataclass(frozen=True, slots=True)
class CertainEdges(Aggregate):
    """How many relationships certainly hold within the window, and satisfy a filter."""

    window: Window
    where: Filter = EVERYTHING

    def written(self, element: Element) -> Written:
        """A count of those."""
        return _number_of(_of_any(element, self._holds))

    def _holds(self, element: Element) -> Expression:
        holds = certainly(self.window, element)
        more = () if self.where == EVERYTHING else (condition(self.where, element),)
        return every((*holds, *more))


@dataclass(frozen=True, slots=True)
class Satisfying(Aggregate):
    """How many elements a filter keeps."""

    where: Filter

    def written(self, element: Element) -> Written:
        """A count of those."""
        return _number_of(_of_any(element, lambda one: condition(self.where, one)))


@dataclass(frozen=True, slots=True)
class Nodes(Aggregate):
    """How many different nodes there are."""

    def written(self, element: Element) -> Written:
        """A count of nodes."""
        return Written(Function("count", (element.node,), distinct=True))


@dataclass(frozen=True, slots=True)
class OfStart(Aggregate):
    """Of a stored list of the node at which the list starts, the texts that begin so; null where it starts at none."""

    stored: str
    begin: str
    looks: ClassVar[bool] = False

    def written(self, _element: Element) -> Written:
        """Nothing is to be looked at."""
        return Written(NULL)

    def of_start(self, start: Var, /) -> Expression | None:
        """The property."""
        one = Var("one")
        return Chosen(one, Prop(start, self.stored), Binary(one, "STARTS WITH", Literal(self.begin)))


@dataclass(frozen=True, slots=True)
class OfBodies(Aggregate):
    """A stored list of each node of a class, whatever the elements are."""

    cls: Class
    stored: str
    looks: ClassVar[bool] = False
    apart: ClassVar[bool] = True

    def written(self, _element: Element) -> Written:
        """The list of the lists."""
        body = Var("body")
        return Written(collect(Prop(body, self.stored)), (Match(Node(body, (label(self.cls.name),))),))


def _of_any(element: Element, holds: Callable[[Element], Expression]) -> Expression:
    """That something holds of an element; where each node is one, by any of its statements."""
    if element.statements is None:
        return holds(element)
    one, all_ = element.each()
    return Within("any", one.of(On.EDGE), all_, holds(one))


def _number_of(test: Expression) -> Written:
    """How many elements there are of which something holds."""
    return Written(Function("count", (Case(((test, Literal(1)),)),)))
