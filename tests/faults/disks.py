"""Small disks and folders that may only be read, by mounting: what needs root says so."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path


def mount(folder: Path, options: str) -> bool:
    """Mount a disk in memory with options such as size=64m; whether that was allowed."""
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return shutil.which("mount") is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0


def unmount(folder: Path) -> None:
    """Take away what was mounted last; what is open in it stays so."""
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


TRIES = 100
"""Of filling a disk that others write to."""


@cache
def may_mount() -> bool:
    """Whether this user may mount."""
    with tempfile.TemporaryDirectory() as folder:
        if not mount(Path(folder), "size=64k"):
            return False
        unmount(Path(folder))
        return True


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Fill the disk of a folder to its last byte."""
    file = folder / "filler"
    with file.open("wb") as opened:
        _fill(opened.fileno(), folder)
    try:
        yield
    finally:
        file.unlink()


def _fill(file: int, folder: Path) -> None:
    """Give a file all space that is free. Others write meanwhile: what was free may be taken already, and is asked for again."""
    size = 0
    for _ in range(TRIES):
        if not (free := shutil.disk_usage(folder).free):
            return
        try:
            os.posix_fallocate(file, size, free)
            size += free
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
    raise OSError(errno.ENOSPC, f"{folder} could not be filled: others take and give space all the time")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nothing new be opened for writing below a folder: it is mounted over itself, as no disk can be changed that is written to."""
    subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        yield
    finally:
        unmount(folder)
