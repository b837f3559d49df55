"""The GraphQL endpoint: one operation by GET or POST."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api.answering.answers import Answer, failed
from api.answering.engine import Engine
from api.http import tracing
from api.http.framing import AFTERWARDS
from api.http.gate import Gate
from api.http.leaving import unless_gone
from api.http.metrics import Metrics
from api.http.persisted import Persisted
from api.http.requests import GRAPHQL, Asked, from_body, from_url, media_type
from api.settings import Settings
from common.dates import today
from common.errors import StoreBusyError, StoreError

# A client may keep an answer, and asks with its ETag whether it still holds.
REVALIDATE = "no-cache"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Answers at /graphql."""

    engine: Engine
    settings: Settings
    gate: Gate
    persisted: Persisted
    metrics: Metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as an ASGI application. Raises HTTPException for what is not GraphQL over HTTP."""
        response = await self._respond(Request(scope, receive))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method != "POST" and _is_reader(request):
            return RedirectResponse(f"{request.scope.get('root_path', '')}/playground/", 303)
        media = media_type(request.headers.get("accept"))
        if request.method == "POST":
            asked = await from_body(request, self.settings.limits.bytes, self.settings.body_seconds)
        else:
            asked = from_url(request)
        text = self.persisted.text(asked)
        if isinstance(text, Answer):
            return rendered(text, media)
        if text is not asked.query:
            asked = replace(asked, query=text)
        return await unless_gone(request, self._answer(request, asked, text, media))

    async def _answer(self, request: Request, asked: Asked, text: str, media: str) -> Response:
        begun = perf_counter()
        explain = self.settings.explain and asked.extensions.get("explain") is True
        kept = request.method != "POST" and not explain
        stream = request.scope["http_version"] != "1.0"  # which knows no pieces
        answer = await self._execute(asked, text, explain, stream, request.headers.get("if-none-match") if kept else None)
        if isinstance(answer, str):
            return Response(status_code=304, headers=_kept(answer))
        tracing.answered(answer, asked.operation_name)
        # Nobody has to wait for its being counted.
        request.scope[AFTERWARDS] = partial(self._count, answer, begun, perf_counter())
        request.scope["foedera.operation"] = {"name": asked.operation_name, "cost": answer.extensions.get("cost"), "kept": answer.cached}
        response = rendered(answer, media)
        if kept and (version := answer.extensions.get("dataVersion")):
            response.headers.update(_kept(_tag_of(asked, version)))
        return response

    async def _execute(self, asked: Asked, text: str, explain: bool, stream: bool, given: str | None) -> Answer | str:
        """The answer, or its ETag when that is among those `given`: the client has it already."""
        try:
            await self.gate.enter()
        except StoreBusyError as error:
            return failed(error)
        stream_begun = None
        try:
            if given and (tag := await self._tag(asked)) and tag in given:
                return tag
            answer = await self.engine.execute(text, asked.variables, asked.operation_name, explain=explain, stream=stream)
            stream_begun = answer.stream
            return answer
        finally:
            if stream_begun:
                stream_begun.when_read(self.gate.leave)
            else:
                self.gate.leave()

    def _count(self, answer: Answer, begun: float, made: float) -> None:
        self.metrics.operation(answer, (perf_counter() if answer.stream else made) - begun)

    async def _tag(self, asked: Asked) -> str | None:
        try:
            version = await self.engine.results.current()
        except StoreError:
            return None
        return _tag_of(asked, version) if version else None


def rendered(answer: Answer, media: str) -> Response:
    """An answer as a response. In plain JSON a refused operation is 200, as clients of old expect."""
    status = 200 if answer.status == 400 and media != GRAPHQL else answer.status
    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    if answer.retry_after is not None:
        headers["Retry-After"] = str(answer.retry_after)
    kind = f"{media}; charset=utf-8"
    return StreamingResponse(answer.stream, status, headers, kind) if answer.stream else Response(answer.json(), status, headers, kind)


def _kept(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": REVALIDATE, "Vary": "Accept"}


def _tag_of(asked: Asked, version: str) -> str:
    variables = orjson.dumps(asked.variables, option=orjson.OPT_SORT_KEYS)
    parts = (version, today(), asked.operation_name or "", asked.query or "", variables.decode())
    # Weak: the same answer may be compressed or not, and come in either media type.
    return f'W/"{hashlib.sha256(orjson.dumps(parts)).hexdigest()[:32]}"'


def _is_reader(request: Request) -> bool:
    """Whether somebody opened the address in a browser."""
    return "query" not in request.query_params and "text/html" in request.headers.get("accept", "")
