"""Makes the JDK's ahead-of-time cache, with which the server starts in half the time. Costs a run in the background, once for a set of jars."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import filelock

from graph.local.install import jar_folder
from graph.local.jars import JarLock, read_lock
from graph.local.java import command, java_version, write_settings
from graph.local.paths import Paths

SECONDS = 180.0


def cache_file(paths: Paths, lock: JarLock) -> Path:
    """Where the cache of these jars and this Java is, once it is made."""
    return paths.cache / f"neo4j-{lock.version}-{lock.digest}-java{java_version()}.aot"


def train_in_background(paths: Paths) -> None:
    """Start making the cache, at low priority and in a process of its own. Does nothing when FOEDERA_AOT is 0."""
    if os.environ.get("FOEDERA_AOT") == "0":
        return
    subprocess.Popen(
        [sys.executable, "-m", "graph.local.training", str(paths.home), str(paths.cache), paths.edition],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd="/",
    )  # fmt: skip


def main(home: str, cache: str, edition: str) -> None:
    """Run a server in a folder of its own until it answers, stop it, and keep the cache that Java then writes."""
    paths = Paths(Path(home), Path(cache), edition)
    lock = read_lock(edition)
    target = cache_file(paths, lock)
    os.nice(15)
    with suppress(filelock.Timeout), filelock.FileLock(f"{target}.lock", timeout=0):
        if target.exists():
            return
        made = target.with_suffix(".making")
        folder = Path(tempfile.mkdtemp(prefix="foedera-aot-"))
        try:
            _run(paths, lock, folder, made)
            if made.exists():
                made.replace(target)
        finally:
            made.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)


def _run(paths: Paths, lock: JarLock, folder: Path, made: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    write_settings(folder, paths.edition, port)
    java = subprocess.Popen(
        command(jar_folder(paths, lock), lock, folder, train=made),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
    )  # fmt: skip
    try:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and java.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        time.sleep(2)  # some classes are only loaded after the port is open
        java.terminate()
        java.wait(SECONDS)
    finally:
        if java.poll() is None:
            java.kill()
            java.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
