"""The GraphQL endpoint: one operation by GET or POST."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter
from typing import NamedTuple

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from api import tracing
from api.answering.answers import Answer, Refusal, Streamed, Tabular, Whole
from api.answering.engine import Engine, Ready
from api.answering.extensions import Extensions
from api.answering.held import Share
from api.answering.panel_stream import PanelStream
from api.answering.pricing import Kind, Price
from api.answering.refusals import failed
from api.http.addresses import API, PLAYGROUND, path_of
from api.http.caching import REVALIDATE
from api.http.clients import client_of
from api.http.compressing import tell_of_compressing
from api.http.current import CurrentRequest, LoggedOperation, current_request
from api.http.gate import Gate
from api.http.holding import COUNTED
from api.http.hosts import is_of_this_machine
from api.http.leaving import CLIENT_GONE, unless_gone
from api.http.metrics import Figures, Metrics, figures
from api.http.naming import claimed, name_in
from api.http.persisted import Persisted
from api.http.problems import refused
from api.http.requests import GRAPHQL, TABLES, Asked, check_parameters, for_citing, for_linking, from_body, from_url, media_type, table_wish
from api.http.responses import response_of
from api.http.tags import names, tag_of
from api.settings import Settings
from common.dates import today
from common.errors import StoreBusyError, StoreError
from graph.reading import at_most

WORK = "Foedera-Work"
"""The header that tells what an answer touched, as it was reckoned before: 0 of one that was known."""


class Reply(NamedTuple):
    """A response, and what is left to do once it was sent."""

    response: Response
    afterwards: Callable[[], None] | None = None


class _Wish(NamedTuple):
    """What stands beside the data, whether the answer may be a stream, the tags of what the client has, where it counts, and who it is."""

    explain: bool
    cite: bool
    links: str | None
    stream: bool
    tags: str | None
    share: Share
    client: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Answers at the address of the API. In `planning` a long operation is prepared; in `gate` operations run."""

    engine: Engine
    settings: Settings
    gate: Gate
    persisted: Persisted
    metrics: Metrics
    planning: Gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as an ASGI application. Raises HTTPException for what is not GraphQL over HTTP."""
        await _send(await self._reply(Request(scope, receive)), scope, receive, send)

    async def reply(self, request: Request, asked: Asked, media: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an operation that another address of this server asks."""
        reply = await unless_gone(request, self._answer(request, asked, media))
        await _send(reply or Reply(Response(status_code=CLIENT_GONE)), scope, receive, send)

    async def ask(self, asked: Asked, client: str, *, known: bool = False) -> Answer:
        """Answer an operation that comes another way than GraphQL over HTTP: in one piece, with how to cite it.

        It passes through the same gate, within the same limits. `known`: it is one of ours, whatever else is trusted. Raises HTTPException.
        """
        text = (asked.query or "") if known else self.persisted.text(asked)
        if isinstance(text, Refusal):
            _note(text, asked)
            return text
        begun, share = perf_counter(), self.engine.held.share(client)
        wish = _Wish(explain=False, cite=True, links=None, stream=False, tags=None, share=share, client=client)
        try:
            answer, _ = await self._execute(replace(asked, query=text), wish)
            assert not isinstance(answer, str)
            share.take(_size(answer))
        except StoreBusyError as error:
            answer = failed(error)
        finally:
            share.end()
        _note(answer, replace(asked, query=text))
        self.metrics.operation(figures(answer), perf_counter() - begun)
        return answer

    async def _reply(self, request: Request) -> Reply:
        if request.method != "POST" and _from_address_bar(request):
            return Reply(RedirectResponse(f"{request.scope.get('root_path', '')}{PLAYGROUND}/", 303))
        check_parameters(request)
        media = media_type(request.headers.get("accept"))
        wish = table_wish(request, media)
        if wish or media in TABLES:
            media = GRAPHQL  # of refusals, and where `format` in the address asks for JSON
        if request.method == "POST":
            asked = await from_body(request, self.settings.limits.bytes, self.settings.body_seconds)
        else:
            asked = from_url(request)
        try:
            text = self.persisted.text(asked)
        except HTTPException:
            _note(None, asked)
            raise
        if isinstance(text, Refusal):
            _note(text, asked)
            return Reply(response_of(text, media))
        if wish or text is not asked.query:
            asked = replace(asked, query=text, table=wish)
        reply = await unless_gone(request, self._answer(request, asked, media))
        return reply or Reply(Response(status_code=CLIENT_GONE))

    async def _answer(self, request: Request, asked: Asked, media: str) -> Reply:
        begun = perf_counter()
        explain = asked.extensions.get("explain") is True and self._may_explain(request.scope)
        cite = for_citing(request, asked.extensions)
        tagged = request.method != "POST" and not explain
        stream = request.scope["http_version"] != "1.0"  # which knows no pieces
        links = request.scope.get("root_path", "") if for_linking(request, asked.extensions) else None
        tags = request.headers.get("if-none-match") if tagged else None
        client = client_of(request.scope)
        share = self.engine.held.share(client)
        request.scope[COUNTED] = True
        wish = _Wish(explain, cite, links, stream, tags, share, client)
        answer, price = await self._execute(asked, wish)
        if isinstance(answer, str):
            return Reply(Response(status_code=304, headers=self._tag_headers(answer)))
        try:
            share.take(_size(answer))
        except StoreBusyError as error:
            answer = failed(error)
        _note(answer, asked)
        response = _response(request, answer, media, asked.operation_name)
        if price:
            response.headers[WORK] = str(price.work)
        extensions = _extensions(answer)
        if tagged and extensions and extensions.data_version:
            tag = _tag_of(asked, extensions.data_version)
            response.headers.update(self._tag_headers(tag) if extensions.lasting else {"Cache-Control": "no-store"})
        if request.method == "HEAD" and isinstance(answer, Streamed):
            answer.stream.leave()
            response = tell_of_compressing(_without_body(response))
        told = answer if isinstance(answer, Streamed) else figures(answer)
        return Reply(response, partial(self._finish, share, told, begun, perf_counter()))

    def _tag_headers(self, tag: str) -> dict[str, str]:
        return {"ETag": tag, "Cache-Control": self.settings.caching or REVALIDATE, "Vary": "Accept"}

    def _may_explain(self, scope: Scope) -> bool:
        chosen = self.settings.explain
        return is_of_this_machine(scope) if chosen is None else chosen

    async def _execute(self, asked: Asked, wish: _Wish) -> tuple[Answer | str, Price | None]:
        """The answer, or its ETag when the client has that already; with the price, where it has one."""
        try:
            ready = None if asked.panel else await self.prepared(asked, wish.client)
        except StoreBusyError as error:
            return failed(error), None
        if isinstance(ready, Refusal):
            return ready, None
        if ready and (request := current_request.get()):
            request.name = ready.prepared.name
        price = await (self.engine.price(ready) if ready else self._price_of_panel(asked))
        if isinstance(price, Refusal):
            return price, None
        try:
            await self.gate.enter(wish.client, price.kind)
        except StoreBusyError as error:
            return failed(error), price
        answer: Answer | None = None
        try:
            if wish.tags and (tag := await self._tag(asked)) and names(wish.tags, tag):
                return tag, price
            with at_most(price.seconds):
                answer = await self._run(asked, ready, wish)
            return answer, price
        finally:
            leave = partial(self.gate.leave, wish.client, price.kind)
            match answer:
                case Streamed(stream=begun):
                    if isinstance(begun, PanelStream):
                        begun.place = partial(self.gate.place, wish.client, price.kind, patient=True)
                    begun.when_read(leave)
                case _:
                    leave()

    async def prepared(self, asked: Asked, client: str) -> Ready | Refusal:
        """The operation; a long one in a thread, one at a time, for which clients take turns. Raises StoreBusyError."""
        text = asked.query or ""
        given = (text, asked.variables, asked.operation_name, asked.table)
        if not self.engine.is_long(text, asked.variables, asked.operation_name, table=asked.table is not None):
            return self.engine.prepare(*given)
        async with self.planning.place(client, Kind.COMPARED):
            return await asyncio.to_thread(self.engine.prepare, *given)

    async def _price_of_panel(self, asked: Asked) -> Price | Refusal:
        assert asked.panel
        return await self.engine.price_of_panel(asked.operation_name or "", asked.panel)

    async def _run(self, asked: Asked, ready: Ready | None, wish: _Wish) -> Answer:
        if ready:
            share = wish.share if wish.stream else None
            return await self.engine.answer(ready, explain=wish.explain, share=share, cite=wish.cite, links=wish.links)
        assert asked.panel
        assert asked.table
        return await self.engine.panels.answer(asked.operation_name or "", asked.panel, asked.table)

    def _finish(self, share: Share, told: Streamed | Figures, begun: float, made: float) -> None:
        """Count an operation once its response has gone: the client does not wait for that."""
        share.end()
        if isinstance(told, Streamed):
            self.metrics.operation(figures(told), perf_counter() - begun)
        else:
            self.metrics.operation(told, made - begun)

    async def _tag(self, asked: Asked) -> str | None:
        try:
            version = await self.engine.versions.current()
        except StoreError:
            return None
        return _tag_of(asked, version) if version else None


