"""Puts the server's jars in place, once for all projects of the user."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import filelock

from graph.local.download import download
from graph.local.jars import JarLock, digest_of, read_lock
from graph.local.paths import Paths, make_folder
from ontology.errors import StoreInstallError


def jar_folder(paths: Paths, lock: JarLock) -> Path:
    """The folder of this exact set of jars."""
    return paths.cache / f"neo4j-{lock.version}-{lock.digest}"


def install(paths: Paths, report: Callable[[str], None], *, verify: bool = False) -> Path:
    """The folder with all jars in place; downloads what is missing. `verify` also reads those that are there.

    A folder under its final name is complete: jars gather beside it and are renamed together. Raises StoreInstallError.
    """
    lock = read_lock(paths.edition)
    folder = jar_folder(paths, lock)
    if not verify and _has_all(folder, lock):
        return folder
    make_folder(paths.cache)
    partial = folder.with_suffix(".partial")
    with filelock.FileLock(f"{folder}.lock"):
        if verify or not _has_all(folder, lock):
            if folder.exists():
                _keep_good(folder, partial, lock)
            make_folder(partial)
            download(lock.jars, partial, report)
            partial.replace(folder)
    return folder


def damaged(folder: Path, lock: JarLock) -> list[str]:
    """The names of jars that are missing or not what was pinned."""
    return [j.file for j in lock.jars if not (folder / j.file).exists() or digest_of(folder / j.file) != j.sha256]


def _has_all(folder: Path, lock: JarLock) -> bool:
    try:
        return all((folder / jar.file).stat().st_size == jar.size for jar in lock.jars)
    except OSError:
        return False


def _keep_good(folder: Path, partial: Path, lock: JarLock) -> None:
    """Move a folder that is not whole back to where it can be completed; download() keeps the jars that are good."""
    try:
        shutil.rmtree(partial, ignore_errors=True)
        folder.replace(partial)
        for name in damaged(partial, lock):
            (partial / name).unlink(missing_ok=True)
    except OSError as error:
        raise StoreInstallError(f"cannot repair {folder}: {error.strerror}", "remove the folder and try again") from error
