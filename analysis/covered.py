"""In which periods what is not written down is known not to be."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from analysis.periods import Periods
from analysis.table import Entity, Numbers, day_number
from facts.listing import read_lines, said_by


def complete_spans(entity: Entity, relation: str, datasets: tuple[str, ...] | None = None) -> tuple[tuple[int, int], ...]:
    """The days within which a list of an entity, by its name there, is declared complete, from the first to the last."""
    return _spans(tuple(entity.coverage), relation, None if datasets is None else tuple(datasets))


@lru_cache(65_536)
def _spans(lines: tuple[str, ...], relation: str, datasets: tuple[str, ...] | None) -> tuple[tuple[int, int], ...]:
    """The same by the lines alone: many entities have the same ones, and questions ask for those of all of them again and again."""
    listed = said_by(read_lines(lines, relation), datasets)
    return tuple((day_number(k.first), day_number(k.last)) for k in listed if k.complete and k.last)


def covered(entity: Entity, relation: str, periods: Periods, datasets: tuple[str, ...] | None = None, today: int | None = None) -> Numbers:
    """A mask of the periods throughout which a list is complete. No list is known of days to come: those after `today` are not covered."""
    mask = np.zeros(len(periods), np.bool_)
    for first, last in complete_spans(entity, relation, datasets):
        until = last if today is None else min(last, today)
        mask |= (periods.first >= first) & (np.minimum(periods.last, _open(periods, until, last)) <= until)
    return mask


def _open(periods: Periods, until: int, last: int) -> Numbers:
    """The last days of periods; of that in which an open coverage meets today, today."""
    return np.where((periods.first <= until) & (periods.last > until) & (last > until), until, periods.last)
