"""Networks, against networkx on the same edges, and against definitions counted out by hand."""

from __future__ import annotations

import random
from collections.abc import Mapping
from importlib.util import find_spec
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python  # the one without scipy

from analysis.choosing import Choice, Mode
from analysis.networks.bodies import covered_bodies
from analysis.networks.centrality import Measure, centrality, ranks
from analysis.networks.grouping import communities, components
from analysis.networks.projection import Network, Ties, of_two_kinds, projected, ties_of
from analysis.table import Entity
from common.errors import QueryError
from tests.analysis.tables import RELATION, day, spell, table_of

DAY = day("1950-06-15")
AT = Choice([RELATION], Mode.AT, DAY, DAY)
SEEDS = range(4)
LEIDEN = find_spec("graspologic_native") is not None


def ties(pairs: Mapping[tuple[int, int], bool] | set[tuple[int, int]]) -> Ties:
    """Ties of pairs of numbers, certain unless said."""
    listed = sorted(pairs)
    sure = [pairs[pair] if isinstance(pairs, Mapping) else True for pair in listed]
    return Ties(np.array([a for a, _ in listed], np.int64), np.array([b for _, b in listed], np.int64), np.array(sure, np.bool_))


def drawn(seed: int) -> Network:
    """A network by lot: of 40 actors, some of them isolates, and 25 bodies."""
    lots = random.Random(seed)
    return projected(ties({(lots.randrange(36), 100 + lots.randrange(25)) for _ in range(60)}), range(40))


def refused_without_leiden(network: Network) -> None:
    """Where the extra is not installed, the refusal says how to get it."""
    with pytest.raises(QueryError, match="not installed") as refused:
        communities(network)
    assert "foedera[communities]" in (refused.value.hint or "")


def as_networkx(network: Network) -> Any:
    """The same in networkx."""
    graph: Any = nx.Graph()
    graph.add_nodes_from(range(len(network)))
    graph.add_weighted_edges_from(network.edges())
    return graph


def test_a_weight_is_the_number_of_bodies_that_both_belong_to() -> None:
    lots = random.Random(7)
    members = {actor: {100 + lots.randrange(30) for _ in range(lots.randrange(9))} for actor in range(20)}
    network = projected(ties({(actor, body) for actor, bodies in members.items() for body in bodies}), range(20))
    found = {(a, b): weight for a, b, weight in network.edges()}
    wanted = {(a, b): len(members[a] & members[b]) for a, b in combinations(range(20), 2)}
    assert found == {pair: weight for pair, weight in wanted.items() if weight}
    for edge, (a, b) in enumerate(found):
        assert network.through(edge) == sorted(members[a] & members[b])
    assert network.strength.tolist() == [sum(w for pair, w in wanted.items() if a in pair) for a in range(20)]


def test_spells_of_the_same_pair_are_one_tie_and_a_body_may_be_shared_possibly() -> None:
    table = table_of(
        [
            spell("a", "x", "1940-01-01", "1950-01-01"),
            spell("a", "x", "1950-06-01", ".."),
            spell("b", "x", "1950-06", ".."),  # perhaps later than the day
            spell("b", "y", "1945-01-01", ".."),
            spell("c", "y", "1945-01-01", "1949-12-31"),  # too early
            spell("a", "z", "1949-01-01", "1951-01-01"),
            spell("b", "z", "1949-01-01", "1951-01-01"),
        ]
    )
    network = projected(ties_of(table, AT), [table.numbers[name] for name in "abc"])
    assert [table.entities[n].id for n in network.nodes] == ["a", "b", "c"]
    assert (network.edges(), network.certain.tolist()) == ([(0, 1, 2.0)], [1])
    assert network.degree.tolist() == [1, 1, 0]
    sure = projected(ties_of(table, Choice([RELATION], Mode.AT, DAY, DAY, certain=True)))
    assert sure.edges() == [(0, 1, 1.0)]
    ever = projected(ties_of(table, Choice([RELATION])))
    assert {(a, b) for a, b, _ in ever.edges()} == {(0, 1), (1, 2)}


def test_a_network_of_two_kinds_has_a_tie_for_each_membership() -> None:
    network = of_two_kinds(ties({(0, 5): True, (1, 5): False, (1, 6): True, (5, 1): True}), [0, 1, 2, 5])
    assert network.nodes.tolist() == [0, 1, 2, 5, 6]
    assert network.edges() == [(0, 3, 1.0), (1, 3, 1.0), (1, 4, 1.0)]
    assert network.certain.tolist() == [1, 1, 1]
    assert network.degree.tolist() == [1, 2, 0, 2, 1]


