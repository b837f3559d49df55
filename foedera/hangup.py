"""SIGHUP: the files of settings are read again. Only a terminal that closes ends a server by it, and not one that `nohup` started.

A terminal that closes sends the same signal as an operator. By then it is gone, which tells the two apart.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

from graph.aside import begin


class Hangups:
    """Hears SIGHUP in the main thread. `closed` is called when the terminal has closed; what is to be read again, `when` it is there."""

    def __init__(self, closed: Callable[[], None]) -> None:
        self._closed = closed
        self._reread: Callable[[], None] | None = None
        self._missed = False
        self._reading = threading.Lock()
        self._outlives = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN or not _has_terminal()

    def listen(self) -> None:
        """Begin. A signal that was held back until now is heard."""
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGHUP, self._hear)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGHUP])

    def when(self, reread: Callable[[], None]) -> None:
        """Call this from now on, and at once if a signal came before."""
        self._reread = reread
        if self._missed:
            self.heard()

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self.heard()

    def heard(self) -> None:
        """What a signal asks for."""
        if not self._outlives and not _has_terminal():
            self._closed()
        elif self._reread is None:
            self._missed = True
        else:
            begin(self._read)  # aside: documents take time to read, and requests go on

    def _read(self) -> None:
        assert self._reread
        with self._reading:
            self._reread()


def _has_terminal() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY))
    except OSError:
        return False
    return True
