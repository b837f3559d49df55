"""Processes that do for us what may crash or hang: how they are shut in, and how they and we talk.

They talk in frames: a line with a letter and a number of bytes, then these bytes.
"""

from __future__ import annotations

import os
import resource
import select
from time import monotonic
from typing import IO

READ = 1 << 20


def shut_in(memory: int, seconds: int | None = None, kind: int = resource.RLIMIT_AS) -> None:
    """Let this process have so many bytes of memory and seconds of processor time, and open no file or socket any more.

    `kind`: which memory. RLIMIT_AS: all that it addresses. RLIMIT_DATA: what is its own, so that mapped files do not count.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(kind, (memory, memory))
    if seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    free = os.open(os.devnull, os.O_RDONLY)
    os.close(free)
    # The lowest number that is free: whatever is opened would get this one or a higher one.
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, free))


def write_frame(out: IO[bytes], kind: str, body: bytes) -> None:
    """Send a frame."""
    out.write(b"%b %d\n%b" % (kind.encode(), len(body), body))
    out.flush()


def read_frame(pipe: IO[bytes]) -> tuple[str, bytes] | None:
    """The next frame of a pipe, however long that takes; None at its end."""
    if not (head := pipe.readline()):
        return None
    kind, size = head.split()
    return kind.decode(), pipe.read(int(size))


class Frames:
    """The frames that a process writes, read with patience that ends."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe.fileno()
        self._held = bytearray()

    def take(self, seconds: float) -> tuple[str, bytes] | None:
        """The next one; None when the process has ended. Raises TimeoutError when it is not there in time."""
        until = monotonic() + seconds
        while (end := self._held.find(b"\n")) < 0:
            if not self._more(until):
                return None
        kind, size = self._held[:end].split()
        whole = end + 1 + int(size)
        while len(self._held) < whole:
            if not self._more(until):
                return None
        body = bytes(self._held[end + 1 : whole])
        del self._held[:whole]
        return kind.decode(), body

    def _more(self, until: float) -> bool:
        if not select.select([self._pipe], [], [], max(0.0, until - monotonic()))[0]:
            raise TimeoutError
        piece = os.read(self._pipe, READ)
        self._held += piece
        return bool(piece)
