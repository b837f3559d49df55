"""Runs read statements asynchronously."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol, TypeVar

import neo4j
from neo4j import exceptions as ne

from common.errors import StoreBusyError, StoreStateError
from graph.sides import FIRST, on_side, side_of
from graph.store import translate
from graph.turns import is_odd
from ontology.stored import DATA_VERSION

T = TypeVar("T")
Taking = Callable[[neo4j.AsyncResult], Awaitable[T]]

# The errors of the driver, also for values that it cannot send.
REFUSALS = (ne.Neo4jError, ne.DriverError, OSError, ValueError, OverflowError)
RETRY_SECONDS = 3.0
FIRST_DELAY = 0.05
# The database cuts a statement itself; this is for when it does not answer at all.
GRACE_SECONDS = 5.0
# Rows of a large answer that are asked for at once; each may hold a thousand further ones.
FETCHED = 50
STATE_OF_DATA = f"MATCH (v:{DATA_VERSION})"
STATE = f"{STATE_OF_DATA} RETURN [v.version, v.turn] AS answer"
WAIT_SECONDS = 10.0
"""How long a reader waits while a load is being written."""
POLL_SECONDS, LONGEST_POLL = 0.02, 0.25


_at_most: ContextVar[float | None] = ContextVar("at_most", default=None)
_known: ContextVar[State | None] = ContextVar("known", default=None)


def at_most(seconds: float) -> AbstractContextManager[None]:
    """Let statements that begin within the block take so long, if that is less than they may take anyway."""
    return _set(_at_most, seconds)


def knowing(state: State) -> AbstractContextManager[None]:
    """Let statements that begin within the block read the side of the store that `state` names."""
    return _set(_known, state)


@contextmanager
def _set(variable: ContextVar[T | None], value: T) -> Iterator[None]:
    """Let a variable have a value within the block."""
    token = variable.set(value)
    try:
        yield
    finally:
        variable.reset(token)


class Runner(Protocol):
    """Runs statements of one row."""

    async def row(self, text: str, parameters: Mapping[str, Any]) -> list[Any] | None:
        """The list in the one row of a statement; None when there is no row. Raises StoreError."""


class ReadingStore(Runner, Protocol):
    """A store to read from."""

    async def explain(self, text: str, parameters: Mapping[str, Any]) -> list[str]:
        """Neo4j's plan of a statement, one operator per line. Raises StoreError."""

    def transaction(self, seconds: float | None = None, fetched: int = FETCHED) -> AbstractAsyncContextManager[ReadTransaction]:
        """Several statements in one transaction, whose rows are there as the store finds them. Raises StoreError, also in the block.

        `seconds`: how long it may take, if not as long as one statement. `fetched`: how many rows are asked for at once.
        """


class ReadTransaction:
    """A read transaction. `transaction()` translates its errors."""

    def __init__(self, transaction: neo4j.AsyncTransaction, side: int = FIRST) -> None:
        self._transaction = transaction
        self.side = side

    async def row(self, text: str, parameters: Mapping[str, Any]) -> list[Any] | None:
        """See Runner. What it reads of the state of the data tells the side of all that follows."""
        found = await _first(await self._transaction.run(on_side(text, self.side), dict(parameters)))
        self.side = _side_in(text, found, self.side)
        return found

    async def rows(self, text: str, parameters: Mapping[str, Any]) -> AsyncIterator[list[Any]]:
        """The lists in the rows of a statement."""
        async for record in await self._transaction.run(on_side(text, self.side), dict(parameters)):
            yield record[0]


@dataclass(frozen=True, slots=True)
class State:
    """What the store holds. `turn` only grows, and is odd while a load is being written; see graph.turns. Stores of before have none."""

    version: str | None
    turn: int | None

    @property
    def settled(self) -> bool:
        """Whether a reader may go on."""
        return not is_odd(self.turn)


NOTHING = State(None, None)


async def data_state(store: Runner) -> State:
    """The state of the data. Raises StoreError."""
    found = await store.row(STATE, {})
    return State(*found) if found else NOTHING


async def data_version(store: Runner) -> str | None:
    """The data version of the store; None when nothing was loaded yet. Raises StoreError."""
    return (await data_state(store)).version


async def settled_state(store: Runner, give_up: float | None = None) -> State:
    """The state of the data while no load is being written: waits for that. Raises StoreBusyError when it takes too long.

    A transaction sees what others commit meanwhile, so it may wait within one.
    """
    give_up = monotonic() + WAIT_SECONDS if give_up is None else give_up
    delay = POLL_SECONDS
    while not (state := await data_state(store)).settled:
        if monotonic() + delay > give_up:
            raise StoreBusyError("a load is being written", "ask again in a moment")
        await asyncio.sleep(delay)
        delay = min(delay * 2, LONGEST_POLL)
    return state


def data_changed() -> StoreBusyError:
    """The error when a load came between two parts of an answer."""
    return StoreBusyError("the data changed while it was being read", "ask again")


