"""`network`: who shares bodies with whom, as nodes and edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.networks.bodies import rows_of
from analysis.networks.projection import MOST_NODES_OF_TWO_KINDS, Network
from analysis.table import Table
from api.language.arguments.networks import DEFINITION, network_arguments, network_choice, touched
from api.language.compiling import shaping, touching
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids, Method, Outcome
from api.language.compiling.draft import Around
from api.language.definitions import Arg, arguments, many, optional
from api.language.units.build import Build
from api.language.units.computed import computed, entities, entity, value
from api.language.units.computed_lists import PAGING, define_list, plan_part
from api.language.units.field import Field, define
from api.language.units.mentioning import mention_entities
from api.language.units.uncovered import bodies_of, of_network
from common.errors import QueryError
from queries.work import Counts

THROUGH, MOST_THROUGH = 10, 100
BODIES = 4
"""Where the bodies of an edge stand in its value."""


def fields(build: Build) -> list[Field]:
    """The field."""
    type_ = _define(build)
    meaning = "Which actors share bodies (organizations, agreements …), and how many: a network as nodes and edges."
    return [Field("network", type_, meaning, _plan, network_arguments(build.inputs))]


def _define(build: Build) -> Any:
    types = build.types
    root = types["Entity"]
    nodes = [
        Field("entity", root, "Who or what it is.", entity(0)),
        Field("degree", int, "How many neighbours it has.", value(1)),
        Field("strength", int, "The weights of its edges, added up.", value(2)),
    ]
    through = arguments([Arg("first", optional(int), f"At most so many: {THROUGH} unless given, {MOST_THROUGH} at most.")])
    edges = [
        Field("from", root, "One end; edges have no direction.", entity(0)),
        Field("to", root, "The other end.", entity(1)),
        Field("weight", int, "How many bodies they share; 1 between an actor and a body.", value(2)),
        Field("certain", int, "How many of them certainly.", value(3)),
        Field("through", many(root), "The bodies that they share, by id.", _through, through),
    ]
    node = define(types, "NetworkNode", "A node of a network.", nodes)
    edge = define(types, "NetworkEdge", "A tie between two nodes.", edges)
    paging, most = arguments(PAGING), MOST_NODES_OF_TWO_KINDS
    nodes_type = define_list(types, "NetworkNodeList", "Nodes of a network, by id.", node)
    edges_type = define_list(types, "NetworkEdgeList", "Edges of a network, by the ids of their ends.", edge)
    parts = [
        Field("nodes", nodes_type, "The nodes, those without an edge among them.", plan_part(0, most), paging),
        Field("edges", edges_type, "The edges, each once.", plan_part(1, most), paging),
        Field("bodies", int, "How many different bodies tie the nodes.", value(2)),
        Field("coveredBodies", optional(int), "How many of those have complete lists throughout that time; null without a time.", value(3)),
    ]
    return define(types, "Network", "A network of actors, at a time.", parts)


def _plan(call: Call) -> shaping.Resolver:
    args, compilation = call.arguments(), call.compilation
    compilation.bound(args)
    scope = call.scope(args)
    asked = network_choice(compilation.model, args, scope)
    mention_entities(call, asked.named)

    def run(table: Table, ids: Ids) -> Outcome:
        network = asked.of(table, ids)
        counts = {"nodes": len(network), "edges": len(network.left)}
        method = Method("network", DEFINITION, {**asked.parameters, **counts})
        bodies = bodies_of(call, table, asked.choice, network)
        rows = rows_of(table, asked.choice, network.ties)
        return Outcome((_nodes(network), _Edges(network), *bodies), method, rows, of_network(call, table, ids, asked, bodies))

    def touches(counts: Counts) -> float:
        made, nodes, edges = touched(compilation.model, asked, counts)
        return made + touching.ROW * (nodes + edges)

    return computed(call, run, touches, price=1, scope=scope)


def _nodes(network: Network) -> list[tuple[int, int, int]]:
    return list(zip(network.nodes.tolist(), network.degree.tolist(), network.strength.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Edges(Sequence[Any]):
    """The values of edges, made for those that are asked for: there may be millions."""

    network: Network

    def __len__(self) -> int:
        return len(self.network.left)

    def __getitem__(self, which: Any) -> Any:
        if isinstance(which, slice):
            return [self[number] for number in range(*which.indices(len(self)))]
        network = self.network
        ends = (int(network.nodes[network.left[which]]), int(network.nodes[network.right[which]]))
        return (*ends, int(network.weight[which]), int(network.certain[which]), lambda: network.through(which))


def _through(call: Call) -> shaping.Resolver:
    given = call.arguments().get("first")
    first = THROUGH if given is None else given
    if not 0 <= first <= MOST_THROUGH:
        raise QueryError(f"first is {first}", f"give 0 to {MOST_THROUGH}")
    around = Around(call.around.scope, call.around.times * max(1, first))
    make = entities(0)(replace(call, around=around))
    return lambda row: make((row[0], (row[1][BODIES]()[:first],)))
