"""Panels of states: a row for each state and year in which it exists."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np

from analysis.dyads import Block
from analysis.panels import Asked, Counted, Measures, actors, related, told
from analysis.series import series
from analysis.table import Numbers, Table

Counts = tuple[Numbers, Numbers]
"""A number where it is known, and the number that is attested: a matrix of actors and periods each."""


def state_columns(measures: Measures) -> list[str]:
    """The names of the columns: of each group how many bodies, and how many of them are attested."""
    groups = [g.number or g.name for counted in measures.counted for g in counted.groups if g.name != measures.unstated]
    return list(chain.from_iterable((name, f"attested{name[0].upper()}{name[1:]}") for name in groups))


class StateYears:
    """A panel of states, to be gone through."""

    def __init__(self, table: Table, measures: Measures, asked: Asked) -> None:
        self.measures = measures
        self.asked = asked
        self.actors = actors(table, measures.exists, asked)
        self._table = table

    @property
    def rows(self) -> Numbers:
        """How many rows each period has."""
        return self.actors.number

    def __iter__(self) -> Iterator[Block]:
        """The rows of one period after the other."""
        found = [self._counts(counted) for counted in self.measures.counted]
        columns = list(chain.from_iterable(chain.from_iterable(found)))
        for period in range(len(self.asked.periods)):
            there = np.flatnonzero(self.actors.alive[:, period])
            yield Block(period, self.actors.numbers[there], None, [column[there, period] for column in columns])

    def _counts(self, counted: Counted) -> list[Counts]:
        """For each group that is shown, in the order of columns."""
        known = related(self._table, counted, self.actors, self.asked)
        numbers = {}
        for mask, group in zip(known.groups, counted.groups, strict=True):
            rows = np.flatnonzero(mask[known.what])
            numbers[group.name] = series(known.spells.some(rows), known.who[rows], known.what[rows], len(self.actors), self.asked.periods)
        found: list[Counts] = []
        for group, closed in zip(counted.groups, known.closed, strict=True):
            if group.name == self.measures.unstated:
                continue
            counts, sure = numbers[group.name], known.ours | closed
            if group.obligation is not None:
                unstated = numbers[self.measures.unstated]
                sure = sure & (unstated.certain + unstated.possible == 0)
            found.append((told(counts.certain, counts.certain + counts.possible, sure), counts.certain))
        return found
