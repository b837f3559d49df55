"""The schema as text: all of it, or the part with some root fields (`?root=alliance,states`)."""

from __future__ import annotations

import asyncio
from functools import cached_property

import strawberry
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.cache import Cache
from api.http.problems import problem
from api.http.tags import has, tag_of
from api.language.schema import sdl
from api.language.schema.excerpt import excerpt
from common.errors import NotFoundError
from ontology import Model

REMEMBERED = 8 * 1024 * 1024


class Sdl:
    """Serves it with an ETag. Printing it takes a third of a second, so it is printed when first asked for."""

    def __init__(self, model: Model, schema: strawberry.Schema) -> None:
        self._model = model
        self._schema = schema._schema
        self.parts: Cache[tuple[str, ...], str] = Cache(REMEMBERED)
        self._turn = asyncio.Lock()

    @cached_property
    def whole(self) -> str:
        """The whole schema."""
        return sdl(self._schema)

    async def __call__(self, request: Request) -> Response:
        """The text, or 304 when the client has it; 400 for a root field that there is not."""
        named = ",".join(request.query_params.getlist("root"))
        roots = tuple(sorted({name.strip() for name in named.split(",")} - {""}))
        try:
            text = await self._part(roots) if roots else self.whole
        except NotFoundError as error:
            return problem(request, 400, f"{error.message[0].upper()}{error.message[1:]}: {error.hint}")
        tag = tag_of(text.encode())
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        return Response(status_code=304, headers=headers) if has(request, tag) else PlainTextResponse(text, headers=headers)

    async def _part(self, roots: tuple[str, ...]) -> str:
        """The part with these root fields. One is made at a time: that takes half a second of a processor."""
        async with self._turn:
            text = self.parts.get(roots)
            if text is None:
                text = await run_in_threadpool(excerpt, self._schema, self._model, roots)
                self.parts.put(roots, text, len(text))
        return text