@pytest.mark.parametrize("seed", SEEDS)
def test_centrality_is_that_of_networkx(seed: int) -> None:
    network = drawn(seed)
    graph = as_networkx(network)
    largest = graph.subgraph(max(nx.connected_components(graph), key=len))
    wanted = {
        Measure.DEGREE: dict(graph.degree),
        Measure.STRENGTH: dict(graph.degree(weight="weight")),
        Measure.BETWEENNESS: nx.betweenness_centrality(graph),
        Measure.CLOSENESS: nx.closeness_centrality(graph),
        Measure.EIGENVECTOR: nx.eigenvector_centrality(largest, 10_000, 1e-14, weight="weight"),
        Measure.PAGERANK: _pagerank_python(graph, tol=1e-14, max_iter=1_000),
    }
    for measure in Measure:
        found = {node: value for node, value in enumerate(centrality(network, measure)) if value is not None}
        assert found == pytest.approx(wanted[measure], abs=1e-11), measure
    steps = {
        Measure.EIGENVECTOR: nx.eigenvector_centrality(largest, 10_000, 1e-14),
        Measure.PAGERANK: _pagerank_python(graph, tol=1e-14, max_iter=1_000, weight=None),
    }
    for measure, values in steps.items():
        found = {node: value for node, value in enumerate(centrality(network, measure, weighted=False)) if value is not None}
        assert found == pytest.approx(values, abs=1e-11), measure


def test_two_components_and_an_isolate_as_the_definitions_have_it() -> None:
    # a - b - c in a row by two bodies, d - e, and f alone: n = 6.
    network = projected(ties({(0, 10), (1, 10), (1, 11), (2, 11), (3, 12), (4, 12)}), range(6))
    assert centrality(network, Measure.BETWEENNESS) == [0, 0.1, 0, 0, 0, 0]
    assert centrality(network, Measure.CLOSENESS) == pytest.approx([4 / 15, 2 / 5, 4 / 15, 1 / 5, 1 / 5, 0])
    assert centrality(network, Measure.EIGENVECTOR) == pytest.approx([0.5, 0.5**0.5, 0.5, None, None, None])
    assert components(network) == [[0, 1, 2], [3, 4], [5]]


def test_a_network_of_nobody_or_one_has_values_too() -> None:
    for network in (projected(ties(set())), projected(ties(set()), [3])):
        assert components(network) == [[place] for place in range(len(network))]
        for measure in Measure:
            assert len(centrality(network, measure)) == len(network)


def test_equal_values_share_a_rank() -> None:
    assert ranks([0.5, None, 1.0, 0.5, 0.25]) == [2, None, 1, 2, 4]


def test_large_networks_are_refused_with_a_hint() -> None:
    with pytest.raises(QueryError, match="3,001 nodes") as refused:
        projected(ties(set()), range(3_001))
    assert "system" in (refused.value.hint or "")
    wide = of_two_kinds(ties({(actor, 5_000) for actor in range(2_000)}))
    with pytest.raises(QueryError, match="CLOSENESS of 2,001 nodes"):
        centrality(wide, Measure.CLOSENESS)
    assert centrality(wide, Measure.DEGREE)[-1] == 2_000


@pytest.mark.parametrize("seed", SEEDS)
def test_communities_are_as_good_as_they_say_and_come_again(seed: int) -> None:
    network = drawn(seed)
    if not LEIDEN:
        refused_without_leiden(network)
        return
    graph, found = as_networkx(network), communities(network)
    assert sorted(node for group in found.groups for node in group) == list(range(40))
    assert found.modularity == pytest.approx(nx.community.modularity(graph, found.groups))
    # No worse than the older algorithm by more than chance.
    louvain = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=0))
    assert found.modularity is not None
    assert found.modularity > louvain - 0.02
    assert communities(network).groups == found.groups


def test_communities_without_ties() -> None:
    network = projected(ties(set()), [4, 7])
    if not LEIDEN:
        refused_without_leiden(network)
        return
    found = communities(network)
    assert (found.groups, found.modularity) == ([[0], [1]], None)


def test_bodies_with_complete_lists_are_counted() -> None:
    complete = Entity("x", "Alliance", "x", coverage=("members core 1 0 1949-01-01 1960-12-31 3 0 0 3 0 0",))
    table = table_of([spell("a", "x", "1949-01-01", ".."), spell("b", "y", "1949-01-01", "..")], [complete])
    network = projected(ties_of(table, AT))
    lists = {RELATION: "members"}
    assert covered_bodies(table, AT, lists, network, day("2026-11-26")) == (2, 1)
    ever = Choice([RELATION])
    assert covered_bodies(table, ever, lists, projected(ties_of(table, ever)), day("2026-11-26")) == (2, None)
