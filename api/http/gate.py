"""Lets a bounded number of operations run, a bounded number wait, and sends the rest away at once: under overload some are answered quickly
instead of all never."""

from __future__ import annotations

import asyncio

from common.errors import StoreBusyError


class Gate:
    """At most `most` inside, at most `waiting` before it. Who entered has to leave."""

    def __init__(self, most: int, waiting: int) -> None:
        self.most = most
        self.waiting = waiting
        self.inside = 0
        self.before = 0
        self._free = asyncio.Semaphore(most)

    async def enter(self) -> None:
        """Wait for a place and hold it. Raises StoreBusyError when too many wait already."""
        if self._free.locked() and self.before >= self.waiting:
            raise StoreBusyError("too many operations at once", "try again in a moment")
        self.before += 1
        try:
            await self._free.acquire()
        finally:
            self.before -= 1
        self.inside += 1

    def leave(self) -> None:
        """Give the place to the next one."""
        self.inside -= 1
        self._free.release()
