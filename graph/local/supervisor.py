"""The process that owns a running server: starts it, publishes its port, stops it when nobody holds a lease any more.

Only one runs for a store: it holds `supervisor.lock` while it lives. A server that is killed is started again while somebody uses it. If
the supervisor is killed, the system tells the server to stop (Linux); should it linger, the next supervisor ends it, which knows its
process id. The file `pinned` keeps a server that nobody uses; it does not outlive the supervisor.

A folder that is deleted takes its locks along, and whoever comes next makes a new one with a server of its own. So a supervisor whose lock
is not at its place any more kills its server at once, and touches nothing: what is there by now belongs to others.

Signals: TERM stops the server at once, even while it is in use; USR1 stops it without delay once it is not.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import psutil

from common.errors import StoreStartError
from graph.local import locks
from graph.local.disk import NEEDED, disk_problem, start_error
from graph.local.install import damaged, jar_folder
from graph.local.jars import JarLock, read_lock
from graph.local.java import command, write_settings
from graph.local.lease import running
from graph.local.logs import trim
from graph.local.password import ensure_password
from graph.local.paths import Paths
from graph.local.ports import choose_port, is_chosen
from graph.local.server import STOP_SECONDS, end, launch, wait_for_answer, write_whole
from graph.local.training import cache_file, train_in_background

LINGER = 1.0
POLL = 0.1
# A server that ends by itself this often, each time before it ran a minute, is not started again. One that is pinned is, after a pause:
# nobody else may be there to start another.
FAILURES = 3
STEADY_SECONDS = 60.0
PAUSE_SECONDS = 15.0


def main(home: str, cache: str, edition: str, repair: str = "") -> int:
    """Run the server of a store until no process needs it. Errors are left in run/error.json for the process that waits for it."""
    paths = Paths(Path(home), Path(cache), edition)
    with (paths.run / locks.SUPERVISOR).open("ab") as lock:
        while not locks.take(lock):
            if running(paths):
                return 0
            time.sleep(POLL)
        try:
            _Supervisor(paths, lock, repair=bool(repair)).run()
        except StoreStartError as error:
            with suppress(OSError):  # a full disk, which the process that waits sees as well
                if locks.is_at(lock, paths.run / locks.SUPERVISOR):
                    write_whole(paths.run / "error.json", json.dumps([error.message, error.hint]))
                print(f"error: {error}", file=sys.stderr)
            return 1
    return 0


class _Supervisor:
    def __init__(self, paths: Paths, held: IO[bytes], *, repair: bool) -> None:
        self.paths = paths
        self.held = held
        self.lock: JarLock = read_lock(paths.edition)
        self.jars = jar_folder(paths, self.lock)
        self.repair = repair
        self.must_stop = False
        self.in_haste = False
        signal.signal(signal.SIGTERM, self._hear)
        signal.signal(signal.SIGUSR1, self._hear)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def _hear(self, number: int, _frame: object) -> None:
        self.must_stop = self.must_stop or number == signal.SIGTERM
        self.in_haste = True

    def run(self) -> None:
        for name in ("state.json", "pinned"):
            (self.paths.run / name).unlink(missing_ok=True)
        self._end_orphan()
        failures = 0
        while failures < FAILURES or self._pause():
            began = time.monotonic()
            if self._serve() or self._is_removed():
                return
            failures = failures + 1 if time.monotonic() - began < STEADY_SECONDS else 1
        if not self.must_stop and not self._is_removed():
            raise self._why()

    def _pause(self) -> bool:
        """Wait before a pinned server is started again; whether it is to be."""
        pinned = self.paths.run / "pinned"
        until = time.monotonic() + PAUSE_SECONDS
        while pinned.exists() and not self.must_stop and not self._is_removed():
            if time.monotonic() >= until:
                return True
            time.sleep(POLL)
        return False

    def _serve(self) -> bool:
        """Run the server once; False when it ended by itself while it was needed."""
        if problem := disk_problem(self.paths.server, NEEDED):
            raise problem
        last = self.paths.run / "port"
        port = choose_port(last, self._check)
        cache = cache_file(self.paths, self.lock)
        try:
            write_settings(self.paths.server, self.paths.edition, port, repair=self.repair)
            ensure_password(self.paths.server)
            start = command(self.jars, self.lock, self.paths.server, cache=cache if cache.exists() else None)
            java = launch(start, sys.stderr.fileno())
        except OSError as error:
            raise start_error(error, self.paths.server) from error
        try:
            write_whole(self.paths.run / "java.pid", str(java.pid))
            if not wait_for_answer(java, port, self.paths.password, self._check):
                return self._retry_port(last)
            write_whole(last, str(port))
            state = {"port": port, "supervisor": os.getpid(), "java": java.pid}
            with locks.publish(self.paths.state, json.dumps(state).encode()):
                if not cache.exists():
                    train_in_background(self.paths)
                return self._watch(java)
        except OSError as error:
            raise start_error(error, self.paths.server) from error
        finally:
            self._stop(java)

    def _is_abandoned(self) -> bool:
        """Whether whoever had it started has gone meanwhile."""
        with (self.paths.run / locks.LEASES).open("ab") as leases:
            return not self._is_wanted(leases)

    def _is_removed(self) -> bool:
        """Whether the folder of the store is gone, or another one by now."""
        return not locks.is_at(self.held, self.paths.run / locks.SUPERVISOR)

    def _check(self) -> None:
        if self.must_stop or self._is_removed() or self._is_abandoned():
            raise StoreStartError("the local Neo4j was stopped while it started")
        if problem := disk_problem(self.paths.server):
            raise problem

    def _retry_port(self, last: Path) -> bool:
        # Between choosing a port and using it another process may have taken it.
        if is_chosen() and "PortBindException" in self._tail():
            last.unlink(missing_ok=True)
            return False
        raise self._why()

    def _end_orphan(self) -> None:
        with suppress(OSError, ValueError, psutil.Error):
            orphan = psutil.Process(int((self.paths.run / "java.pid").read_text(encoding="utf-8")))
            if f"--home-dir={self.paths.server}" in orphan.cmdline():
                orphan.terminate()
                with suppress(psutil.TimeoutExpired):
                    orphan.wait(STOP_SECONDS)
                    return
                orphan.kill()

    def _why(self) -> StoreStartError:
        if broken := damaged(self.jars, self.lock):
            hint = "run `foedera store install --verify`, which downloads what is damaged again"
            return StoreStartError(f"the local Neo4j did not start: {broken[0]} is damaged", hint)
        if "PortBindException" in self._tail():
            hint = "set FOEDERA_BOLT_PORT to a free port, or unset it to have one chosen"
            return StoreStartError("the local Neo4j did not start: its port is taken", hint)
        return disk_problem(self.paths.server) or StoreStartError("the local Neo4j did not start", f"see {self.paths.log}")

    def _tail(self) -> str:
        with suppress(OSError):
            return self.paths.log.read_bytes()[-4000:].decode(errors="replace")
        return ""

    def _watch(self, java: subprocess.Popen[bytes]) -> bool:
        """Wait for a request to stop, or until no lease has been held for a while; False when the server ended before."""
        with (self.paths.run / locks.LEASES).open("ab") as leases:
            free_since: float | None = None
            while java.poll() is None and not self.must_stop:
                if self._is_removed():
                    return True
                with suppress(OSError):  # a full disk: the server tells of it
                    trim(self.paths.log, sys.stderr.fileno())
                if self._is_wanted(leases):
                    free_since, self.in_haste = None, False
                else:
                    free_since = free_since or time.monotonic()
                    lingered = self.in_haste or time.monotonic() - free_since >= LINGER
                    if lingered and locks.take(leases):
                        self._stop(java)
                        return True
                time.sleep(POLL)
            return self.must_stop or not self._is_wanted(leases)

    def _is_wanted(self, leases: IO[bytes]) -> bool:
        if (self.paths.run / "pinned").exists():
            return True
        if locks.take(leases):
            locks.release(leases)
            return False
        return True

    def _stop(self, java: subprocess.Popen[bytes]) -> None:
        """Stop the server. While the lease file is locked exclusively, new users wait for that and then start a new one."""
        if self._is_removed():
            java.kill()  # it has nothing left to save, and takes half a minute to find that out
            java.wait()
        else:
            self.paths.state.unlink(missing_ok=True)
            end(java)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
