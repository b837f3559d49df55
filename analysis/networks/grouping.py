"""Components and communities of a network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import rustworkx as rx

from analysis.networks.projection import NARROWER, Network
from common.errors import QueryError

MOST_EDGES = 1_000_000
"""Of a graph of a library: each edge is an object there."""
DIGITS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Communities:
    """`groups` are places of nodes. `modularity` is None where there are no ties."""

    groups: Sequence[Sequence[int]]
    modularity: float | None


def graph_of(network: Network) -> rx.PyGraph[int, float]:
    """The network as rustworkx has it. Raises QueryError when it has too many edges."""
    bounded_edges(network)
    graph: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(network)))
    graph.add_edges_from(network.edges())
    return graph


def components(network: Network) -> list[list[int]]:
    """The nodes that are tied to each other directly or through others, the largest component first."""
    return ordered(rx.connected_components(graph_of(network)))


def communities(network: Network, seed: int = 0, resolution: float = 1.0) -> Communities:
    """Communities by the Leiden algorithm (Traag, Waltman and van Eck 2019), which looks for the highest modularity.

    A node without ties is one by itself. Raises QueryError when the library for it is not installed.
    """
    try:
        import graspologic_native  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise QueryError(
            "communities need graspologic-native, which is not installed on the server", "pip install 'foedera[communities]'"
        ) from error
    bounded_edges(network)
    alone = [[int(node)] for node in range(len(network)) if not network.degree[node]]
    if not len(network.left):
        return Communities(ordered(alone), None)
    edges = [(str(a), str(b), weight) for a, b, weight in network.edges()]
    quality, found = graspologic_native.leiden(edges, resolution=resolution, seed=seed)
    groups: dict[int, list[int]] = {}
    for node, group in found.items():
        groups.setdefault(group, []).append(int(node))
    return Communities(ordered([*groups.values(), *alone]), round(quality, DIGITS))


def ordered(groups: Iterable[Iterable[int]]) -> list[list[int]]:
    """Groups, the largest first, of equal ones that with the first node; nodes in ascending order."""
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[:1]))


def bounded_edges(network: Network) -> None:
    """Raise QueryError when a network has too many edges for algorithms that go along them."""
    if len(network.left) > MOST_EDGES:
        raise QueryError(f"the network has {len(network.left):,} ties; {MOST_EDGES:,} is the limit", NARROWER)
