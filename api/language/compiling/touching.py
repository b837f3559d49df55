"""How much of the table of spells a computation touches, reckoned before it runs from the store's own counts.

The unit is that of queries/work.py: about a microsecond, as a node or relationship that a statement visits takes. The factors were measured
on the core (64,000 spells, 200 states); figures are right within a power of ten.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from ontology import Direction, Kind, Relation
from queries.work import Counts

Touches = Callable[[Counts], float]
"""What a computation touches, by the counts of the store."""
ENTITY = Kind.ENTITY.value

ROW = 0.1
"""A row of the table that masks pass."""
SORTED = 0.1
"""A row that is sorted, so that neighbours stand together."""
STEP = 2.5
"""A relationship that a search for paths looks at."""
PARTNER = 2.0
"""A tie by which a partner is found."""
MADE = 8.0
"""A row that becomes an object of Python: an event, a tie, a pair that is compared."""
POINT = 0.4
"""A number that becomes one: a point of a series, a cell of a panel's row."""
EDGE = 2.0
"""An edge of a network that is handed to the library of graphs."""
ALONG = 0.02
"""An edge that is walked for each node by measures over shortest paths."""
YEAR = 0.1
"""A year of a pair that two datasets tell of."""
PRODUCT, RANKED = 0.0005, 3.0
"""One of n³ products that compare all portfolios; so many more where they are compared level by level."""
DAYS_OF_MOST = 100 * 365
"""In so many days lies most of what has a date."""
SHARED = 0.1
"""A pair of nodes of a network: how much they share."""
PERIODS_READ = 0.4
"""A row of the table by which a panel knows who is related to what."""
PANEL_ROW = 1.0
"""A row of a panel with all its columns."""
AT_ONCE = 0.5
"""The share of all states that ever were which a year has."""
NODES_OF_MEAN = 2.5
"""So many more have ties than there would be if all had as many as one that is met along a tie."""


def spells(counts: Counts, relations: Iterable[Relation], *, claims: bool = False) -> float:
    """The rows of some relations."""
    return sum(counts.related(relation, ENTITY, Direction.OUT, claims=claims) for relation in relations)


def met(counts: Counts, relations: Iterable[Relation], direction: Direction) -> float:
    """How many ties of some relations one has that is met along a tie."""
    return sum(counts.around(relation, direction) for relation in relations)


def at(counts: Counts, ids: Iterable[str], relations: Sequence[Relation]) -> float:
    """The rows at either end of which some entities stand: as the store has it of the large ones, and on average of others."""
    mean = 2 * spells(counts, relations) / max(counts.of(ENTITY), 1)
    return sum(counts.hubs.get(id_, mean) for id_ in ids)


def actors(counts: Counts, relations: Sequence[Relation]) -> float:
    """How many have ties of some relations, about: one that is met along a tie has more of them than others."""
    return max((NODES_OF_MEAN * spells(counts, [r]) / max(counts.around(r, Direction.OUT), 1.0) for r in relations), default=0.0)


def edges(counts: Counts, relations: Sequence[Relation], nodes: float) -> float:
    """How many pairs of so many nodes share a body, at most."""
    through = sum(spells(counts, [r]) * counts.around(r, Direction.IN) for r in relations)
    return min(nodes * nodes, through) / 2


def network(counts: Counts, relations: Sequence[Relation], among: int | None) -> tuple[float, float, float]:
    """The network of those who share bodies, `among` so many if they are told: what making it touches, its nodes and its edges."""
    nodes = min(actors(counts, relations), math.inf if among is None else among)
    made = ROW * spells(counts, relations) + SHARED * nodes * nodes
    return made, nodes, edges(counts, relations, nodes)


def panel(rows: float, reading: float, states: float, last: float | None, *, pairs: bool) -> float:
    """A panel of years of so many `rows`: reading who is related to what, then the years up to that of the `last` row (None: all).

    `reading`: rows of the table that are about it.
    """
    within = rows if last is None else min(rows, last + (states * states if pairs else states))
    return PERIODS_READ * reading + PANEL_ROW * within