def no_data() -> StoreStateError:
    """The error when there is no data version."""
    return StoreStateError("the store holds no data version", "load data: foedera load core")


class Neo4jReader:
    """Reads from a Neo4j: one auto-commit statement in a READ session (0.8 ms; a managed transaction takes 1.0–1.4).

    Retries what the driver would retry in a managed transaction, for a few seconds. `seconds` is how long one statement may take.
    """

    def __init__(self, driver: neo4j.AsyncDriver, database: str, seconds: float) -> None:
        self.driver = driver
        self.database = database
        self._seconds = seconds
        self._side: int | None = None

    @property
    def side(self) -> int | None:
        """The side of the store that a statement reads which begins now: that of the state within whose block it is, or that seen last."""
        known = _known.get()
        return self._side if known is None else side_of(known.turn)

    async def _find_side(self) -> int:
        if self.side is None:
            await self._once(STATE, {}, _first)
        return self.side or FIRST

    @property
    def seconds(self) -> float:
        """How long a statement may take that begins now."""
        given = _at_most.get()
        return self._seconds if given is None else min(self._seconds, given)

    async def row(self, text: str, parameters: Mapping[str, Any]) -> list[Any] | None:
        """See Runner."""
        return await self._run(text, parameters, _first)

    async def explain(self, text: str, parameters: Mapping[str, Any]) -> list[str]:
        """See ReadingStore."""
        summary = await self._run(f"EXPLAIN {text}", parameters, neo4j.AsyncResult.consume)
        return list(_operators(summary.plan or {}))

    async def turn(self) -> int:
        """The turn of the data, asked for once; 0 where there is none. Raises StoreError."""
        try:
            found = await self._once(STATE, {}, _first)
            return (State(*found).turn or 0) if found else 0
        except REFUSALS as error:
            raise translate(error) from error

    @asynccontextmanager
    async def transaction(self, seconds: float | None = None, fetched: int = FETCHED) -> AsyncIterator[ReadTransaction]:
        """See ReadingStore."""
        limit = self.seconds if seconds is None else seconds
        try:
            async with (
                asyncio.timeout(limit + GRACE_SECONDS),
                self._session(fetched) as opened,
                await opened.begin_transaction(timeout=limit) as transaction,
            ):
                yield ReadTransaction(transaction, self.side or FIRST)
        except TimeoutError as error:
            raise _late() from error
        except REFUSALS as error:
            raise translate(error) from error

    async def _run(self, text: str, parameters: Mapping[str, Any], taking: Taking[T]) -> T:
        give_up = monotonic() + RETRY_SECONDS
        delay = FIRST_DELAY
        while True:
            try:
                async with asyncio.timeout(self.seconds + GRACE_SECONDS):
                    return await self._once(text, parameters, taking)
            except TimeoutError as error:
                raise _late() from error
            except REFUSALS as error:
                if not _worth_another_try(error) or monotonic() + delay > give_up:
                    raise translate(error) from error
            await asyncio.sleep(delay)
            delay *= 2

    async def _once(self, text: str, parameters: Mapping[str, Any], taking: Taking[T]) -> T:
        side = FIRST if text == STATE else await self._find_side()
        query = neo4j.Query(on_side(text, side), timeout=self.seconds)
        async with self._session(-1) as opened:
            found = await taking(await opened.run(query, dict(parameters)))
        if text == STATE:
            self._side = _side_in(text, found, FIRST)
        return found

    def _session(self, fetched: int) -> neo4j.AsyncSession:
        return self.driver.session(database=self.database, default_access_mode=neo4j.READ_ACCESS, fetch_size=fetched)


def _late() -> StoreBusyError:
    return StoreBusyError("Neo4j did not answer in time", "ask for less at once")


def _side_in(text: str, found: object, side: int) -> int:
    """The side that the answer to a statement tells, if it asks for the state of the data; else as it was."""
    return side_of(found[1]) if text == STATE and isinstance(found, list) else side


async def _first(result: neo4j.AsyncResult) -> list[Any] | None:
    record = await result.single()
    return None if record is None else record[0]


def _worth_another_try(error: Exception) -> bool:
    if not isinstance(error, ne.Neo4jError | ne.DriverError) or not error.is_retryable():
        return False
    # A statement that was too large once is too large again.
    return not (isinstance(error, ne.Neo4jError) and "Memory" in (error.code or ""))


def _operators(plan: Mapping[str, Any], depth: int = 0) -> list[str]:
    name = str(plan.get("operatorType", "")).partition("@")[0]
    details = str(plan.get("args", {}).get("Details", ""))
    rows = float(plan.get("args", {}).get("EstimatedRows", 0))
    lines = [f"{'  ' * depth}{name} ({rows:.0f}) {details}".rstrip()] if name else []
    for child in plan.get("children", ()):
        lines += _operators(child, depth + 1)
    return lines
