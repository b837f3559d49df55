"""How central each node of a network is, by rustworkx. Values are rounded to 12 digits: sums in another order differ in the last ones."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import rustworkx as rx

from analysis.networks.grouping import components, graph_of
from analysis.networks.projection import NARROWER, Network
from common.errors import QueryError

DIGITS = 12
MOST_NODES = 2_000
"""For measures that go through all shortest paths."""
MOST_STEPS = 200_000_000
"""For those: nodes times edges. They do some tens of millions a second."""
DAMPING = 0.85
ROUNDS = 10_000
TOLERANCE = 1e-15
ONE_THREAD = 1_000_000_000
"""rustworkx takes several threads from so many nodes on."""


class Measure(enum.Enum):
    """A measure; the value is its definition."""

    DEGREE = "the number of neighbours"
    STRENGTH = "the weights of its ties, added up"
    BETWEENNESS = (
        "the share of shortest paths between all pairs of other nodes that lead through it: counted in steps, without weights, and "
        "divided by (n - 1)(n - 2) / 2, with n the number of nodes, isolates among them"
    )
    CLOSENESS = (
        "by Wasserman and Faust: (r / (n - 1)) (r / d), with r the number of nodes that it reaches, d the sum of their distances in steps, "
        "n the number of nodes; 0 for an isolate"
    )
    EIGENVECTOR = (
        "its element of the first eigenvector, of length 1, of the largest component (of several, the one with the first id); null outside"
    )
    PAGERANK = "the chance of being there on a walk along ties, which at each step begins anew anywhere with a chance of 0.15"


WEIGHTED = (Measure.EIGENVECTOR, Measure.PAGERANK)
"""Those that may take the weights of ties into account, or not."""
OVER_PATHS = (Measure.BETWEENNESS, Measure.CLOSENESS)
"""Those that go through all shortest paths."""


def centrality(network: Network, measure: Measure, *, weighted: bool = True) -> list[float | None]:
    """The value of each node; None where the measure says nothing of it. Raises QueryError when the network is too large."""
    match measure:
        case Measure.DEGREE:
            return [float(value) for value in network.degree]
        case Measure.STRENGTH:
            return [float(value) for value in network.strength]
        case Measure.BETWEENNESS:
            _bounded(network, measure)
            return _listed(rx.betweenness_centrality(graph_of(network), parallel_threshold=ONE_THREAD), network)
        case Measure.CLOSENESS:
            _bounded(network, measure)
            return _listed(rx.closeness_centrality(graph_of(network), parallel_threshold=ONE_THREAD), network)
        case Measure.EIGENVECTOR:
            return _eigenvector(network, weighted)
        case Measure.PAGERANK:
            return _pagerank(network, weighted)


def ranks(values: list[float | None]) -> list[int | None]:
    """The rank of each value: 1 is the highest, equal ones share the first of their ranks; None has none."""
    known = sorted((value for value in values if value is not None), reverse=True)
    first: dict[float, int] = {}
    for place, value in enumerate(known, 1):
        first.setdefault(value, place)
    return [None if value is None else first[value] for value in values]


def _eigenvector(network: Network, weighted: bool) -> list[float | None]:
    found: list[float | None] = [None] * len(network)
    largest = components(network)[0] if len(network) else []
    if len(largest) < 2:
        return found
    graph = graph_of(network).subgraph(largest)
    try:
        values = rx.eigenvector_centrality(graph, _weight if weighted else None, max_iter=ROUNDS, tol=TOLERANCE)
    except rx.FailedToConverge as error:
        raise QueryError("the eigenvector cannot be told from others that are as good", "take PAGERANK, or another network") from error
    for place, node in enumerate(largest):
        found[node] = round(values[place], DIGITS)
    return found


def _pagerank(network: Network, weighted: bool) -> list[float | None]:
    graph: rx.PyDiGraph[int, float] = rx.PyDiGraph()
    graph.add_nodes_from(range(len(network)))
    edges = network.edges()
    graph.add_edges_from([*edges, *((b, a, weight) for a, b, weight in edges)])
    weight = _weight if weighted else _one
    return _listed(rx.pagerank(graph, DAMPING, weight, tol=TOLERANCE, max_iter=ROUNDS), network)


def _listed(values: Mapping[int, float], network: Network) -> list[float | None]:
    return [round(values[node], DIGITS) for node in range(len(network))]


def _weight(weight: float) -> float:
    return weight


def _one(_weight: float) -> float:
    return 1.0


def _bounded(network: Network, measure: Measure) -> None:
    nodes, edges = len(network), len(network.left)
    if nodes > MOST_NODES or nodes * edges > MOST_STEPS:
        limit = f"{MOST_NODES:,} nodes, and {MOST_STEPS:,} for nodes times edges, are the limit"
        hint = f"take DEGREE, STRENGTH, EIGENVECTOR or PAGERANK, or {NARROWER}"
        raise QueryError(f"{measure.name} of {nodes:,} nodes and {edges:,} edges takes too long: {limit}", hint)
