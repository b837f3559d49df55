"""Whether the process lives, and whether it can answer questions about data."""

from __future__ import annotations

import asyncio

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from common.errors import StoreBusyError, StoreError, StoreStateError
from graph.connection import StoreConnection
from graph.reading import data_version

SECONDS = 5.0


class Live:
    """200 as long as the process serves and watches its connection to the store; 503 when only a restart helps."""

    def __init__(self, connection: StoreConnection) -> None:
        self.connection = connection

    async def __call__(self, _request: Request) -> Response:
        """One word."""
        word, status = ("alive", 200) if self.connection.alive else ("the connection to the store is not watched any more", 503)
        return PlainTextResponse(f"{word}\n", status, headers={"Cache-Control": "no-store"})


class Ready:
    """200 when the store answers and holds data, else 503 with the reason."""

    def __init__(self, connection: StoreConnection) -> None:
        self.connection = connection
        self.leaving = False

    def leave(self) -> None:
        """Have no more requests sent here: the server is about to stop."""
        self.leaving = True

    async def version(self) -> str:
        """The version of the data that the store holds. Raises StoreError when there is nothing to answer from."""
        try:
            async with asyncio.timeout(SECONDS):
                version = await data_version(self.connection)
        except TimeoutError as error:
            raise StoreBusyError("no answer in time") from error
        if version is None:
            raise StoreStateError("no data version")
        return version

    async def __call__(self, _request: Request) -> Response:
        """The state as JSON."""
        if self.leaving:
            return _answer({"status": "unavailable", "reason": "the server is stopping"}, 503)
        try:
            version = await self.version()
        except StoreError as error:
            return _not_ready(error)
        store = self.connection.store
        return _answer({"status": "ready", "dataVersion": version, "neo4j": store.version if store else None}, 200)


def _not_ready(error: StoreError) -> Response:
    return _answer({"status": "unavailable", "reason": error.public}, 503)


def _answer(content: dict[str, str | None], status: int) -> Response:
    headers = {"Cache-Control": "no-store", **({"Retry-After": "1"} if status == 503 else {})}
    return Response(orjson.dumps(content), status, headers, JSONResponse.media_type)
