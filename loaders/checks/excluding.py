"""Files that are named, or found in folders that are named, and are not to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path

from loaders.sources.files import find_files, is_folder
from loaders.sources.gathering import CORE


def without_excluded(targets: Iterable[str], patterns: Sequence[str]) -> list[str]:
    """The targets without what a pattern names: a file or folder by its path or its name, with `*` for any part.

    A folder of which something is left away comes as the files that stay. Raises NotFoundError for a target at which there is nothing.
    """
    found: list[str] = []
    for target in targets:
        path = Path(target)
        if target == CORE or not patterns:
            found.append(target)
        elif is_folder(path):
            files = list(find_files(path))
            kept = [str(file) for file in files if not _excluded(file, patterns)]
            found += [target] if len(kept) == len(files) else kept
        elif not _excluded(path, patterns):
            found.append(target)
    return found


def _excluded(path: Path, patterns: Sequence[str]) -> bool:
    named = [path, *path.parents]
    return any(fnmatch(str(one), pattern.rstrip("/")) or fnmatch(one.name, pattern.rstrip("/")) for pattern in patterns for one in named)
