"""Servers as processes of their own, to be looked at, stopped and killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import httpx
import psutil
import pytest

REPOSITORY = Path(__file__).parents[2]
# On an idle machine it takes four.
START_SECONDS = 150
SMALL = """\
datasets:
- {id: small, title: Small, rank: 100, licence: CC0-1.0}
dataset: small
source: Handbook of Invented States, p. 12
entities:
- {id: freedonia-border-watch, class: BorderAgency, name: Freedonian Border Watch}
"""
ASK_VERSION = {"query": "{ dataVersion }"}


def missing(words: str) -> NoReturn:
    """Skip a test that lacks something of this machine; fail it where everything has to be there."""
    if os.environ.get("FOEDERA_REQUIRE_ALL"):
        pytest.fail(words)
    pytest.skip(words)


def until(true: Callable[[], bool], what: str, seconds: float = START_SECONDS) -> None:
    """Wait for something to become true."""
    give_up = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < give_up, f"{what}: not within {seconds} s"
        time.sleep(0.05)


@dataclass
class Served:
    """A running `foedera serve` and what it has said on standard error."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def read(self) -> None:
        """Collect what it says, until it ends."""
        assert self.process.stderr is not None
        self.lines.extend(iter(self.process.stderr.readline, ""))

    def said(self, pattern: str) -> re.Match[str] | None:
        """What it has said that looks like this."""
        return re.search(pattern, "".join(list(self.lines)))

    def wait_for(self, pattern: str) -> str:
        """Wait until it says something; the part of it in parentheses. It has to go on running."""
        until(lambda: self.said(pattern) is not None or self.process.poll() is not None, pattern)
        found = self.said(pattern)
        assert found, "".join(self.lines)
        return found[1] if found.groups() else found[0]

    @property
    def url(self) -> str:
        """Where it listens, once it said so."""
        return self.wait_for(r"(?:playground  |serving on )(http://[^/\"\s]+)")

    def workers(self) -> list[psutil.Process]:
        """Its processes that serve."""
        return [p for p in psutil.Process(self.process.pid).children() if _is_worker(p)]

    def interrupt(self) -> int:
        """Ctrl-C, which reaches every process of its terminal; the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(20)


def _is_worker(process: psutil.Process) -> bool:
    try:
        return "spawn_main" in " ".join(process.cmdline())
    except psutil.Error:  # it ended just now
        return False


@contextmanager
def serving(*options: str, folder: Path | None = None, program: Sequence[str] = (), **environment: str) -> Iterator[Served]:
    """`foedera serve` with these options, in a process group of its own as a terminal would make it. `program`: another foedera."""
    command = [*(program or (sys.executable, "-m", "foedera")), "serve", "--port", "0", "--no-load", *options]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder or REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | environment,
        start_new_session=True,
    )
    served = Served(process)
    reader = threading.Thread(target=served.read, daemon=True)
    reader.start()
    try:
        yield served
    finally:
        process.terminate()
        process.wait(30)
        reader.join(30)
        assert process.stderr is not None
        process.stderr.close()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A file with one entity."""
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file


def version_of(url: str) -> str:
    """The version of the data by which a server answers."""
    answer = httpx.post(f"{url}/graphql", json=ASK_VERSION, timeout=20)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["data"]["dataVersion"])
