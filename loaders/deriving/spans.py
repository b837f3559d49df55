"""Between which days a relationship holds, drawn together from everything known: what its source says of them, the acts on it (signed,
ratified), the lives of both its ends, and the days of which the source speaks."""

from __future__ import annotations

from common.dates import OPEN, Bounds, bounds
from facts.records import LinkRecord
from facts.spans import Span
from loaders.deriving.lives import Life
from ontology import Class, Relation


def span_of(link: LinkRecord, relation: Relation, edge: Class, ends: tuple[Life, Life], attested: Bounds | None) -> Span:
    """The span of a dated relationship between two `ends`; `attested` are the days of which its source speaks, if it is known.

    What the source says itself counts more than what follows from other facts.
    """
    start, end = (str(link.properties.get(name, "")) for name in ("start", "end"))
    span = Span()
    if start:
        span = span.starting(bounds(start))
    if end and end != OPEN:
        span = span.ending(bounds(end))
    for act in edge.properties.values():
        if act.precedes and act.name in link.properties:
            span = span.not_before(bounds(str(link.properties[act.name])).earliest)
    subject, object_ = ends
    span = span.not_before(subject.span.start_earliest)
    span = span.not_before(object_.first if relation.is_early(link.properties) else object_.span.start_earliest)
    for life in ends:
        span = span.not_after(life.span.end_latest)
    # A source with a day of its own says that it held then, whatever it knows of the end.
    if attested and (end == OPEN or link.provenance.as_of):
        if not start:
            span = span.begun_by(attested.earliest)
        # What still held when the source spoke did not outlive either end.
        span = span.lasting_to(min(attested.latest, subject.span.end_earliest, object_.span.end_earliest))
    return span.settled()
