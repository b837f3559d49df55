"""What machines ask first: the catalogue of data sets, VoID, robots.txt, the site map, and a guide for language models."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.answering.engine import Engine
from api.formats import HTML, RDF, Offer
from api.http import addresses
from api.http.clients import client_of
from api.http.distributions import files_of, files_of_all
from api.http.gate import Gate
from api.http.negotiation import choose
from api.http.offers import alternates, offered, preferred
from api.http.policy import PAGE_HEADERS
from api.http.problems import failed, problem
from api.http.tags import has
from api.pages.rendering import Links, program_tag, render
from api.settings import Settings
from common.errors import FoederaError
from graph.reading import no_data
from queries.inventory import COUNTS, DATASETS, IDS
from rdf.catalogue import SPARQL, Catalogue, Holding, Service, by_content, catalogue_lines, void_lines
from rdf.context import published_context
from rdf.formats import Format, brief_document

MOST_ADDRESSES = 50_000
"""A site map names no more (https://www.sitemaps.org/protocol.html)."""
OFFERS = (HTML, *(offer for offer, form in RDF.items() if not form.graphs))
TURTLE = next(offer for offer, form in RDF.items() if form is Format.TTL)
Make = Callable[[], Awaitable[Response]]


class Catalog:
    """Serves these addresses."""

    def __init__(self, engine: Engine, gate: Gate, settings: Settings) -> None:
        self.engine = engine
        self.gate = gate
        self.base = settings.base
        self.sparql = settings.offers_sparql

    async def catalog(self, request: Request) -> Response:
        """Where the catalogue is in the format that the client likes best."""
        return preferred(request, f"{request.scope.get('root_path', '')}{addresses.CATALOG}", OFFERS)

    async def document(self, request: Request) -> Response:
        """The catalogue in a format."""
        offer = offered(request, request.path_params["suffix"], OFFERS)
        if isinstance(offer, Response):
            return offer
        return await self._within(request, lambda: self._document(request, offer))

    async def void(self, request: Request) -> Response:
        """The data sets as linked data, in the format that the client likes best; Turtle for others."""
        offers = (TURTLE, *(one for one in OFFERS if one not in (HTML, TURTLE)))
        offer = choose(request.headers.get("accept"), offers) or TURTLE
        return await self._within(request, lambda: self._void(request, offer))

    async def robots(self, request: Request) -> Response:
        """What crawlers may read: everything but what is computed for each question."""
        root, site = request.scope.get("root_path", ""), self._site(request)
        closed = (addresses.API, addresses.SEARCH, addresses.TABLES + "/", addresses.METRICS, addresses.HEALTH)
        lines = ["User-agent: *", *(f"Disallow: {root}{path}" for path in closed), f"Sitemap: {site}{addresses.SITEMAP}.xml"]
        return PlainTextResponse("\n".join(lines) + "\n", headers={"Cache-Control": "no-cache"})

    async def sitemap(self, request: Request) -> Response:
        """The addresses of all pages; of more than 50,000 entities, those of the parts of the map."""
        return await self._within(request, lambda: self._sitemap(request))

    async def part(self, request: Request) -> Response:
        """A part of the site map."""
        number = request.path_params["number"]
        return await self._within(request, lambda: self._part(request, number))

    async def llms(self, request: Request) -> Response:
        """A guide for language models (https://llmstxt.org)."""
        text = render("llms.txt", Links(request.scope.get("root_path", "")), site=self._site(request))
        return PlainTextResponse(text, headers={"Cache-Control": "no-cache"})

    async def _within(self, request: Request, make: Make) -> Response:
        try:
            async with self.gate.place(client_of(request.scope)):
                return await make()
        except FoederaError as error:
            return failed(request, error)

    def _site(self, request: Request) -> str:
        return site_of(request, self.base)

    async def _document(self, request: Request, offer: Offer) -> Response:
        found = await self._catalogue(request)
        tag = f'W/"{found.version}-catalog-{offer.suffix}-{program_tag()}"'
        root = request.scope.get("root_path", "")
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Link": alternates(f"{root}{addresses.CATALOG}", OFFERS, offer)}
        if has(request, tag):
            return Response(status_code=304, headers=headers)
        if offer is HTML:
            page = render("catalog.html", Links(root), found=found, by_content=by_content, offers=OFFERS)
            return Response(page, headers=headers | PAGE_HEADERS, media_type=offer.media)
        body = await run_in_threadpool(brief_document, catalogue_lines(found), RDF[offer], published_context(self.engine.model))
        return Response(body, headers=headers, media_type=offer.media)

    async def _void(self, request: Request, offer: Offer) -> Response:
        body = brief_document(void_lines(await self._catalogue(request)), RDF[offer], published_context(self.engine.model))
        return Response(body, headers={"Cache-Control": "no-cache", "Vary": "Accept"}, media_type=offer.media)

    async def _catalogue(self, request: Request) -> Catalogue:
        site = self._site(request)
        counts, datasets, version, _ = await self._row(DATASETS)
        found = sorted(datasets, key=lambda one: (one["rank"] or 0, one["id"]))
        holdings = [self._holding({k: v for k, v in one.items() if v is not None}, site) for one in found]
        services = tuple(_services(site, self.sparql))
        return Catalogue(site, version, sum(number for _, number in counts), holdings, files_of_all(site), services)

    def _holding(self, stored: Mapping[str, Any], site: str) -> Holding:
        licence = self.engine.model.linked.address("licence", str(stored.get("licence", "")))
        return Holding(stored, licence, files_of(site, stored["id"]))

    async def _sitemap(self, request: Request) -> Response:
        counts, *_ = await self._row(COUNTS)
        parts = -(-sum(number for _, number in counts) // MOST_ADDRESSES)
        if parts <= 1:
            return await self._part(request, 1)
        site = self._site(request)
        inside = "".join(f"<sitemap><loc>{site}{addresses.SITEMAP}-{n}.xml</loc></sitemap>\n" for n in range(1, parts + 1))
        return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{inside}</sitemapindex>\n')

    async def _part(self, request: Request, number: int) -> Response:
        if number < 1:
            return problem(request, 404, "The parts of the site map count from 1.")
        ids, *_ = await self._row(IDS, skip=(number - 1) * MOST_ADDRESSES, most=MOST_ADDRESSES)
        if not ids:
            return problem(request, 404, "The site map has fewer parts.")
        begin = f"{self._site(request)}{addresses.ENTITIES}"
        inside = "".join(f"<url><loc>{begin}/{id_}.html</loc></url>\n" for id_ in ids)
        return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{inside}</urlset>\n')

    async def _row(self, text: str, **parameters: Any) -> Any:
        row = await self.engine.settled.row(text, parameters)
        if row is None:
            raise no_data()
        return row


def site_of(request: Request, base: str) -> str:
    """The address of this server for others: `base` if it is set, else that by which it is asked."""
    return base or str(request.base_url).rstrip("/")


def _services(site: str, sparql: bool) -> Iterator[Service]:
    """Where the data can be asked. The SPARQL endpoint describes itself at its own address."""
    api, endpoint = f"{site}{addresses.API}", f"{site}{addresses.SPARQL}"
    yield Service(api, "GraphQL", f"{site}{addresses.SCHEMA}", "https://spec.graphql.org/")
    if sparql:
        yield Service(endpoint, "SPARQL", endpoint, SPARQL)


def _xml(text: str) -> Response:
    return Response(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', headers={"Cache-Control": "no-cache"}, media_type="application/xml")
