"""Attaches to the local server: it runs while any process holds a lease, which the system releases however the process ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import IO

from common.errors import StoreStartError, StoreUnavailableError
from common.progress import Progress
from graph.local import locks
from graph.local.disk import NEEDED, disk_problem, start_error
from graph.local.install import install
from graph.local.logs import trim
from graph.local.paths import Paths, make_folder
from graph.local.server import STOP_SECONDS, kill

# More than a supervisor gives the server, so that its error and not this one is what the user reads.
START_SECONDS = 150.0


@dataclass(frozen=True, slots=True)
class Running:
    """A server that is ready."""

    port: int
    supervisor: int
    java: int


def running(paths: Paths) -> Running | None:
    """The running server, or None."""
    state = locks.read_held(paths.state)
    return Running(**json.loads(state)) if state else None


class Lease:
    """Keeps the local server running while it is open; starts the server if necessary.

    `repair` lets a server that starts cut off the unreadable end of its transaction log.
    """

    def __init__(self, paths: Paths, report: Progress, *, repair: bool = False) -> None:
        self.paths = paths
        self.report = report
        self.repair = repair
        install(paths, report)
        self._file = self._attach()
        try:
            self.server = self.revive()
        except BaseException:
            self.close()
            raise

    def revive(self) -> Running:
        """The running server; starts it when it, or its supervisor, was killed. It keeps its port where that is free."""
        if not self._is_attached():
            self._file.close()
            self._file = self._attach()
        self.server = running(self.paths) or self._start()
        return self.server

    def restart(self) -> Running:
        """Have a server that has stopped its database started again: it recovers what was confirmed, as one that was killed.

        Raises StoreStartError while its disk has no space.
        """
        if problem := disk_problem(self.paths.server, NEEDED):
            raise problem
        before = self.server
        # Others who use it may have seen to that already.
        kill(before.java, self.paths.server)
        end = time.monotonic() + STOP_SECONDS
        while running(self.paths) == before and time.monotonic() < end:
            time.sleep(0.02)
        return self.revive()

    def _attach(self) -> IO[bytes]:
        # One by one: mkdir gives the mode to the last folder of a path only.
        make_folder(self.paths.server)
        make_folder(self.paths.run)
        try:
            file = (self.paths.run / locks.LEASES).open("ab")
        except OSError as error:
            raise start_error(error, self.paths.run) from error
        # Waits while a supervisor that found nobody left is stopping the server: at most a few seconds.
        locks.share(file)
        return file

    def _is_attached(self) -> bool:
        """Whether the folder is still the one in which this lease is held."""
        return locks.is_at(self._file, self.paths.run / locks.LEASES)

    def _start(self) -> Running:
        self.report("starting Neo4j")
        error_file = self.paths.run / "error.json"
        try:
            error_file.unlink(missing_ok=True)
            self.paths.log.parent.mkdir(parents=True, exist_ok=True)
            with _open_log(self.paths) as log:
                supervisor = _launch(self.paths, log, self.repair)
        except OSError as error:
            raise start_error(error, self.paths.server) from error
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if found := running(self.paths):
                supervisor.returncode = 0  # it outlives this process; unset, Python would warn that nobody waits for it
                return found
            if error_file.exists():
                raise StoreStartError(*json.loads(error_file.read_text(encoding="utf-8")))
            # One that found another supervisor at work ends with 0; the other one publishes the state, as long as it lives.
            code = supervisor.poll()
            is_over = code is not None and (code != 0 or not locks.is_taken(self.paths.run / locks.SUPERVISOR))
            if is_over and not error_file.exists() and not running(self.paths):
                break
            if not self._is_attached():
                raise StoreUnavailableError(f"the folder {self.paths.server} was removed while Neo4j started", "try again")
            time.sleep(0.02)
        raise disk_problem(self.paths.server) or StoreStartError("the local Neo4j did not start", f"see {self.paths.log}")

    def close(self) -> None:
        """Release the lease. The server stops a moment after the last lease is released."""
        self._file.close()

    def __enter__(self) -> Lease:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _open_log(paths: Paths) -> IO[bytes]:
    log = paths.log.open("ab")
    trim(paths.log, log.fileno())
    return log


def _launch(paths: Paths, log: IO[bytes], repair: bool) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "graph.local.supervisor", str(paths.home), str(paths.cache), paths.edition]
    supervisor = subprocess.Popen(
        [*command, "repair"] if repair else command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        cwd="/",
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    # It may end before or after us; if before, somebody has to take note.
    threading.Thread(target=supervisor.wait, name="foedera-supervisor", daemon=True).start()
    return supervisor
