"""Puts the server's jars in place, once for all projects of the user."""

from __future__ import annotations

import shutil
from pathlib import Path

import filelock

from common.errors import StoreInstallError
from common.progress import Progress
from graph.local.jars import Jar, JarLock, digest_of, read_lock
from graph.local.paths import Paths, make_folder


def jar_folder(paths: Paths, lock: JarLock) -> Path:
    """The folder of this exact set of jars."""
    return paths.cache / f"neo4j-{lock.version}-{lock.digest}"


def install(paths: Paths, report: Progress, *, verify: bool = False) -> Path:
    """The folder with all jars in place; downloads missing ones. `verify` also checks the content of those that are there.

    A folder under its final name is complete: jars gather beside it and are renamed together. A damaged jar is replaced by a whole one
    in one step, because a server may be running from there. Raises StoreInstallError.
    """
    lock = read_lock(paths.edition)
    folder = jar_folder(paths, lock)
    if not verify and has_all(folder, lock):
        return folder
    make_folder(paths.cache)
    with _alone(folder, report):
        if verify or not has_all(folder, lock):
            _complete(folder, lock, report)
    return folder


def damaged(folder: Path, lock: JarLock) -> list[str]:
    """The names of jars that are missing or differ from the pinned ones."""
    return [jar.file for jar in lock.jars if not _is_good(folder, jar)]


def _is_good(folder: Path, jar: Jar) -> bool:
    try:
        return digest_of(folder / jar.file) == jar.sha256
    except OSError:
        return False


def has_all(folder: Path, lock: JarLock) -> bool:
    """Whether the folder holds every jar in its size; hashing all of them would take a second at each start."""
    try:
        return all((folder / jar.file).stat().st_size == jar.size for jar in lock.jars)
    except OSError:
        return False


def _alone(folder: Path, report: Progress) -> filelock.BaseFileLock:
    """The lock of a folder of jars; reports when another process holds it."""
    lock = filelock.FileLock(f"{folder}.lock")
    try:
        lock.acquire(timeout=0.2)
    except filelock.Timeout:
        report("another process is downloading Neo4j; waiting for it")
        lock.acquire()
    except OSError as error:
        hint = "choose another folder with FOEDERA_CACHE"
        raise StoreInstallError(f"cannot write to {folder.parent}: {error.strerror}", hint) from error
    return lock


def _complete(folder: Path, lock: JarLock, report: Progress) -> None:
    from graph.local.download import disk_error, download  # noqa: PLC0415  # takes 0.2 s, which only the first start needs

    wanted = [jar for jar in lock.jars if not _is_good(folder, jar)]
    if not wanted:
        return
    partial = folder.with_name(f"{folder.name}.partial")
    make_folder(partial)
    download(wanted, partial, report)
    try:
        if folder.exists():
            for jar in wanted:
                (partial / jar.file).replace(folder / jar.file)
            shutil.rmtree(partial)
        else:
            partial.replace(folder)
    except OSError as error:
        raise disk_error(error, folder) from error
