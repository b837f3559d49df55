"""Finds and reads the files of a source: ordinary files only, of bounded size, each once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from common.errors import NotFoundError, UsageError
from facts.records import Location, Problem
from loaders.checks import rules
from loaders.sources.yaml_tree import MAX_BYTES, too_large

LINES = (".jsonl", ".ndjson")
"""How the names of files end that have an entity in each line."""
SHOWN = "<stdin>"
"""How problems call standard input, which has one in each line as well."""
SUFFIXES = (".yaml", ".yml")
MAX_FILES = 100_000
MAX_SEEN = 1_000_000


def find_files(path: Path) -> Iterator[Path]:
    """The YAML files at or below `path`, in order of name. Links to folders are not followed, so there are no loops.

    A folder that may not be read comes as if it were a file, so that reading it reports the reason. Raises NotFoundError when there is
    nothing at `path`, UsageError when there is too much; both before the first file is given out.
    """
    if not os.path.lexists(path):
        raise NotFoundError(f"there is nothing at {path}", "check the spelling; a folder is searched for .yaml files")
    return iter(_below(path) if is_folder(path) else [path])


def is_folder(path: Path) -> bool:
    """Whether there is a folder at `path`; no name is too long or too odd to ask."""
    return os.path.isdir(path)  # noqa: PTH112  # Path.is_dir() raises for a name of 5,000 letters


def _below(top: Path) -> list[Path]:
    found: list[Path] = []
    closed: list[Path] = []
    seen = 0
    for folder, folders, files in os.walk(top, onerror=lambda e: closed.append(Path(e.filename)), followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        found += (Path(folder) / f for f in sorted(files) if f.endswith(SUFFIXES) and not f.startswith("."))
        seen += len(files) + len(folders)
        if len(found) > MAX_FILES:
            raise UsageError(f"{top} holds more than {MAX_FILES:,} YAML files", "name a smaller folder")
        if seen > MAX_SEEN:
            raise UsageError(f"{top} holds more than {MAX_SEEN:,} files and folders", "name a smaller folder")
    return found + closed


def read_bytes(file: Path, shown: str, top: Path | None = None) -> bytes | Problem:
    """The content of an ordinary file, or what stands in the way. Where `top` is given, a link may not lead out of that folder."""
    where = Location(shown, 1, 1)
    if top is not None and file.is_symlink() and not _is_below(file, top):
        return rules.OUTSIDE.broken(where, f"a link that leads out of {top}", "copy the file, or name it itself")
    try:
        data = read_ordinary(file, MAX_BYTES)
    except (OSError, ValueError) as error:
        return rules.UNREADABLE.broken(where, f"cannot be read: {reason_of(error)}", "check that it is there and may be read")
    if data is None:
        return rules.UNREADABLE.broken(where, "not an ordinary file", "give a .yaml file or a folder of them")
    return too_large(shown) if len(data) > MAX_BYTES else data


def read_ordinary(file: Path, most: int) -> bytes | None:
    """The content of an ordinary file, of a larger one `most` bytes and one more; None for what is none. Raises OSError and ValueError."""
    # Opened without blocking and looked at before reading: a FIFO would otherwise wait forever.
    descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as opened:
        return opened.read(most + 1) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None


def reason_of(error: OSError | ValueError) -> str:
    """Why a file could not be read."""
    return (error.strerror if isinstance(error, OSError) else str(error)) or ""


def _is_below(file: Path, top: Path) -> bool:
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(top))
