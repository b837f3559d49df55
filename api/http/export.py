"""The graph, or a part of it, as a file: `/export/foedera.nt`, `/export/core.nq`, with what narrows it as parameters."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Generator
from contextlib import closing
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.answering.pricing import Kind, half_of_processors
from api.http.clients import client_of
from api.http.compressing import tell_of_compressing
from api.http.gate import Gate
from api.http.parameters import refuse_unknown, sentence
from common.errors import UsageError
from common.suggest import suggest
from graph.aside import begin
from graph.connection import StoreConnection
from ontology import Model
from rdf.extent import Part
from rdf.outputs import Output, pieces
from rdf.stored import reading

WHOLE = "foedera"
REST_SECONDS = 1.0
"""An export rests after a piece for as long as that took, but no longer."""
PARAMETERS = ("dataset", "class", "entity", "depth", "at")


class _Making:
    """Pieces that threads make for a client, one after another. One that is being made when an export is broken off ends them."""

    def __init__(self, pieces: Generator[bytes, None, None], client: str) -> None:
        self.client = client
        self._pieces = pieces
        self._making = threading.Lock()

    def next(self) -> bytes | None:
        """The next piece; None after the last one."""
        with self._making:
            return next(self._pieces, None)

    def close(self) -> None:
        """Make no more, and give back what they are made from. Nobody waits for the piece that is being made."""
        if self._making.locked():
            begin(self._close)
        else:
            self._close()

    def _close(self) -> None:
        with self._making:
            self._pieces.close()


class Export:
    """Answers at the addresses of exports. Each holds its place in the gate for as long as it is sent; each piece is made in a place of its
    own. `others`: the gate of operations.
    """

    def __init__(self, model: Model, connection: StoreConnection, gate: Gate, others: Gate) -> None:
        self.model, self.connection, self.gate, self.others = model, connection, gate, others
        self.making = Gate(half_of_processors(), gate.most, fairness=others.fairness)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI application. Raises HTTPException, StoreError."""
        request = Request(scope, receive)
        name, form = _named(request.path_params["name"])
        part = _part(request, name)
        client = client_of(request.scope)
        try:
            async with self.gate.place(client, Kind.SMALL):
                with closing(_Making(self._pieces(form, part), client)) as found:
                    first = await self._next(found) or b""
                    headers = {"content-disposition": f'attachment; filename="{name}.{form.value}"', "cache-control": "no-cache"}
                    body = self._all(first, found) if request.method == "GET" else ()
                    response = StreamingResponse(body, media_type=form.media_type, headers=headers)
                    await (tell_of_compressing(response) if request.method == "HEAD" else response)(scope, receive, send)
        except UsageError as error:
            raise HTTPException(error.http_status, sentence(str(error))) from error

    async def _all(self, first: bytes, rest: _Making) -> AsyncIterator[bytes]:
        yield first
        while (piece := await self._next(rest)) is not None:
            yield piece

    async def _next(self, found: _Making) -> bytes | None:
        """The next piece. Exports take turns, and rest between pieces while others ask: making a piece keeps a processor busy."""
        async with self.making.place(found.client, Kind.HEAVY, patient=True):
            asked, begun = self.others.asked, monotonic()
            piece = await run_in_threadpool(found.next)
            if self.others.asked > asked:
                await asyncio.sleep(min(monotonic() - begun, REST_SECONDS))
            return piece

    def _pieces(self, form: Output, part: Part) -> Generator[bytes, None, None]:
        """In a thread: the blocking driver reads several times faster."""
        store = self.connection.store
        if store is None:
            _ = self.connection.reader  # raises why there is none
            return
        with reading(store, self.model, part.read) as source:
            source.version()  # raises where there are no data: an empty file would be taken for all there is
            yield from pieces(source, self.model, form, part)


def _named(file: str) -> tuple[str, Output]:
    name, _, ending = file.rpartition(".")
    if not name or ending not in set(Output):
        known = [f"{WHOLE}.{form.value}" for form in Output]
        raise HTTPException(404, sentence(f"there is no export {file}; {suggest(file, known) or 'there are ' + ', '.join(known)}"))
    return name, Output(ending)


def _part(request: Request, name: str) -> Part:
    given = request.query_params
    refuse_unknown(given, PARAMETERS)
    datasets = (*given.getlist("dataset"), *(() if name == WHOLE else (name,)))
    depth = given.get("depth", "0")
    if not depth.isdecimal():
        raise HTTPException(400, "depth has to be a number of steps.")
    return Part(datasets, tuple(given.getlist("class")), tuple(given.getlist("entity")), int(depth), given.get("at", ""))
