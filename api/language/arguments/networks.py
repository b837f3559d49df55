"""Which network a question is about: of which relations, among whom, at what time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import strawberry
from strawberry.types.arguments import StrawberryArgument

from analysis.choosing import Choice, chosen
from analysis.networks.projection import Network, of_two_kinds, projected, ties_of
from analysis.table import Numbers, Table
from api.language.arguments import Args, name_of
from api.language.arguments.choices import STANDING_ARG, aside, choice_of, required
from api.language.arguments.inputs import Inputs
from api.language.compiling import touching
from api.language.compiling.computing import Ids
from api.language.definitions import Arg, arguments, many, optional
from common.errors import QueryError
from ontology import Model, constant_of
from queries import plans
from queries.work import Counts

DEFINITION = (
    "Nodes are what the relations lead from, with a tie between two that share at least one body (what the relations lead to); its "
    "weight is the number of different bodies that they share. With bipartite, bodies are nodes, too, and a tie is between an actor and "
    "a body. With a period (during, ever), both belonged to the body at some time in it, not always together. Ties are those that "
    "sources state: where a list is not declared complete, there may be more."
)


@dataclass(frozen=True, slots=True)
class NetworkChoice:
    """A network as the arguments choose it. `system`, `among`: ids; `actors`, `bodies`: names of concrete classes (None: any)."""

    choice: Choice
    bipartite: bool
    system: str | None
    listing: Choice
    among: Sequence[str] | None
    actors: Sequence[str] | None
    bodies: Sequence[str] | None
    parameters: Mapping[str, Any]

    @property
    def named(self) -> list[str]:
        """All ids that the arguments name."""
        return [*(self.among or ()), *([self.system] if self.system is not None else ())]

    def of(self, table: Table, ids: Ids) -> Network:
        """The network. Raises QueryError."""
        ties = ties_of(table, self.choice).among(_of_classes(table, self.actors), _of_classes(table, self.bodies))
        build = of_two_kinds if self.bipartite else projected
        return build(ties, self._universe(table, ids))

    def _universe(self, table: Table, ids: Ids) -> Numbers | None:
        if self.system is None and self.among is None:
            return None
        found = np.arange(len(table.entities))
        if self.among is not None:
            found = np.intersect1d(found, [required(table, ids, id_, "among") for id_ in self.among])
        if self.system is not None:
            found = np.intersect1d(found, self._listed(table, required(table, ids, self.system, "system")))
        of_classes = _of_classes(table, self.actors)
        return found if of_classes is None else np.intersect1d(found, of_classes)

    def _listed(self, table: Table, system: int) -> Numbers:
        rows = chosen(table, self.listing)
        found: Numbers = np.unique(table.spells.subject[rows[table.spells.object[rows] == system]])
        if not len(found):
            raise QueryError(f'system: "{self.system}" lists nobody at that time', "give the id of a list of states, or leave system out")
        return found


def network_arguments(inputs: Inputs) -> tuple[StrawberryArgument, ...]:
    """The arguments that choose a network."""
    own = [
        Arg("relations", many(inputs.relation), "The relations that tie an actor to a body."),
        Arg(
            "system",
            optional(strawberry.ID),
            "The nodes are what this list of states (its id) holds at that time, also without ties.",
        ),
        Arg(
            "among",
            optional(many(strawberry.ID)),
            "The nodes are these (ids), also without ties. Without system and among: all that have a tie.",
        ),
        Arg("actors", optional(inputs.entity_class), "Only actors of this class."),
        Arg("bodies", optional(inputs.entity_class), "Only bodies of this class."),
        Arg("bipartite", optional(bool), "Whether bodies are nodes, too, with ties between actors and bodies. false unless given."),
        STANDING_ARG,
    ]
    return (*arguments(own), *inputs.time, *inputs.sources)


def network_choice(model: Model, args: Args, scope: plans.Scope) -> NetworkChoice:
    """The network that arguments choose. Raises QueryError."""
    relations = list(dict.fromkeys(name_of(relation) for relation in args["relations"]))
    if not relations:
        raise QueryError("relations names none", "name at least one, such as MEMBER_OF")
    among = args.get("among")
    if among is not None and not among:
        raise QueryError("among names nobody", "leave among out for all that have a tie")
    choice = choice_of(scope, relations, aside(model, relations, args))
    listings = sorted({end.relation.name for cls in model.classes.values() for end in model.existences(cls)})
    # Who counts as a state is asked of the list, whatever dataset says something of the ties.
    listing = Choice(listings, choice.mode, choice.first, choice.last, choice.certain, known=choice.known)
    return NetworkChoice(
        choice,
        bool(args.get("bipartite")),
        args.get("system"),
        listing,
        None if among is None else tuple(dict.fromkeys(among)),
        _concrete(model, args.get("actors")),
        _concrete(model, args.get("bodies")),
        _parameters(args, scope, relations),
    )


def touched(model: Model, asked: NetworkChoice, counts: Counts) -> tuple[float, float, float]:
    """What making a network touches, and about how many nodes and edges it has."""
    relations = [model.relations[name] for name in asked.choice.relations]
    if asked.bipartite:
        ties = touching.spells(counts, relations)
        return touching.ROW * ties, ties, ties
    return touching.network(counts, relations, None if asked.among is None else len(asked.among))


def _of_classes(table: Table, classes: Sequence[str] | None) -> Numbers | None:
    if classes is None:
        return None
    wanted = frozenset(classes)
    return np.array([number for number, entity in enumerate(table.entities) if entity.cls in wanted], np.int64)


def _concrete(model: Model, given: Any) -> tuple[str, ...] | None:
    return None if given is None else tuple(model.classes[name_of(given)].concrete)


def _parameters(args: Args, scope: plans.Scope, relations: Sequence[str]) -> dict[str, Any]:
    window = scope.window
    time = {"from": window.lo, "to": window.hi} if window.mode is not plans.Mode.EVER else {}
    among = args.get("among")
    found = {
        "relations": [constant_of(name) for name in relations],
        "time": window.mode.value,
        **time,
        "system": args.get("system"),
        "among": None if among is None else len(among),
        "actors": None if args.get("actors") is None else name_of(args["actors"]),
        "bodies": None if args.get("bodies") is None else name_of(args["bodies"]),
        "bipartite": bool(args.get("bipartite")),
        "standing": "FULL" if args.get("standing") is None else name_of(args["standing"]),
        "certainty": "CERTAIN" if scope.certain else "POSSIBLE",
        "datasets": scope.datasets,
    }
    return {name: value for name, value in found.items() if value is not None}
