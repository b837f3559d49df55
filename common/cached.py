"""What takes long to make, in files of the user's cache folder under a name made of everything it depends on: a change of any of that makes
another name, and the old file goes."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import platformdirs

T = TypeVar("T")


def cache_folder() -> Path:
    """FOEDERA_CACHE or the user's cache folder."""
    found = os.environ.get("FOEDERA_CACHE") or platformdirs.user_cache_dir("foedera", appauthor=False)
    return Path(found).expanduser().absolute()


def cached(file: Path, prefix: str, make: Callable[[], T], pack: Callable[[T], bytes], unpack: Callable[[bytes], T]) -> T:
    """What a file holds; made and written where there is none that can be read, in the place of others whose names begin with `prefix`.

    `unpack` raises ValueError, TypeError or LookupError for what `pack` did not make. What `make` raises is raised.
    """
    with suppress(OSError, ValueError, TypeError, LookupError):
        return unpack(file.read_bytes())
    made = make()
    # Without a folder to write to, the next one takes as long as this one.
    with suppress(OSError):
        _write(file, pack(made), prefix)
    return made


def _write(file: Path, content: bytes, prefix: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = file.with_name(f"{file.name}.{os.getpid()}")
    made.write_bytes(content)
    # In one step, for somebody else may be reading or writing the same.
    made.replace(file)
    for old in file.parent.glob(f"{prefix}*"):
        if old != file:
            old.unlink(missing_ok=True)
