"""How a server ends: TERM first takes it out of routing, Ctrl-C or a second signal ends it without delay, one more at once.

Nothing holds it for long. Threads that compute or open a store cannot be ended; Python would wait for them, for minutes if need be.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

GRACE_SECONDS = 2
"""What requests in progress get before they are cut off."""
LATEST_SECONDS = GRACE_SECONDS + 0.5
Handler = Callable[[int, FrameType | None], Any]


class Stopping:
    """Hears the signals before the server does. `leave` is called first; after TERM the server hears of it `drain` seconds later."""

    def __init__(self, leave: Callable[[], None], drain: float) -> None:
        self.leave = leave
        self.drain = drain
        self._next: dict[int, Handler] = {}
        self._heard = False
        self._ends = False

    def listen(self) -> None:
        """Begin, in the main thread and once the server has its own handlers."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGINT, signal.SIGTERM):
            handler = signal.getsignal(number)
            if callable(handler):
                self._next[number] = handler
                signal.signal(number, self._hear)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self.leave()
        waits = number == signal.SIGTERM and self.drain > 0 and not self._heard
        self._heard = True
        if waits:
            _later(self.drain, lambda: os.kill(os.getpid(), number))
            return
        if self._ends:  # uvicorn would have the signal raise once more, in the middle of its loop, and print where that stood
            os._exit(128 + number)
        self._ends = True
        _later(LATEST_SECONDS, lambda: os._exit(128 + number))
        self._next[number](number, frame)


def _later(seconds: float, call: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    timer.start()
