"""What goes on beside a test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def repeated(act: Callable[[], object], pause: float) -> Iterator[None]:
    """Do something in a thread again and again, once at least, with a pause of so many seconds in between."""
    over = threading.Event()

    def go_on() -> None:
        act()
        while not over.wait(pause):
            act()

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
