"""`paths`: by which relationships one entity is tied to another."""

from __future__ import annotations

from typing import Any

import strawberry

from analysis.choosing import Mode, chosen, holding
from analysis.paths import MOST_VISITS, Asked, Path, find_paths, graph_of
from analysis.spans import Span
from analysis.table import Spells, Table, day_or_none
from api.language.arguments import Args
from api.language.arguments.choices import STANDING_ARG, aside, choice_of, listed_relations, relations_of, required, through_of
from api.language.compiling import touching
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids, Method, Outcome
from api.language.definitions import Arg, arguments, many, optional
from api.language.scalars import EDTF
from api.language.units.build import Build
from api.language.units.computed import entity, fact, rows, value
from api.language.units.computed_lists import Page, Reading, define_list, plan_list
from api.language.units.facts import fact_type
from api.language.units.field import Field, define
from api.language.units.mentioning import mention_entities
from api.language.units.uncovered import NO_PATH, incomplete
from common.errors import QueryError
from ontology import Direction, constant_of
from queries import plans
from queries.work import Counts

LONGEST, MOST = 8, 100
DEFAULT_LENGTH, DEFAULT_COUNT = 4, 10
DEFINITION = (
    "A path is made of relationships, walked in either direction, and visits no entity twice. Shorter paths come first, and those of equal "
    "length in the order of the ids of their entities. With a period (during), all relationships of a path have to hold on one day of it."
)


def fields(build: Build) -> list[Field]:
    """The field."""
    step = define(
        build.types,
        "PathStep",
        "One relationship of a path.",
        [
            Field("from", build.types["Entity"], "Where the step begins.", entity(0)),
            Field("to", build.types["Entity"], "Where it leads.", entity(1)),
            Field("relation", str, "The relation, by its name at what it leads from.", value(2)),
            Field("forward", bool, "Whether it is walked in its direction: from a member to what it is a member of.", value(3)),
            Field("certain", bool, "Whether it holds for certain as asked.", value(4)),
            Field("fact", fact_type(build), "The relationship, with dates and source.", fact(5)),
        ],
    )
    path = define(
        build.types,
        "Path",
        "Relationships that lead from one entity to another.",
        [
            Field("length", int, "How many relationships it has.", value(0)),
            Field("certain", bool, "Whether all of them hold for certain as asked (with a period: together).", value(1)),
            Field("ids", many(strawberry.ID), "The ids of the entities on it, both ends included.", value(2)),
            Field("togetherFrom", optional(EDTF), "The first day on which all may hold; null where nothing sets a bound.", value(3)),
            Field("togetherUntil", optional(EDTF), "The last day on which all may hold.", value(4)),
            Field("steps", many(step), "The relationships in their order.", rows(5)),
        ],
    )
    type_ = define_list(build.types, "Paths", "Ways from one entity to another, the shortest first.", path)
    own = [
        Arg("from", strawberry.ID, "Where the paths begin: the id of an entity."),
        Arg("to", strawberry.ID, "Where they lead."),
        Arg(
            "relations",
            optional(many(build.inputs.relation)),
            "Over which relations: memberships, parties, participations, uses unless given.",
        ),
        Arg("through", optional(many(build.inputs.entity_class)), "Only over bodies of these classes: what relationships lead to."),
        Arg("maxLength", optional(int), f"At most so many relationships: {DEFAULT_LENGTH} unless given, {LONGEST} at most."),
        Arg("count", optional(int), f"So many paths: {DEFAULT_COUNT} unless given, {MOST} at most."),
        STANDING_ARG,
    ]
    meaning = "By which relationships one entity is tied to another: the shortest paths, at a time. Those of today unless one is given."
    return [Field("paths", type_, meaning, plan_list(_read), (*arguments(own), *build.inputs.time, *build.inputs.sources))]


def _read(call: Call, args: Args, scope: plans.Scope) -> Reading:
    model, ends = call.compilation.model, (str(args["from"]), str(args["to"]))
    mention_entities(call, ends)
    relations = relations_of(args, model, listed_relations(model))
    longest = _between(args, "maxLength", DEFAULT_LENGTH, LONGEST)
    count = _between(args, "count", DEFAULT_COUNT, MOST)
    classes = through_of(args, model)
    choice = choice_of(scope, relations, aside(model, relations, args), classes)
    within = Span(choice.first, choice.last) if choice.mode is Mode.DURING else None
    asked = Asked(longest, count, within, choice.certain and choice.mode is not Mode.EVER)
    parameters = {"relations": [constant_of(r) for r in relations], "maxLength": longest, "count": count}
    method = Method("shortest paths", DEFINITION, parameters | ({"through": sorted(classes)} if classes else {}))

    def run(table: Table, ids: Ids, page: Page) -> Outcome:
        start, goal = (required(table, ids, id_, name) for id_, name in zip(ends, ("from", "to"), strict=True))
        if start == goal:
            raise QueryError(f"from and to are the same entity, '{table.entities[start].id}'", "a path needs two different ends")
        graph = graph_of(table.spells, chosen(table, choice), len(table.entities))
        certain = holding(table.spells, choice, certain=True)
        found = find_paths(table.spells, graph, certain, (start, goal), asked)
        warnings = () if found else incomplete(call, table, (start, goal), choice, NO_PATH)
        rows = [row for path in found for row in path.spells]
        return Outcome(page.of([_shown(table, path, certain) for path in found]), method, rows, warnings)

    def touches(counts: Counts, _page: Page) -> float:
        known = [model.relations[name] for name in relations]
        met = max(touching.met(counts, known, direction) for direction in (Direction.OUT, Direction.IN))
        walked = min(MOST_VISITS, (count + longest) * met)
        return touching.SORTED * 2 * touching.spells(counts, known, claims=scope.all_claims) + touching.STEP * walked

    return Reading(run, touches)


def _shown(table: Table, path: Path, certain: Any) -> tuple[Any, ...]:
    spells = table.spells
    steps = [_step(table, spells, path, i, bool(certain[path.spells[i]])) for i in range(len(path.spells))]
    days = (day_or_none(path.together.first), day_or_none(path.together.last)) if path.together else (None, None)
    return (len(steps), path.certain, [table.entities[n].id for n in path.nodes], *days, steps)


def _step(table: Table, spells: Spells, path: Path, number: int, certain: bool) -> tuple[Any, ...]:
    row, start, end = path.spells[number], path.nodes[number], path.nodes[number + 1]
    return (start, end, table.relations[spells.relation[row]], int(spells.subject[row]) == start, certain, row)


def _between(args: Args, name: str, default: int, most: int) -> int:
    number: int = default if args.get(name) is None else args[name]
    if not 1 <= number <= most:
        raise QueryError(f"{name} is {number}", f"give 1 to {most}")
    return number
