"""Errors of a full or read-only disk, as they concern the local store."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from common.errors import StoreStartError

FULL = (errno.ENOSPC, errno.EDQUOT)
# An empty store takes 3 MB, and a server that runs out while it starts hangs instead of ending.
NEEDED = 32_000_000
HINT = "free some space or choose another folder with FOEDERA_HOME"


def disk_problem(folder: Path, needed: int = 1_000_000) -> StoreStartError | None:
    """The error when the disk of `folder` has less than `needed` bytes left, else None."""
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free >= needed:
        return None
    return StoreStartError(f"the local Neo4j cannot start: the disk of {folder} is full ({free / 1e6:.1f} MB left)", HINT)


def start_error(error: OSError, folder: Path) -> StoreStartError:
    """The error for a failed write."""
    if error.errno in FULL:
        return StoreStartError(f"the local Neo4j cannot start: the disk of {folder} is full", HINT)
    return StoreStartError(f"cannot write to {folder}: {error.strerror}", HINT)
