"""The Java process of a server: starting it, waiting for its first answer, ending it."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

import psutil

from common.errors import StoreStartError
from common.parents import end_with_parent

USER = "neo4j"
ANSWER_SECONDS = 120.0
STOP_SECONDS = 30.0


def launch(command: list[str], log: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """Start a server that ends when this process does."""
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        cwd="/",
        # Only on Linux; elsewhere the next supervisor ends a server that was left behind.
        preexec_fn=end_with_parent,  # noqa: PLW1509  # our processes have one thread when they launch a server
    )


def end(java: subprocess.Popen[bytes]) -> None:
    """Stop a server, by force if it does not stop by itself."""
    if java.poll() is None:
        java.terminate()
        try:
            java.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            java.kill()
            java.wait()


def kill(pid: int, folder: Path) -> None:
    """Kill the server of a folder, if it is still the process with this id."""
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        if f"--home-dir={folder}" in process.cmdline():
            process.kill()


def wait_for_answer(java: subprocess.Popen[bytes], port: int, password: Path, check: Callable[[], None]) -> bool:
    """Wait until the server answers a query; False when it ended instead.

    `check` is called all the while, and raises to give up. Raises StoreStartError.
    """
    deadline = time.monotonic() + ANSWER_SECONDS
    # While the server boots: loading the driver takes 0.3 s.
    import neo4j  # noqa: PLC0415

    while java.poll() is None:
        check()
        if time.monotonic() > deadline:
            raise StoreStartError(f"the local Neo4j did not answer within {ANSWER_SECONDS:.0f} s", "try again, or see its log")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                pass
            ask(port, password)
        except neo4j.exceptions.AuthError as error:
            hint = "the password file does not fit the data; `foedera store reset` makes a new store"
            raise StoreStartError("the local Neo4j refuses its own password", hint) from error
        except neo4j.exceptions.DatabaseUnavailable as error:
            # It opens its port after the database came up or failed to.
            if reason := _failure(port, password):
                raise reason from error
            time.sleep(0.02)
        except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError, ConnectionError, TimeoutError):
            time.sleep(0.02)
        else:
            return True
    return False


def ask(port: int, password: Path, *statements: str) -> None:
    """Run statements (default: one that does nothing)."""
    import neo4j  # noqa: PLC0415

    with (
        neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=(USER, password.read_text(encoding="utf-8"))) as driver,
        driver.session(database="neo4j") as session,
    ):
        for statement in statements or ("RETURN 1",):
            session.run(statement).consume()  # not a managed transaction, which would try again for half a minute


def _failure(port: int, password: Path) -> StoreStartError | None:
    """Why the database did not start, as the server reports it; None while it may still start."""
    import neo4j  # noqa: PLC0415

    auth = (USER, password.read_text(encoding="utf-8"))
    with neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=auth) as driver:
        rows = driver.execute_query("SHOW DATABASE neo4j YIELD statusMessage", database_="system").records
    message = " ".join(str(row[0] or "") for row in rows).strip()
    if not message:
        return None
    # What it tells here names no reason; its log does.
    with suppress(OSError):
        log = (password.parent / "logs" / "debug.log").read_text(encoding="utf-8", errors="replace")
        message = log[log.rfind("Failed to start") :]
    if "fail_on_corrupted_log_files" in message:
        hint = "`foedera store start --repair` cuts that end off: nothing that was confirmed is in it"
        return StoreStartError("the local Neo4j cannot read the end of its transaction log", hint)
    return StoreStartError("the local Neo4j cannot open its data", "`foedera store reset` makes a new store; load again then")


def write_whole(file: Path, text: str) -> None:
    """Write a file for the user alone, so that others see it whole or not at all."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(text)
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
