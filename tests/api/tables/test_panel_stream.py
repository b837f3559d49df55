"""Tables on their way: who goes, or takes nothing, holds no place."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial

import pytest

from api.answering import panel_stream
from api.answering.extensions import Extensions
from api.answering.panel_stream import PanelStream
from api.answering.pricing import Kind
from api.http.gate import Gate


class Place:
    """What a stream holds."""

    def __init__(self) -> None:
        self.left = 0
        self.made = 0

    def leave(self) -> None:
        self.left += 1

    def pieces(self, number: int = 100) -> Iterator[bytes]:
        for _ in range(number):
            self.made += 1
            yield b"row\n"


def test_a_stream_that_is_read_to_its_end() -> None:
    place = Place()

    async def read() -> bytes:
        stream = PanelStream(place.pieces(3), Extensions(3), 3, place.leave, asyncio.Semaphore(1))
        found = b"".join([piece async for piece in stream])
        assert (stream.bytes, stream.failed, place.left) == (12, False, 1)
        return found

    assert asyncio.run(read()) == b"row\n" * 3
    assert place.left == 1


def test_each_piece_has_a_place_and_none_between_them() -> None:
    async def read() -> None:
        place, gate = Place(), Gate(2, 8, {Kind.HEAVY: 1})
        stream = PanelStream(place.pieces(2), Extensions(2), 2, place.leave, asyncio.Semaphore(1))
        stream.place = partial(gate.place, "reader", Kind.HEAVY, patient=True)
        await gate.enter("another", Kind.HEAVY)
        pieces = aiter(stream)
        first = asyncio.ensure_future(anext(pieces))
        await asyncio.sleep(0.05)
        assert (first.done(), place.made) == (False, 0)
        gate.leave("another", Kind.HEAVY)
        assert await first == b"row\n"
        assert gate.inside == 0  # while the client takes it
        assert [piece async for piece in pieces] == [b"row\n"]
        assert (gate.inside, place.left) == (0, 1)

    asyncio.run(read())


def test_a_stream_that_nobody_reads() -> None:
    place = Place()
    stream = PanelStream(place.pieces(), Extensions(3), 3, place.leave, asyncio.Semaphore(1))
    assert place.left == 0
    del stream
    assert (place.left, place.made) == (1, 0)


def test_a_client_that_takes_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panel_stream, "IDLE_SECONDS", 0.05)
    place = Place()

    async def respond() -> None:
        async for _ in PanelStream(place.pieces(), Extensions(3), 3, place.leave, asyncio.Semaphore(1)):
            await asyncio.sleep(30)  # as sending does while the client takes nothing

    async def serve() -> None:
        with pytest.raises(asyncio.CancelledError):
            await asyncio.create_task(respond())

    asyncio.run(serve())
    assert (place.left, place.made) == (1, 1)


def test_what_breaks_off_has_failed() -> None:
    place = Place()

    def broken() -> Iterator[bytes]:
        yield b"row\n"
        raise ZeroDivisionError

    async def read() -> PanelStream:
        stream = PanelStream(broken(), Extensions(3), 3, place.leave, asyncio.Semaphore(1))
        with pytest.raises(ZeroDivisionError):
            [piece async for piece in stream]
        return stream

    assert asyncio.run(read()).failed
    assert place.left == 1
