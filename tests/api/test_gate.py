"""Places for operations: who gets them, in which order, and who is sent away."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from api.answering.pricing import Kind
from api.http import gate as gates
from api.http.gate import Gate
from common.errors import StoreBusyError

HEAVY = {Kind.HEAVY: 1}


async def soon() -> None:
    """Let everything run that can."""
    for _ in range(5):
        await asyncio.sleep(0)


def run(test: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), 20))


def test_heavy_operations_leave_places_for_the_others() -> None:
    async def test() -> None:
        gate = Gate(4, 10, HEAVY)
        await gate.enter("a", kind=Kind.HEAVY)
        waits = asyncio.create_task(gate.enter("a", kind=Kind.HEAVY))
        await soon()
        assert not waits.done()
        for _ in range(3):
            await gate.enter("b")
        assert (gate.inside, gate.before) == (4, 1)
        gate.leave("b")
        await soon()
        assert not waits.done()
        gate.leave("a", Kind.HEAVY)
        await waits
        assert (gate.inside, gate.places[Kind.HEAVY], gate.before) == (3, 1, 0)

    run(test)


def test_clients_take_turns_and_the_greedy_one_makes_room() -> None:
    async def test() -> None:
        gate, order = Gate(1, 4), []

        async def ask(client: str) -> None:
            await gate.enter(client)
            order.append(client)
            gate.leave(client)

        await gate.enter("first")
        greedy = [asyncio.create_task(ask("greedy")) for _ in range(4)]
        await soon()
        with pytest.raises(StoreBusyError):
            await gate.enter("greedy")
        modest = asyncio.create_task(ask("modest"))
        await soon()
        assert isinstance(greedy[3].exception(), StoreBusyError)
        gate.leave("first")
        await asyncio.gather(modest, *greedy[:3])
        assert order == ["greedy", "modest", "greedy", "greedy"]
        assert (gate.inside, gate.before) == (0, 0)

    run(test)


def test_who_goes_away_while_waiting_takes_no_place() -> None:
    async def test() -> None:
        gate = Gate(1, 4)
        await gate.enter()
        gone, granted = (asyncio.create_task(gate.enter(client)) for client in "ab")
        await soon()
        gone.cancel()
        await soon()
        gate.leave()
        granted.cancel()  # at the moment at which it gets its place
        await soon()
        assert (gate.inside, gate.before) == (0, 0)
        await gate.enter()

    run(test)


def test_a_heavy_operation_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "PATIENCE_SECONDS", 0.05)

    async def test() -> None:
        gate = Gate(4, 4, HEAVY)
        await gate.enter(kind=Kind.HEAVY)
        with pytest.raises(StoreBusyError):
            await gate.enter(kind=Kind.HEAVY)
        assert (gate.inside, gate.before) == (1, 0)
        piece = asyncio.create_task(gate.enter(kind=Kind.HEAVY, patient=True))
        await asyncio.sleep(0.2)
        assert not piece.done()
        gate.leave(kind=Kind.HEAVY)
        await piece

    run(test)
