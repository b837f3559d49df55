"""How many held in each period: certain, and possible beside them. Distinct members are counted, not spells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.periods import Periods, counting
from analysis.table import Numbers, Spells


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Two matrices, a row for each list and a column for each period. `possible` does not hold the certain ones."""

    certain: Numbers
    possible: Numbers

    @property
    def certainly(self) -> Counts:
        """The same where only what is certain counts."""
        return Counts(self.certain, np.zeros_like(self.possible))


def series(spells: Spells, lists: Numbers, members: Numbers, number: int, periods: Periods) -> Counts:
    """Count the distinct members of each list in each period.

    `lists` says of each spell to which list (0 … number - 1) it belongs, `members` who the member is. Certain means in every reading of the
    uncertain days. So what began and ended at unknown days of 1950 is certain for any day of 1950, though on no single day of it. Where the
    whole period is asked for, spells that follow each other without a gap are one.
    """
    size = int(members.max(initial=0)) + 1
    key = lists.astype(np.int64) * size + members
    certain, either = (_counted(key, *periods.days(spells, certain=one), size, number, periods) for one in (True, False))
    return Counts(certain, either - certain)


def _counted(key: Numbers, start: Numbers, end: Numbers, size: int, number: int, periods: Periods) -> Numbers:
    key, first, last = counting(key, start, end, periods)
    return covers(key // size, first, last, number, len(periods))


def covers(key: Numbers, first: Numbers, last: Numbers, keys: int, number: int) -> Numbers:
    """How many spans of periods cover each period, for each key: one difference array and one running sum."""
    width = number + 1
    at = key.astype(np.int64) * width
    up = np.bincount(at + first, minlength=keys * width)
    down = np.bincount(at + last + 1, minlength=keys * width)
    return (up - down)[: keys * width].reshape(keys, width).cumsum(axis=1)[:, :number]
