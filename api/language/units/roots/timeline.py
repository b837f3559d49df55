"""`timeline`: what happened to one entity, in order of time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import strawberry

from analysis.choosing import stated
from analysis.events import happenings, lives, within
from analysis.table import FIRST, LAST, Table, day_number
from api.language.arguments import Args, name_of
from api.language.arguments.choices import STANDING_ARG, aside, choice_of, constant_of, happening_relations, relations_of, required
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids, Method, Outcome
from api.language.definitions import Arg, arguments, many, optional
from api.language.scalars import EDTF
from api.language.units.build import Build
from api.language.units.computed_lists import PAGING, Page, define_list, plan_list
from api.language.units.events import dates_of, event_type, grammar_of, kinds_arg, shown
from api.language.units.field import Field
from api.language.units.mentioning import mention_entities
from common.dates import period
from queries import plans

DEFINITION = (
    "Every dated event of the entity, at either end of a relationship, told once whatever the number of datasets that tell it. What has no "
    "date is no event. Within from and to is what may have been between their first and last day, both included."
)


def fields(build: Build) -> list[Field]:
    """The field."""
    type_ = define_list(build.types, "Timeline", "Events in order of time.", event_type(build))
    own = [
        Arg("id", strawberry.ID, "Whose: the id of an entity."),
        Arg("from", optional(EDTF), "Only events on or after the first day of this date."),
        Arg("to", optional(EDTF), "Only events on or before the last day of this date."),
        Arg(
            "relations",
            optional(many(build.inputs.relation)),
            "Only along these: all but observations of indicators unless given.",
        ),
        kinds_arg(build),
        STANDING_ARG,
        *PAGING,
    ]
    meaning = "What happened to one entity: founded, joined, left, signed, in force, succeeded, dissolved, with dates and sources."
    return [Field("timeline", type_, meaning, plan_list(_read), (*arguments(own), *build.inputs.sources))]


def _read(call: Call, args: Args, scope: plans.Scope) -> Callable[[Table, Ids, Page], Outcome]:
    model, id_ = call.compilation.model, str(args["id"])
    mention_entities(call, [id_])
    relations = relations_of(args, model, happening_relations(model))
    choice = choice_of(scope, relations, {})
    first = day_number(period(args["from"]).earliest) if args.get("from") is not None else FIRST
    last = day_number(period(args["to"]).latest) if args.get("to") is not None else LAST
    kinds = None if args.get("events") is None else {name_of(k) for k in args["events"]}
    grammar, dates = grammar_of(model, aside(model, relations, args)), dates_of(model)
    method = Method("timeline", DEFINITION, {"relations": [constant_of(r) for r in relations]})

    def run(table: Table, ids: Ids, page: Page) -> Outcome:
        number = required(table, ids, id_, "id")
        spells = table.spells
        rows = np.flatnonzero(stated(table, choice) & ((spells.subject == number) | (spells.object == number)))
        found = [*lives(table, [number], dates), *happenings(table, rows, grammar)]
        events = within((e for e in found if kinds is None or e.kind in kinds), first, last)
        return Outcome(page.of([shown(event, certain=certain) for event, certain in events]), method)

    return run
