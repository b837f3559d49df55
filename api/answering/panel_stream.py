"""A table on its way whose pieces are computed when the client has taken those before."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, nullcontext

from api.answering.extensions import Extensions

IDLE_SECONDS = 60.0
"""After this time a client that takes nothing is let go."""


class PanelStream:
    """The bytes of a panel on their way. `release` is called once it has come to its end, or nobody wants it any more.

    Each piece waits for its `turn`, with all else that is computed, and for a `place` among the operations that touch as much. A client
    that reads slowly holds none meanwhile.
    """

    def __init__(
        self, pieces: Iterator[bytes], extensions: Extensions, rows: int, release: Callable[[], None], turn: asyncio.Semaphore
    ) -> None:
        self.extensions = extensions
        self.rows = rows
        self.bytes = 0
        self.failed = False
        self.place: Callable[[], AbstractAsyncContextManager[None]] = nullcontext
        self._pieces = pieces
        self._turn = turn
        self._release = weakref.finalize(self, release)

    def when_read(self, call: Callable[[], None]) -> None:
        """Have `call` called once nothing is read any more from the store, which is now."""
        call()

    def leave(self) -> None:
        """Give back what it holds: nobody wants its pieces."""
        self._release()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The pieces."""
        try:
            while piece := await self._next():
                self.bytes += len(piece)
                idle = self._watch()
                try:
                    yield piece
                finally:
                    idle.cancel()
        except Exception:
            self.failed = True
            raise
        finally:
            self._release()

    async def _next(self) -> bytes:
        async with self.place(), self._turn:
            return await asyncio.to_thread(next, self._pieces, b"")

    @staticmethod
    def _watch() -> asyncio.TimerHandle:
        """Ends the response when the client takes nothing for a long time."""
        task = asyncio.current_task()
        assert task is not None
        return asyncio.get_running_loop().call_later(IDLE_SECONDS, task.cancel)
