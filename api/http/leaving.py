"""Clients that go away before they have their answer."""

from __future__ import annotations

import asyncio
from asyncio import Task
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request

T = TypeVar("T")
CLIENT_GONE = 499
"""The status for the log of a request whose client has gone; nobody receives it."""
# Most answers are there before that, and watching costs a fifth of the time that a small one takes here.
WATCH_AFTER_SECONDS = 0.02


async def unless_gone(request: Request, answering: Coroutine[Any, Any, T]) -> T | None:
    """The result, or None when the client goes away first: then the work is ended, and with it the statement in the database."""
    task = asyncio.current_task()
    assert task is not None
    watch = _Watch(request, task)
    try:
        return await answering
    except asyncio.CancelledError:
        # As asyncio.timeout does: only if nobody else wants the task to end.
        if watch.gone and task.uncancel() == 0:
            return None
        raise
    finally:
        watch.end()


class _Watch:
    """Cancels a task when the client of its request has gone."""

    def __init__(self, request: Request, task: Task[Any]) -> None:
        self.request = request
        self.task = task
        self.gone = False
        self._waiting: Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(WATCH_AFTER_SECONDS, self._begin)

    def end(self) -> None:
        """Watch no longer."""
        self._timer.cancel()
        if self._waiting:
            self._waiting.cancel()

    def _begin(self) -> None:
        self._waiting = asyncio.create_task(self._wait())

    async def _wait(self) -> None:
        while (await self.request.receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        self.task.cancel()
