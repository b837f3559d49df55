"""A client that takes much does one costly thing at a time while others ask, through whichever gate."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from api.answering.pricing import Kind
from api.app import create_app
from api.http import fairness as module
from api.http.export import Export
from api.http.fairness import MUCH_SECONDS, PRESENT_SECONDS, REMEMBERED, Fairness
from api.http.gate import Gate
from api.http.graphql import Endpoint
from api.http.routes import Address
from api.http.sparql import Sparql
from api.settings import Settings


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which it is reckoned what clients take."""
    clock = Clock()
    monkeypatch.setattr(module, "monotonic", clock)
    return clock


def run(test: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), 20))


async def waits(entering: asyncio.Task[None]) -> bool:
    """Whether it still waits once everything has run that can."""
    for _ in range(5):
        await asyncio.sleep(0)
    return not entering.done()


def test_one_costly_thing_at_a_time_while_others_ask(clock: Clock) -> None:
    async def test() -> None:
        shared = Fairness(1)
        operations, files = Gate(16, 64, fairness=shared), Gate(4, 64, fairness=shared)
        await operations.enter("greedy")
        clock.now += 2 * MUCH_SECONDS
        await operations.enter("other", Kind.SMALL)
        more = [asyncio.create_task(gate.enter("greedy", kind)) for gate, kind in ((operations, Kind.LIGHT), (files, Kind.HEAVY))]
        assert all([await waits(one) for one in more])
        await operations.enter("greedy", Kind.SMALL)  # which hinders nobody
        await operations.enter("other")
        await files.enter("a third")
        operations.leave("greedy")
        assert [await waits(one) for one in more] == [True, False], "the gates take turns"
        files.leave("greedy", Kind.HEAVY)
        assert not await waits(more[0])
        assert (operations.before, files.before) == (0, 0)

    run(test)


def test_a_client_that_is_alone_has_every_place(clock: Clock) -> None:
    async def test() -> None:
        gate = Gate(4, 4, fairness=Fairness(1))
        await gate.enter("other")
        gate.leave("other")
        await gate.enter("greedy")
        clock.now += PRESENT_SECONDS + 1
        for _ in range(3):
            await gate.enter("greedy")
        assert gate.inside == 4

    run(test)


def test_what_was_taken_is_forgotten(clock: Clock) -> None:
    async def test() -> None:
        gate = Gate(16, 4, fairness=Fairness(1))
        for _ in range(2):
            await gate.enter("app")
        clock.now += 1
        for _ in range(2):
            gate.leave("app")
        await gate.enter("other")
        await gate.enter("app")
        second = asyncio.create_task(gate.enter("app"))
        assert await waits(second)
        gate.leave("app")
        await second
        gate.leave("app")
        clock.now += 10
        await gate.enter("other")
        await gate.enter("app")
        await gate.enter("app")  # a page that asks for several things at once
        assert gate.inside == 4

    run(test)


def test_who_goes_away_holds_nothing(clock: Clock) -> None:
    async def test() -> None:
        shared = Fairness(1)
        gate = Gate(4, 4, fairness=shared)
        await gate.enter("greedy")
        clock.now += 1
        await gate.enter("other", Kind.SMALL)
        gone = asyncio.create_task(gate.enter("greedy"))
        assert await waits(gone)
        gone.cancel()
        assert not await waits(gone)
        gate.leave("greedy")
        assert (gate.inside, gate.before) == (1, 0)
        assert shared.may("greedy")

    run(test)


def test_many_clients_are_not_remembered(clock: Clock) -> None:
    shared = Fairness(1)
    shared.begin("runs")
    for number in range(3 * REMEMBERED):
        clock.now += 1
        shared.begin(number)
        shared.end(number)
    assert len(shared._clients) <= REMEMBERED + 1
    assert "runs" in shared._clients


def test_the_gates_of_a_server_share_it() -> None:
    served = {route.path: route.endpoint for route in create_app(Settings(costly=3)).routes if isinstance(route, Address)}
    endpoint, export, sparql = served["/graphql"], served["/export/{name}"], served["/sparql"]
    assert isinstance(endpoint, Endpoint)
    assert isinstance(export, Export)
    assert isinstance(sparql, Sparql)
    assert sparql.turns.gate.fairness.presence is endpoint.gate.fairness.presence
    assert endpoint.gate.fairness.most == 3
    assert len({id(gate.fairness) for gate in (endpoint.gate, endpoint.planning, export.making)}) == 1
