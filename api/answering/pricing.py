"""What an operation costs the store, told before it runs: whether it may run, with whom it shares places, and how long it may take."""

from __future__ import annotations

import os
from enum import Enum
from typing import NamedTuple

from graphql import GraphQLError

from api.answering.keys import OperationKey
from api.answering.preparing import PreparedOperation
from api.answering.statistics import Statistics
from api.cache import Cache
from api.language.compiling.touching import Touches
from api.language.limits import Limits
from queries.work import GUESSED, Counts, work

CACHE_BYTES = 1024 * 1024
"""Some 2,500 prices, more than there are plans. An entry lasts long, and keeps the block of memory of its time from being freed."""
OVERHEAD = 300
PLANNED_BYTES = 1024 * 1024
USUAL_LETTERS, PLANNED = 2_000, 20
"""What a letter of a statement costs Neo4j that it has not planned yet, beyond those of usual ones: it takes a second for 50,000."""
HINT = "leave out a quantifier, name what it starts from by id, or ask for a shorter time"


def half_of_processors() -> int:
    """Neo4j answers a heavy operation with one processor, as a thread computes with one: half of them are left for the others."""
    return max(1, (os.cpu_count() or 1) // 2)


class Kind(Enum):
    """Kinds of operations, those that go first at the top: small ones, which hinder nobody; light ones; those that compare many names; and
    those that visit much."""

    SMALL = "small"
    LIGHT = "light"
    COMPARED = "compared"
    HEAVY = "heavy"


class Price(NamedTuple):
    """The kind of an operation, how many seconds a statement of it may take, and how much it touches: see queries/work.py."""

    kind: Kind
    seconds: float
    work: int = 0


class Pricing:
    """Prices operations by what they touch. Where the store does not give its counts, a guess says what is heavy; nothing is refused."""

    def __init__(self, statistics: Statistics, limits: Limits) -> None:
        self.statistics = statistics
        self.limits = limits
        self.cache: Cache[OperationKey, int] = Cache(CACHE_BYTES)
        self._counts: Counts | None = None
        self.planned: Cache[int, bool] = Cache(PLANNED_BYTES)

    async def price(self, key: OperationKey, prepared: PreparedOperation, version: str | None) -> Price:
        """The price over the state of the data seen last. Raises GraphQLError when the operation would visit too much."""
        counts = await self.statistics.counts(version)
        return self._priced(self._visited(key, prepared, counts or GUESSED), known=counts is not None)

    async def price_of(self, touches: Touches, version: str | None) -> Price:
        """The price of what is no operation, by what it touches. Raises GraphQLError."""
        counts = await self.statistics.counts(version)
        return self._priced(round(touches(counts or GUESSED)), known=counts is not None)

    def _priced(self, visited: int, *, known: bool) -> Price:
        limits = self.limits
        if known and visited > limits.work:
            raise _too_much(visited, limits.work)
        if visited >= limits.heavy:
            return Price(Kind.HEAVY, limits.seconds, visited)
        kind = Kind.SMALL if visited < limits.small else Kind.LIGHT
        return Price(kind, min(limits.seconds, limits.light_seconds), visited)

    def _visited(self, key: OperationKey, prepared: PreparedOperation, counts: Counts) -> int:
        if counts is not self._counts:
            self._counts = counts
            self.cache.clear()
        known = self.cache.get(key)
        if known is None:
            computed = sum(computation.touches(counts) for computation in prepared.compiled.computations)
            known = work(prepared.compiled.statement, counts) + round(computed) + self._planning(prepared)
            self.cache.put(key, known, key.weight + OVERHEAD)
        return known

    def _planning(self, prepared: PreparedOperation) -> int:
        """What it takes Neo4j to plan a long statement that it has not seen."""
        text = prepared.statement.text if prepared.statement else ""
        longer = len(text) - USUAL_LETTERS
        if longer <= 0 or hash(text) in self.planned:
            return 0
        self.planned.put(hash(text), True, OVERHEAD)
        return PLANNED * longer


def _too_much(visited: int, most: int) -> GraphQLError:
    return GraphQLError(
        f"The operation would look at about {visited:,} nodes and relationships; {most:,} is the limit.",
        extensions={"code": "OPERATION_REFUSED", "hint": HINT},
    )
