"""`timeline`: what happened to one entity, in order of time."""

from __future__ import annotations

from dataclasses import replace

import strawberry

from analysis.choosing import stated_among
from analysis.table import FIRST, LAST, Table, day_number
from api.language.arguments import Args
from api.language.arguments.choices import required
from api.language.compiling import touching
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids, Outcome
from api.language.definitions import Arg, arguments, optional
from api.language.scalars import EDTF
from api.language.units.build import Build
from api.language.units.computed_lists import PAGING, Page, Reading, define_list, plan_list
from api.language.units.events import event_args, event_type, events_of
from api.language.units.field import Field
from api.language.units.mentioning import mention_entities
from api.language.units.uncovered import THERE_MAY_BE_MORE, Ends, incomplete
from common.dates import period
from queries import plans
from queries.work import Counts

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
        *event_args(build),
        *PAGING,
    ]
    meaning = "What happened to one entity: founded, joined, left, signed, in force, succeeded, dissolved, with dates and sources."
    return [Field("timeline", type_, meaning, plan_list(_read), (*arguments(own), *build.inputs.sources))]


def _read(call: Call, args: Args, scope: plans.Scope) -> Reading:
    model, id_ = call.compilation.model, str(args["id"])
    mention_entities(call, [id_])
    asked = events_of(args, model, scope, "timeline", DEFINITION)
    ends = Ends.WRITTEN if args.get("relations") is None else Ends.NAMED
    first = day_number(period(args["from"]).earliest) if args.get("from") is not None else FIRST
    last = day_number(period(args["to"]).latest) if args.get("to") is not None else LAST

    def run(table: Table, ids: Ids, page: Page) -> Outcome:
        number = required(table, ids, id_, "id")
        rows = stated_among(table, asked.choice, table.rows_of([number]))
        found = asked.outcome(table, [number], rows, (first, last), page)
        begin = max(first, table.entities[number].exists[0])
        more = incomplete(call, table, [number], asked.choice, THERE_MAY_BE_MORE, days=(begin, last), ends=ends)
        return replace(found, warnings=more)

    def touches(counts: Counts, _page: Page) -> float:
        return touching.MADE * touching.at(counts, [id_], [model.relations[name] for name in asked.choice.relations])

    return Reading(run, touches)
