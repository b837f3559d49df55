"""The process that owns a running server: starts it, publishes its port, stops it when nobody holds a lease any more.

Only one runs for a store: it holds `supervisor.lock` while it lives. If it is killed, the server is told to stop by the system (Linux) and,
should it linger, is ended by the next supervisor, which knows its process id.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import neo4j
import psutil

from graph.local.install import damaged, jar_folder
from graph.local.jars import JarLock, read_lock
from graph.local.java import command, write_settings
from graph.local.paths import Paths
from graph.local.training import cache_file, train_in_background
from ontology.errors import StoreStartError

LINGER = 1.0
POLL = 0.1
STOP_SECONDS = 30.0
PR_SET_PDEATHSIG = 1


def main(home: str, cache: str, edition: str) -> int:
    """Run the server of a store until nobody needs it. Errors are left in run/error.json for the process that waits."""
    paths = Paths(Path(home), Path(cache), edition)
    with (paths.run / "supervisor.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        try:
            _Supervisor(paths).run()
        except StoreStartError as error:
            (paths.run / "error.json").write_text(json.dumps([error.message, error.hint]), encoding="utf-8")
            return 1
    return 0


class _Supervisor:
    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.lock: JarLock = read_lock(paths.edition)
        self.asked_to_stop = False
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def _stop(self, number: int, frame: object) -> None:
        self.asked_to_stop = True

    def run(self) -> None:
        self.paths.state.unlink(missing_ok=True)
        self._end_orphan()
        port = _port()
        jars = jar_folder(self.paths, self.lock)
        try:
            write_settings(self.paths.server, self.paths.edition, port)
        except OSError as error:
            hint = "free some space or choose another folder with FOEDERA_HOME"
            raise StoreStartError(f"cannot write to {self.paths.server}: {error.strerror}", hint) from error
        cache = cache_file(self.paths, self.lock)
        java = subprocess.Popen(
            command(jars, self.lock, self.paths.server, cache=cache if cache.exists() else None),
            stdin=subprocess.DEVNULL, stdout=sys.stdout, stderr=sys.stderr, start_new_session=True, cwd="/",
            preexec_fn=_die_with_parent,
        )  # fmt: skip
        (self.paths.run / "java.pid").write_text(str(java.pid), encoding="utf-8")
        try:
            self._wait(java, port, jars)
            state = {"port": port, "supervisor": os.getpid(), "java": java.pid}
            _write_whole(self.paths.state, json.dumps(state))
            if not cache.exists():
                train_in_background(self.paths)
            self._watch(java)
        finally:
            self.paths.state.unlink(missing_ok=True)
            _end(java)

    def _end_orphan(self) -> None:
        with suppress(OSError, ValueError, psutil.Error):
            orphan = psutil.Process(int((self.paths.run / "java.pid").read_text(encoding="utf-8")))
            if f"--home-dir={self.paths.server}" in orphan.cmdline():
                orphan.terminate()
                with suppress(psutil.TimeoutExpired):
                    orphan.wait(STOP_SECONDS)
                    return
                orphan.kill()

    def _wait(self, java: subprocess.Popen[bytes], port: int, jars: Path) -> None:
        while True:
            if java.poll() is not None:
                raise self._why(jars)
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.02)
        password = self.paths.password
        uri = f"bolt://127.0.0.1:{port}"
        while True:
            try:
                if not password.exists():
                    _set_password(uri, password)
                with neo4j.GraphDatabase.driver(uri, auth=("neo4j", password.read_text(encoding="utf-8"))) as driver:
                    driver.execute_query("RETURN 1", database_="neo4j")
                return
            except neo4j.exceptions.AuthError as error:
                hint = "the password file does not fit the data; `foedera store reset` makes a new store"
                raise StoreStartError("the local Neo4j refuses its own password", hint) from error
            except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
                if java.poll() is not None:
                    raise self._why(jars) from error
                time.sleep(0.05)

    def _why(self, jars: Path) -> StoreStartError:
        if broken := damaged(jars, self.lock):
            hint = "run `foedera store install --verify`, which downloads what is damaged again"
            return StoreStartError(f"the local Neo4j did not start: {broken[0]} is damaged", hint)
        with suppress(OSError):
            tail = self.paths.log.read_bytes()[-20_000:].decode(errors="replace")
            if "No space left on device" in tail:
                hint = "free some space or choose another folder with FOEDERA_HOME"
                return StoreStartError(f"the local Neo4j did not start: the disk of {self.paths.home} is full", hint)
        return StoreStartError("the local Neo4j did not start", f"see {self.paths.log}")

    def _watch(self, java: subprocess.Popen[bytes]) -> None:
        """Wait until the server ends, somebody asks to stop, or no lease has been held for a while."""
        with (self.paths.run / "leases.lock").open("ab") as leases:
            free_since: float | None = None
            while java.poll() is None and not self.asked_to_stop:
                if (self.paths.run / "pinned").exists() or not _is_free(leases):
                    free_since = None
                else:
                    free_since = free_since or time.monotonic()
                    if time.monotonic() - free_since >= LINGER and _is_free(leases, keep=True):
                        # Kept until the server is down: newcomers wait for the lock and then start a new one.
                        self.paths.state.unlink(missing_ok=True)
                        _end(java)
                        return
                time.sleep(POLL)


def _is_free(leases: IO[bytes], *, keep: bool = False) -> bool:
    try:
        fcntl.flock(leases, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    if not keep:
        fcntl.flock(leases, fcntl.LOCK_UN)
    return True


def _set_password(uri: str, file: Path) -> None:
    """Replace the password every new server has by a random one."""
    password = secrets.token_urlsafe(24)
    pending = file.with_suffix(".new")
    if pending.exists():
        password = pending.read_text(encoding="utf-8")
    _write_whole(pending, password)
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver:
        with suppress(neo4j.exceptions.AuthError):  # changed already, by a run that was killed before the rename
            driver.execute_query(
                "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password", password=password, database_="system"
            )
    pending.replace(file)


def _write_whole(file: Path, text: str) -> None:
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(text)
    beside.replace(file)


def _port() -> int:
    """A free port on loopback, or the one that FOEDERA_BOLT_PORT names."""
    wanted = os.environ.get("FOEDERA_BOLT_PORT", "0")
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", int(wanted)))
        except (OSError, ValueError, OverflowError) as error:
            hint = "set FOEDERA_BOLT_PORT to a free port, or unset it to have one chosen"
            raise StoreStartError(f"port {wanted} cannot be used: {error}", hint) from error
        return int(probe.getsockname()[1])


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(java: subprocess.Popen[bytes]) -> None:
    if java.poll() is None:
        java.terminate()
        try:
            java.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            java.kill()
            java.wait()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
