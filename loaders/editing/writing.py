"""Writes files so that a reader, or a cut of power, finds the old content or the new one and never a part."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from common.errors import UsageError


def write_atomically(path: Path, text: str) -> None:
    """Put `text` in place of what is at `path`; a link stays and what it leads to changes. Raises UsageError when it cannot be written."""
    target = path.resolve()
    temporary = ""
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(descriptor)
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise UsageError(f"cannot write {path}: {error.strerror}", "check that the folder is there and may be written to") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
