"""Presses a server over the core in several ways, one after another, and a second one with what is new each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from common.progress import to_stderr
from graph import open_store
from loaders.loading import load
from ontology import read_model
from tests.apps.conftest import serving
from tests.faults import rows
from tests.faults.growth import distinct, soak
from tests.faults.pressure import Reading, adversary, many_connections, slow_readers
from tests.faults.worlds import home

SMALL_CACHES = ("--cache-mb", "8")
"""They are full sooner, so that growth beyond them is seen within minutes."""


HEAD = "| what | found | goal |\n|---|---|---|\n"


def run(seconds: float, soaking: float) -> bool:
    """Press a server over the core; whether something took too much or too long."""
    with serving("--workers", "1") as served:
        url, process = served.url, served.process.pid
        presses = (
            lambda: adversary(url, seconds / 10),
            lambda: slow_readers(url, process),
            lambda: many_connections(url),
            lambda: soak(url, process, soaking),
        )
        return _written(rows.PRESSED, presses)


def grow(number: int, seconds: float) -> bool:
    """Ask so many times for what is new each time, within a time; whether the server grew."""
    with serving("--workers", "1", *SMALL_CACHES) as served:
        return _written(rows.GROWTH, [lambda: distinct(served.url, served.process.pid, number, seconds)])


@contextmanager
def core() -> Iterator[None]:
    """A local store that holds the core data."""
    with home(), open_store("local") as store:
        load(store, read_model(), ["core"])
        yield


def _written(mark: str, presses: Iterable[Callable[[], Reading]]) -> bool:
    """Press and write what came out; whether something was not as it has to be."""
    found = []
    for press in presses:
        found.append(press())
        to_stderr(found[-1].line())
    rows.put(mark, (reading.line() for reading in found), HEAD)
    return not all(reading.good for reading in found)
