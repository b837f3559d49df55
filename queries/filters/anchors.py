"""Which conditions of a filter are better begun from than checked."""

from __future__ import annotations

from dataclasses import dataclass

from queries.element import On
from queries.filters import Compare, Filter, Op, Quantifier, Related, conjuncts, every

CLOSE = (Op.EQ, Op.IN, Op.DURING)
"""Comparisons that leave few."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A filter in parts: what nodes are found from, what those are found from that are left out of these, and the rest."""

    anchors: tuple[Related, ...]
    bars: tuple[Related, ...]
    rest: Filter


def split(where: Filter) -> Begun:
    """The conditions that name, by a key, what nodes must or must not be related to, and the rest of the filter.

    Finding the treaties of two states from the states reads their treaties; checking each treaty reads all there are. Without a key it is
    a condition both on what they are related to and on a date of the relationship, which leaves few.
    """
    parts = list(conjuncts(where))
    related = [part for part in parts if isinstance(part, Related)]
    anchors = [part for part in related if part.anchor and part.quantifier is Quantifier.SOME]
    anchors = anchors or [part for part in related if _leaves_few(part)][:1]
    if not anchors:
        return Begun((), (), where)
    bars = [part for part in related if part.anchor and part.quantifier is Quantifier.NONE]
    begun = [*anchors, *bars]
    return Begun(tuple(anchors), tuple(bars), every([part for part in parts if part not in begun]))


def _leaves_few(where: Related) -> bool:
    """Whether a condition compares closely both a date of the relationship and a value of what it leads to."""
    parts = [part for part in conjuncts(where.where) if isinstance(part, Compare) and part.op in CLOSE and not part.claimed]
    close = {part.on for part in parts if part.on is On.NODE or part.op is Op.DURING}
    return where.quantifier is Quantifier.SOME and len(close) == len(On)
