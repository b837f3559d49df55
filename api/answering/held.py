"""The bytes of all answers that are made and not yet sent, bounded: clients that ask and do not read would fill the memory otherwise.

A stream that finds no room waits for some before it reads on from the store, and breaks off when there is none in time; an answer in one
piece is not sent at all, with a 503. Small answers always pass, and no client has more than half of the room.
"""

from __future__ import annotations

import asyncio
import ctypes
import logging
from collections import Counter
from collections.abc import Callable

from common.errors import StoreBusyError

log = logging.getLogger(__name__)
SMALL = 256 * 1024
"""An answer may hold so much however full the memory for answers is."""
PATIENCE_SECONDS = 5.0
"""How long a stream, which occupies a place and a transaction of the store, waits for clients to read."""
RETURNED = 32 * 1024 * 1024
"""After so much was held and is gone again, the allocator is asked to return it to the system, which it does not by itself."""
UNBOUNDED = 2**62


class Held:
    """At most `most` bytes, half of it for one client, and SMALL for each answer."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.used = 0
        self._peak = 0
        self._by_client: Counter[str] = Counter()
        self._less = asyncio.Event()

    def share(self, client: str = "") -> Share:
        """The part of a new answer for a client, empty as yet."""
        return Share(self, client)

    def has_room(self, client: str, size: int = 0) -> bool:
        """Whether there is room for so much more for a client."""
        return self.used + size <= self.most and self._by_client[client] + size <= self.most // 2

    def change(self, client: str, size: int) -> None:
        """Note that a client holds more or less."""
        self.used += size
        self._peak = max(self._peak, self.used)
        self._by_client[client] += size
        if not self._by_client[client]:
            del self._by_client[client]
        if size < 0:
            self._less.set()
            if not self.used:
                self._return()

    async def wait(self, client: str) -> None:
        """Wait until there is room for a client. Raises StoreBusyError."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not self.has_room(client):
                    self._less.clear()
                    await self._less.wait()
        except TimeoutError as error:
            raise full() from error

    def _return(self) -> None:
        if self._peak >= RETURNED:
            self._peak = 0
            _trim()


class Share:
    """What one answer holds. After `end` nothing is counted any more."""

    def __init__(self, held: Held, client: str) -> None:
        self.size = 0
        self._held = held
        self._client = client
        self._ended = False

    def add(self, size: int) -> None:
        """Count bytes that were made."""
        if size and not self._ended:
            self.size += size
            self._held.change(self._client, size)

    def remove(self, size: int) -> None:
        """Count bytes that were sent."""
        self.add(-size)

    def take(self, size: int) -> None:
        """Count an answer in one piece. Raises StoreBusyError when there is no room for it."""
        if size > SMALL and not self._held.has_room(self._client, size):
            raise full()
        self.add(size)

    async def room(self) -> None:
        """Wait until there is room for more. Raises StoreBusyError."""
        if self.size > SMALL and not self._held.has_room(self._client):
            await self._held.wait(self._client)

    @property
    def crowded(self) -> bool:
        """Whether half of the memory for all answers is taken."""
        return self._held.used > self._held.most // 2

    def end(self) -> None:
        """Give back all that is left."""
        self.remove(self.size)
        self._ended = True


def full() -> StoreBusyError:
    """The error when there is no room."""
    return StoreBusyError("too many large answers wait to be read by their clients", "try again in a moment, or ask for less at once")


def _trimmer() -> Callable[[], None]:
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):  # not glibc
        return lambda: None
    return lambda: trim(0)


_trim = _trimmer()
