"""That the campaign provokes what it says it does, and tells what came of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.faults import rows
from tests.faults.campaign import Campaign, Fault
from tests.faults.clock import DAY, make_clock
from tests.faults.disks import full, may_mount, mount, read_only, unmount
from tests.faults.growth import _are_full
from tests.faults.network import relay
from tests.faults.peers import listening, read
from tests.faults.readers import Seen

TELL_DAY = "import datetime, sys\nfor _ in sys.stdin: print(datetime.date.today(), flush=True)"


def test_a_clock_jumps_under_a_process_that_runs(tmp_path: Path) -> None:
    clock = make_clock(tmp_path)
    assert clock, "a compiler is part of what tests need"
    environment = os.environ | clock.environment
    command = [sys.executable, "-c", TELL_DAY]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        days = []
        for jump in (0, DAY, -7 * DAY):
            clock.jump(jump)
            print(file=process.stdin, flush=True)
            days.append(time.strptime(process.stdout.readline().strip(), "%Y-%m-%d"))
        process.stdin.close()
    found = [round((time.mktime(day) - time.mktime(days[0])) / DAY) for day in days]
    assert found in ([0, 1, -7], [0, 2, -6]), "the second at midnight"


def test_traffic_is_dropped_and_connections_are_half_open_afterwards() -> None:
    def echo(connection: socket.socket) -> None:
        while True:
            connection.sendall(read(connection, 1))

    with listening(echo) as address, relay(int(address.rpartition(":")[2])) as found:
        host, _, port = found.address.partition(":")
        with socket.create_connection((host, int(port)), 5) as connection:
            connection.sendall(b"a")
            assert connection.recv(1) == b"a"
            if found.network is None:
                return  # not allowed here; the campaign's table says so
            connection.settimeout(0.3)
            with found.network.dropped():
                connection.sendall(b"b")
                with pytest.raises(TimeoutError):
                    connection.recv(1)
                found.forget()
            connection.settimeout(10)
            with pytest.raises(ConnectionResetError):
                connection.recv(1)


def test_a_folder_is_read_only_and_a_disk_full_until_they_are_not(tmp_path: Path) -> None:
    if not may_mount():
        return  # the same
    assert mount(tmp_path, "size=1m")
    try:
        with full(tmp_path), pytest.raises(OSError, match="No space left"):
            (tmp_path / "more").write_bytes(b"x" * 4096)
        with (tmp_path / "open").open("wb") as before, read_only(tmp_path):
            before.write(b"goes on")
            with pytest.raises(OSError, match="Read-only"):
                (tmp_path / "new").write_text("x")
        (tmp_path / "new").write_text("x")
    finally:
        unmount(tmp_path)


class _Silent(Campaign):
    """A campaign whose server is always ready."""

    def ready(self, url: str | None = None) -> bool:
        """See Campaign."""
        return url is not None


def test_a_row_tells_how_often_what_failed_and_what_was_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    seen = Seen(1)
    campaign = _Silent("http://nowhere", 1, 2, seen, time.monotonic() + 60)

    def strike() -> float:
        seen.note("503", None, 1.25)
        return time.monotonic()

    def stays_broken() -> None:
        raise ValueError("it does not load")

    faults = [Fault("heals", strike), Fault("stays", strike, stays_broken), Fault("cannot be", strike, why_not="not tried: needs root")]
    campaign.run(faults, time.monotonic() + 60)
    assert [row.line() for row in campaign.rows] == [
        "| heals | 2 | 0 | 0 | 0 answers, 503 × 2, the slowest after 1.2 s | 0.0, 0.0 |",
        "| stays | 2 | 2 | 0 | 0 answers, 503 × 2, the slowest after 1.2 s | 0.0, 0.0 |",
        "| cannot be | 0 | 0 | 0 | not tried: needs root | – |",
    ]
    assert seen.wrong == []
    seen.note("500", None, 0.1)
    assert seen.wrong == ["status 500"]
    assert rows.told(Counter({"streamed": 2, "broke off": 1}), 0.5) == "2 answers, broke off × 1, the slowest after 0.5 s"


def test_caches_are_full_once_none_grows() -> None:
    assert _are_full({"plans": 100.0, "results": 0.0}, {"plans": 100.0, "results": 0.0})
    assert not _are_full({"plans": 100.0}, {"plans": 110.0})
    assert not _are_full({}, {"new": 50.0})
