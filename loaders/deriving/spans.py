"""Between which days a relationship holds, drawn together from everything known: what sources say of them, the acts on it (signed,
ratified) and what the agreement makes of them, the lives of both its ends, and the days on which it was seen."""

from __future__ import annotations

from dataclasses import dataclass

from common.dates import BEGINNING, FOREVER, OPEN, Bounds, bounds
from facts.binding import Rule, acts, beginning, limited
from facts.records import LinkRecord
from facts.spans import Span
from loaders.deriving.lives import Life
from loaders.deriving.together import lived, together
from loaders.deriving.witnesses import Witnesses
from ontology import Class, Relation

LAST_OF_ALL = Bounds(FOREVER, FOREVER)
"""When something still held that goes on, where nothing says of which day its source speaks."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The lives of both ends, and the rule by which the object binds."""

    subject: Life
    object: Life
    rule: Rule


def beginning_of(link: LinkRecord, relation: Relation, edge: Class, ends: Ends) -> Bounds | None:
    """The days within which a relationship begins by the rule of its object; None where there is none, or the source gives it."""
    return None if link.properties.get("start") else beginning(link, relation, edge, ends.rule, ends.object.span)


def span_of(link: LinkRecord, relation: Relation, edge: Class, ends: Ends, witnesses: Witnesses) -> Span:
    """The span of a dated relationship between two `ends`.

    What its source says itself counts more than what others say, and that more than what follows from other facts.
    """
    span = _dated(Span(), link)
    for other in witnesses.agreeing(link):
        span = _dated(span, other)
    if days := beginning_of(link, relation, edge, ends):
        span = span.starting(days)
    span = limited(span, link, relation, edge, ends.object.span)
    seen, begun = witnesses.seen(link), _begun(span, acts(link, edge))
    lasts = seen or (LAST_OF_ALL if link.properties.get("end") == OPEN else None)
    time = together((ends.subject, ends.object), span, begun, lasts, early=relation.is_early(link.properties))
    span = lived(span, time, begun)
    if seen:
        span = _seen(span, link, seen, time.lasting)
    return span.settled()


def _dated(span: Span, link: LinkRecord) -> Span:
    """With the dates that a source gives."""
    start, end = (str(link.properties.get(name, "")) for name in ("start", "end"))
    if start:
        span = span.starting(bounds(start))
    return span.ending(bounds(end)) if end not in ("", OPEN) else span


def _begun(span: Span, done: list[Bounds]) -> Bounds | None:
    """When it began, as far as a source or a rule says; else the days of the last act before that."""
    if span.start_earliest > BEGINNING and span.start_latest < FOREVER:
        return Bounds(span.start_earliest, span.start_latest)
    last = max(done, key=lambda days: days.latest, default=None)
    return last or (Bounds(BEGINNING, span.start_latest) if span.start_latest < FOREVER else None)


def _seen(span: Span, link: LinkRecord, seen: Bounds, ended: str) -> Span:
    """With the days on which it was seen; what still held then did not outlive either end."""
    if not link.properties.get("start"):
        span = span.begun_by(seen.earliest)
    return span.lasting_to(min(seen.latest, ended))
