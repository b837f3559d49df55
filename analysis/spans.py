"""Stretches of days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.table import FIRST, LAST, Spells


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last; none when the first is later."""

    first: int = FIRST
    last: int = LAST

    def __and__(self, other: Span) -> Span:
        """The days in both."""
        return Span(max(self.first, other.first), min(self.last, other.last))

    def __bool__(self) -> bool:
        return self.first <= self.last


def span_of(spells: Spells, row: int, *, certain: bool) -> Span:
    """The days on which a row certainly holds, or possibly."""
    start, end = (spells.since_latest, spells.end_earliest) if certain else (spells.start_earliest, spells.end_latest)
    return Span(int(start[row]), int(end[row]))


def merged(spans: Iterable[Span]) -> list[Span]:
    """The union of stretches, as stretches that neither touch nor overlap, in their order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.first, s.last)):
        if not span:
            continue
        if found and span.first <= found[-1].last + 1:
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return found
