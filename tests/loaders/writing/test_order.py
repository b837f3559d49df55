"""Loads are ordered by their numbers: clocks that differ, jump or stand still take nothing back."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph import Store
from loaders.loading import load
from loaders.writing import journal
from loaders.writing.sync import LoadOptions, compare_loads, drop_dataset, read_journal, revert_to
from ontology import Model

AHEAD, BEHIND, NOW = "2031-01-06T00:00:00.000Z", "2020-01-01T00:00:00.000Z", "2026-01-01T12:00:00.000Z"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> threading.local:
    """What the clock of this thread shows: `clock.time`. It stands still."""
    shown = threading.local()
    monkeypatch.setattr(journal, "now", lambda: shown.time)
    return shown


class Curators:
    """Write files of facts, and load them while clocks show what they will."""

    def __init__(self, store: Store, model: Model, folder: Path, clock: threading.local) -> None:
        self.store, self.model, self.folder, self.clock = store, model, folder, clock

    def load(self, dataset: str, name: str, time: str) -> str:
        """Load a dataset that consists of one state with this name; returns the data version."""
        file = self.folder / f"{dataset}.yaml"
        head = f"datasets: [{{id: {dataset}, title: T, rank: 1, licence: CC0}}]\ndataset: {dataset}\nsource: S\n"
        file.write_text(f"{head}entities:\n- {{id: in-{dataset}, class: State, name: {name}}}\n", encoding="utf-8")
        self.clock.time = time
        return load(self.store, self.model, [str(file)]).version

    def names(self) -> dict[str, str]:
        """What the graph holds."""
        rows = self.store.driver.execute_query("MATCH (n:FoederaState) RETURN n.id AS id, n.name AS name").records
        return {row["id"].removeprefix("in-"): row["name"] for row in rows}


@pytest.fixture
def curators(scratch: Store, model: Model, tmp_path: Path, clock: threading.local) -> Curators:
    """Curators of an empty store."""
    return Curators(scratch, model, tmp_path, clock)


def test_a_clock_that_was_ahead_takes_nothing_back(curators: Curators) -> None:
    store, model = curators.store, curators.model
    first = curators.load("mine", "First", AHEAD)
    second = curators.load("mine", "Second", NOW)
    curators.load("theirs", "Other", BEHIND)
    assert curators.names() == {"mine": "Second", "theirs": "Other"}
    assert [(e.dataset, e.number, e.run) for e in read_journal(store)] == [("mine", 1, AHEAD), ("mine", 2, NOW), ("theirs", 3, BEHIND)]
    assert len(compare_loads(store, model, first, second).changed_nodes) > 0
    drop_dataset(store, model, "theirs", LoadOptions())
    assert curators.names() == {"mine": "Second"}
    revert_to(store, model, AHEAD, LoadOptions(replace=True))
    assert curators.names() == {"mine": "First"}
    assert [e.number for e in read_journal(store)] == [1, 2, 3, 4, 5]


def test_a_clock_that_stands_still(curators: Curators) -> None:
    for name in ("First", "Second", "Third"):
        curators.load("mine", name, NOW)
        assert curators.names() == {"mine": name}
    runs = [e.run for e in read_journal(curators.store)]
    assert runs == [NOW, f"{NOW}+2", f"{NOW}+3"]
    revert_to(curators.store, curators.model, runs[1], LoadOptions(replace=True))
    assert curators.names() == {"mine": "Second"}


def test_two_curators_at_once_whose_clocks_differ(curators: Curators) -> None:
    def work(dataset: str, time: str) -> None:
        for name in ("First", "Second", "Third"):
            curators.load(dataset, name, time)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work, "mine", AHEAD), pool.submit(work, "theirs", BEHIND)]:
            done.result()
    assert curators.names() == {"mine": "Third", "theirs": "Third"}
    assert [e.number for e in read_journal(curators.store)] == [1, 2, 3, 4, 5, 6]


def test_a_store_of_before_is_read_and_brought_over(curators: Curators) -> None:
    for name, time in (("First", BEHIND), ("Second", NOW)):
        curators.load("mine", name, time)
    curators.store.driver.execute_query("MATCH (l:FoederaLoad) REMOVE l.number")
    curators.store.driver.execute_query("MATCH (n) WHERE n:FoederaLoadLock OR n:FoederaDataVersion REMOVE n.turn")
    curators.store.driver.execute_query("MATCH (n:FoederaLoadLock) DELETE n")
    assert [(e.number, e.run) for e in read_journal(curators.store)] == [(None, BEHIND), (None, NOW)]
    curators.load("theirs", "Other", BEHIND)
    assert [(e.number, e.run) for e in read_journal(curators.store)] == [(1, BEHIND), (2, NOW), (3, f"{BEHIND}+3")]
    assert curators.names() == {"mine": "Second", "theirs": "Other"}
