"""Locks that the system lets go of however their holder ends.

Three files: `supervisor.lock` is held by the one supervisor of a store while it lives; `leases.lock` is shared by everybody who uses the
server, and taken exclusively to remove it (a supervisor that stops, a reset), so that newcomers wait; `state.json` is held by the
supervisor that published it, so that one left behind by a supervisor that was killed is known as such.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import IO

SUPERVISOR = "supervisor.lock"
LEASES = "leases.lock"
# A supervisor that looks whether anybody is left holds the lock of the leases for some microseconds, every tenth of a second.
LOOKS, LOOK_SECONDS = 4, 0.01


def take(file: IO[bytes]) -> bool:
    """Take an exclusive lock on a file, if there is no other lock on it."""
    return _try(file, fcntl.LOCK_EX)


def share(file: IO[bytes]) -> None:
    """Take a shared lock on a file; waits while another process holds an exclusive one."""
    fcntl.flock(file, fcntl.LOCK_SH)


def release(file: IO[bytes]) -> None:
    """Unlock a file."""
    fcntl.flock(file, fcntl.LOCK_UN)


def is_taken(path: Path) -> bool:
    """Whether a process holds this lock exclusively. Tests with a shared lock, so that concurrent tests do not see each other."""
    return _is_refused(path, fcntl.LOCK_SH)


def is_shared(path: Path) -> bool:
    """Whether any process holds this lock, shared or exclusively, and not only for a moment."""
    for look in range(LOOKS):
        if look:
            time.sleep(LOOK_SECONDS)
        if not _is_refused(path, fcntl.LOCK_EX):
            return False
    return True


def is_at(file: IO[bytes], path: Path) -> bool:
    """Whether an open file is still the one at `path`: it, or a folder above it, may have been deleted and made anew."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def read_held(path: Path) -> bytes | None:
    """The content of a file that a process has locked exclusively; None when none has."""
    try:
        with path.open("rb") as file:
            content = file.read()
            return None if _try(file, fcntl.LOCK_SH) else content
    except OSError:
        return None


def publish(path: Path, content: bytes) -> IO[bytes]:
    """Put a file in place that is locked from the moment others can see it until the returned handle is closed."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    file = beside.open("rb")
    take(file)
    beside.replace(path)
    return file


def _is_refused(path: Path, kind: int) -> bool:
    try:
        with path.open("rb") as file:
            return not _try(file, kind)
    except OSError:
        return False


def _try(file: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
