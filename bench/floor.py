"""The floor: each operation as one statement written by hand, its rows named, and nothing else.

`python -m bench.floor PORT` serves POST /op/NAME with the values of the operation as a JSON object, from the store that FOEDERA_STORE
names. Driver and server are set as in Foedera: neo4j with its Rust extension, one auto-commit statement in a READ session, orjson,
Starlette under uvicorn with uvloop and httptools.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import neo4j
import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.floor_answers import SHAPES, Row
from bench.operations import texts
from graph import Store
from graph.address import parse_target


class Floor:
    """Answers from one driver."""

    def __init__(self, driver: neo4j.AsyncDriver, database: str) -> None:
        self.driver = driver
        self.database = database
        self.texts = texts("floor.cypher")

    async def operation(self, request: Request) -> Response:
        """One of the operations."""
        name = request.path_params["name"]
        return await self._answer(self.texts[name], orjson.loads(await request.body()), SHAPES[name])

    async def text(self, request: Request) -> Response:
        """A statement with a new text, whose rows are those of another operation."""
        asked = orjson.loads(await request.body())
        return await self._answer(asked["text"], asked["values"], lambda answer: answer)

    async def _answer(self, text: str, values: Mapping[str, Any], shape: Callable[[Row], object]) -> Response:
        async with self.driver.session(database=self.database, default_access_mode=neo4j.READ_ACCESS, fetch_size=-1) as session:
            record = await (await session.run(text, dict(values))).single(strict=True)
        return Response(orjson.dumps({"data": shape(record[0])}), media_type="application/json")


def main(port: int) -> None:
    """Serve until a signal."""
    address = parse_target(None)
    assert address is not None
    store = Store(address)

    @asynccontextmanager
    async def running(_app: Starlette) -> AsyncIterator[None]:
        async with store.async_driver() as driver:
            floor = Floor(driver, address.database)
            app.router.routes += [
                Route("/op/{name}", floor.operation, methods=["POST"]),
                Route("/text", floor.text, methods=["POST"]),
            ]
            yield

    app = Starlette(lifespan=running)
    uvicorn.run(app, host="127.0.0.1", port=port, loop="uvloop", http="httptools", access_log=False, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]))
