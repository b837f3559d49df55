"""The formats in which an entity has documents, in the order in which this server prefers them."""

from __future__ import annotations

from dataclasses import dataclass

from rdf.formats import Format


@dataclass(frozen=True, slots=True)
class Offer:
    """A format: its media type and the suffix of addresses that give it."""

    media: str
    suffix: str


HTML = Offer("text/html", "html")
JSON = Offer("application/json", "json")
RDF = {
    Offer(form.media_type, {Format.RDFXML: "rdf"}.get(form, form.value)): form
    for form in (Format.JSONLD, Format.TTL, Format.NT, Format.RDFXML, Format.NQ, Format.TRIG)
}
"""The formats of RDF."""
OFFERS = (HTML, *RDF, JSON)
"""All formats of entities: of equal ones, the first is chosen."""
ENTITIES = "/id"
"""Where the addresses of entities begin."""
