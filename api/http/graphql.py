"""The GraphQL endpoint: one operation by GET or POST."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.answers import Answer, failed
from api.execution import Engine
from api.http.gate import Gate
from api.http.requests import GRAPHQL, Asked, from_body, from_url, media_type
from api.reading import data_version
from api.settings import Settings
from graph.dates import today
from ontology.errors import StoreBusyError, StoreError

# A client may keep an answer, and asks with its ETag whether it still holds.
REVALIDATE = "no-cache"
CLIENT_GONE = 499


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Answers at /graphql."""

    engine: Engine
    settings: Settings
    gate: Gate

    async def __call__(self, request: Request) -> Response:
        """The answer to a request. Raises HTTPException for what is not GraphQL over HTTP."""
        if request.method != "POST" and _is_reader(request):
            return RedirectResponse(f"{request.scope.get('root_path', '')}/playground/", 303)
        media = media_type(request.headers.get("accept"))
        if request.method == "POST":
            asked = await from_body(request, self.settings.limits.bytes, self.settings.body_seconds)
        else:
            asked = from_url(request)
        if asked.query is None:
            raise HTTPException(400, "query is missing: the text of an operation.")
        work = asyncio.ensure_future(self._answer(request, asked, media))
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait([work, gone], return_when=asyncio.FIRST_COMPLETED)
            # Nobody waits for the answer any more: ending the task ends the statement in the database, too.
            return work.result() if work.done() else Response(status_code=CLIENT_GONE)
        finally:
            for task in (work, gone):
                task.cancel()
            await asyncio.gather(work, gone, return_exceptions=True)

    async def _answer(self, request: Request, asked: Asked, media: str) -> Response:
        assert asked.query is not None
        explain = self.settings.explain and asked.extensions.get("explain") is True
        try:
            async with self.gate.passing():
                if (given := request.headers.get("if-none-match")) and request.method != "POST":
                    tag = await self._tag(asked)
                    if tag and tag in given:
                        return Response(status_code=304, headers=_kept(tag))
                answer = await self.engine.execute(asked.query, asked.variables, asked.operation_name, explain=explain)
        except StoreBusyError as error:
            answer = failed(error)
        response = rendered(answer, media)
        if request.method != "POST":
            version = answer.extensions.get("dataVersion")
            if version and not explain:
                response.headers.update(_kept(_tag_of(asked, version)))
        return response

    async def _tag(self, asked: Asked) -> str | None:
        try:
            version = await data_version(self.engine.source)
        except StoreError:
            return None
        return _tag_of(asked, version) if version else None


def rendered(answer: Answer, media: str) -> Response:
    """An answer as a response. In plain JSON a refused operation is 200, as clients of old expect."""
    status = 200 if answer.status == 400 and media != GRAPHQL else answer.status
    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    if answer.retry_after is not None:
        headers["Retry-After"] = str(answer.retry_after)
    return Response(answer.json(), status, headers, f"{media}; charset=utf-8")


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


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
