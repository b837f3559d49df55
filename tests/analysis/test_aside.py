"""Large networks are computed in a process of their own: the same values, while other threads go on."""

from __future__ import annotations

import sys
import threading
import time

import numpy as np
import pytest

from analysis.networks import aside, centrality, grouping
from analysis.networks.centrality import Measure
from analysis.networks.projection import Network, Ties, of_two_kinds, projected
from common.errors import QueryError, StoreBusyError
from tests.analysis.test_networks import LEIDEN, refused_without_leiden


def ties(pairs: list[tuple[int, int]]) -> Ties:
    """Ties of these actors and bodies, all of them certain."""
    actor, body = np.array(sorted(set(pairs)), np.int64).T
    return Ties(actor, body, np.ones(len(actor), np.bool_))


def drawn(actors: int, bodies: int) -> Network:
    """A network of actors, each of which is tied to three bodies by chance."""
    chance = np.random.default_rng(7)
    return projected(ties([(actor, 10_000 + int(body)) for actor in range(actors) for body in chance.integers(bodies, size=3)]))


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every network computed in a process."""
    monkeypatch.setattr(aside, "HERE_STEPS", -1)
    monkeypatch.setattr(aside, "HERE_EDGES", -1)


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("measure", [Measure.BETWEENNESS, Measure.CLOSENESS, Measure.EIGENVECTOR, Measure.PAGERANK])
def test_a_measure_is_the_same(measure: Measure) -> None:
    network = drawn(60, 30)
    assert aside.centrality(network, measure, weighted=False) == centrality.centrality(network, measure, weighted=False)


@pytest.mark.usefixtures("apart")
def test_groups_are_the_same() -> None:
    network = drawn(60, 40)
    assert aside.components(network) == grouping.components(network)
    if not LEIDEN:
        refused_without_leiden(network)
        return
    found, here = aside.communities(network, 3), grouping.communities(network, 3)
    assert (found.groups, found.modularity) == (here.groups, here.modularity)


@pytest.mark.usefixtures("apart")
def test_what_is_refused_has_its_hint() -> None:
    wide = of_two_kinds(ties([(actor, 5_000) for actor in range(2_000)]))
    with pytest.raises(QueryError, match="CLOSENESS of 2,001 nodes") as refused:
        aside.centrality(wide, Measure.CLOSENESS)
    assert "narrow the network" in (refused.value.hint or "")


@pytest.mark.usefixtures("apart")
def test_a_process_that_takes_too_long_or_ends_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    network = drawn(60, 30)
    monkeypatch.setattr(aside, "SECONDS", 0.001)
    with pytest.raises(QueryError, match="took more than"):
        aside.centrality(network, Measure.CLOSENESS)
    monkeypatch.setattr(aside, "SECONDS", 30)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(StoreBusyError, match="ended with code 1"):
        aside.centrality(network, Measure.CLOSENESS)


def test_other_threads_go_on_meanwhile() -> None:
    network = projected(ties([(actor, 10_000) for actor in range(500)]))
    computing = threading.Thread(target=aside.centrality, args=(network, Measure.CLOSENESS))
    computing.start()
    passed = 0
    while computing.is_alive():
        time.sleep(0.01)
        passed += 1
    # A library that held the lock would let this thread go on only when it has finished.
    assert passed > 10
