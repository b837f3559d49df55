"""The connection to the store: one task that connects, watches and connects again, for as long as the server runs.

The task survives every exception: an attempt that fails, for whatever reason, is logged and followed by another. What happens after a
connection (`connected`) runs beside it, so that a store that is lost meanwhile is noticed. `alive` tells whether the task still runs.

A store that does not answer may be lost, or busy, and then connecting anew would help nobody. It counts as busy while its port accepts
connections and even a fresh one gets no answer.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import neo4j

from common.errors import FoederaError, StoreBusyError, StoreError, StoreUnavailableError
from graph.address import Address, parse_target
from graph.aside import aside
from graph.reading import FETCHED, Neo4jReader, ReadTransaction
from graph.store import Store, open_store
from graph.turns import SETTLE_SECONDS, Turn, is_odd

log = logging.getLogger(__name__)
FIRST_DELAY = 0.5
LONGEST_DELAY = 3.0
# A remote store is asked within this time, or the attempt is given up. A local one may have to be started first.
REMOTE_SECONDS = 20.0
BEAT_SECONDS = 3.0
"""How long the store may go unwatched."""
ANSWER_SECONDS = 5.0
SILENT_BEATS = 2
"""Beats without an answer after which a remote store may be lost: packets may vanish without an error."""
BUSY_SECONDS = 60.0
"""A store that has been busy for so long is taken for lost."""
ACCEPT_SECONDS = 2.0
"""How long a port may take to accept a connection. The kernel does that, however busy the process is."""
CLOSE_SECONDS = 1.0
PORT = 7687
"""Of Bolt, where an address names none."""


class StoreConnection:
    """A ReadingStore that connects in the background: `open()` returns at once. `connected` is started after each connection."""

    def __init__(self, target: str | None, seconds: float, connected: Callable[[], Awaitable[None]] | None = None) -> None:
        self.target = target
        self.seconds = seconds
        self._connected = connected
        self.store: Store | None = None
        self._driver: neo4j.AsyncDriver | None = None
        self._reader: Neo4jReader | None = None
        self._why: FoederaError = StoreUnavailableError("the store is being opened", "try again in a moment")
        self._doubted = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._beside: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Start connecting."""
        if self._task is None:
            self._task = asyncio.create_task(self._supervise(), name="foedera-connection")

    @property
    def alive(self) -> bool:
        """Whether the connection is watched, and restored when it is lost. It always is, unless this program has a fault."""
        return self._task is not None and not self._task.done()

    async def close(self) -> None:
        """Close the store."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._let_go()

    async def row(self, text: str, parameters: Mapping[str, Any]) -> list[Any] | None:
        """See Runner."""
        reader = self.reader
        try:
            return await reader.row(text, parameters)
        except StoreUnavailableError as error:
            self._doubt(reader, error)
            raise

    async def explain(self, text: str, parameters: Mapping[str, Any]) -> list[str]:
        """See ReadingStore."""
        return await self.reader.explain(text, parameters)

    @asynccontextmanager
    async def transaction(self, seconds: float | None = None, fetched: int = FETCHED) -> AsyncIterator[ReadTransaction]:
        """See ReadingStore."""
        reader = self.reader
        try:
            async with reader.transaction(seconds, fetched) as transaction:
                yield transaction
        except StoreUnavailableError as error:
            self._doubt(reader, error)
            raise

    @property
    def reader(self) -> Neo4jReader:
        """The reader of the present connection. Raises StoreError when there is none."""
        if self._reader is None:
            # Raised again and again: without the frames of earlier times.
            raise self._why.with_traceback(None)
        return self._reader

    def _doubt(self, reader: Neo4jReader, error: FoederaError) -> None:
        """The store did not answer: have that looked into. A late failure of the reader before changes nothing."""
        if self._reader is reader:
            self._why = error
            self._doubted.set()

    async def _supervise(self) -> None:
        tries, delay = 0, FIRST_DELAY
        while True:
            tries += 1
            try:
                await self._connect()
                if tries > 1:
                    log.warning("connected to the store, at try %d", tries)
                tries, delay = 0, FIRST_DELAY
                self._begin_beside()
                await self._watch()
            except (Exception, asyncio.CancelledError) as error:  # whatever it was, the next try may succeed
                if _is_ended():
                    raise
                self._note(error, tries, delay)
            await asyncio.sleep(delay)
            delay = min(delay * 2, LONGEST_DELAY)

    def _note(self, error: BaseException, tries: int, delay: float) -> None:
        known = isinstance(error, FoederaError)
        self._reader = None
        self._why = error if isinstance(error, StoreError) else StoreUnavailableError("the store cannot be opened", "see the log")
        what = f"no store, try {tries}" if tries else "the store was lost"
        log.warning("%s: %s; the next try follows in %g s", what, error if known else repr(error), delay, exc_info=None if known else error)

    async def _connect(self) -> None:
        await self._let_go()
        try:
            async with asyncio.timeout(REMOTE_SECONDS if self._is_remote else None):
                self.store = await aside(lambda: open_store(self.target, report=log.info), Store.close)
        except TimeoutError as error:
            raise StoreUnavailableError("Neo4j does not answer in time") from error
        self._driver = self.store.async_driver()
        self._doubted.clear()
        self._reader = Neo4jReader(self._driver, self.store.address.database, self.seconds)

    @property
    def _is_remote(self) -> bool:
        return parse_target(self.target) is not None

    def _begin_beside(self) -> None:
        if self._connected:
            self._beside = asyncio.create_task(self._run_beside(self._connected), name="foedera-connected")

    async def _run_beside(self, connected: Callable[[], Awaitable[None]]) -> None:
        try:
            await connected()
        except Exception:
            log.exception("what follows a connection failed")

    async def _watch(self) -> None:
        """Return, or raise, once the connection is of no more use."""
        silence, turn = _Silence(), None
        while reader := self._reader:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._doubted.wait(), BEAT_SECONDS)
            self._doubted.clear()
            before, turn = turn, None
            try:
                turn = await self._turn(reader)
            except StoreUnavailableError:
                silence.beats = SILENT_BEATS
            if turn is None:
                await self._judge(silence)
            else:
                silence = _Silence()
            if before == turn and is_odd(turn):
                await self._settle()

    async def _turn(self, reader: Neo4jReader) -> int | None:
        """The turn of the data; None when the store does not answer or is busy, which may pass. Raises StoreError when it refuses."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await reader.turn()
        except (TimeoutError, StoreBusyError):
            return None

    async def _judge(self, silence: _Silence) -> None:
        """Raise StoreUnavailableError if a store that does not answer is lost."""
        silence.beats += 1
        store, doubtful = self.store, silence.beats >= SILENT_BEATS
        # A local one accepts or refuses at once, and may come back at another port.
        if store is None or not (store.local or doubtful):
            return
        if not await _accepts(store.address) or (doubtful and (silence.seconds > BUSY_SECONDS or await self._answers_anew(store))):
            raise StoreUnavailableError("Neo4j does not answer any more")
        log.warning("Neo4j is busy: it has not answered for %.0f s", silence.seconds)

    async def _answers_anew(self, store: Store) -> bool:
        """Whether a fresh connection gets an answer: then those that there are lead nowhere any more."""
        with suppress(TimeoutError, StoreUnavailableError):
            async with asyncio.timeout(ANSWER_SECONDS + CLOSE_SECONDS), store.async_driver() as fresh:
                return await self._turn(Neo4jReader(fresh, store.address.database, self.seconds)) is not None
        return False

    async def _settle(self) -> None:
        """Finish the load for which readers have waited since the last beat, if it was killed."""
        store = self.store
        if store is None:
            return
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                if await aside(lambda: Turn(store.driver, store.address.database).settle(SETTLE_SECONDS)):
                    log.warning("finished a load that was killed while it was being written")
        except (TimeoutError, neo4j.exceptions.DriverError) as error:
            log.info("a load is being written, or was killed: %r", error)

    async def _let_go(self) -> None:
        """Close what was open. A connection that does not let itself be closed is left behind."""
        self._reader = None
        beside, driver, store = self._beside, self._driver, self.store
        self._beside = self._driver = self.store = None
        if beside:
            beside.cancel()
            await asyncio.gather(beside, return_exceptions=True)
        with suppress(Exception):
            async with asyncio.timeout(CLOSE_SECONDS):
                if driver:
                    await driver.close()
        with suppress(Exception):
            async with asyncio.timeout(CLOSE_SECONDS):
                if store:
                    await aside(store.close)


class _Silence:
    """How long the store has not answered."""

    def __init__(self) -> None:
        self.beats = 0
        self._began = monotonic()

    @property
    def seconds(self) -> float:
        """Since its last answer."""
        return monotonic() - self._began


async def _accepts(address: Address) -> bool:
    """Whether the port of a store accepts connections."""
    parts = urlsplit(address.uri)
    place = (parts.hostname or "localhost", parts.port or PORT)
    try:
        await aside(lambda: socket.create_connection(place, ACCEPT_SECONDS).close())
    except OSError:  # TimeoutError, too
        return False
    return True


def _is_ended() -> bool:
    """Whether somebody wants the present task to end; an error may be called a cancellation without that."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
