"""Every test here has a store folder of its own; the jars are shared, because they are the same and large."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.local import control
from graph.local.paths import Paths, paths
from tests.faults.disks import may_mount, mount, unmount

Mount = Callable[[str], Path]


@contextmanager
def _environment(home: Path) -> Iterator[Paths]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("FOEDERA_STORE", "FOEDERA_BOLT_PORT"):
            patch.delenv(name, raising=False)
        patch.setenv("FOEDERA_AOT", "0")  # made in the background it would take the processor from the tests
        patch.setenv("FOEDERA_HOME", str(home))
        yield paths()
        control.stop(paths(), force=True)  # one that a test which failed left behind


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Paths]:
    """A local store that does not run yet."""
    with _environment(tmp_path / "home") as found:
        yield found


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paths]:
    """A local store for the tests of one file."""
    with _environment(tmp_path_factory.mktemp("home")) as found:
        yield found


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests with a small disk of their own need the right to mount one. Each of those faults has another test without."""
    needing = [item for item in items if "disk" in getattr(item, "fixturenames", ())]
    if needing and not may_mount():
        config.hook.pytest_deselected(items=needing)
        items[:] = [item for item in items if item not in needing]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Mount]:
    """Mounts a disk with the options given, such as size=1m."""
    mounted: list[Path] = []

    def make(options: str) -> Path:
        folder = tmp_path / f"disk{len(mounted)}"
        folder.mkdir()
        assert mount(folder, options)
        mounted.append(folder)
        return folder

    try:
        yield make
    finally:
        for folder in mounted:
            unmount(folder)


def wait_until(happened: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Whether something happened within a time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.02)
    return happened()


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], bool]:
    """`wait_until`, for tests."""
    return wait_until
