"""Spells drawn over time: where a bar begins and ends on an axis of years, in percent of its width."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from common.dates import BEGINNING, FOREVER
from ontology.stored import END_EARLIEST, END_LATEST, START, START_EARLIEST, START_LATEST

MOST_YEARS = 400
"""An axis reaches back no further: what began before begins at its left edge."""
STEPS = (1, 2, 5, 10, 20, 50, 100)
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """From `left`, `width` wide, is when it may hold; from `sure_left`, `sure_width` wide, when it certainly does (0: never)."""

    left: float
    width: float
    sure_left: float
    sure_width: float


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first day to the last, with the years that are marked; `at` is the day that one looks at. None after `known` is certain."""

    first: str
    last: str
    ticks: tuple[tuple[str, float], ...]
    at: float | None
    known: str = FOREVER

    def bar(self, days: Mapping[str, Any]) -> Bar:
        """The bar of a spell with these four days."""
        begin, end = (self._place(str(days[name])) for name in (START_EARLIEST, END_LATEST))
        sure, sure_end = self._place(str(days[START_LATEST])), self._place(min(str(days[END_EARLIEST]), self.known))
        return Bar(begin, max(round(end - begin, 2), 0.4), sure, max(round(sure_end - sure, 2), 0.0))

    def _place(self, day: str) -> float:
        return place(day, self.first, self.last)


def axis_of(spells: Sequence[Mapping[str, Any]], today: str, at: str | None = None) -> Axis | None:
    """The axis on which spells can be drawn; None where no day is known."""
    known = [day for spell in spells for day in _known(spell)]
    if not known:
        return None
    over = all(spell[END_LATEST] < today for spell in spells)
    last = max([*known, *([] if over else [today]), *([at] if at else [])])
    first = max(min([*known, *([at] if at else [])]), f"{int(last[:4]) - MOST_YEARS:04}-01-01")
    first, last = f"{first[:4]}-01-01", last if last >= today else f"{last[:4]}-12-31"
    return Axis(first, last, tuple(_ticks(first, last)), place(at, first, last) if at else None, today)


def _known(spell: Mapping[str, Any]) -> Iterable[str]:
    """The days that an axis reaches to. A beginning that is only bounded, by the life of a state perhaps, would stretch it far."""
    start = START_EARLIEST if spell.get(START) else START_LATEST
    return (day for name in (start, END_EARLIEST, END_LATEST) if BEGINNING < (day := spell[name]) < FOREVER)


def place(day: str, first: str, last: str) -> float:
    """Where a day lies between two others, in percent; what lies outside lies at the edge."""
    begin, end, now = _ordinal(first), _ordinal(last), _ordinal(min(max(day, first), last))
    return round(100 * (now - begin) / max(end - begin, 1), 2)


@lru_cache(4096)
def _ordinal(day: str) -> int:
    return datetime.date.fromisoformat(day).toordinal()


def _ticks(first: str, last: str) -> Iterable[tuple[str, float]]:
    begin, end = int(first[:4]), int(last[:4])
    step = next((s for s in STEPS if (end - begin) / s <= MOST_TICKS), STEPS[-1])
    for year in range(-(-begin // step) * step, end + 1, step):
        yield str(year), place(f"{year:04}-01-01", first, last)
