"""Which conditions of a filter are better begun from than checked."""

from __future__ import annotations

from collections.abc import Iterator

from queries import plan as p


def split(where: p.Filter) -> tuple[list[p.Related], p.Filter]:
    """The conditions that name, by a key, what nodes must be related to, and the rest of the filter.

    Finding the treaties of two states from the states reads their treaties; checking each treaty reads all there are.
    """
    parts = list(conjuncts(where))
    anchors = [part for part in parts if isinstance(part, p.Related) and part.anchor and part.quantifier is p.Quantifier.SOME]
    if not anchors:
        return [], where
    return anchors, p.every([part for part in parts if part not in anchors])


def conjuncts(where: p.Filter) -> Iterator[p.Filter]:
    """The conditions all of which have to hold."""
    if isinstance(where, p.All):
        for part in where.parts:
            yield from conjuncts(part)
    else:
        yield where
