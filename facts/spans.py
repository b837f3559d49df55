"""The time in which something holds, as far as it is known: the first and the last day on which it may have begun, and may have ended.

A span is drawn together from pieces of knowledge, the surest first. Each narrows it; one that contradicts what is known already is left
out, so that a span always has a day on which it may hold. Something certainly holds from `start_latest` to `end_earliest`, possibly from
`start_earliest` to `end_latest`. Days are ISO text, as in common.dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from common.dates import BEGINNING, FOREVER, OPEN, Bounds, bounds, next_day
from facts.records import LinkRecord
from ontology.stored import Days


@dataclass(frozen=True, slots=True)
class Span:
    """Four days. Of one about which nothing is known they are the first and the last of all."""

    start_earliest: str = BEGINNING
    start_latest: str = FOREVER
    end_earliest: str = BEGINNING
    end_latest: str = FOREVER

    def starting(self, within: Bounds) -> Span:
        """It began within these days."""
        return self.not_before(within.earliest).begun_by(within.latest)

    def ending(self, within: Bounds) -> Span:
        """It ended within these days."""
        return self.lasting_to(within.earliest).not_after(within.latest)

    def not_before(self, day: str) -> Span:
        """It did not begin before `day`."""
        if day > min(self.start_latest, self.end_latest):
            return self
        return Span(max(self.start_earliest, day), self.start_latest, self.end_earliest, self.end_latest)

    def begun_by(self, day: str) -> Span:
        """It had begun by `day`."""
        if day < self.start_earliest:
            return self
        return Span(self.start_earliest, min(self.start_latest, day), self.end_earliest, self.end_latest)

    def lasting_to(self, day: str) -> Span:
        """It had not ended before `day`."""
        if day > self.end_latest:
            return self
        return Span(self.start_earliest, self.start_latest, max(self.end_earliest, day), self.end_latest)

    def not_after(self, day: str) -> Span:
        """It had ended by `day`."""
        if day < max(self.end_earliest, self.start_earliest):
            return self
        return Span(self.start_earliest, self.start_latest, self.end_earliest, min(self.end_latest, day))

    def settled(self) -> Span:
        """With what follows from the rest: it began before it ended, and ended after it began."""
        latest, earliest = min(self.start_latest, self.end_latest), max(self.end_earliest, self.start_earliest)
        return Span(self.start_earliest, latest, earliest, self.end_latest)

    def holds_certainly(self, first: str, last: str) -> bool:
        """Whether it certainly holds from `first` to `last`."""
        return self.start_latest <= first and self.end_earliest >= last

    def may_hold(self, first: str, last: str) -> bool:
        """Whether it may hold from `first` to `last`."""
        return self.start_earliest <= first and self.end_latest >= last

    def days(self) -> dict[str, str]:
        """As they are stored."""
        return Days(self.start_earliest, self.start_latest, self.end_earliest, self.end_latest).properties()


def stated_span(link: LinkRecord) -> Span:
    """The span by the dates that the source gives alone; what still holds, holds for ever. Raises InvalidDateError."""
    return _between(str(link.properties.get("start", "")), str(link.properties.get("end", "")))


@lru_cache(16_384)
def _between(start: str, end: str) -> Span:
    span = Span()
    if start:
        span = span.starting(bounds(start))
    if end == OPEN:
        span = span.lasting_to(FOREVER)
    elif end:
        span = span.ending(bounds(end))
    return span.settled()


def hull(spans: Iterable[Span]) -> Span:
    """The span from the beginning of the first to the end of the last; it says nothing of gaps between them."""
    found = list(spans)
    starts = (min(s.start_earliest for s in found), min(s.start_latest for s in found))
    return Span(*starts, max(s.end_earliest for s in found), max(s.end_latest for s in found))


def apart(spans: Iterable[Span]) -> list[Span]:
    """Spans in order of time, as one where there is no day between two on which neither may hold."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start_earliest):
        if found and span.start_earliest <= next_day(found[-1].end_latest):
            found[-1] = hull((found[-1], span))
        else:
            found.append(span)
    return found
