"""`/sparql`: queries by the protocol of the W3C, a page to ask in, and the description of the service."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from time import perf_counter

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.answering.codes import code_of_failure
from api.answering.engine import Engine
from api.answering.refusals import retry_after
from api.answering.sparql import SnapshotPendingError, SparqlAnswers
from api.formats import HTML
from api.http import addresses
from api.http.clients import client_of
from api.http.fairness import Presence
from api.http.leaving import CLIENT_GONE, unless_gone
from api.http.metrics import Metrics
from api.http.negotiation import choose
from api.http.pages import editor_script
from api.http.policy import PAGE_HEADERS, SCRIPTED_HEADERS
from api.http.problems import failed, problem
from api.http.sparql_requests import GRAPHS, AskedSparql, asked, wants_page
from api.http.sparql_turns import Turns
from api.http.tags import has, tag_of
from api.pages.rendering import Links
from api.pages.sparql import query_page
from api.settings import Settings
from common.errors import FoederaError, QueryError, StoreBusyError
from graph.reading import no_data
from queries.inventory import DATASETS
from rdf.formats import Format
from rdf.sparql import MEDIA, Answered, UnacceptableError
from rdf.sparql.description import description

ALIKE = {"Cache-Control": "no-cache", "Vary": "Accept"}
OFF = "SPARQL is not offered here."


class Sparql:
    """Answers at the address of the SPARQL endpoint."""

    def __init__(
        self, answers: SparqlAnswers, engine: Engine, settings: Settings, metrics: Metrics, presence: Presence | None = None
    ) -> None:
        self.answers = answers
        self.engine = engine
        self.settings = settings
        self.metrics = metrics
        self.turns = Turns(answers, settings.queue, presence)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as an ASGI application. Raises HTTPException."""
        request = Request(scope, receive)
        response = await unless_gone(request, self._reply(request))
        await (response or Response(status_code=CLIENT_GONE))(scope, receive, send)

    async def _reply(self, request: Request) -> Response:
        if not self.settings.offers_sparql:
            raise HTTPException(403, OFF)
        paged = wants_page(request.query_params, request.headers.get("accept"))
        try:
            found = await asked(request, self.settings.body_seconds)
        except HTTPException as error:
            if paged:
                return self._page(request, "", error.detail, status=error.status_code)
            raise
        if found is None:
            return self._page(request, "", "") if paged else await self._description(request)
        begun, outcome = perf_counter(), "failed"
        try:
            answered, version = await self.turns.answer(found.query, client_of(request.scope))
            outcome = "answered"
        except FoederaError as error:
            outcome = _outcome(error)
            return self._refused(request, found, error)
        finally:
            self.metrics.sparql(outcome, perf_counter() - begun)
        headers = ALIKE | {"Foedera-Data-Version": version}
        if found.page:
            return self._page(request, found.query.text, "", answered, headers)
        return _kept(request, answered.body, headers | {"Content-Type": _media(found, answered)})

    def _refused(self, request: Request, found: AskedSparql, error: FoederaError) -> Response:
        """What is wrong, in words for who asked; of the store they say no more than the public may know."""
        ours = isinstance(error, QueryError | UnacceptableError | SnapshotPendingError) or type(error) is StoreBusyError
        text = str(error) if ours else error.public
        headers = dict(ALIKE)
        wait = error.seconds if isinstance(error, SnapshotPendingError) else retry_after(error)
        if wait is not None:
            headers["Retry-After"] = str(wait)
        if found.page:
            return self._page(request, found.query.text, text, None, headers, error.http_status)
        return problem(request, error.http_status, text, code=code_of_failure(error), headers=headers)

    def _page(
        self,
        request: Request,
        text: str,
        wrong: str,
        answered: Answered | None = None,
        headers: dict[str, str] = ALIKE,
        status: int = 200,
    ) -> Response:
        links = Links(request.scope.get("root_path", ""))
        script = editor_script()
        page = query_page(links, self.answers.limits, text, wrong, answered, script)
        return Response(page, status, headers | (SCRIPTED_HEADERS if script else PAGE_HEADERS), "text/html")

    async def _description(self, request: Request) -> Response:
        """The description of the service, where RDF is accepted. Raises 400."""
        offer = choose(request.headers.get("accept"), [*GRAPHS, HTML])
        if offer is None or offer is HTML:
            raise HTTPException(400, "Give a query: as the parameter query, or by POST.")
        try:
            row = await self.engine.settled.row(DATASETS, {})
            if row is None:
                raise no_data()
        except FoederaError as error:
            return failed(request, error)
        here = f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}{addresses.SPARQL}"
        form, datasets = Format(offer.suffix), tuple(sorted(one["id"] for one in row[1]))
        body = await asyncio.to_thread(description, here, form, datasets)
        return Response(body, headers=ALIKE | {"Content-Type": form.media_type})


def _kept(request: Request, body: bytes, headers: dict[str, str]) -> Response:
    """The answer with its ETag, or 304 when the client has it. Caches take no answer to POST, though nothing was changed by it."""
    if request.method == "POST":
        return Response(body, 200, headers)
    tag = tag_of(body)
    headers = headers | {"ETag": tag}
    return Response(status_code=304, headers=headers) if has(request, tag) else Response(body, 200, headers)


def _outcome(error: FoederaError) -> str:
    """As figures have it."""
    if isinstance(error, SnapshotPendingError):
        return "pending"
    return "refused" if error.http_status < HTTPStatus.INTERNAL_SERVER_ERROR else "failed"


def _media(found: AskedSparql, answered: Answered) -> str:
    media = found.media.get(answered.form, MEDIA[answered.form])
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
