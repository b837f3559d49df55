"""Large answers, written while the store still finds their rows: the beginning is there at once, and nobody has to hold all of the rows.

The rows are read as fast as the store gives them, whatever the client does, so that a slow one keeps no transaction open; until the
memory for all answers on their way is full (held.py).

What goes wrong before the first piece is an ordinary error. Afterwards the response breaks off, which every HTTP client notices.
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

from api import tracing
from api.answer_warnings import AnswerWarning
from api.answering.extensions import Extensions
from api.answering.framing import Framing
from api.answering.held import UNBOUNDED, Held, Share
from api.answering.rows import Rows, StreamableList, reading_rows
from api.language.compiling.watches import Watching
from api.language.limits import DEFAULT_LIMITS, check_size
from graph.reading import ReadingStore

PIECE = 64 * 1024
LONG_ROW = 8 * 1024
"""Bytes that are written in some tenths of a millisecond."""
Warnings = Callable[[str], Awaitable[tuple[AnswerWarning, ...]]]


class Stream:
    """The bytes of an answer on their way. `done` is called with all data and its extensions once they are there, if they are no more
    than `most` bytes.

    `share` counts what is not sent yet, and what is gathered for `done`; the whole has at most `limit` bytes. `bytes` of data and `rows`
    are counted as they come; `failed` once the store broke off. `extensions` have their data version as soon as the stream has begun, and
    their warnings, which `warnings` gives for a data version, at its end; `watching` is shown the numbers and every row before.
    """

    def __init__(
        self,
        source: StreamableList,
        framing: Framing,
        extensions: Extensions,
        warnings: Warnings,
        most: int,
        done: Callable[[bytes, Extensions], None],
        watching: Watching | None = None,
        share: Share | None = None,
        limit: int = DEFAULT_LIMITS.answer_bytes,
    ) -> None:
        self.source = source
        self.framing = framing
        self.extensions = extensions
        self._watching = watching or Watching(())
        self._warnings = warnings
        self.bytes = 0
        self.rows = 0
        self.failed = False
        self._done = done
        self._most = most
        self._limit = limit
        self._data: list[bytes] | None = []
        self._ready: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._first: bytes | None = None
        self._writing: asyncio.Task[None] | None = None
        self._share = share or Held(UNBOUNDED).share()
        weakref.finalize(self, self._share.end)  # of one that nobody reads, too

    async def begin(self, store: ReadingStore) -> str:
        """Read until the first piece is there; the data version. Raises StoreError when it does not come."""
        self._writing = asyncio.create_task(self._write(store))
        try:
            self._first = await self._ready.get()
        except asyncio.CancelledError:
            self._writing.cancel()
            raise
        if self._first is None:
            await self._writing
        assert self.extensions.data_version is not None
        return self.extensions.data_version

    def when_read(self, call: Callable[[], None]) -> None:
        """Have `call` called once nothing is read any more."""
        assert self._writing is not None
        self._writing.add_done_callback(lambda _: call())

    def leave(self) -> None:
        """Read no more: nobody wants its pieces."""
        assert self._writing is not None
        self._writing.cancel()
        self._share.end()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The pieces. Raises StoreError when the store fails meanwhile."""
        assert self._writing is not None
        piece = self._first
        try:
            while piece is not None:
                yield piece
                self._share.remove(len(piece))
                piece = await self._ready.get()
            await self._writing
        finally:
            self._writing.cancel()
            self._share.end()

    async def _write(self, store: ReadingStore) -> None:
        try:
            with tracing.statement_span(self.source.rows.text):
                await self._read(store)
        except Exception:
            self.failed = True
            raise
        finally:
            self._ready.put_nowait(None)

    async def _read(self, store: ReadingStore) -> None:
        async with reading_rows(store, self.source, self.framing.fetched) as rows:
            self.extensions = replace(self.extensions, data_version=rows.version)
            self._watching.see_numbers(rows.numbers)
            await self._put_rows(rows)
            end = self.framing.end(rows.page, rows.numbers)
        # The end was held back until it was known that all of it is of one version.
        self.extensions = replace(self.extensions, warnings=await self._warnings(rows.version))
        rest = await asyncio.to_thread(self.framing.rest, self.extensions)
        self._put(end + rest, self.framing.closing(self.extensions))
        if self._data is not None:
            self._done(b"".join(self._data), self.extensions)
            self._gather_no_more()

    async def _put_rows(self, rows: Rows) -> None:
        """Put the beginning and all rows. Nothing is put before the first row is there: until then an error is an ordinary one."""
        number = length = 0
        waiting = bytearray(self.framing.begin(rows.numbers))
        async for row in rows:
            number += 1
            self._watching.see_row(row)
            # Others are served while a long one is written; the next is about as long as the last.
            framed = await asyncio.to_thread(self.framing.row, row, number) if length > LONG_ROW else self.framing.row(row, number)
            waiting += framed
            length = len(framed)
            self.rows = rows.found
            if number == 1 or len(waiting) >= PIECE:
                self._put(bytes(waiting))
                waiting.clear()
                await asyncio.sleep(0)
                await self._share.room()
        self._put(bytes(waiting))

    def _put(self, data: bytes, after: bytes = b"") -> None:
        """Hand on a part of the data, and what of the answer stands behind it."""
        before = b"" if self.bytes else self.framing.opening
        self.bytes += len(data)
        check_size(self.bytes, self._limit)
        self._gather(data)
        piece = before + data + after
        self._share.add(len(piece))
        self._ready.put_nowait(piece)

    def _gather(self, data: bytes) -> None:
        """Keep a part of the data for `done`, unless all of it is too large, or the memory is needed."""
        if self._data is None:
            return
        self._data.append(data)
        self._share.add(len(data))
        if self.bytes > self._most or self._share.crowded:
            self._gather_no_more()

    def _gather_no_more(self) -> None:
        self._share.remove(sum(map(len, self._data or ())))
        self._data = None
