"""The HTTP application: which address leads where, and what every request passes through on its way."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

import strawberry
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import ASGIApp

from api import tracing
from api.answering.engine import Engine
from api.answering.following import Following
from api.answering.held import Held
from api.answering.sparql import SparqlAnswers
from api.assistants.assistant import Assistant
from api.http import addresses, pages
from api.http.access import Access
from api.http.browsing import Browsing
from api.http.caching import Caching
from api.http.catalog import Catalog
from api.http.codebook import Codebook
from api.http.compressing import compressing
from api.http.documents import Documents
from api.http.entities import Entities
from api.http.export import Export
from api.http.fairness import Fairness, Presence
from api.http.following import Changes
from api.http.gate import Gate, bounds, costly_at_once
from api.http.graphql import Endpoint
from api.http.health import Live, Ready
from api.http.holding import Holding
from api.http.hosts import Hosts
from api.http.limits import Limited
from api.http.metrics import Metrics
from api.http.networks import Networks
from api.http.outermost import Outermost
from api.http.packaging import DataPackage
from api.http.problems import failed, refuse
from api.http.published import Published
from api.http.rereading import read_files
from api.http.routes import Address
from api.http.schema import Sdl
from api.http.slashes import WithoutSlash
from api.http.sparql import Sparql
from api.http.tables import Tables
from api.http.tokens import Tokens
from api.http.traced import Traced
from api.http.unforeseen import Unforeseen
from api.language.schema import build_schema, shipped_schema
from api.reconciliation.origins import Origins
from api.reconciliation.serving import Reconciliation
from api.settings import Settings
from common.errors import PackagingError, StoreError
from graph.connection import StoreConnection
from ontology import Model, read_model
from queries.examples import load_examples
from rdf.context import published_context
from rdf.sparql.snapshots import shared_snapshots

if TYPE_CHECKING:
    from api.assistants.serving import Protocol

__all__ = ["Settings", "create_app"]

# About as many as the rows of one large answer; garbage in cycles, of which there is little, waits for that in some megabytes.
NEW_OBJECTS = 50_000

# What clients of GraphQL and of OpenTelemetry send from pages.
CLIENT_HEADERS = (
    "content-type", "authorization", "x-request-id", "if-none-match", "traceparent", "tracestate", "baggage", "apollo-require-preflight",
    "apollographql-client-name", "apollographql-client-version", "graphql-client-name", "graphql-client-version",
)  # fmt: skip

EXPOSED = (
    "etag", "retry-after", "x-request-id", "foedera-data-version", "foedera-work", "foedera-warnings", "content-disposition",
)  # fmt: skip

# Has Neo4j plan the search for what was meant by an id that nothing has.
UNKNOWN = '{ entity(key: {id: "nothing has this id"}) { id } }'


def create_app(settings: Settings, model: Model | None = None) -> Starlette:
    """The application over a Model (None: the one that ships).

    It connects to the store by itself once it runs; until then it says that it is not ready (`state.ready`). Raises UsageError.
    """
    tracing.configure()
    files = read_files(settings)
    persisted, tokens = files.persisted, files.tokens
    model, schema = _schema_of(settings, model)

    async def warm() -> None:
        with suppress(StoreError):
            await engine.statistics.counts(await engine.versions.current())
        if settings.warm:
            for example in load_examples():
                await engine.execute(example.text, example.variables)
            await engine.execute(UNKNOWN)
            with suppress(StoreError):
                await documents.warm()

    connection = StoreConnection(settings.store, settings.limits.seconds, warm)
    ready = Ready(connection)
    engine = Engine(model, schema, connection, settings.limits, settings.cache_bytes)
    engine.held.most = settings.answers_bytes
    documents = Documents(engine, settings.cache_bytes)
    fairness = Fairness(costly_at_once(settings.costly))
    gate = Gate(settings.concurrency, settings.queue, bounds(settings.concurrency, settings.heavy), fairness)
    caches = {**engine.caches, **persisted.caches}
    metrics = Metrics(gate, caches, engine.held, lambda: engine.versions.version, engine.kept)

    @asynccontextmanager
    async def running(_app: Starlette) -> AsyncIterator[None]:
        connection.open()
        with _settled_memory():
            async with assistants.running() if assistants else nullcontext():
                yield
        await sparql.answers.close()
        await connection.close()
        tracing.finish()

    endpoint = Endpoint(engine, settings, gate, persisted, metrics, planning=Gate(1, settings.concurrency + settings.queue, None, fairness))
    assistants = _assistants(schema, endpoint, documents) if settings.mcp else None
    changes = Changes(Following(connection), Gate(settings.exports, settings.queue, None, fairness), settings.base)
    entities, printed = Entities(documents, gate), Sdl(model, schema)
    sparql = _sparql(model, engine, settings, metrics, fairness.presence)
    export = Export(model, connection, Gate(settings.exports, settings.queue), gate)
    caches |= {"pages": entities.cache, "schemas": printed.parts, "changes": changes.known, "heavy_sparql": sparql.turns.known}
    routes = [
        # The first one is found soonest.
        Address(addresses.API, endpoint, None, methods=["GET", "POST"]),
        *_pages(model, entities, settings),
        Address(addresses.SPARQL, sparql, None, methods=["GET", "POST"]),
        *_tables(endpoint, Codebook(model, schema)),
        *Reconciliation(engine, gate, settings).routes(),
        Address(addresses.LIMITS, Limited(settings).__call__),
        Address(addresses.CHANGES, changes.since, ("since",)),
        Address(f"{addresses.CHANGES}.{{suffix}}", changes.feed),
        *([Address(addresses.MCP, assistants, methods=["POST"])] if assistants else []),
        Address(f"{addresses.EXPORT}/{{name}}", export, None),
        Address(addresses.SCHEMA, printed.__call__, ("root",)),
        Address(addresses.LIVE, Live(connection).__call__),
        Address(addresses.READY, ready.__call__),
        Address(addresses.METRICS, pages.Figures(metrics).__call__),
        Address(addresses.PLAYGROUND, pages.to_playground, pages.PARAMETERS),
        Address(addresses.EXAMPLES, pages.Examples().__call__),
    ]
    served = Starlette(
        routes=[*routes, Mount(addresses.PLAYGROUND, pages.Playground())],
        middleware=_middleware(settings, metrics, {route.path for route in routes}, engine.held, tokens),
        exception_handlers={HTTPException: _refused, StoreError: failed},  # type: ignore[dict-item]  # starlette hands each its class alone
        lifespan=running,
    )
    served.router.redirect_slashes = False
    served.router.default = WithoutSlash(served.router)
    served.state.ready = ready
    served.state.assistants = assistants
    served.state.reread = files
    return served


def _assistants(schema: strawberry.Schema, endpoint: Endpoint, documents: Documents) -> Protocol:
    """The tools for assistants. Raises PackagingError without the SDK, which is an extra."""
    try:
        from api.assistants.serving import Protocol  # noqa: PLC0415 (an extra, and half a second)
    except ModuleNotFoundError as error:
        raise PackagingError("the tools for assistants need the package mcp, which is missing", "pip install 'foedera[mcp]'") from error
    settings = endpoint.settings
    return Protocol(Assistant(schema, endpoint, documents), settings.limits.bytes, settings.body_seconds, settings.cors_origins)


def _schema_of(settings: Settings, model: Model | None) -> tuple[Model, strawberry.Schema]:
    if model is None and not settings.subgraph:
        return shipped_schema()
    model = model or read_model()
    return model, build_schema(model, subgraph=settings.subgraph)


def _sparql(model: Model, engine: Engine, settings: Settings, metrics: Metrics, presence: Presence) -> Sparql:
    snapshots = shared_snapshots(settings.store)
    answers = SparqlAnswers(engine.versions, snapshots, settings.sparql, settings.sparql_processes, published_context(model))
    return Sparql(answers, engine, settings, metrics, presence)


def _pages(model: Model, entities: Entities, settings: Settings) -> list[Address]:
    """What people and crawlers read: entities, lists of them, the ontology, the catalogue."""
    engine, gate = entities.documents.engine, entities.gate
    browsing = Browsing(engine, gate, counted=not settings.closed)
    published, catalog = Published(model), Catalog(engine, gate, settings)
    return [
        Address(addresses.START, browsing.start),
        Address(addresses.SEARCH, browsing.search, ("q", "after")),
        Address(addresses.YEAR, browsing.year, ("until", "after")),
        Address(addresses.ONTOLOGY, published.thing),
        Address(f"{addresses.ONTOLOGY}.{{suffix}}", published.document),
        Address(addresses.CONTEXT, published.context),
        Address(addresses.SHAPES, published.shapes),
        Address(addresses.CATALOG, catalog.catalog),
        Address(f"{addresses.CATALOG}.{{suffix}}", catalog.document),
        Address(addresses.VOID, catalog.void),
        Address(addresses.ROBOTS, catalog.robots),
        Address(f"{addresses.SITEMAP}.xml", catalog.sitemap),
        Address(f"{addresses.SITEMAP}-{{number:int}}.xml", catalog.part),
        Address(addresses.LLMS, catalog.llms),
        Address(addresses.CLASSES, browsing.classes),
        Address(f"{addresses.CLASSES}/{{name}}", browsing.cls, ("at", "after")),
        Address(f"{addresses.ENTITIES}/{{name}}", entities, None, methods=None),
        Address(addresses.STYLE, pages.stylesheet, ("v",)),
        Address(addresses.ICON, pages.icon),
    ]


def _tables(endpoint: Endpoint, codebook: Codebook) -> list[Address]:
    """Tables, with what describes them."""
    tables, networks = Tables(endpoint), Networks(endpoint)
    return [
        Address(addresses.TABLES, tables),
        *(Address(f"{addresses.TABLES}/{name}.{{ending}}", networks, None) for name in networks.tables),
        Address(addresses.PACKAGE, DataPackage(endpoint, codebook).__call__),
        Address(f"{addresses.TABLES}/{{name}}", tables, None),
        Address(addresses.CODEBOOK, codebook.__call__),
    ]


@contextmanager
def _settled_memory() -> Iterator[None]:
    """Keep the garbage collector from walking the schema, and then the rows of large answers, again and again.

    It took two thirds of their time.
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _middleware(settings: Settings, metrics: Metrics, routes: Collection[str], held: Held, tokens: Tokens | None) -> list[Middleware]:
    """The layers, the outermost first. What refuses stands within Origins: else pages of other origins could not read why."""
    layers = [Middleware(Outermost, routes=routes, counted=metrics.request), compressing()]
    if tracing.configured():
        layers.insert(0, Middleware(Traced))
    layers.append(Middleware(Origins, named=settings.cors_origins, others=lambda app: _shared(app, settings)))
    layers += [Middleware(Unforeseen), Middleware(Hosts, names=settings.hosts)]
    if tokens:
        layers.append(Middleware(Access, tokens=tokens))
    if settings.caching:
        layers.append(Middleware(Caching, caching=settings.caching))
    layers.append(Middleware(Holding, held=held))
    return layers


def _shared(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Let pages of the origins that the settings name ask; without any, none may."""
    if not settings.cors_origins:
        return app
    return CORSMiddleware(
        app,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST"],
        allow_headers=[*CLIENT_HEADERS, *settings.cors_headers],
        expose_headers=EXPOSED,
        max_age=86_400,
    )


async def _refused(request: Request, error: HTTPException) -> Response:
    """What an address refuses by raising."""
    return refuse(request.scope, error.status_code, "", error.detail, error.headers)
