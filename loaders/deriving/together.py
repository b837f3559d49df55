"""In which time both ends of a relationship existed, and it is meant to hold.

A state may have been none for some time. What it belonged to did not go on through such a gap, unless a source says so: a membership of
which the start alone is known ended with the spell in which it began, and one that a source still saw began in the spell of that day.
Where nothing is known of either, it may have held in every spell that the other end saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from common.dates import BEGINNING, FOREVER, Bounds
from facts.spans import Span, hull
from loaders.deriving.lives import Life


@dataclass(frozen=True, slots=True)
class Together:
    """A spell of the subject and one of the object. They share no day if `first` lies after `last`."""

    subject: Span
    object: Span

    @property
    def first(self) -> str:
        """The first day on which both may have existed."""
        return max(self.subject.start_earliest, self.object.start_earliest)

    @property
    def last(self) -> str:
        """The last such day."""
        return min(self.subject.end_latest, self.object.end_latest)

    @property
    def lasting(self) -> str:
        """The day to which both certainly existed, if they did before."""
        return min(self.subject.end_earliest, self.object.end_earliest)


def together(ends: tuple[Life, Life], known: Span, begun: Bounds | None, seen: Bounds | None, *, early: bool) -> Together:
    """The spells of subject and object in which a relationship is meant to hold of which `known` is said, and which was `seen` then.

    `begun`: when it began, or the last act before that. `early`: it stands beside its object from the day on which others may refer to it.
    """
    subject, object_ = ends
    text = replace(object_.span, start_earliest=object_.first) if early else object_.span
    if not (subject.spells or object_.spells):
        return Together(subject.span, text)
    pairs = (Together(one, other) for one in subject.spells or (subject.span,) for other in object_.spells or (text,))
    times = sorted((time for time in pairs if time.first <= time.last), key=lambda time: time.first)
    chosen = _chosen(times, known, begun, seen)
    return Together(hull(time.subject for time in chosen), hull(time.object for time in chosen)) if chosen else Together(subject.span, text)


def _chosen(times: Sequence[Together], known: Span, begun: Bounds | None, seen: Bounds | None) -> Sequence[Together]:
    """Of several times those that are spoken of, and what lies between; all that are possible where none is spoken of."""
    places = [*_spoken_of(times, known, begun, seen)] or _around(times, known.start_earliest, known.end_latest)
    return times[min(places) : max(places) + 1] if places else times


def _spoken_of(times: Sequence[Together], known: Span, begun: Bounds | None, seen: Bounds | None) -> Iterator[int]:
    """Where it may have begun, or next to that; where it may have ended, or last before; and the last that had begun when it was seen."""
    if begun:
        later = [place for place, time in enumerate(times) if time.first > begun.latest]
        yield from _around(times, begun.earliest, begun.latest) or later[:1]
    if known.end_earliest > BEGINNING:
        sooner = [place for place, time in enumerate(times) if time.last < known.end_earliest]
        yield from _around(times, known.end_earliest, known.end_latest) or sooner[-1:]
    for day in (seen.earliest, seen.latest) if seen else ():
        yield from [place for place, time in enumerate(times) if time.first <= day][-1:]


def _around(times: Iterable[Together], first: str, last: str) -> list[int]:
    return [place for place, time in enumerate(times) if time.first <= last and first <= time.last]


def lived(span: Span, time: Together, begun: Bounds | None) -> Span:
    """A span within the time of both its ends. Of what lies outside of that, no more than the days that are given count."""
    ended = span.end_earliest > BEGINNING
    if time.first > time.last and span.start_latest == FOREVER and not ended:
        return span.not_before(time.last).not_after(max(time.first, span.start_earliest, begun.latest if begun else BEGINNING))
    sooner = span.end_latest < time.first
    for end in (time.subject, time.object):
        span = span.not_before(end.start_earliest)
    if sooner and not begun:
        span = span.not_before(span.end_earliest)
    later = span.start_earliest > time.last
    for end in (time.subject, time.object):
        span = span.not_after(end.end_latest)
    return span.not_after(max(begun.latest, span.start_earliest)) if later and begun and not ended else span
