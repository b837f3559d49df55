"""Attaching to the local server: whoever holds a lease keeps it running; the system lets go of it however its holder ends."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from graph.local.install import install
from graph.local.paths import Paths, make_folder
from ontology.errors import StoreStartError

START_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    port: int
    supervisor: int
    java: int


def running(paths: Paths) -> Running | None:
    """The running server, or None. A state left behind by a supervisor that was killed does not count."""
    try:
        state = json.loads(paths.state.read_text(encoding="utf-8"))
        found = Running(state["port"], state["supervisor"], state["java"])
    except (OSError, ValueError, KeyError):
        return None
    return found if is_held(paths.run / "supervisor.lock") else None


def is_held(file: Path) -> bool:
    """Whether another process holds this lock."""
    try:
        with file.open("ab") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


class Lease:
    """Keeps the local server running while it is open; starts it when it does not run."""

    def __init__(self, paths: Paths, report: Callable[[str], None]) -> None:
        self.paths = paths
        install(paths, report)
        make_folder(paths.run)
        self._file = (paths.run / "leases.lock").open("ab")
        # Waits while a supervisor that found nobody left is stopping the server: at most a few seconds.
        fcntl.flock(self._file, fcntl.LOCK_SH)
        try:
            self.server = running(paths) or self._start(report)
        except BaseException:
            self.close()
            raise

    def _start(self, report: Callable[[str], None]) -> Running:
        report("starting Neo4j")
        error_file = self.paths.run / "error.json"
        error_file.unlink(missing_ok=True)
        self.paths.log.parent.mkdir(parents=True, exist_ok=True)
        with self.paths.log.open("ab") as log:
            supervisor = subprocess.Popen(
                [sys.executable, "-m", "graph.local.supervisor", str(self.paths.home), str(self.paths.cache), self.paths.edition],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd="/",
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )  # fmt: skip
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if found := running(self.paths):
                return found
            if error_file.exists():
                raise StoreStartError(*json.loads(error_file.read_text(encoding="utf-8")))
            # One that found another supervisor at work ends at once with 0; the other one will publish the state.
            if supervisor.poll() not in (None, 0) and not error_file.exists():
                break
            time.sleep(0.02)
        raise StoreStartError("the local Neo4j did not start", f"see {self.paths.log}")

    def close(self) -> None:
        """Let go. The server stops a moment after the last lease is gone."""
        self._file.close()

    def __enter__(self) -> Lease:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
