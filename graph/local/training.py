"""Builds the JDK's ahead-of-time cache, which halves the start of the server. Takes one run of the server per set of jars."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import filelock

from common.errors import StoreStartError
from common.priority import give_way
from graph.local.install import jar_folder
from graph.local.jars import JarLock, read_lock
from graph.local.java import command, java_version, write_settings
from graph.local.password import ensure_password
from graph.local.paths import Paths
from graph.local.server import ask, end, launch, wait_for_answer

# Writing the cache of 160 MB takes 10 s after the server has stopped; more on a busy machine.
SECONDS = 180.0
# Like the first requests: classes that no statement has used are not in the cache, and would delay the first answer.
STATEMENTS = (
    "CREATE CONSTRAINT warm IF NOT EXISTS FOR (n:Warm) REQUIRE n.id IS UNIQUE",
    "CREATE FULLTEXT INDEX words IF NOT EXISTS FOR (n:Warm) ON EACH [n.name]",
    "UNWIND range(1, 50) AS i MERGE (n:Warm {id: toString(i)}) SET n.name = 'name ' + i "
    "MERGE (m:Warm {id: toString(i + 1)}) MERGE (n)-[r:NEXT]->(m) SET r.start = date('1949-04-04')",
    "MATCH (n:Warm) WHERE n.name STARTS WITH 'name' WITH n ORDER BY n.id LIMIT 5 "
    "RETURN n {.id, next: COLLECT { MATCH (n)-[r:NEXT]->(m) RETURN {id: m.id, start: toString(r.start)} }}",
    "CALL (*) { MATCH (n:Warm {id: '1'}) RETURN n UNION MATCH (n:Warm {id: '2'}) RETURN n } RETURN count(n), collect(n.id)",
    "CALL db.index.fulltext.queryNodes('words', 'name') YIELD node, score RETURN node.id, score LIMIT 3",
)


def cache_file(paths: Paths, lock: JarLock) -> Path:
    """Where the cache of these jars and this Java is, once it is made."""
    return paths.cache / f"neo4j-{lock.version}-{lock.digest}-java{java_version()}.aot"


def cached(paths: Paths) -> Path | None:
    """The cache for the edition in force, if it is made."""
    file = cache_file(paths, read_lock(paths.edition))
    return file if file.exists() else None


def is_wanted() -> bool:
    """Whether the user wants the cache: FOEDERA_AOT is not 0."""
    return os.environ.get("FOEDERA_AOT") != "0"


def train_in_background(paths: Paths) -> None:
    """Start making the cache, at low priority and in a process of its own."""
    if not is_wanted():
        return
    subprocess.Popen(
        [sys.executable, "-m", "graph.local.training", str(paths.home), str(paths.cache), paths.edition],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )


def train(paths: Paths) -> Path | None:
    """The cache; made now when it is not there, by running a server in a folder of its own. None when it could not be made."""
    lock = read_lock(paths.edition)
    target = cache_file(paths, lock)
    with filelock.FileLock(f"{target}.lock"):
        if target.exists():
            return target
        made = target.with_suffix(".making")
        folder = Path(tempfile.mkdtemp(prefix="foedera-aot-"))
        try:
            _run(paths, lock, folder, made)
            if made.exists():
                made.replace(target)
                return target
        finally:
            made.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
    return None


def _run(paths: Paths, lock: JarLock, folder: Path, made: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    write_settings(folder, paths.edition, port)
    ensure_password(folder)
    java = launch(command(jar_folder(paths, lock), lock, folder, train=made), subprocess.DEVNULL)
    try:
        password = folder / "password"
        with suppress(StoreStartError):
            if wait_for_answer(java, port, password, lambda: None):
                ask(port, password, *STATEMENTS)
        java.terminate()
        with suppress(subprocess.TimeoutExpired):
            java.wait(SECONDS)
    finally:
        end(java)


def main(home: str, cache: str, edition: str) -> None:
    """Make the cache at low priority."""
    give_way()
    train(Paths(Path(home), Path(cache), edition))


if __name__ == "__main__":
    main(*sys.argv[1:])
