"""`foedera store`, run as a user runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store of its own."""
    made = tmp_path / "home"
    monkeypatch.setenv("FOEDERA_HOME", str(made))
    monkeypatch.setenv("FOEDERA_AOT", "0")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in ("FOEDERA_STORE", "FOEDERA_DEBUG", "FOEDERA_NEO4J"):
        monkeypatch.delenv(name, raising=False)
    yield made
    if made.exists():
        foedera("store", "stop", "--force")


def foedera(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program with nothing to read from."""
    command = [sys.executable, "-m", "foedera", *arguments]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=os.environ | environment, check=False)


def refused(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line that a failed command printed."""
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    return done.stderr.removeprefix("error: ").strip()


@pytest.mark.store
def test_a_day_in_the_life_of_a_store(home: Path) -> None:
    folder = foedera("store", "path").stdout.strip()
    assert Path(folder).parent == home
    assert not Path(folder).exists(), "asking starts nothing"
    assert "not running; starts when it is needed" in foedera("store", "status").stdout

    started = foedera("store", "start")
    assert started.returncode == 0, started.stderr
    assert started.stdout.startswith("bolt://127.0.0.1:")
    assert "Neo4j runs (" in started.stderr

    status = json.loads(foedera("store", "status", "--json").stdout)
    assert (status["store"], status["running"], status["pinned"], status["users"]) == ("local", True, True, [])
    assert status["address"] == started.stdout.strip()
    assert psutil.Process(status["pid"]).is_running()
    words = foedera("store", "status").stdout
    assert "running, until `foedera store stop`" in words
    assert "used by   nobody" in words

    asked = foedera("store", "reset")
    assert (asked.returncode, asked.stdout.strip()) == (2, "")
    assert asked.stderr == "error: nothing was removed: there is no terminal on which to ask (say --yes if that is meant)\n"
    assert psutil.Process(status["pid"]).is_running()

    stopped = foedera("store", "stop")
    assert (stopped.returncode, stopped.stdout) == (0, "")
    assert "Neo4j stopped (" in stopped.stderr
    assert not psutil.pid_exists(status["pid"])
    assert foedera("store", "stop").stderr == "Neo4j was not running\n"

    assert (Path(folder) / "data").exists()
    assert foedera("store", "reset", "--yes").returncode == 0
    assert not (Path(folder) / "data").exists()


def test_reset_touches_nothing_else(home: Path) -> None:
    folder = home / "neo4j-2026"
    for name in ("run/kept", "mine/kept", "data/gone"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text("")
    (home / "neo4j-5.26" / "data").mkdir(parents=True)
    assert foedera("store", "reset", "--yes", FOEDERA_NEO4J="2026").returncode == 0
    assert not (folder / "data").exists()
    assert (folder / "mine" / "kept").exists()
    assert (home / "neo4j-5.26" / "data").exists()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("arguments", "environment", "code", "error"),
    [
        (["status"], {"FOEDERA_STORE": "bolt://127.0.0.1:1"}, 1, "Neo4j at bolt://127.0.0.1:1 refuses connections (check that"),
        (["status", "--store", "bolt://127.0.0.1:1"], {"FOEDERA_STORE": "local"}, 1, "Neo4j at bolt://127.0.0.1:1 refuses"),
        (["status", "--store", "http://host"], {}, 2, "'http://host' is not the address of a store (give local, or"),
        (["start"], {"FOEDERA_BOLT_PORT": "1000000"}, 1, "port 1000000 cannot be used: "),
        (["start"], {"FOEDERA_HOME": "/dev/null/home"}, 1, "cannot make the folder /dev/null/home/neo4j-2026: Not a directory ("),
        (["install"], {"FOEDERA_CACHE": "/dev/null/cache"}, 1, "cannot make the folder /dev/null/cache: Not a directory ("),
        (["path"], {"FOEDERA_NEO4J": "4.4"}, 1, "FOEDERA_NEO4J is '4.4' (set it to 2026 or 5.26)"),
        (["strat"], {}, 2, "No such command 'strat'. Did you mean 'start', 'status'? (see foedera store --help)"),
        (["install", "--verfiy"], {}, 2, "No such option: --verfiy"),
    ],
)
def test_what_goes_wrong_is_one_line(arguments: list[str], environment: dict[str, str], code: int, error: str) -> None:
    done = foedera("store", *arguments, **environment)
    done.stderr = done.stderr.removeprefix("starting Neo4j\n")
    assert refused(done, code).startswith(error)


@pytest.mark.usefixtures("home")
def test_ctrl_c_is_quiet(tmp_path: Path) -> None:
    """While it waits for another process that downloads."""
    import filelock

    cache = tmp_path / "cache"
    cache.mkdir()
    named = foedera("store", "status", "--json", FOEDERA_CACHE=str(cache)).stdout
    with filelock.FileLock(f"{json.loads(named)['jars']}.lock"):
        command = [sys.executable, "-m", "foedera", "store", "install"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | {"FOEDERA_CACHE": str(cache)}) as waiting:
            assert waiting.stderr is not None
            assert waiting.stderr.readline() == "another process is downloading Neo4j; waiting for it\n"
            time.sleep(0.2)
            waiting.send_signal(signal.SIGINT)
            assert waiting.stderr.read() == ""
            assert waiting.wait(20) == 130
