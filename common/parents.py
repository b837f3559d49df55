"""Processes that end when the one that started them does, also when that was killed and could tell nobody. Linux can see to that."""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

PR_SET_PDEATHSIG = 1
LINUX = sys.platform == "linux"


def end_with_parent() -> None:
    """Have this process get a TERM when the thread ends that started it. For a thread that waits for the process."""
    if LINUX:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def ending_with(pipe: IO[bytes]) -> Iterator[None]:
    """End this process within the block at once when the other end of a pipe that it reads is closed, whatever it does.

    Nothing may be written to the pipe meanwhile. It is the kernel that ends it: a library that computes in C would not let Python look.
    """
    if not LINUX:
        yield
        return
    import fcntl  # noqa: PLC0415  # not everywhere

    descriptor = pipe.fileno()
    flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_ASYNC)
    try:
        _end_if_closed(descriptor)  # it may have been before
        yield
    finally:
        fcntl.fcntl(descriptor, fcntl.F_SETFL, flags)


def _end_if_closed(descriptor: int) -> None:
    poll = select.poll()
    poll.register(descriptor, 0)
    if any(event & select.POLLHUP for _, event in poll.poll(0)):
        os.kill(os.getpid(), signal.SIGTERM)
