"""SIGHUP: all workers read tokens and trusted documents again, what is broken changes nothing, a terminal that closes ends the server."""

from __future__ import annotations

import os
import pty
import re
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx
import psutil
import pytest

from graph import Store
from loaders.loading import load
from ontology import Model
from tests.apps.conftest import REPOSITORY, Served, serving, until

FIRST, SECOND = "query First { dataVersion }", "query Second { dataVersion again: dataVersion }"
numbers = pytest.mark.parametrize("workers", [1, 2])


@pytest.fixture(autouse=True)
def small_store(scratch: Store, model: Model, small: Path) -> Store:
    """A store with one entity, which a server reads at once."""
    load(scratch, model, [str(small)])
    return scratch


@pytest.fixture
def trusted(tmp_path: Path) -> Path:
    """A folder of one trusted document."""
    folder = tmp_path / "trusted"
    folder.mkdir()
    (folder / "first.graphql").write_text(FIRST)
    return folder


@pytest.fixture
def tokens(tmp_path: Path) -> Path:
    """A file of one token."""
    file = tmp_path / "tokens"
    file.write_text("ours one\n")
    return file


def asked(served: Served, text: str, token: str = "one") -> set[int]:
    """The statuses of an operation, asked so often that each worker had it."""
    given = {"authorization": f"Bearer {token}", "accept": "application/graphql-response+json", "connection": "close"}
    return {httpx.post(f"{served.url}/graphql", json={"query": text}, headers=given, timeout=20).status_code for _ in range(12)}


def hung_up(served: Served, words: str, times: int) -> None:
    """Send it the signal and wait until each worker says so."""
    before = len(re.findall(words, "".join(served.lines)))
    served.process.send_signal(signal.SIGHUP)
    until(lambda: len(re.findall(words, "".join(served.lines))) >= before + times, words, 20)


@numbers
def test_files_of_settings_are_read_again(workers: int, trusted: Path, tokens: Path) -> None:
    with serving("--workers", str(workers), "--trusted", str(trusted), FOEDERA_TOKENS_FILE=str(tokens)) as served:
        assert (asked(served, FIRST), asked(served, SECOND), asked(served, FIRST, "two")) == ({200}, {403}, {401})
        (trusted / "second.graphql").write_text(SECOND)
        (trusted / "first.graphql").unlink()
        tokens.write_text("ours two\n")
        hung_up(served, "read again: 1 trusted documents", workers)
        assert (asked(served, FIRST, "two"), asked(served, SECOND, "two"), asked(served, SECOND, "one")) == ({403}, {200}, {401})


@numbers
def test_what_is_broken_or_gone_changes_nothing_and_is_told(workers: int, trusted: Path, tokens: Path) -> None:
    with serving("--workers", str(workers), "--trusted", str(trusted), FOEDERA_TOKENS_FILE=str(tokens)) as served:
        assert asked(served, FIRST) == {200}
        (trusted / "broken.graphql").write_text("query Broken {\n  dataVersion(\n}")
        tokens.write_text("ours two\nbroken\n")
        hung_up(served, "trusted: broken, line 3: Syntax Error", workers)
        assert served.said("tokens:2 is no token")
        assert (asked(served, FIRST), asked(served, SECOND), asked(served, FIRST, "two")) == ({200}, {403}, {401})
        for file in (*trusted.iterdir(), tokens):
            file.unlink()
        trusted.rmdir()
        hung_up(served, "cannot read trusted documents from .*trusted: .*No such file", workers)
        assert (asked(served, FIRST), asked(served, SECOND), asked(served, FIRST, "two")) == ({200}, {403}, {401})
        time.sleep(2.5)
        assert asked(served, FIRST) == {200}
        told = len(re.findall("cannot read the tokens", "".join(served.lines)))
        assert told <= 2 * workers, "once for the signal, and once for what changed"


@numbers
def test_what_has_everything_refused_is_told_once(workers: int, trusted: Path, tokens: Path) -> None:
    (trusted / "first.graphql").rename(trusted / "first.txt")
    tokens.write_text("# ours one\n")
    with serving("--workers", str(workers), "--trusted", str(trusted), FOEDERA_TOKENS_FILE=str(tokens)) as served:
        assert served.url
        for words in ("warning: .*trusted holds no document .*: every operation is refused", "warning: .*tokens holds no token"):
            assert len(re.findall(words, "".join(served.lines))) == 1, words
        tokens.write_text("ours one\n")
        (trusted / "first.graphql").write_text(FIRST)
        hung_up(served, "read again: 1 trusted documents", workers)
        assert asked(served, FIRST) == {200}
        (trusted / "first.graphql").unlink()
        hung_up(served, "holds no document", workers)
        assert asked(served, FIRST) == {403}


@numbers
def test_while_it_starts(workers: int, tokens: Path) -> None:
    with serving("--workers", str(workers), FOEDERA_TOKENS_FILE=str(tokens)) as served:
        until(lambda: _hears(served), "it listens to signals")
        while served.said("playground") is None:
            served.process.send_signal(signal.SIGHUP)
            time.sleep(0.1)
            assert served.process.poll() is None, served.lines
        assert asked(served, FIRST) == {200}
        assert not served.said("died|Traceback|rror")


def _hears(served: Served) -> bool:
    """Whether it catches SIGHUP, as the system knows."""
    status = Path(f"/proc/{served.process.pid}/status").read_text()
    return bool(int(re.findall(r"SigCgt:\s*(\w+)", status)[0], 16) & 1 << signal.SIGHUP - 1)


@numbers
@pytest.mark.parametrize("nohup", [False, True])
def test_a_terminal_that_closes_ends_it_unless_nohup_started_it(workers: int, *, nohup: bool) -> None:
    process, terminal = pty.fork()
    if not process:
        if nohup:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        os.chdir(REPOSITORY)
        os.execv(sys.executable, [sys.executable, "-m", "foedera", "serve", "--no-load", "--port", "0", "--workers", str(workers)])
    said = bytearray()
    while b"Ctrl-C stops it" not in said:
        said.extend(os.read(terminal, 4096))
    running = psutil.Process(process)
    everything = [running, *running.children(recursive=True)]
    try:
        os.close(terminal)
        if nohup:
            running.send_signal(signal.SIGHUP)
            time.sleep(3)
            url = re.findall(r"playground  (http://[^/]+)", said.decode())[0]
            assert httpx.get(f"{url}/health/live").status_code == 200
            running.terminate()
        until(lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in everything), "the end of all", 10)
    finally:
        with suppress(psutil.Error):
            running.kill()
        os.waitpid(process, 0)
