"""Documents on entities: read by one statement, and made in the formats that there are."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import orjson

from api.answering.engine import Engine
from api.formats import HTML, JSON, OFFERS, RDF, Offer
from api.http import addresses
from api.http.asked import Asked
from api.http.offers import alternates
from api.http.policy import PAGE_HEADERS
from api.language.compiling import touching
from api.pages.plain import plain
from api.pages.rendering import Links, program_tag, render
from api.pages.sections import Moment
from api.pages.structured import structured
from api.pages.whole import Portrait, operation, portrait
from common.dates import bounds, today
from common.errors import UsageError
from graph.reading import no_data
from ontology import Direction, Kind, Model
from queries import whole
from queries.references import ID, Reference, lookup
from queries.spells import in_table
from queries.suggestions import Missing
from queries.work import Counts
from rdf import entity
from rdf.context import context
from rdf.formats import Format, document
from rdf.names import ONTOLOGY, address

PAGE, EVERYTHING = 50, 100_000
"""How many statements of each relation stand on a page, and in other formats."""
COUNTED, TOLD = 2.0, 5.0
"""What a relationship costs that a page counts, and one that a document tells (queries/work.py)."""
NAMES = {offer.suffix: form.label for offer, form in RDF.items()} | {JSON.suffix: "plain JSON"}


@dataclass(frozen=True, slots=True)
class Document:
    """A document on an entity, with what its headers say of it."""

    version: str
    body: bytes
    links: str
    headers: dict[str, str] = field(default_factory=dict)


class Documents:
    """Makes documents. `cache_bytes` is the memory for those that were made before."""

    def __init__(self, engine: Engine, cache_bytes: int) -> None:
        self.engine = engine
        self.cache_bytes = cache_bytes
        self.offers = OFFERS
        self._statement = whole.statement(engine.model)
        self._rdf_statement = entity.statement(engine.model)
        self._ends = _ends(engine.model)
        self._related = in_table(engine.model)
        self._context = context(engine.model)

    def tag(self, version: str | None, offer: Offer, asked: Asked) -> str:
        """The ETag of a document. What is over today and which lists are complete is told by all but RDF, so it is another one tomorrow."""
        day = [] if offer in RDF else [today()]
        return f'W/"{"-".join([version or "", offer.suffix, program_tag(), *day, quote(urlencode(asked.given), safe="=")])}"'

    async def warm(self) -> None:
        """Have Neo4j plan the statements, which takes a second."""
        nothing = Asked("nothing-has-this-id")
        for offer in self.offers[:2]:
            await self.make(nothing, offer, "")

    def touches(self, asked: Asked, suffix: str, counts: Counts) -> float:
        """What a document touches: all relationships of the entity, of a page their numbers and some of them, of others what they say."""
        each = COUNTED if suffix == HTML.suffix else TOLD
        return each * touching.at(counts, [asked.id], self._related)

    async def make(self, asked: Asked, offer: Offer, root: str) -> Document | str | None:
        """The document; the id of today of an entity that was renamed; None where there is none. Raises UsageError, StoreError."""
        if offer in RDF:
            return await self._rdf(asked, offer, root)
        made = await self.portrait(asked, PAGE if offer is HTML else EVERYTHING)
        if not isinstance(made, Portrait):
            return made
        return await asyncio.to_thread(self._written, made, asked, offer, root)

    def _written(self, made: Portrait, asked: Asked, offer: Offer, root: str) -> Document:
        links = self._links_of(made, asked, root, offer)
        if offer is HTML:
            return Document(made.version, self._page(made, asked, root), links, PAGE_HEADERS)
        return Document(made.version, orjson.dumps(plain(made), option=orjson.OPT_INDENT_2), links)

    async def portrait(self, asked: Asked, size: int) -> Portrait | str | None:
        """What is known of an entity, with `size` statements of each relation; else as `make` has it. Raises UsageError, StoreError."""
        days = bounds(asked.at) if asked.at else None
        wish = self._wish(asked, size, (days.earliest, days.latest) if days else None)
        row = await self.engine.settled.row(self._statement, wish.parameters(self.engine.model))
        if row is None:
            raise no_data()
        found = whole.read(row, self.engine.model)
        if not found.properties:
            return found.leads_to
        moment = Moment(asked.at, wish.days, today())
        return await asyncio.to_thread(portrait, found, self.engine.model, address("id", asked.id), moment, asked.skip)

    async def meant(self, id_: str) -> tuple[str, str] | None:
        """Id and name of the entity that was probably meant by an id that nothing has. Raises StoreError."""
        missing = Missing(Reference(Kind.ENTITY.value, ID, id_), self.engine.model.classes[Kind.ENTITY.value])
        found = (await self.engine.mentions.nearest([missing]) or {}).get(missing)
        return (found.keys[ID], found.name) if found else None

    async def _rdf(self, asked: Asked, offer: Offer, root: str) -> Document | str | None:
        """All that is known of an entity, as RDF. It is not cut into pages."""
        row = await self.engine.settled.row(self._rdf_statement, entity.parameters(self.engine.model, asked.id))
        if row is None:
            raise no_data()
        cls, *_, version, _turn = row
        if cls is None:
            return await self.today(asked.id)
        body = await asyncio.to_thread(self._serialized, asked, row, RDF[offer])
        return Document(version, body, ", ".join([self.links(asked, root, offer), *self._about(asked.id, cls)]))

    def _serialized(self, asked: Asked, row: Sequence[Any], form: Format) -> bytes:
        found = entity.lines_of(asked.id, row, self.engine.model, graphs=form.graphs, at=asked.at or "")
        return document(found, form, self._context)

    async def today(self, id_: str) -> str | None:
        """The id that an entity has today; None where it has none or is known by this one. Raises StoreError."""
        found = lookup([Reference(Kind.ENTITY.value, ID, id_)])
        row = await self.engine.settled.row(found.text, found.parameters)
        if row is None:
            raise no_data()
        return found.read(row)[1].get(id_)

    def links(self, asked: Asked, root: str, besides: Offer | None = None) -> str:
        """The header that names the documents in the other formats."""
        return alternates(f"{quote(root)}{addresses.ENTITIES}/{quote(asked.id)}", self.offers, besides, asked.query_in)

    def _links_of(self, made: Portrait, asked: Asked, root: str, offer: Offer) -> str:
        licences = {one["licence"]: None for name in made.used if (one := made.datasets.get(name)) and "licence" in one}
        addresses_of = self.engine.model.linked.address
        licensed = (f'<{url}>; rel="license"' for licence in licences if (url := addresses_of("licence", licence)))
        return ", ".join([self.links(asked, root, offer), *self._about(made.id, made.cls.name), *licensed])

    def _about(self, id_: str, cls: str) -> list[str]:
        return [f'<{ONTOLOGY}{cls}>; rel="type"', f'<{address("id", id_)}>; rel="describes"']

    def _wish(self, asked: Asked, size: int, days: tuple[str, str] | None) -> whole.Wish:
        type_, outward = self._end(asked.relation) if asked.relation else (None, None)
        return whole.Wish(asked.id, size, asked.skip, days, type_, outward, asked.datasets, today())

    def _end(self, relation: str) -> tuple[str, bool]:
        if relation not in self._ends:
            raise UsageError(f"relation has to be the name of a relation, not {relation[:60]!r}.")
        return self._ends[relation]

    def _page(self, made: Portrait, asked: Asked, root: str) -> bytes:
        described = structured(made, self.engine.model)
        values = {"names": NAMES, "offers": self.offers, "operation": operation(made), "size": PAGE, "structured": described}
        return render("entity.html", Links(root, asked.at), it=made, single=bool(asked.relation), **values).encode()


def _ends(model: Model) -> dict[str, tuple[str, bool]]:
    """Every relation by the names under which it is read: its type in the store, and whether it leads away from the entity."""
    found = (end for cls in model.classes.values() for end in cls.ends.values() if end.relation.sourced)
    return {end.name: (end.relation.type, end.direction is not Direction.IN) for end in found}
