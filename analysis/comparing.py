"""What two datasets say of the same relation, pair by pair and period by period: where they agree, differ and are silent.

A dataset says a pair in a period where that certainly counts by the rule of the periods. Where it only possibly does, the cell is undecided
and left out of all other numbers. A silence means no only where the dataset declares the list complete, which `covered` says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from analysis.choosing import Choice, stated
from analysis.covered import covered
from analysis.periods import Periods, counting
from analysis.series import covers
from analysis.table import Numbers, Spells, Table
from common.errors import QueryError

MOST_CELLS = 20_000_000
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """`listed`: the name of the relation's list at its objects (None: it has no direction). No list is known of days after `today`.

    `mutual`: only the pairs of which both datasets say something, whenever; else those of which either does.
    """

    relation: str
    listed: str | None
    datasets: tuple[str, str]
    periods: Periods
    aside: Mapping[str, Collection[str]]
    today: int
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """How many pairs and periods both say, one alone says, neither says."""

    both: int
    first: int
    second: int
    neither: int

    @property
    def number(self) -> int:
        """All of them."""
        return self.both + self.first + self.second + self.neither

    @property
    def agreement(self) -> float | None:
        """The share on which both say the same; None where there are none."""
        return round((self.both + self.neither) / self.number, DIGITS) if self.number else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa (1960): the agreement beyond chance. None where chance alone makes both agree."""
        if not self.number:
            return None
        yes = (self.both + self.first) * (self.both + self.second)
        no = (self.second + self.neither) * (self.first + self.neither)
        chance, all_pairs = yes + no, self.number**2
        if chance == all_pairs:
            return None
        return round(((self.both + self.neither) * self.number - chance) / (all_pairs - chance), DIGITS)


@dataclass(frozen=True, slots=True)
class Difference:
    """Periods, one after the other, in which one dataset (0: the first) says a pair and the other does not. `covered`: the other knows."""

    subject: int
    object: int
    first: int
    last: int
    dataset: int
    covered: bool
    facts: tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """`pairs` are the compared ones, `says` and `may` what each dataset says of them, `knows` whether its silence means no.

    All have a row for each pair and a column for each period. `rows`: the places in the table of the statements of each dataset, by pair.
    """

    pairs: list[tuple[int, int]]
    says: tuple[Numbers, Numbers]
    may: tuple[Numbers, Numbers]
    knows: tuple[Numbers, Numbers]
    rows: tuple[dict[int, list[int]], dict[int, list[int]]]

    @property
    def decided(self) -> Numbers:
        """Where both either say it or do not, whatever the unknown dates are."""
        return ~((self.may[0] & ~self.says[0]) | (self.may[1] & ~self.says[1]))

    @property
    def undecided(self) -> int:
        """How many cells hang on unknown dates."""
        return int((~self.decided).sum())

    @property
    def stated(self) -> list[int]:
        """The places in the table of all compared statements."""
        return [row for side in self.rows for rows in side.values() for row in rows]

    def cells(self, *, known: bool) -> Cells:
        """The numbers of cells; `known`: only where both declare the list complete."""
        here = self.decided & self.knows[0] & self.knows[1] if known else self.decided
        first, second = self.says
        found = (first & second & here, first & ~second & here, ~first & second & here, ~first & ~second & here)
        return Cells(*(int(mask.sum()) for mask in found))

    def differences(self) -> list[Difference]:
        """All differences, by pair and period."""
        found = [one for side in (0, 1) for one in self._of(side)]
        return sorted(found, key=lambda d: (d.subject, d.object, d.first, d.dataset))

    def _of(self, side: int) -> Iterator[Difference]:
        alone = self.says[side] & ~self.says[1 - side] & self.decided
        for known in (False, True):
            for pair, first, last in _runs(alone & (self.knows[1 - side] == known)):
                facts = (tuple(self.rows[0].get(pair, ())), tuple(self.rows[1].get(pair, ())))
                yield Difference(*self.pairs[pair], first, last, side, known, facts)


def compare(table: Table, asked: Asked) -> Comparison:
    """Compare two datasets over a table of all claims. Raises QueryError when there are too many cells."""
    rows = [np.flatnonzero(stated(table, Choice((asked.relation,), datasets=(name,), aside=asked.aside))) for name in asked.datasets]
    ends = [_ends(table.spells.some(which), directed=asked.listed is not None) for which in rows]
    size = len(table.entities)
    keys = [one * size + other for one, other in ends]
    pairs = np.intersect1d(keys[0], keys[1]) if asked.mutual else np.union1d(keys[0], keys[1])
    if len(pairs) * len(asked.periods) > MOST_CELLS:
        message = f"{len(pairs):,} pairs in {len(asked.periods):,} periods are too many; {MOST_CELLS:,} cells are the limit"
        raise QueryError(message, "compare fewer years")
    rows = [which[np.isin(key, pairs)] for which, key in zip(rows, keys, strict=True)]
    places = [np.searchsorted(pairs, key[np.isin(key, pairs)]) for key in keys]
    listed = [(int(pair // size), int(pair % size)) for pair in pairs]
    says, may = [], []
    for which, place in zip(rows, places, strict=True):
        spells = table.spells.some(which)
        says.append(_counts(place, spells, len(listed), asked.periods, certain=True))
        may.append(_counts(place, spells, len(listed), asked.periods, certain=False))
    knows = [_known(table, asked, listed, name) for name in asked.datasets]
    by_pair = [_by_pair(which, place) for which, place in zip(rows, places, strict=True)]
    return Comparison(listed, (says[0], says[1]), (may[0], may[1]), (knows[0], knows[1]), (by_pair[0], by_pair[1]))


def _ends(spells: Spells, *, directed: bool) -> tuple[Numbers, Numbers]:
    one, other = spells.subject.astype(np.int64), spells.object.astype(np.int64)
    return (one, other) if directed else (np.minimum(one, other), np.maximum(one, other))


def _counts(pair: Numbers, spells: Spells, pairs: int, periods: Periods, *, certain: bool) -> Numbers:
    key, first, last = counting(pair, *periods.days(spells, certain=certain), periods)
    found: Numbers = covers(key, first, last, pairs, len(periods)) > 0
    return found


def _known(table: Table, asked: Asked, pairs: list[tuple[int, int]], dataset: str) -> Numbers:
    """Where a dataset declares the list complete, at either end of the pair."""
    lists: dict[tuple[int, str], Numbers] = {}

    def known(number: int, name: str) -> Numbers:
        if (number, name) not in lists:
            lists[number, name] = covered(table.entities[number], name, asked.periods, (dataset,), asked.today)
        return lists[number, name]

    found = [known(one, asked.relation) | known(other, asked.listed or asked.relation) for one, other in pairs]
    return np.array(found, np.bool_).reshape(len(pairs), len(asked.periods))


def _by_pair(rows: Numbers, places: Numbers) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, place in zip(rows.tolist(), places.tolist(), strict=True):
        found.setdefault(place, []).append(row)
    return found


def _runs(mask: Numbers) -> Iterator[tuple[int, int, int]]:
    """Row, first and last column of what is true in a row without a gap."""
    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    starts, ends = np.argwhere(edges == 1), np.argwhere(edges == -1)
    for (row, first), (_, end) in zip(starts.tolist(), ends.tolist(), strict=True):
        yield row, first, end - 1
