"""Inspects and controls the local server."""

from __future__ import annotations

import os
import shutil
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from common.errors import StoreBusyError, StoreError, StoreStartError
from common.progress import Progress
from graph.local import locks
from graph.local.install import has_all, jar_folder
from graph.local.jars import read_lock
from graph.local.lease import Lease, Running, running
from graph.local.paths import Paths
from graph.local.server import STOP_SECONDS
from graph.local.training import cache_file

PINNED = "pinned"
# The files of a server; a reset removes these and nothing else.
CONTENT = ("conf", "data", "import", "licenses", "logs", "plugins", "password", "password.new")
USER_HINT = "it stops when they end; --force stops it now"


@dataclass(frozen=True, slots=True)
class User:
    """A process that uses the local server."""

    pid: int
    command: str

    def __str__(self) -> str:
        """Command and process id, for messages."""
        return f"{self.command} (process {self.pid})"


@dataclass(frozen=True, slots=True)
class Status:
    """The local store at one moment. Sizes in bytes; `version` is of the installed jars."""

    edition: str
    version: str
    folder: Path
    jars: Path
    installed: bool
    start_cache: bool
    running: Running | None
    pinned: bool
    users: tuple[User, ...]
    memory: int
    size: int


def status(paths: Paths) -> Status:
    """The state of the local store; starts nothing."""
    lock = read_lock(paths.edition)
    found = running(paths)
    folder = jar_folder(paths, lock)
    return Status(
        edition=paths.edition,
        version=lock.version,
        folder=paths.server,
        jars=folder,
        installed=has_all(folder, lock),
        start_cache=cache_file(paths, lock).exists(),
        running=found,
        pinned=bool(found) and _pin(paths).exists(),
        users=users(paths) if found else (),
        memory=_memory(found.java) if found else 0,
        size=sum(file.stat().st_size for file in (paths.server / "data").rglob("*") if file.is_file()),
    )


def start(paths: Paths, report: Progress, *, repair: bool = False) -> Running:
    """Start the server, unless it runs, and let it run on when this process ends. Raises StoreError."""
    with Lease(paths, report, repair=repair) as lease:
        _pin(paths).touch()
        return lease.server


def stop(paths: Paths, *, force: bool = False) -> bool:
    """Stop the server; False when none ran. Raises StoreBusyError while other processes use it, unless `force`."""
    _pin(paths).unlink(missing_ok=True)
    if not (found := running(paths)):
        return False
    if locks.is_shared(paths.run / locks.LEASES) and not force:
        raise StoreBusyError(f"the local Neo4j is in use by {_names(paths)}", USER_HINT)
    with suppress(ProcessLookupError):
        os.kill(found.supervisor, signal.SIGTERM if force else signal.SIGUSR1)
    end = time.monotonic() + STOP_SECONDS
    while time.monotonic() < end:
        if not locks.is_taken(paths.run / locks.SUPERVISOR):
            return True
        if not force and locks.is_shared(paths.run / locks.LEASES) and running(paths):
            raise StoreBusyError(f"the local Neo4j is in use by {_names(paths)}", USER_HINT)
        time.sleep(0.02)
    raise StoreError("the local Neo4j does not stop", f"see {paths.log}")


def reset(paths: Paths) -> None:
    """Stop the server and remove its data for good. Raises StoreBusyError while it is in use."""
    if not paths.run.exists():
        return
    stop(paths)
    with (paths.run / locks.LEASES).open("ab") as leases:
        # Held to the end, so that a process that wants to start the server waits and then finds an empty store.
        if not locks.take(leases):
            raise StoreBusyError(f"the local Neo4j is in use by {_names(paths)}", "stop that first")
        if locks.is_taken(paths.run / locks.SUPERVISOR):
            raise StoreBusyError("the local Neo4j is just starting or stopping", "try again in a moment")
        try:
            for name in CONTENT:
                _remove(paths.server / name)
        except OSError as error:
            raise StoreStartError(f"cannot remove {error.filename}: {error.strerror}", "remove it by hand") from error


def users(paths: Paths) -> tuple[User, ...]:
    """The processes that hold a lease on the server, as far as this user may see them."""
    leases, lock = (os.path.realpath(paths.run / name) for name in (locks.LEASES, locks.SUPERVISOR))
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            opened = {file.path for file in process.open_files()}
            # A supervisor looks after the leases; it is told by its own lock, also when it publishes no state any more.
            if process.pid != os.getpid() and leases in opened and lock not in opened:
                found.append(User(process.pid, _command(process)))
    return tuple(found)


def _names(paths: Paths) -> str:
    return ", ".join(map(str, users(paths))) or "a process of another user"


def _command(process: psutil.Process) -> str:
    """The program and its arguments, without options and addresses, which may hold a password."""
    words = [word for word in process.cmdline()[:6] if not word.startswith("-") and "://" not in word]
    names = (word if " " in word else Path(word).name for word in words)
    return " ".join(" ".join(names).split())[:60] or str(process.name())


def _memory(pid: int) -> int:
    with suppress(psutil.Error):
        return int(psutil.Process(pid).memory_info().rss)
    return 0


def _pin(paths: Paths) -> Path:
    return paths.run / PINNED


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
