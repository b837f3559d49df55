"""Lets a bounded number of operations run, a bounded number wait, and sends the rest away at once: under overload some are answered quickly
instead of all never.

Operations that touch much of the graph, or of the tables that are in memory, are heavy (queries/work.py). Few of them run at once, so that
places are left for light ones, which go first. Those that wait take turns by client, and when too many wait, the client
with most of them loses its last one: nobody can keep others out by asking more often. Gates that share a `Fairness` know of each other
what a client takes (api/http/fairness.py).
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Hashable, Mapping
from contextlib import asynccontextmanager
from functools import partial

from api.answering.pricing import Kind, half_of_processors
from api.http.fairness import Fairness
from common.errors import StoreBusyError

PATIENCE_SECONDS = 30.0
"""How long an operation that is not small may wait for a place."""
_NOBODY = object()


class Gate:
    """At most `most` inside, of a kind at most as many as `bounds` says, and at most `waiting` before it. Who entered has to leave.

    `before`: how many wait; `asked`: how often a place was asked for.
    """

    def __init__(self, most: int, waiting: int, bounds: Mapping[Kind, int] | None = None, fairness: Fairness | None = None) -> None:
        self.most = most
        self.waiting = waiting
        self.bounds = dict.fromkeys(Kind, most) | dict(bounds or {})
        self.fairness = fairness or Fairness(most)
        self.before = 0
        self.asked = 0
        self.places: Counter[Kind] = Counter()
        self._queues = {kind: _Queue() for kind in Kind}
        self.fairness.tell(self._hand_out)

    @property
    def inside(self) -> int:
        """How many run."""
        return self.places.total()

    async def enter(self, client: Hashable = None, kind: Kind = Kind.LIGHT, *, patient: bool = False) -> None:
        """Wait for a place and hold it. Raises StoreBusyError when too many wait already, or it takes too long, unless it is `patient`."""
        self.asked += 1
        self.fairness.presence.asks(client)
        if self._has_place(kind) and self._may(client, kind):
            self._take(client, kind)
            return
        if self.before >= self.waiting:
            self._make_room(client)
        await self._wait(client, kind, None if patient or kind is Kind.SMALL else PATIENCE_SECONDS)

    def leave(self, client: Hashable = None, kind: Kind = Kind.LIGHT) -> None:
        """Give the place to the next one."""
        self.places[kind] -= 1
        if kind is Kind.SMALL:
            self._hand_out()
        else:
            self.fairness.end(client)

    def change(self, kind: Kind, to: Kind) -> bool:
        """Hold a place of another kind instead of the one that is held, if that may be had at once. Returns whether it could."""
        if self.places[to] >= self.bounds[to]:
            return False
        self.places[kind] -= 1
        self.places[to] += 1
        self._hand_out()
        return True

    def _hand_out(self) -> None:
        for kind, queue in self._queues.items():
            while self._has_place(kind) and (found := queue.next(partial(self._may, kind=kind))):
                client, place = found
                self._take(client, kind)
                place.set_result(None)

    def _take(self, client: Hashable, kind: Kind) -> None:
        self.places[kind] += 1
        if kind is not Kind.SMALL:
            self.fairness.begin(client)

    @asynccontextmanager
    async def place(self, client: Hashable, kind: Kind = Kind.LIGHT, *, patient: bool = False) -> AsyncIterator[None]:
        """A place for as long as the block lasts. Raises StoreBusyError as `enter` does."""
        await self.enter(client, kind, patient=patient)
        try:
            yield
        finally:
            self.leave(client, kind)

    async def _wait(self, client: Hashable, kind: Kind, patience: float | None) -> None:
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queues[kind].put(client, place)
        self.before += 1
        try:
            async with asyncio.timeout(patience):
                await asyncio.shield(place)
        except BaseException as error:
            if place.done() and not place.cancelled() and place.exception() is None:
                self.leave(client, kind)  # it was given a place that it does not want any more
            self._queues[kind].drop(client, place)
            if isinstance(error, TimeoutError):
                raise _busy() from error
            raise
        finally:
            self.before -= 1

    def _has_place(self, kind: Kind) -> bool:
        return self.inside < self.most and self.places[kind] < self.bounds[kind]

    def _may(self, client: Hashable, kind: Kind) -> bool:
        return kind is Kind.SMALL or self.fairness.may(client)

    def _make_room(self, client: Hashable) -> None:
        """Send the last one away of the client that has most in a queue; a client with no fewer is refused itself."""
        queue = max(self._queues.values(), key=lambda q: q.longest()[0])
        length, greedy = queue.longest()
        if greedy == client or length <= sum(q.of(client) for q in self._queues.values()) + 1:
            raise _busy()
        queue.last(greedy).set_exception(_busy())


class _Queue:
    """Those that wait, by client; clients take turns."""

    def __init__(self) -> None:
        self._clients: OrderedDict[Hashable, deque[asyncio.Future[None]]] = OrderedDict()

    def put(self, client: Hashable, place: asyncio.Future[None]) -> None:
        self._clients.setdefault(client, deque()).append(place)

    def next(self, may: Callable[[Hashable], bool]) -> tuple[Hashable, asyncio.Future[None]] | None:
        """Whose turn it is, of those that may."""
        client = next(filter(may, self._clients), _NOBODY)
        if client is _NOBODY:
            return None
        place = self._clients[client].popleft()
        self._clients.move_to_end(client)
        self._forget(client)
        return client, place

    def last(self, client: Hashable) -> asyncio.Future[None]:
        """The one of a client that came last."""
        place = self._clients[client].pop()
        self._forget(client)
        return place

    def drop(self, client: Hashable, place: asyncio.Future[None]) -> None:
        """Take away one that waits no longer."""
        if place in self._clients.get(client, ()):
            self._clients[client].remove(place)
            self._forget(client)

    def of(self, client: Hashable) -> int:
        """How many of a client wait."""
        return len(self._clients.get(client, ()))

    def longest(self) -> tuple[int, Hashable]:
        """The client of whom most wait, and how many."""
        return max(((len(places), client) for client, places in self._clients.items()), key=lambda pair: pair[0], default=(0, None))

    def _forget(self, client: Hashable) -> None:
        if not self._clients[client]:
            del self._clients[client]


def bounds(most: int, heavy: int | None) -> Mapping[Kind, int]:
    """How many of a kind run at once."""
    return {Kind.HEAVY: half_of_processors() if heavy is None else heavy, Kind.COMPARED: max(1, most // 2)}


def costly_at_once(costly: int | None) -> int:
    """How many costly things a client that takes much does at once while others ask."""
    return costly or half_of_processors()


def _busy() -> StoreBusyError:
    return StoreBusyError("too many operations at once", "try again in a moment")
