"""Answers SPARQL from the snapshot of the data version that the store holds, and has one made in the background when there is none."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from math import ceil
from pathlib import Path
from time import monotonic

from api.answering.version_check import VersionCheck
from common.errors import FoederaError, StoreBusyError, StoreStateError
from rdf.compacting import NO_CONTEXT, Context
from rdf.sparql import Answered, Children, Query, QueryLimits, Running
from rdf.sparql.snapshots import MadeElsewhereError, Snapshots

log = logging.getLogger("foedera")
AGAIN_SECONDS = 30.0
"""A snapshot that could not be made is tried again after this time."""


class SnapshotPendingError(StoreBusyError):
    """The snapshot of the present data is not there yet. `seconds`: after so long one should ask again."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message, f"ask again in {seconds} seconds")
        self.seconds = seconds


class SparqlAnswers:
    """Answers queries. `processes`: how many run at once; `context`: the short names of answers in JSON-LD."""

    def __init__(
        self, versions: VersionCheck, snapshots: Snapshots, limits: QueryLimits, processes: int, context: Context = NO_CONTEXT
    ) -> None:
        self.versions = versions
        self.snapshots = snapshots
        self.limits = limits
        self.context = context
        self.processes = max(1, processes)
        self._threads = ThreadPoolExecutor(self.processes, thread_name_prefix="sparql")
        self._builders = ThreadPoolExecutor(1, thread_name_prefix="sparql-snapshot")
        self._checkers = ThreadPoolExecutor(1, thread_name_prefix="sparql-checks")
        self._open: Children | None = None
        self._nothing: Children | None = None
        self._making: asyncio.Task[None] | None = None
        self._failed = float("-inf")

    async def ask(self, query: Query) -> tuple[Answered, str]:
        """The answer, and the data version it is of. Raises QueryError, UnacceptableError, StoreError."""
        version = await self.versions.current()
        if version is None:
            raise StoreStateError("the store holds no data yet", "load some with `foedera load core`")
        children = await self._children(version, query)
        running = Running()
        future = asyncio.get_running_loop().run_in_executor(self._threads, children.ask, query, running)
        try:
            return await asyncio.shield(future), version
        except asyncio.CancelledError:
            # Nobody waits for it: the process ends, and with it the thread that waits for it.
            running.stop()
            future.add_done_callback(lambda done: done.exception())
            raise

    async def _children(self, version: str, query: Query) -> Children:
        """The processes over the snapshot of a version. Raises SnapshotPendingError; QueryError where that would not help."""
        path = await asyncio.to_thread(self.snapshots.ready, version)
        if path is None:
            self._make(version)
            await self._checked(query)
            raise await self._pending()
        if self._open is None or self._open.folder != path:
            self._switch(path)
        assert self._open is not None
        return self._open

    async def _checked(self, query: Query) -> None:
        """Ask a query of nothing: one that cannot be read is told at once, not when the snapshot is there. Raises QueryError."""
        if self._nothing is None:
            path = await asyncio.to_thread(self.snapshots.nothing)
            self._nothing = self._nothing or Children(path, self.limits, 1)
        with suppress(StoreBusyError):  # too much even over nothing: the snapshot will tell
            await asyncio.get_running_loop().run_in_executor(self._checkers, self._nothing.ask, query)

    async def _pending(self) -> SnapshotPendingError:
        """How long it takes until there is a snapshot, as far as that can be told."""
        again = self._failed + AGAIN_SECONDS - monotonic()
        if again > 0 and (self._making is None or self._making.done()):
            return SnapshotPendingError("the snapshot of the data for SPARQL could not be made, which is tried again", ceil(again))
        progress = await asyncio.to_thread(self.snapshots.progress)
        done = f" ({progress.share:.0%} is done)" if progress.share else ""
        return SnapshotPendingError(f"the snapshot of the data for SPARQL is being made{done}", progress.remaining)

    def _switch(self, path: Path) -> None:
        """Answer from another snapshot from now on; what is being answered from the former one is answered."""
        for children in filter(None, (self._open, self._nothing)):
            children.close()
        self._nothing = None
        self._open = Children(path, self.limits, self.processes, context=self.context)

    def _make(self, version: str) -> None:
        if (self._making is None or self._making.done()) and monotonic() - self._failed > AGAIN_SECONDS:
            self._making = asyncio.create_task(self._made(version), name="foedera-snapshot")

    async def _made(self, version: str) -> None:
        begun = monotonic()
        try:
            await asyncio.get_running_loop().run_in_executor(self._builders, self.snapshots.make, version)
            log.info("made the snapshot of %s for SPARQL in %.0f s", version, monotonic() - begun)
        except MadeElsewhereError:
            pass  # it will be there soon
        except (FoederaError, OSError) as error:
            self._failed = monotonic()
            log.warning("the snapshot for SPARQL could not be made: %s", error)

    async def close(self) -> None:
        """End all processes."""
        if self._making:
            self._making.cancel()
        self.snapshots.stop()
        for children in filter(None, (self._open, self._nothing)):
            children.stop()
        self._checkers.shutdown(wait=False)
        self._threads.shutdown(wait=False)
        self._builders.shutdown(wait=False)
