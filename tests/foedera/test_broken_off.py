"""A server that stops breaks off what takes too long, and says so in a line."""

from __future__ import annotations

import asyncio
import logging
from typing import cast

import pytest
from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send

from api.http.unforeseen import Unforeseen
from foedera.ready import ReadyFirst


def test_an_answer_that_is_broken_off_at_the_end_is_one_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def endless(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.sleep(60)

    async def unused() -> None:
        raise AssertionError

    async def run() -> None:
        app = ReadyFirst(cast("Starlette", endless))
        task = asyncio.create_task(app({"type": "http"}, cast("Receive", unused), cast("Send", unused)))
        await asyncio.sleep(0)
        task.cancel()
        await task

    with caplog.at_level(logging.WARNING):
        asyncio.run(run())
    assert [(record.getMessage(), record.exc_info) for record in caplog.records] == [("an answer was broken off: the server stops", None)]


@pytest.mark.parametrize("begun", [False, True])
def test_who_waits_for_an_answer_is_told_to_try_again(*, begun: bool) -> None:
    sent: list[Message] = []
    start: Message = {"type": "http.response.start", "status": 200, "headers": []}

    async def endless(_scope: Scope, _receive: Receive, send: Send) -> None:
        if begun:
            await send(start)
        await asyncio.sleep(60)

    async def note(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        scope = {"type": "http", "method": "GET", "path": "/export/core.nq", "query_string": b"", "headers": []}
        task = asyncio.create_task(Unforeseen(endless)(scope, cast("Receive", note), note))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    if begun:
        assert sent == [start]
    else:
        assert sent[0]["status"] == 503
        assert (b"retry-after", b"1") in sent[0]["headers"]
