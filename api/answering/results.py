"""Answers kept while the data stays the same.

An answer is kept under all that it depends on: the operation (text, name, variables), the day, and the data version. Whether that
version is still current is asked of the store for every answer given from here, so a load by any process is seen at once.

A statement that ran while a load was being committed may have seen a part of it. So an answer is kept only when the version it carries,
which the statement read last, was also seen shortly before it began.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import monotonic

from api.cache import Cache
from graph.reading import Rows, data_version

Key = tuple[str, str | None, bytes, str]
# Nothing is loaded and taken back within this time.
FRESH_SECONDS = 1.0
OVERHEAD = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """The data of an answer as JSON, and the version of the data it was made of."""

    version: str
    encoded: bytes


class Results:
    """The kept answers of one source, up to a number of bytes (0: none)."""

    def __init__(self, source: Rows, weight: int) -> None:
        self.source = source
        self.cache: Cache[Key, Kept] = Cache(weight)
        self.version: str | None = None
        self._seen = float("-inf")
        self._asking: asyncio.Future[None] | None = None
        self._next: asyncio.Task[str | None] | None = None

    async def get(self, key: Key) -> Kept | None:
        """The answer to `key`, if there is one of the data as it is now. Raises StoreError."""
        kept = self.cache.get(key)
        if kept is None:
            return None
        if await self.current() == kept.version:
            return kept
        self.cache.drop(key)
        return None

    async def current(self) -> str | None:
        """The version of the data as it is now. Raises StoreError.

        Who asks while the store is being asked waits for the next question, which begins later than that, and shares it with all
        others who do. So many requests at once cost two questions and not one each.
        """
        if self._next is None:
            if self._asking is None:
                return await self._ask()
            self._next = asyncio.create_task(self._ask_after(self._asking))
            # Those who wait hear of an error, if there are any left.
            self._next.add_done_callback(lambda task: task.cancelled() or task.exception())
        return await asyncio.shield(self._next)

    async def _ask_after(self, other: asyncio.Future[None]) -> str | None:
        await asyncio.wait([other])
        # From here on it is too late to join.
        self._next = None
        return await self._ask()

    async def _ask(self) -> str | None:
        asking = self._asking = asyncio.get_running_loop().create_future()
        try:
            version = await data_version(self.source)
            self.saw(version)
            return version
        finally:
            asking.set_result(None)
            if self._asking is asking:
                self._asking = None

    async def before(self) -> str | None:
        """The version from which a statement about to run begins; None when nothing is to be kept. Raises StoreError."""
        if not self.cache.weight:
            return None
        return self.version if monotonic() - self._seen < FRESH_SECONDS else await self.current()

    def saw(self, version: str | None) -> None:
        """Remember the version that an answer carried."""
        self.version = version
        self._seen = monotonic()

    def put(self, key: Key, kept: Kept, before: str | None) -> None:
        """Keep an answer whose statement began at the version `before`."""
        if before == kept.version:
            self.cache.put(key, kept, len(kept.encoded) + len(key[0]) + len(key[2]) + OVERHEAD)
