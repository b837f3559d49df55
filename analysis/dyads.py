"""Panels of pairs: a row for each pair of states and year in which both exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from analysis.panels import NULL, Asked, Measures, actors, related, told
from analysis.sharing import Reading
from analysis.table import Numbers, Table


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The rows of a period: the places of the actors in the table (`b` is None where a row is about one), and the columns."""

    period: int
    a: Numbers
    b: Numbers | None
    columns: Sequence[Numbers]

    def __len__(self) -> int:
        return len(self.a)

    @property
    def ends(self) -> Sequence[Numbers]:
        """The actors that its rows are about: one column or two."""
        return (self.a,) if self.b is None else (self.a, self.b)


def dyad_columns(measures: Measures) -> list[str]:
    """The names of the columns: ties by obligation, other ties, then of each group the number shared and how many of them are attested."""
    groups = [g.name for counted in measures.counted for g in counted.groups if g.obligation is None]
    ties = [g.name for counted in measures.ties for g in counted.groups]
    counts = [f"{way}{name[0].upper()}{name[1:]}" for name in groups for way in ("shared", "attested")]
    return [*measures.obligations, *ties, *counts]


class Dyads:
    """A panel of pairs, to be gone through once."""

    def __init__(self, table: Table, measures: Measures, asked: Asked) -> None:
        self.measures = measures
        self.asked = asked
        self.actors = actors(table, measures.exists, asked)
        self._relations = (*measures.counted, *measures.ties)
        size, periods = len(self.actors), asked.periods
        self._read = [Reading.of(related(table, c, self.actors, asked), size, periods) for c in self._relations]

    @property
    def rows(self) -> Numbers:
        """How many rows each period has."""
        alive = self.actors.number
        pairs: Numbers = alive * (alive - 1)
        return pairs if self.asked.directed else pairs // 2

    def __iter__(self) -> Iterator[Block]:
        """The rows of one period after the other."""
        numbers, size = self.actors.numbers, max(1, len(self.actors))
        for period in range(len(self.asked.periods)):
            for reading in self._read:
                reading.advance(period)
            one, other = _pairs(np.flatnonzero(self.actors.alive[:, period]), directed=self.asked.directed)
            yield Block(period, numbers[one], numbers[other], self._columns(period, one * size + other))

    def _columns(self, period: int, at: Numbers) -> list[Numbers]:
        found: dict[str, tuple[Numbers, Numbers, Numbers]] = {}
        for counted, reading in zip(self._relations, self._read, strict=True):
            parts = (reading.certain.shared, reading.possible.shared, reading.known(period))
            for number, group in enumerate(counted.groups):
                certain, possible, known = (part[number].reshape(-1)[at] for part in parts)
                found[group.name] = certain.astype(np.int32), possible.astype(np.int32), known
        obligations = [_tie(*found[name], found[self.measures.unstated][1]) for name in self.measures.obligations]
        ties = [_tie(*found[g.name]) for counted in self.measures.ties for g in counted.groups]
        groups = [g.name for counted in self.measures.counted for g in counted.groups if g.obligation is None]
        return [*obligations, *ties, *chain.from_iterable((told(*found[name]), found[name][0]) for name in groups)]


def _tie(certain: Numbers, possible: Numbers, known: Numbers, unstated: Numbers | None = None) -> Numbers:
    """1 where there certainly is a tie, known or not; 0 where there is known to be none."""
    none = known & (possible == 0)
    if unstated is not None:
        none &= unstated == 0
    return np.where(certain > 0, 1, np.where(none, 0, NULL))


def _pairs(alive: Numbers, *, directed: bool) -> tuple[Numbers, Numbers]:
    if directed:
        one, other = np.nonzero(~np.eye(len(alive), dtype=np.bool_))
    else:
        one, other = np.triu_indices(len(alive), 1)
    return alive[one], alive[other]
