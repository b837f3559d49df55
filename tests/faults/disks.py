"""Small disks and folders that may only be read, by mounting: what needs root says so."""

from __future__ import annotations

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
        os.posix_fallocate(opened.fileno(), 0, shutil.disk_usage(folder).free)
    try:
        yield
    finally:
        file.unlink()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nothing new be opened for writing below a folder: it is mounted over itself, as no disk can be changed that is written to."""
    subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        yield
    finally:
        unmount(folder)
