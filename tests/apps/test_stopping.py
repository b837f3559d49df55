"""TERM takes a server out of routing before it ends. Ctrl-C and TERM end what starts, loads or streams, and leave nothing running."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from foedera.stopping import GRACE_SECONDS
from graph import Store
from tests.apps.conftest import REPOSITORY, Served, serving, until, version_of
from tests.campaign import FULL

END_SECONDS = 10
"""On an idle machine everything ends within three."""
STREAM = "{ states(first: 1000) { nodes { name memberOf(first: 200) { edges { remark node { name } } } } } }"
ROWS = 4_000
HEAD = """\
datasets: [{id: many, title: Many, rank: 100, licence: CC0-1.0}]
dataset: many
source: Handbook of Invented States, p. 12
entities:
"""
signals = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])


def test_term_drains(core_store: Store) -> None:  # noqa: ARG001
    with serving("--drain", "600") as served:
        url = served.url
        served.process.terminate()
        until(lambda: httpx.get(f"{url}/health/ready").status_code == 503, "not ready")
        assert httpx.get(f"{url}/health/live").status_code == 200
        assert version_of(url)
        began = time.monotonic()
        served.process.terminate()
        assert served.process.wait(30) in (-signal.SIGTERM, 128 + signal.SIGTERM)
        assert time.monotonic() - began < 10


def ended(served: Served, number: int) -> None:
    """A signal to every process of the terminal ends all of them at once, with the code of the signal."""
    running = psutil.Process(served.process.pid).children(recursive=True)
    began = time.monotonic()
    os.killpg(served.process.pid, number)
    assert served.process.wait(END_SECONDS) in (-number, 128 + number)
    assert time.monotonic() - began < END_SECONDS
    until(lambda: not any(map(_lives, running)), f"{running} still run", END_SECONDS)


def _lives(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    return False


@signals
@pytest.mark.parametrize("workers", ["1", "2"] if FULL else ["2"])
def test_it_ends_while_it_streams(core_store: Store, number: int, workers: str) -> None:  # noqa: ARG001
    with serving("--workers", workers) as served:
        begun = threading.Event()

        def read_slowly() -> None:
            asking = httpx.stream("POST", f"{served.url}/graphql", json={"query": STREAM}, timeout=60)
            with suppress(httpx.TransportError), asking as answer:
                for _ in answer.iter_raw(512):
                    begun.set()
                    time.sleep(0.05)

        threading.Thread(target=read_slowly, daemon=True).start()
        assert begun.wait(60)
        ended(served, number)


@signals
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_second_signal_ends_it_at_once_and_quietly(scratch: Store, number: int, workers: str) -> None:  # noqa: ARG001
    with serving("--workers", workers) as served:
        served.wait_for("not ready yet: (.+)")
        processes = [served.process.pid, *(worker.pid for worker in served.workers())]
        with socket.create_connection(_place(served)) as unanswered:
            unanswered.sendall(b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{")
            time.sleep(0.3)
            began = time.monotonic()
            served.process.send_signal(number)
            time.sleep(0.3)
            served.process.send_signal(number)
            assert served.process.wait(END_SECONDS) in (-number, 128 + number)
        assert time.monotonic() - began < GRACE_SECONDS
        until(lambda: not any(map(psutil.pid_exists, processes)), f"{processes} still run", END_SECONDS)
    assert not served.said("Traceback")


def _place(served: Served) -> tuple[str, int]:
    address = urlsplit(served.wait_for(r"\((http://[^/]+)/health"))
    assert address.hostname
    assert address.port
    return address.hostname, address.port


def assistant() -> subprocess.Popen[bytes]:
    """The tools for assistants on standard input and output, which have answered once."""
    command = [sys.executable, "-m", "foedera", "mcp", "--no-load"]
    pipe = subprocess.PIPE
    started = subprocess.Popen(command, cwd=REPOSITORY, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True)
    assert started.stdin
    assert started.stdout
    started.stdin.write(b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')
    started.stdin.flush()
    assert b'"id":1' in started.stdout.readline()
    return started


@signals
def test_tools_for_assistants_end_while_standard_input_is_open(scratch: Store, number: int) -> None:  # noqa: ARG001
    with assistant() as started:
        os.killpg(started.pid, number)
        assert started.wait(END_SECONDS) in (-number, 128 + number)
        assert started.stderr
        assert b"Traceback" not in started.stderr.read()


def test_tools_for_assistants_end_quietly_when_nobody_reads_them(scratch: Store) -> None:  # noqa: ARG001
    with assistant() as started:
        assert started.stdin
        assert started.stdout
        assert started.stderr
        started.stdout.close()
        started.stdin.write(b'{"jsonrpc": "2.0", "id": 2, "method": "ping"}\n')
        started.stdin.flush()
        time.sleep(0.5)
        with suppress(BrokenPipeError):
            started.stdin.close()
        assert started.wait(END_SECONDS) == 1
        assert b"rror" not in started.stderr.read()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """The folder of a store that nobody has started yet."""
    home = tmp_path / "home"
    yield home
    until(lambda: not any(str(home) in " ".join(p.info["cmdline"] or ()) for p in psutil.process_iter(["cmdline"])), "Neo4j still runs")


@signals
def test_it_ends_while_its_store_starts_and_nothing_is_left(home: Path, number: int) -> None:
    with serving(FOEDERA_HOME=str(home), FOEDERA_STORE="local") as served:
        until(lambda: any("starting Neo4j" in line for line in served.lines), "it does not start Neo4j")
        time.sleep(1)
        ended(served, number)


@signals
def test_a_load_ends_and_leaves_what_was_there(scratch: Store, tmp_path: Path, number: int) -> None:
    file = tmp_path / "many.yaml"
    file.write_text(HEAD + "".join(f"- {{id: forum-{n}, class: Forum, name: Forum {n}}}\n" for n in range(ROWS)), encoding="utf-8")
    command = [sys.executable, "-m", "foedera", "load", str(file)]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    loading = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
    assert loading.stderr is not None
    said = next(line for line in loading.stderr if "deriving" in line or "checking" in line)
    loading.send_signal(number)
    began = time.monotonic()
    _, words = loading.communicate(timeout=END_SECONDS)
    assert time.monotonic() - began < END_SECONDS
    assert loading.returncode in (-number, 128 + number), (said, words)
    assert "Traceback" not in words
    assert entities(scratch) == 0
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert entities(scratch) == ROWS


def entities(store: Store) -> int:
    """How many a store holds."""
    with store.driver.session(database=store.address.database) as session:
        return int(session.run("MATCH (n:FoederaEntity) RETURN count(n) AS number").single(strict=True)["number"])
