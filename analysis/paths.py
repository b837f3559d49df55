"""The shortest paths between two entities over relationships that hold.

A path visits no entity twice. Relationships are walked in both directions, and parallel spells are different paths. Shorter ones come
first, and those of equal length in the order of the table: by the ids of their entities, then by relation. So the order never changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.spans import Span, span_of
from analysis.table import Numbers, Spells
from common.errors import QueryError

MOST_VISITS = 400_000
"""So many relationships are looked at, which takes a second."""


@dataclass(frozen=True, slots=True)
class Path:
    """`spells` are rows in the order of the steps, `nodes` the entities with both ends. `together`: when all may have held at once.

    `certain`: all hold for certain as the question asks, and (if that was asked) on one day together.
    """

    spells: tuple[int, ...]
    nodes: tuple[int, ...]
    together: Span
    certain: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Up to `count` paths of at most `longest` steps, all of whose relationships hold on one day `within` a span, if that is given.

    `certain`: that they certainly do.
    """

    longest: int
    count: int
    within: Span | None = None
    certain: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Neighbours as compressed rows: those of entity i stand from begin[i] to begin[i + 1], each with the row of its spell."""

    begin: Numbers
    other: Numbers
    row: Numbers


def graph_of(spells: Spells, rows: Numbers, entities: int) -> Graph:
    """The graph of some rows of a table, walked in both directions."""
    a, b = spells.subject[rows], spells.object[rows]
    ends, others, row = np.concatenate([a, b]), np.concatenate([b, a]), np.concatenate([rows, rows])
    order = np.lexsort((row, others, ends))
    return Graph(np.searchsorted(ends[order], np.arange(entities + 1)), others[order], row[order])


def distances(graph: Graph, start: int, most: int) -> Numbers:
    """Steps from `start` to every entity within `most` steps; -1 beyond."""
    far = np.full(len(graph.begin) - 1, -1, np.int16)
    far[start] = 0
    level = np.array([start])
    for step in range(1, most + 1):
        sizes = graph.begin[level + 1] - graph.begin[level]
        at = np.repeat(graph.begin[level] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes) + np.arange(sizes.sum())
        level = np.unique(graph.other[at])
        level = level[far[level] < 0]
        if not len(level):
            break
        far[level] = step
    return far


def find_paths(spells: Spells, graph: Graph, certain: Numbers, ends: tuple[int, int], asked: Asked) -> list[Path]:
    """The first paths between two entities; `certain` masks the rows that hold for certain. Raises QueryError when it takes long."""
    start, goal = ends
    if start == goal:
        return []
    left = distances(graph, goal, asked.longest)
    if left[start] < 0:
        return []
    walk = _Walk(spells, graph, left, goal, asked)
    found: list[Path] = []
    for length in range(int(left[start]), asked.longest + 1):
        for rows, nodes in walk.of_length(start, length):
            found.append(_path(spells, certain, rows, nodes, asked))
            if len(found) == asked.count:
                return found
    return found


def _path(spells: Spells, certain: Numbers, rows: tuple[int, ...], nodes: tuple[int, ...], asked: Asked) -> Path:
    may, does = asked.within or Span(), asked.within or Span()
    for row in rows:
        may &= span_of(spells, row, certain=False)
        does &= span_of(spells, row, certain=True)
    sure = bool(certain[list(rows)].all()) and (asked.within is None or bool(does))
    return Path(rows, nodes, does if asked.certain else may, sure)


@dataclass(slots=True)
class _Walk:
    spells: Spells
    graph: Graph
    left: Numbers
    goal: int
    asked: Asked
    visits: int = 0

    def of_length(self, start: int, length: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Every path of exactly so many steps: its rows and its entities. Each beginning that is tried can still reach the goal."""
        yield from self._on(start, length, (), (start,), self.asked.within or Span())

    def _on(
        self, node: int, room: int, rows: tuple[int, ...], nodes: tuple[int, ...], span: Span
    ) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        for i in range(self.graph.begin[node], self.graph.begin[node + 1]):
            self._count()
            to, row = int(self.graph.other[i]), int(self.graph.row[i])
            if not 0 <= self.left[to] <= room - 1 or to in nodes:
                continue
            held = span & span_of(self.spells, row, certain=self.asked.certain)
            if self.asked.within is not None and not held:
                continue
            if to == self.goal:
                if room == 1:
                    yield (*rows, row), (*nodes, to)
            elif room > 1:
                yield from self._on(to, room - 1, (*rows, row), (*nodes, to), held)

    def _count(self) -> None:
        self.visits += 1
        if self.visits > MOST_VISITS:
            raise QueryError("there are too many ways between the two", "ask for fewer paths, a smaller maxLength, or fewer relations")
