"""Which conditions of a filter are better begun from than checked."""

from __future__ import annotations

from queries.filters import Filter, Quantifier, Related, conjuncts, every


def split(where: Filter) -> tuple[list[Related], Filter]:
    """The conditions that name, by a key, what nodes must be related to, and the rest of the filter.

    Finding the treaties of two states from the states reads their treaties; checking each treaty reads all there are.
    """
    parts = list(conjuncts(where))
    anchors = [part for part in parts if isinstance(part, Related) and part.anchor and part.quantifier is Quantifier.SOME]
    if not anchors:
        return [], where
    return anchors, every([part for part in parts if part not in anchors])
