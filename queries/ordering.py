"""The order of a list and pages of it: the keys, and conditions that begin a page behind a position, as Cypher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ontology import Datatype, End, Property
from queries.claimed import Claimed
from queries.cypher.syntax import Binary, Expression, Missing, Param, count, either, every, narrowed
from queries.element import Element, On
from queries.filters import EVERYTHING, Filter, Scalar
from queries.filters.conditions import condition
from queries.scope import Scope, given_day, reached


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order: a stored property of node or edge (`score` for a search), or the number of related along `count`.

    `where`: which of them count. `given`: no element lacks a value. `claimed`: the property as some datasets give it. `indexed`: classes
    whose index holds the values there are, which is the order only if all elements have one.
    """

    on: On
    stored: str
    descending: bool = False
    count: End | None = None
    scope: Scope | None = None
    given: bool = False
    claimed: Claimed | None = None
    indexed: tuple[str, ...] = ()
    where: Filter = EVERYTHING

    def reversed(self) -> Key:
        """The same key in the other direction."""
        return replace(self, descending=not self.descending)

    def of(self, element: Element) -> Expression:
        """The expression to order by."""
        if self.count:
            assert self.scope is not None
            one = Element.along(self.count)
            only = () if self.where == EVERYTHING else (condition(self.where, one),)
            return count(narrowed((reached(self.count, self.scope, element.node, one),), only))
        return given_day(element.read(self.on, self.stored, self.claimed))


Position = tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an ordered list: `size` elements after (or, backward, before) a position.

    A position holds a value for each key of the order. With `beyond` one element more is fetched, to know whether there are more.
    """

    size: int
    after: Position | None = None
    before: Position | None = None
    backward: bool = False
    beyond: bool = False

    @property
    def price(self) -> int:
        """So many rows it may have; an empty one costs something, too."""
        return max(self.size, 1)

    def conditions(self, order: Sequence[Key], keys: Sequence[Expression]) -> list[Expression]:
        """What holds of the elements that lie after and before its positions; `keys` are the expressions of the order."""
        if self.after is None and self.before is None:
            return []
        bounds = ((self.after, False), (self.before, True))
        return [_beyond(order, keys, position, back) for position, back in bounds if position is not None]


def stored_for_order(prop: Property) -> str:
    """The stored property by which `prop` is ordered: folded words, the earliest day of a date."""
    if prop.datatype is Datatype.EDTF:
        return prop.earliest
    return prop.folded if prop.datatype.textual else prop.name


def _beyond(order: Sequence[Key], keys: Sequence[Expression], position: Position, back: bool) -> Expression:
    """That an element comes after `position` in the order of the list (before it, when `back`)."""
    alternatives: list[Expression] = []
    equal: list[Expression] = []
    bound: list[Expression] = []
    for key, read, value in zip(order, keys, position, strict=True):
        descending, given = key.descending != back, Param(value)
        after = _after(read, given, descending=descending, always=key.given)
        if after:
            alternatives.append(every((*equal, after)))
        if key.given and not equal and value is not None:
            # Says nothing new, but an index can begin from it.
            bound.append(Binary(read, "<=" if descending else ">=", given))
        equal.append(Missing(read) if value is None else Binary(read, "=", given))
    return every((*bound, either(alternatives)))


def _after(read: Expression, given: Param, *, descending: bool, always: bool) -> Expression | None:
    """That the value of a key comes after a given one; None when none does. `always`: no element lacks a value.

    Cypher puts missing values last in ascending and first in descending order; so does this.
    """
    if given.value is None:
        return Missing(read, negated=True) if descending else None
    further = Binary(read, "<" if descending else ">", given)
    return further if always or descending else either((further, Missing(read)))
