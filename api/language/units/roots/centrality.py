"""`centrality`, `components`, `communities`: what is to be said of each node of a network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from analysis.networks.aside import centrality, communities, components
from analysis.networks.bodies import rows_of
from analysis.networks.centrality import DAMPING, MOST_NODES, OVER_PATHS, WEIGHTED, Measure, ranks
from analysis.networks.projection import Network
from analysis.table import Table
from api.language.arguments import Args, name_of
from api.language.arguments.networks import DEFINITION, network_arguments, network_choice, touched
from api.language.compiling import touching
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids, Method, Outcome
from api.language.definitions import Arg, arguments, enumeration, optional
from api.language.units.build import Build
from api.language.units.computed import entity, value
from api.language.units.computed_lists import MORE, PAGING, Page, Reading, define_list, plan_list
from api.language.units.field import Field, define
from api.language.units.mentioning import mention_entities
from api.language.units.uncovered import bodies_of, of_network
from common.errors import QueryError
from queries import plans
from queries.work import Counts

MEASURE = enumeration("CentralityMeasure", "How central a node is.", {m.name: f"{m.value[0].upper()}{m.value[1:]}." for m in Measure})
SEED, MOST_SEED = 0, 2**31 - 1
WORKS = {
    Measure.BETWEENNESS: ("freeman-1977", "brandes-2001"),
    Measure.CLOSENESS: ("wasserman-faust-1994",),
    Measure.EIGENVECTOR: ("bonacich-1987",),
    Measure.PAGERANK: ("brin-page-1998",),
}
Said = tuple[Sequence[Sequence[Any]], Sequence[Any], Method]
"""What is said of the nodes: their rows, what is said of the list, and how it was found."""
Say = Callable[[Network, Args], Said]


def fields(build: Build) -> list[Field]:
    """The fields."""
    return [_centrality(build), _components(build), _communities(build)]


def _centrality(build: Build) -> Field:
    node = define(
        build.types,
        "CentralityNode",
        "How central a node of a network is.",
        [
            Field("entity", build.types["Entity"], "Who or what it is.", entity(0)),
            Field("value", optional(float), "The measure, to 12 digits; null where it says nothing of the node.", value(1)),
            Field("rank", optional(int), "1 for the highest; equal values share a rank, and the next is as many lower.", value(2)),
        ],
    )
    type_ = define_list(build.types, "CentralityNodeList", "Nodes by rank, equal ones by id; last those without a value.", node)
    own = [
        Arg("measure", MEASURE, f"The measure. BETWEENNESS and CLOSENESS take at most {MOST_NODES:,} nodes."),
        Arg("weighted", optional(bool), "Whether EIGENVECTOR and PAGERANK take weights into account: true unless given."),
    ]
    return _field(build, "centrality", type_, "How central each node of a network is.", _measured, own)


def _components(build: Build) -> Field:
    type_ = _groups(build, "Component", "component", "Nodes that are tied to each other directly or through others.", [])
    return _field(build, "components", type_, "Which nodes of a network are tied to each other, directly or through others.", _tied, [])


def _communities(build: Build) -> Field:
    quality = Field("modularity", optional(float), "The modularity of the division; null without ties.", value(MORE + 1))
    type_ = _groups(build, "Community", "community", "Nodes that share more with each other than with others.", [quality])
    own = [
        Arg("seed", optional(int), f"Where the algorithm begins to draw lots: {SEED} unless given. The same seed gives the same answer.")
    ]
    meaning = "Groups of nodes with many ties among them, by the Leiden algorithm. The server needs the extra `communities`."
    return _field(build, "communities", type_, meaning, _divided, own)


def _groups(build: Build, name: str, field: str, comment: str, more: Sequence[Field]) -> Any:
    node = define(
        build.types,
        f"{name}Node",
        comment,
        [
            Field("entity", build.types["Entity"], "Who or what it is.", entity(0)),
            Field(field, int, "The number of its group: 1 is the largest; of equal ones that with the first id.", value(1)),
            Field("size", int, "How many nodes the group has.", value(2)),
        ],
    )
    number = Field("number", int, "How many groups there are.", value(MORE))
    return define_list(build.types, f"{name}NodeList", "Nodes by group, and within one by id.", node, [number, *more])


def _field(build: Build, name: str, type_: Any, meaning: str, say: Say, own: Sequence[Arg]) -> Field:
    def read(call: Call, args: Args, scope: plans.Scope) -> Reading:
        asked = network_choice(call.compilation.model, args, scope)
        mention_entities(call, asked.named)
        _check(args)

        def run(table: Table, ids: Ids, page: Page) -> Outcome:
            network = asked.of(table, ids)
            rows, more, method = say(network, args)
            counts = {"nodes": len(network), "edges": len(network.left)}
            definition = f"{method.definition} The network: {DEFINITION}"
            found = Method(method.name, definition, {**method.parameters, **asked.parameters, **counts}, method.works)
            warnings = of_network(call, table, ids, asked, bodies_of(call, table, asked.choice, network))
            return Outcome(page.of(rows, *more), found, rows_of(table, asked.choice, network.ties), warnings)

        def touches(counts: Counts, _page: Page) -> float:
            made, nodes, edges = touched(call.compilation.model, asked, counts)
            along_paths = args.get("measure") is not None and Measure[name_of(args["measure"])] in OVER_PATHS
            return made + touching.EDGE * edges + (touching.ALONG * nodes * edges if along_paths else 0.0)

        return Reading(run, touches)

    return Field(name, type_, meaning, plan_list(read), (*arguments([*own, *PAGING]), *network_arguments(build.inputs)))


def _check(args: Args) -> None:
    """Raise QueryError for arguments that mean nothing together."""
    if args.get("weighted") is not None and Measure[name_of(args["measure"])] not in WEIGHTED:
        raise QueryError(f"{name_of(args['measure'])} is the same with and without weights", "leave weighted out")
    if not 0 <= (args.get("seed") or 0) <= MOST_SEED:
        raise QueryError(f"seed is {args['seed']}", f"give 0 to {MOST_SEED}")


def _measured(network: Network, args: Args) -> Said:
    measure = Measure[name_of(args["measure"])]
    weighted = args.get("weighted") is not False
    values = centrality(network, measure, weighted=weighted)
    found = list(zip(network.nodes.tolist(), values, ranks(values), strict=True))
    found.sort(key=lambda row: (row[2] is None, row[2] or 0, row[0]))
    parameters: dict[str, Any] = {"measure": measure.name}
    if measure in WEIGHTED:
        parameters["weighted"] = weighted
    if measure is Measure.PAGERANK:
        parameters["damping"] = DAMPING
    return found, (), Method("centrality", f"{measure.name}: {measure.value}.", parameters, WORKS.get(measure, ()))


def _tied(network: Network, _args: Args) -> Said:
    groups = components(network)
    definition = (
        "A component holds the nodes that are tied to each other, directly or through others; a node without a tie is one by itself."
    )
    return _rows(network, groups), (len(groups),), Method("components", definition)


def _divided(network: Network, args: Args) -> Said:
    seed = args.get("seed") or SEED
    found = communities(network, seed)
    definition = (
        "Communities by the Leiden algorithm, which looks for the division of the weighted network with the highest modularity; it does "
        "not promise to find it. A node without a tie is one by itself."
    )
    parameters = {"seed": seed, "resolution": 1.0, "library": "graspologic-native 1.3"}
    method = Method("communities", definition, parameters, ("traag-2019", "newman-girvan-2004"))
    return _rows(network, found.groups), (len(found.groups), found.modularity), method


def _rows(network: Network, groups: Sequence[Sequence[int]]) -> list[tuple[int, int, int]]:
    nodes = network.nodes.tolist()
    return [(nodes[place], number, len(group)) for number, group in enumerate(groups, 1) for place in group]
