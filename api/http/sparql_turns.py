"""Queries in SPARQL take turns. What one costs shows when it is asked: each begins in a light place, and what takes longer goes on in a
heavy one, of which there are fewer, or waits for one and begins anew."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from api.answering.pricing import Kind, half_of_processors
from api.answering.sparql import SparqlAnswers
from api.cache import Cache
from api.http.fairness import Fairness, Presence
from api.http.gate import Gate
from rdf.sparql import Answered, Query

KNOWN_BYTES, OVERHEAD = 1024 * 1024, 500
"""Of the queries that turned out to be heavy."""
TRIED = 2
"""A client with so many heavy queries under way begins no other in a light place: each that is broken off costs a process."""


class _HeavyError(Exception):
    """A query took longer than a light one may, and there is no heavy place."""


class Turns:
    """Gives queries their places. `queue`: how many may wait for one. `presence`: what says who else asks, for whatever."""

    def __init__(self, answers: SparqlAnswers, queue: int, presence: Presence | None = None) -> None:
        self.answers = answers
        one = Fairness(half_of_processors(), presence)
        self.gate = Gate(answers.processes, queue, {Kind.HEAVY: max(1, answers.processes // 2)}, one)
        self.known: Cache[Query, int] = Cache(KNOWN_BYTES)
        self._heavy: Counter[str] = Counter()

    async def answer(self, query: Query, client: str) -> tuple[Answered, str]:
        """The answer, and the data version it is of. Raises FoederaError."""
        if self.known.get(query) is None and self._heavy[client] < TRIED:
            with suppress(_HeavyError):
                return await self._tried(query, client)
        with self._counted(client):
            async with self.gate.place(client, Kind.HEAVY):
                return await self.answers.ask(query)

    async def _tried(self, query: Query, client: str) -> tuple[Answered, str]:
        kind = Kind.COMPARED  # which waits for some time, not for ever
        await self.gate.enter(client, kind)
        asking = asyncio.create_task(self.answers.ask(query))
        try:
            if await _is_done(asking, self.answers.limits.light_seconds):
                return asking.result()
            self.known.put(query, 1, len(query.text) + OVERHEAD)
            if not self.gate.change(kind, Kind.HEAVY):
                raise _HeavyError
            kind = Kind.HEAVY
            with self._counted(client):
                return await asking
        finally:
            asking.cancel()
            await _is_done(asking)
            self.gate.leave(client, kind)

    @contextmanager
    def _counted(self, client: str) -> Iterator[None]:
        """Count a heavy query of a client for as long as the block lasts."""
        self._heavy[client] += 1
        try:
            yield
        finally:
            self._heavy[client] -= 1
            self._heavy += Counter()  # forgets who has none


async def _is_done(asking: asyncio.Task[tuple[Answered, str]], seconds: float | None = None) -> bool:
    """Whether it has ended, well or not, within so many seconds."""
    await asyncio.wait({asking}, timeout=seconds)
    return asking.done()
