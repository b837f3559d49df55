"""Blocking calls in threads that nobody waits for: a process that ends, or a caller that gives up, leaves them behind at once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def begin(call: Callable[[], T]) -> Future[T]:
    """Call in such a thread; what becomes of it."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as error:  # whatever it was: the caller is told
            future.set_exception(error)

    threading.Thread(target=run, name="foedera-aside", daemon=True).start()
    return future


async def aside(call: Callable[[], T], unwanted: Callable[[T], None] = lambda result: None) -> T:
    """The result of `call`. `unwanted` gets the one that comes after the caller was cancelled.

    asyncio's own threads are waited for when the event loop ends, for minutes if need be.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def deliver(result: T) -> None:
        if future.done():
            unwanted(result)
        else:
            future.set_result(result)

    def fail(error: Exception) -> None:
        if not future.done():
            future.set_exception(error)

    def run() -> None:
        try:
            result = call()
        except BaseException as error:  # whatever it was: the caller is told
            wrong = error if isinstance(error, Exception) else RuntimeError(f"{type(error).__name__}: {error}")
            _tell(loop, lambda: fail(wrong))
        else:
            if not _tell(loop, lambda: deliver(result)):
                unwanted(result)

    threading.Thread(target=run, name="foedera-aside", daemon=True).start()
    return await future


def _tell(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> bool:
    """Call in the event loop; False when it has ended."""
    try:
        loop.call_soon_threadsafe(call)
    except RuntimeError:
        return False
    return True
