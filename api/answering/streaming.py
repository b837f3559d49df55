"""Large answers, written while the store still finds their rows: the beginning is there at once, and nobody has to hold all of the rows.

This needs one list at the root, read forwards, of which nothing that comes before its rows depends on them. The rows are read as fast as
the store gives them, whatever the client does, so that a slow one keeps no transaction open.

What goes wrong before the first piece is an ordinary error. Afterwards the response breaks off, which every HTTP client notices.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import Any

import orjson

from api.http import tracing
from api.language.compiling import CompiledOperation, Listed
from api.language.compiling.shaping import Each, Ends, Field
from common.errors import StoreBusyError
from graph.reading import Reading, Source, data_version, no_data
from queries.cypher import Compiled, render, render_rows
from queries.plan import Statement, rows_in

# Answers of fewer rows (at most) take less time in one piece.
STREAMED_ROWS = 25_000
PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Pieces:
    """How to answer an operation piece by piece. `counts` is the statement of what is counted over the whole list, if anything is."""

    listed: Listed
    counts: Compiled | None
    rows: Compiled
    before: tuple[tuple[str, Field], ...]
    each: tuple[str, Each]
    after: tuple[tuple[str, Field], ...]


def in_pieces(operation: CompiledOperation) -> Pieces | None:
    """How to answer a large operation piece by piece; None when it is not large, or cannot be answered so."""
    if operation.price <= STREAMED_ROWS or len(operation.listed) != 1 or len(operation.fields) != 1:
        return None
    listed = operation.listed[0]
    fields = listed.connection.fields
    lists = [(i, key, make) for i, (key, make) in enumerate(fields) if isinstance(make, Each)]
    if len(lists) != 1 or listed.connection.listing.backward:
        return None
    at, key, each = lists[0]
    rows = render_rows(listed.block)
    if rows is None or any(isinstance(make, Ends) for _, make in fields[:at]):
        return None
    counted = replace(listed.block, rows=False, columns=())
    counts = render(Statement((counted,))) if counted.total or counted.aggregates else None
    return Pieces(listed, counts, rows, fields[:at], (key, each), fields[at + 1 :])


class Stream:
    """The JSON of an answer on its way. `done` hears of the version and of the data, when all is there and small enough to keep."""

    def __init__(self, pieces: Pieces, price: int, keep: int, done: Callable[[str, bytes], None]) -> None:
        self.pieces = pieces
        self.price = price
        self.version = ""
        self.bytes = 0
        self.rows = 0
        self.failed = False
        self._done = done
        self._keep = keep
        self._kept: list[bytes] | None = []
        self._ready: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._first: bytes | None = None
        self._writing: asyncio.Task[None] | None = None

    @property
    def extensions(self) -> dict[str, Any]:
        """Those of the answer; known once it has begun."""
        return {"cost": self.price, "dataVersion": self.version}

    async def begin(self, source: Source) -> None:
        """Read until the first piece is there. Raises StoreError when it does not come."""
        self._writing = asyncio.create_task(self._write(source))
        try:
            self._first = await self._ready.get()
        except asyncio.CancelledError:
            self._writing.cancel()
            raise
        if self._first is None:
            await self._writing

    def when_read(self, call: Callable[[], None]) -> None:
        """Have `call` called once nothing is read any more."""
        assert self._writing is not None
        self._writing.add_done_callback(lambda _: call())

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The pieces. Raises StoreError when the store fails meanwhile."""
        assert self._writing is not None
        piece = self._first
        try:
            while piece is not None:
                yield piece
                piece = await self._ready.get()
            await self._writing
        finally:
            self._writing.cancel()

    async def _write(self, source: Source) -> None:
        try:
            with tracing.statement_span(self.pieces.rows.text):
                async with source.reading() as reading:
                    await self._read(reading)
        except Exception:
            self.failed = True
            raise
        finally:
            self._ready.put_nowait(None)

    async def _read(self, reading: Reading) -> None:
        counts = self.pieces.counts
        version, answer = await data_version(reading), [None]
        if version is None:
            raise no_data()
        self.version = version
        if counts:
            answer = counts.answers(await reading.row(counts.text, counts.parameters) or [])[0]
        ends, more = await self._put_rows(reading, self._beginning(answer))
        data_end = self._end(ends, more, answer)
        # The end is held back until it is known that all of it is of one version.
        if await data_version(reading) != version:
            raise StoreBusyError("the data changed while it was being read", "ask again")
        self._put(data_end, b',"extensions":' + orjson.dumps(self.extensions) + b"}")
        if self._kept is not None:
            self._done(version, b"".join(self._kept))

    async def _put_rows(self, reading: Reading, beginning: bytes) -> tuple[list[Any], bool]:
        """Put the beginning and all rows of the page; the first and the last of them, and whether there are more.

        Nothing is put before the first row is there: until then an error is an ordinary one.
        """
        statement, listing, block = self.pieces.rows, self.pieces.listed.connection.listing, self.pieces.listed.block
        _, each = self.pieces.each
        ends: list[Any] = []
        number = 0
        waiting = bytearray(beginning)
        async for row in reading.rows(statement.text, statement.parameters):
            number += 1
            if number > listing.size:
                continue
            self.rows += rows_in(block, [[[row]]])
            if ends:
                waiting += b","
            ends = [ends[0] if ends else row, row]
            waiting += orjson.dumps(each.make(row))
            if number == 1 or len(waiting) >= PIECE:
                self._put(bytes(waiting))
                waiting.clear()
                await asyncio.sleep(0)
        self._put(bytes(waiting))
        return ends, number > listing.size

    def _beginning(self, answer: list[Any]) -> bytes:
        told = [_pair(key, make([], False, answer)) for key, make in self.pieces.before]
        return b"{%b:{%b%b:[" % (orjson.dumps(self.pieces.listed.key), b"".join(t + b"," for t in told), orjson.dumps(self.pieces.each[0]))

    def _end(self, ends: list[Any], more: bool, answer: list[Any]) -> bytes:
        told = [_pair(key, make(ends, more, answer)) for key, make in self.pieces.after]
        return b"]" + b"".join(b"," + t for t in told) + b"}}"

    def _put(self, data: bytes, after: bytes = b"") -> None:
        """Hand on a part of the data, and what of the answer stands behind it."""
        before = b"" if self.bytes else b'{"data":'
        self.bytes += len(data)
        if self._kept is not None:
            self._kept.append(data)
            if self.bytes > self._keep:
                self._kept = None
        self._ready.put_nowait(before + data + after)


def _pair(key: str, value: object) -> bytes:
    return orjson.dumps(key) + b":" + orjson.dumps(value)