async def _send(reply: Reply, scope: Scope, receive: Receive, send: Send) -> None:
    try:
        await reply.response(scope, receive, send)
    finally:
        if reply.afterwards:
            reply.afterwards()


def _response(request: Request, answer: Answer, media: str, name: str | None) -> Response:
    if isinstance(answer, Refusal) and path_of(request.scope) != API:
        return refused(request, answer)
    return response_of(answer, media, name)


def _size(answer: Answer) -> int:
    """The bytes of an answer that is there in one piece."""
    match answer:
        case Whole(data) | Tabular(data):
            return len(data)
    return 0


def _extensions(answer: Answer) -> Extensions | None:
    match answer:
        case Whole(extensions=extensions) | Tabular(extensions=extensions):
            return extensions
        case Streamed(stream):
            return stream.extensions
        case Refusal():
            return None


def _note(answer: Answer | None, asked: Asked) -> None:
    """Tell log and span what came of an operation (None: it was not read), by its name in the text.

    A name that the client alone says may be anything: the log takes it if it has the form of one, and no span does.
    """
    cached = isinstance(answer, Whole | Tabular) and answer.cached
    extensions = _extensions(answer) if answer else None
    request = current_request.get()
    name = _name_of(answer, asked, request)
    if request:
        request.operation = LoggedOperation(name or claimed(asked.operation_name), extensions.cost if extensions else None, cached)
    attributes: dict[str, str | int | bool | None] = {"graphql.operation.name": name}
    if extensions:
        attributes |= {"foedera.cost": extensions.cost, "foedera.data_version": extensions.data_version, "foedera.cached": cached}
    tracing.set_attributes(attributes)


def _name_of(answer: Answer | None, asked: Asked, request: CurrentRequest | None) -> str | None:
    """What an operation is called. The text of one that was answered has been read already, and is not read again for its name."""
    if asked.panel:
        return asked.operation_name
    if request and (request.name or not (answer is None or isinstance(answer, Refusal))):
        return request.name
    return name_in(asked.query or "", asked.operation_name)


def _without_body(response: Response) -> Response:
    """What tells of a response; nothing of it is computed."""
    bare = Response(status_code=response.status_code, headers=dict(response.headers))
    del bare.headers["content-length"]
    return bare


def _tag_of(asked: Asked, version: str) -> str:
    variables = orjson.dumps(asked.variables, option=orjson.OPT_SORT_KEYS)
    parts = (version, today(), asked.operation_name or "", asked.query or "", variables.decode(), str(asked.table))
    # Weak: the same answer may be compressed or not, and come in either media type.
    return tag_of(orjson.dumps(parts))


def _from_address_bar(request: Request) -> bool:
    """Whether the address was opened in a browser."""
    return "query" not in request.query_params and "text/html" in request.headers.get("accept", "")
