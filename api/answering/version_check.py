"""Which state of the data the store holds, asked once for all requests that want to know at the same time.

A request may only trust a check that began after the request did: a load may have been committed in between. So while one check runs,
requests that arrive wait for the next one and share it:

    time ──────────────────────────────────────────────────────────▶
    request A   ├── first check ──┤ answered
    request B        ├ waits ─────┼── second check ──┤ answered
    request C              ├ waits┼──────────────────┤ answered (shares B's check)
    request D                         ├ waits for a third check …

The second check starts when the first has ended, and from then on nobody joins it: D came too late for it. However many requests arrive,
two checks are under way or waiting at most.
"""

from __future__ import annotations

import asyncio
from time import monotonic

from graph.reading import Runner, State, data_state

# Nothing is loaded and taken back within this time.
FRESH_SECONDS = 1.0


class VersionCheck:
    """The data version of one store. `state` is the one seen last, with its version."""

    def __init__(self, store: Runner) -> None:
        self.store = store
        self.state: State | None = None
        self._seen = float("-inf")
        self._running: asyncio.Future[None] | None = None
        self._next: asyncio.Task[str | None] | None = None

    @property
    def version(self) -> str | None:
        """The version seen last."""
        return self.state.version if self.state else None

    async def current(self) -> str | None:
        """The version as it is now: a check that began after this call. Raises StoreError."""
        if self._next is None:
            if self._running is None:
                return await self._check()
            self._next = asyncio.create_task(self._check_after(self._running))
            # asyncio logs an error that nobody retrieves, as when all who wait were cancelled.
            self._next.add_done_callback(lambda task: task.cancelled() or task.exception())
        return await asyncio.shield(self._next)

    async def recent(self) -> str | None:
        """The version as it is now or was a moment ago. Raises StoreError."""
        return self.version if monotonic() - self._seen < FRESH_SECONDS else await self.current()

    def saw(self, state: State) -> None:
        """Remember the state of which an answer was."""
        self.state = state
        self._seen = monotonic()

    async def _check_after(self, running: asyncio.Future[None]) -> str | None:
        await asyncio.wait([running])
        # From here on it is too late to join.
        self._next = None
        return await self._check()

    async def _check(self) -> str | None:
        running = self._running = asyncio.get_running_loop().create_future()
        try:
            state = await data_state(self.store)
            self.saw(state)
            return state.version
        finally:
            running.set_result(None)
            if self._running is running:
                self._running = None
