"""Loads that alternate between the two states which readers tell apart, and answers under many of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from common.errors import FoederaError
from graph import Store, open_store
from loaders.loading import load
from loaders.writing.sync import LoadOptions
from ontology import read_model
from tests.faults.readers import readers, write_files
from tests.faults.rows import Row, told

SMALL, LARGE = 60, 600
"""States of which each is a member: what a load flips is preferred. A large one takes seconds."""
READERS = 4


class Loads:
    """Loads into the store that `target` names. The data are of `size` states."""

    def __init__(self, folder: Path, target: str | None = None) -> None:
        self.target = target
        self.model = read_model()
        self.files = {size: write_files(_made(folder / str(size)), size) for size in (SMALL, LARGE)}
        self.size = SMALL
        self.number = 0

    def fill(self, size: int) -> None:
        """Load the first of the states, in one piece."""
        self.size = size
        with self._opened() as store:
            self._load(store, "Theirs", "With")

    def flip(self) -> None:
        """Load the other state."""
        with self._opened() as store:
            self.flip_in(store)

    def flip_in(self, store: Store, step: Callable[[str, object], None] = lambda text, parts: None) -> None:
        """Load the other state into a store that is open."""
        self.number += 1
        self._load(store, "With" if self.number % 2 else "Without", step=step)

    def begin(self, step: Callable[[str, object], None]) -> threading.Thread:
        """Begin to load the other state; it may be that nothing comes of it."""

        def run() -> None:
            with suppress(FoederaError), self._opened() as store:
                self.flip_in(store, step)

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def _opened(self) -> Store:
        return open_store(self.target)

    def _load(self, store: Store, *names: str, step: Callable[[str, object], None] = lambda text, parts: None) -> None:
        files = self.files[self.size]
        load(store, self.model, [files[name] for name in names], LoadOptions(replace=True, step=step))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def answers_under_loads(name: str, url: str, loads: Loads, seconds: float, size: int) -> Row:
    """Ask while loads flip what is preferred; an answer fails that mixes two states."""
    loads.fill(size)
    stop, number = time.monotonic() + seconds, 0
    with readers(url, size, READERS) as seen, open_store(loads.target) as store:
        while time.monotonic() < stop or number < 2:
            loads.flip_in(store)
            number += 1
    streamed = seen.outcomes["streamed"]
    row = Row(f"{name}: {number:,} loads that flip {size:,} memberships", tried=seen.answers, failed=len(seen.wrong))
    row.sees = f"{told(seen.outcomes, seen.slowest)}; {streamed:,} of them streamed"
    for words in seen.wrong[:3]:
        row.sees += f"; {words}"
    return row
