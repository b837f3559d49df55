"""How often a server is started again that ends by itself."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.errors import StoreStartError
from graph.local import locks, supervisor
from graph.local.paths import Paths
from graph.local.supervisor import FAILURES, _Supervisor


@pytest.fixture
def starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How a server is started that ends at once, and runs the eighth time; the numbers of its starts."""
    found: list[int] = []

    def serve(self: _Supervisor) -> bool:
        found.append(len(found))
        if (tmp_path / "pin").exists():
            (self.paths.run / "pinned").touch()
        return len(found) > 7

    monkeypatch.setattr(_Supervisor, "_serve", serve)
    monkeypatch.setattr(supervisor, "PAUSE_SECONDS", 0.2)
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGUSR1, signal.SIGINT)}
    yield found
    for number, handler in kept.items():
        signal.signal(number, handler)


def run(folder: Path) -> None:
    paths = Paths(folder / "home", folder / "cache", "2026")
    paths.run.mkdir(parents=True)
    with (paths.run / locks.SUPERVISOR).open("ab") as held:
        assert locks.take(held)
        _Supervisor(paths, held, repair=False).run()


def test_a_pinned_server_is_started_again_after_a_pause(tmp_path: Path, starts: list[int]) -> None:
    (tmp_path / "pin").touch()
    run(tmp_path)
    assert len(starts) == 8


def test_one_that_nobody_pinned_is_given_up(tmp_path: Path, starts: list[int]) -> None:
    with pytest.raises(StoreStartError):
        run(tmp_path)
    assert len(starts) == FAILURES
