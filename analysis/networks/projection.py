"""Ties of actors to bodies, and the networks that they make.

A tie is a pair of an actor and a body, however many spells say so. Nodes are numbers of entities in the table, in ascending order, which is
that of their ids; ends of edges are places among the nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.choosing import Choice, holding, stated
from analysis.table import Numbers, Table
from common.errors import QueryError

MOST_NODES = 3_000
"""Of a projection: the matrix of its weights has the square of it."""
MOST_NODES_OF_TWO_KINDS = 20_000
BODIES_AT_ONCE = 2_000
NARROWER = "narrow the network: system, among, actors, bodies or time"
"""What to do about one that is too large."""


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Columns of equal length, by actor and then body, without repetition. `certain`: one of its spells holds for certain."""

    actor: Numbers
    body: Numbers
    certain: Numbers

    def __len__(self) -> int:
        return len(self.actor)

    def some(self, which: Numbers) -> Ties:
        """Those of a mask."""
        return Ties(self.actor[which], self.body[which], self.certain[which])

    def among(self, actors: Numbers | None = None, bodies: Numbers | None = None) -> Ties:
        """Those of some actors and bodies (None: of all)."""
        mask = np.ones(len(self), np.bool_)
        if actors is not None:
            mask &= np.isin(self.actor, actors)
        if bodies is not None:
            mask &= np.isin(self.body, bodies)
        return self.some(mask)

    def bodies_of(self, actor: int) -> Numbers:
        """The bodies of an actor, in ascending order."""
        return self.body[slice(*np.searchsorted(self.actor, (actor, actor + 1)))]


@dataclass(frozen=True, eq=False)
class Network:
    """An undirected network: every edge stands once, with `left` < `right`.

    `weight` is the number of shared bodies (1 between an actor and a body), `certain` how many of them are certain.
    """

    nodes: Numbers
    left: Numbers
    right: Numbers
    weight: Numbers
    certain: Numbers
    ties: Ties

    def __len__(self) -> int:
        return len(self.nodes)

    @cached_property
    def degree(self) -> Numbers:
        """How many neighbours each node has."""
        return np.bincount(self.left, minlength=len(self)) + np.bincount(self.right, minlength=len(self))

    @cached_property
    def strength(self) -> Numbers:
        """The weights of all edges of each node, added up."""
        ends = np.concatenate((self.left, self.right))
        weights = np.concatenate((self.weight, self.weight))
        return np.bincount(ends, weights, minlength=len(self)).astype(np.int64)

    def edges(self) -> list[tuple[int, int, float]]:
        """The edges as libraries take them: both ends and the weight."""
        return list(zip(self.left.tolist(), self.right.tolist(), self.weight.astype(float).tolist(), strict=True))

    def through(self, edge: int) -> list[int]:
        """The bodies that the ends of an edge share; none between an actor and a body."""
        ends = (int(self.nodes[self.left[edge]]), int(self.nodes[self.right[edge]]))
        first, second = map(self.ties.bodies_of, ends)
        return [int(body) for body in np.intersect1d(first, second, assume_unique=True)]


def ties_of(table: Table, choice: Choice) -> Ties:
    """The ties of a table that count: whose relations lead from actors to bodies."""
    rows = np.flatnonzero(stated(table, choice))
    spells = table.spells.some(rows)
    sure = holding(spells, choice, certain=True)
    counts = sure if choice.certain else holding(spells, choice, certain=False)
    size = len(table.entities)
    key = spells.subject.astype(np.int64) * size + spells.object
    found = np.unique(key[counts])
    return Ties(found // size, found % size, np.isin(found, key[sure]))


def projected(ties: Ties, universe: Sequence[int] | Numbers | None = None) -> Network:
    """The network of actors that share bodies. Its nodes are the universe, or (None) the actors of the ties. Raises QueryError."""
    nodes = np.unique(ties.actor if universe is None else np.asarray(universe, np.int64))
    _bounded(len(nodes), MOST_NODES)
    ties = ties.among(nodes)
    shared = _shared(ties, nodes)
    left, right = np.nonzero(np.triu(shared, 1))
    certain = _shared(ties.some(ties.certain), nodes)
    return Network(nodes, left, right, shared[left, right].astype(np.int64), certain[left, right].astype(np.int64), ties)


def of_two_kinds(ties: Ties, universe: Sequence[int] | Numbers | None = None) -> Network:
    """The network whose edges are the ties. Its nodes are the universe (None: the actors) and the bodies. Raises QueryError."""
    actors = np.unique(ties.actor if universe is None else np.asarray(universe, np.int64))
    ties = ties.among(actors)
    nodes = np.union1d(actors, ties.body)
    _bounded(len(nodes), MOST_NODES_OF_TWO_KINDS)
    ends = np.stack((np.searchsorted(nodes, ties.actor), np.searchsorted(nodes, ties.body)))
    left, right = ends.min(axis=0), ends.max(axis=0)
    # A body may itself be an actor of another body: both directions of a pair are one edge.
    key, first = np.unique(left * len(nodes) + right, return_index=True)
    weight = np.ones(len(key), np.int64)
    certain = np.isin(key, (left * len(nodes) + right)[ties.certain]).astype(np.int64)
    return Network(nodes, left[first], right[first], weight, certain, ties)


def _shared(ties: Ties, nodes: Numbers) -> Numbers:
    """How many bodies every two nodes share: products of incidence matrices. Numbers up to 16 million are exact in 32 bits."""
    found = np.zeros((len(nodes), len(nodes)), np.float32)
    actor = np.searchsorted(nodes, ties.actor)
    bodies, body = np.unique(ties.body, return_inverse=True)
    for begin in range(0, len(bodies), BODIES_AT_ONCE):
        here = (body >= begin) & (body < begin + BODIES_AT_ONCE)
        part = np.zeros((len(nodes), min(BODIES_AT_ONCE, len(bodies) - begin)), np.float32)
        part[actor[here], body[here] - begin] = 1
        found += part @ part.T
    return found


def _bounded(nodes: int, most: int) -> None:
    if nodes > most:
        raise QueryError(f"the network has {nodes:,} nodes; {most:,} is the limit", "narrow it: system, among, actors, bodies or time")
