"""Finds and reads the files of a source: ordinary files only, of bounded size, each once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from loaders.records import Location, Problem
from loaders.yaml_tree import MAX_BYTES
from ontology.errors import NotFoundError

SUFFIXES = (".yaml", ".yml")
MAX_FILES = 100_000


def find_files(path: Path) -> Iterator[Path]:
    """The YAML files at or below `path`, in order of name. Links to folders are not followed, so there are no loops.

    Raises NotFoundError when there is nothing at `path`.
    """
    if not path.exists():
        raise NotFoundError(f"there is nothing at {path}", "check the spelling; a folder is searched for .yaml files")
    if not path.is_dir():
        yield path
        return
    found = 0
    for folder, folders, files in os.walk(path, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            if name.endswith(SUFFIXES) and not name.startswith("."):
                found += 1
                if found > MAX_FILES:
                    raise NotFoundError(f"{path} holds more than {MAX_FILES:,} files", "name a smaller folder")
                yield Path(folder) / name


def read_bytes(file: Path, shown: str) -> bytes | Problem:
    """The content of an ordinary file, or what stands in the way."""
    where = Location(shown, 1, 1)
    try:
        # Opened without blocking and looked at before reading: a FIFO would otherwise wait forever.
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as opened:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return Problem(where, "not an ordinary file", "give a .yaml file or a folder of them")
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        return Problem(where, f"cannot be read: {error.strerror}", "check that it is there and may be read")
