"""What takes long to make, in files of the user's cache folder under a name made of everything it depends on: a change of any of that makes
another name, and the old file goes."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """FOEDERA_CACHE or the user's cache folder."""
    found = os.environ.get("FOEDERA_CACHE") or platformdirs.user_cache_dir("foedera", appauthor=False)
    return Path(found).expanduser().absolute()


def cache(file: Path, content: bytes, prefix: str) -> None:
    """Write a file, in the place of others in its folder whose names begin with `prefix`. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = file.with_name(f"{file.name}.{os.getpid()}")
    made.write_bytes(content)
    # In one step, for somebody else may be reading or writing the same.
    made.replace(file)
    for old in file.parent.glob(f"{prefix}*"):
        if old != file:
            old.unlink(missing_ok=True)
