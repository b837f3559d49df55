"""A server that stops breaks off what takes too long, and says so in a line."""

from __future__ import annotations

import asyncio
import logging
from typing import cast

import pytest
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

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
