"""The connection to the store: opened in the background, reopened when the local Neo4j was replaced. Reports why there is none."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

import neo4j

from common.errors import FoederaError, StoreError, StoreUnavailableError
from graph import Store, open_store
from graph.reading import FETCHED, Neo4jReader, ReadTransaction

log = logging.getLogger(__name__)
FIRST_DELAY = 0.5
LONGEST_DELAY = 10.0


class StoreConnection:
    """A ReadingStore that connects in the background: `open()` returns at once. `connected` is awaited after each connection."""

    def __init__(self, target: str | None, seconds: float, connected: Callable[[], Awaitable[None]] | None = None) -> None:
        self.target = target
        self.seconds = seconds
        self._connected = connected
        self.store: Store | None = None
        self._driver: neo4j.AsyncDriver | None = None
        self._reader: Neo4jReader | None = None
        self._why: FoederaError = StoreUnavailableError("the store is being opened", "try again in a moment")
        self._connecting: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Start connecting."""
        if self._connecting is None or self._connecting.done():
            self._connecting = asyncio.create_task(self._connect())

    async def close(self) -> None:
        """Close the store."""
        if self._connecting:
            self._connecting.cancel()
            await asyncio.gather(self._connecting, return_exceptions=True)
        await self._let_go()

    async def row(self, text: str, parameters: Mapping[str, Any]) -> list[Any] | None:
        """See Runner."""
        reader = self.reader
        try:
            return await reader.row(text, parameters)
        except StoreUnavailableError:
            self._lost(reader)
            raise

    async def explain(self, text: str, parameters: Mapping[str, Any]) -> list[str]:
        """See ReadingStore."""
        return await self.reader.explain(text, parameters)

    def transaction(self, seconds: float | None = None, fetched: int = FETCHED) -> AbstractAsyncContextManager[ReadTransaction]:
        """See ReadingStore."""
        return self.reader.transaction(seconds, fetched)

    @property
    def reader(self) -> Neo4jReader:
        """The reader of the present connection. Raises StoreError when there is none."""
        if self._reader is None:
            # Raised again and again: without the frames of earlier times.
            raise self._why.with_traceback(None)
        return self._reader

    def _lost(self, reader: Neo4jReader) -> None:
        # A remote Neo4j comes back at its address and the driver finds it; a local one comes back at another port. A late
        # failure of the reader before changes nothing.
        if self._reader is reader and self.store and self.store.local:
            self._reader = None
            self.open()

    async def _connect(self) -> None:
        delay = FIRST_DELAY
        await self._let_go()
        while True:
            try:
                self.store = await asyncio.to_thread(open_store, self.target, report=log.info)
            except StoreError as error:
                if str(error) != str(self._why):
                    log.warning("no store: %s", error)
                self._why = error
            else:
                self._driver = self.store.async_driver()
                self._reader = Neo4jReader(self._driver, self.store.address.database, self.seconds)
                break
            await asyncio.sleep(delay)
            delay = min(delay * 2, LONGEST_DELAY)
        if self._connected:
            await self._connected()

    async def _let_go(self) -> None:
        self._reader = None
        if self._driver:
            await self._driver.close()
        if self.store:
            await asyncio.to_thread(self.store.close)
        self._driver = self.store = None
