"""Periods: days, months or years one after the other, and the rules by which something that lasted counts in one."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np

from analysis.table import LAST, Numbers, Spells
from common.errors import QueryError

MOST_PERIODS = 10_000


class Step(enum.Enum):
    """How long a period is, as numpy calls it."""

    DAY = "D"
    MONTH = "M"
    YEAR = "Y"


class Rule(enum.Enum):
    """When something counts in a period; the value is what answers state."""

    ANY_DAY = "it holds on at least one day of the period"
    WHOLE = "it holds on every day of the period"
    FIRST_DAY = "it holds on the first day of the period"
    LAST_DAY = "it holds on the last day of the period"
    DAY_OF_YEAR = "it holds on the given day of the year"


@dataclass(frozen=True, slots=True, eq=False)
class Periods:
    """`names` are their EDTF dates; `first`, `last` the days that the rule is about: of one day, both are that day.

    `known`: the last day of which anything is certain.
    """

    names: tuple[str, ...]
    first: Numbers
    last: Numbers
    whole: bool = False
    known: int = LAST

    def __len__(self) -> int:
        return len(self.names)

    def days(self, spells: Spells, *, certain: bool) -> tuple[Numbers, Numbers]:
        """The first and the last day on which each spell certainly holds, or on which it may."""
        if certain:
            return spells.since_latest, np.minimum(spells.end_earliest, self.known)
        return spells.start_earliest, spells.end_latest


def periods(first: int, last: int, step: Step, rule: Rule = Rule.ANY_DAY, day: str = "07-01", today: int | None = None) -> Periods:
    """The periods from the one that holds the day `first` to the one that holds `last`, which ends with `last` if that is `today`.

    `day`: month and day, for DAY_OF_YEAR. Raises QueryError when there are too many, or when the rule does not fit the step.
    """
    opened = np.arange(np.datetime64(first, "D").astype(f"M8[{step.value}]"), np.datetime64(last, "D").astype(f"M8[{step.value}]") + 2)
    if len(opened) - 1 > MOST_PERIODS:
        raise QueryError(f"from and to are {len(opened) - 1:,} periods apart; {MOST_PERIODS:,} is the limit", "take longer steps")
    begins = opened.astype("M8[D]").astype(np.int64)
    first_days, last_days = begins[:-1], begins[1:] - 1
    if last == today:
        last_days[-1] = today
    names, known = tuple(str(name) for name in opened[:-1]), LAST if today is None else today
    match rule:
        case Rule.ANY_DAY | Rule.WHOLE:
            return Periods(names, first_days, last_days, rule is Rule.WHOLE, known)
        case Rule.FIRST_DAY:
            return Periods(names, first_days, first_days, known=known)
        case Rule.LAST_DAY:
            return Periods(names, last_days, last_days, known=known)
        case Rule.DAY_OF_YEAR:
            days = _days_of_year(names, step, day)
            return Periods(names, days, days, known=known)


def _days_of_year(names: tuple[str, ...], step: Step, day: str) -> Numbers:
    if step is not Step.YEAR:
        raise QueryError("the rule DAY_OF_YEAR needs the step YEAR", "take FIRST_DAY or LAST_DAY for months")
    try:
        return np.array([f"{name}-{day}" for name in names], "M8[D]").astype(np.int64)
    except ValueError as error:
        raise QueryError(f'dayOfYear "{day}" is no day of every year', 'give month and day, such as "07-01"') from error


def covering(start: Numbers, end: Numbers, periods: Periods) -> tuple[Numbers, Numbers]:
    """For spans of days: the number of the first and of the last period in which each counts; none where the first is after the last."""
    opens, closes = (periods.last, periods.first) if periods.whole else (periods.first, periods.last)
    return np.searchsorted(closes, start, "left"), np.searchsorted(opens, end, "right") - 1


def united(key: Numbers, first: Numbers, last: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The union of the spans of each key, as spans that neither touch nor overlap, so that what came back in one period counts once."""
    good = first <= last
    key, first, last = key[good].astype(np.int64), first[good].astype(np.int64), last[good].astype(np.int64)
    if not len(key):
        return key, first, last
    order = np.lexsort((first, key))
    key, first, last = key[order], first[order], last[order]
    # Shifting every key into a range of its own makes one running maximum serve all keys.
    shift = np.unique(key, return_inverse=True)[1].astype(np.int64) * (1 << 24)
    reach = np.maximum.accumulate(last + shift)
    new = np.ones(len(key), np.bool_)
    new[1:] = (first + shift)[1:] > reach[:-1] + 1
    start = np.flatnonzero(new)
    end = np.append(start[1:], len(key)) - 1
    return key[start], first[start], reach[end] - shift[end]


def counting(key: Numbers, start: Numbers, end: Numbers, periods: Periods) -> tuple[Numbers, Numbers, Numbers]:
    """The spans of periods in which each key counts, which neither touch nor overlap, from spans of days.

    Where the whole period is asked for, spans of days that follow each other without a gap are one.
    """
    if periods.whole:
        key, start, end = united(key, start, end)
    first, last = covering(start, end, periods)
    return united(key, np.maximum(first, 0), np.minimum(last, len(periods) - 1))
