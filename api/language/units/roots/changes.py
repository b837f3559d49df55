"""`changes`: what changed between two days, for some entities, a class or all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import strawberry

from analysis.choosing import Choice, of_classes, stated, stated_among
from analysis.events import changing
from analysis.table import Numbers, Table, day_number
from api.language.arguments import Args, name_of
from api.language.arguments.choices import (
    period_args,
    period_of,
    required,
)
from api.language.compiling import touching
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids, Outcome
from api.language.definitions import Arg, arguments, many, optional
from api.language.units.build import Build
from api.language.units.computed_lists import PAGING, Page, Reading, define_list, plan_list
from api.language.units.events import event_args, event_type, events_of
from api.language.units.field import Field
from api.language.units.mentioning import mention_entities
from api.language.units.uncovered import THERE_MAY_BE_MORE, Ends, incomplete, incomplete_somewhere
from queries import plans
from queries.work import Counts

DEFINITION = (
    "An event counts if it lies between the first day of from and the last of to, both included; certain says whether it does in every "
    "reading of its date. What has no date is no event. What follows without a gap is no leaving and no joining. Who left is told from "
    "what came to an end by the manner: as the source says, else (mannerDerived) where both ended on the same day."
)


def fields(build: Build) -> list[Field]:
    """The field."""
    type_ = define_list(build.types, "Changes", "Events between two days, in order of time.", event_type(build))
    own = [
        *period_args("The period"),
        Arg("of", optional(many(strawberry.ID)), "Only what happened to these entities, at either end of a relationship."),
        Arg("class", optional(build.inputs.entity_class), "Only what happened to entities of this class, at either end."),
        *event_args(build),
        *PAGING,
    ]
    meaning = "What changed between two days: joined, left and how, suspended, founded, ended, succeeded; of entities, a class or all."
    return [Field("changes", type_, meaning, plan_list(_read), (*arguments(own), *build.inputs.sources))]


def _read(call: Call, args: Args, scope: plans.Scope) -> Reading:
    model = call.compilation.model
    ids_ = None if args.get("of") is None else [str(id_) for id_ in args["of"]]
    mention_entities(call, ids_ or ())
    asked = events_of(args, model, scope, "changes", DEFINITION)
    ends = Ends.WRITTEN if args.get("relations") is None else Ends.NAMED
    first, last = map(day_number, period_of(args, call.around.scope.window.lo))
    classes = None if args.get("class") is None else set(model.classes[name_of(args["class"])].concrete)

    def run(table: Table, ids: Ids, page: Page) -> Outcome:
        named = None if ids_ is None else [required(table, ids, id_, "of") for id_ in ids_]
        ours = _ours(table, named, classes)
        few = named is not None and classes is None
        rows = stated_among(table, asked.choice, table.rows_of(named or ())) if few else _rows(table, asked.choice, ours)
        whose = np.flatnonzero(ours).tolist()
        found = asked.outcome(table, whose, changing(table, rows, first, last), (first, last), page)
        days = first, last
        if named is None:
            return replace(found, warnings=incomplete_somewhere(call, table, whose, asked.choice, days, ends))
        return replace(found, warnings=incomplete(call, table, named, asked.choice, THERE_MAY_BE_MORE, days=days, ends=ends))

    def touches(counts: Counts, _page: Page) -> float:
        known = [model.relations[name] for name in asked.choice.relations]
        if ids_ is not None and classes is None:
            return touching.MADE * touching.at(counts, ids_, known)
        share = min(1.0, (last - first + 1) / touching.DAYS_OF_MOST)
        return (touching.ROW + touching.MADE * share) * touching.spells(counts, known, claims=scope.all_claims)

    return Reading(run, touches)


def _rows(table: Table, choice: Choice, ours: Numbers) -> Numbers:
    """The numbers of the rows at an end of which one of many entities stands."""
    spells = table.spells
    return np.flatnonzero(stated(table, choice) & (ours[spells.subject] | ours[spells.object]))


def _ours(table: Table, named: Collection[int] | None, classes: Collection[str] | None) -> Numbers:
    """A mask of the entities that are asked for."""
    mask = np.ones(len(table.entities), np.bool_)
    if named is not None:
        mask[:] = False
        mask[list(named)] = True
    if classes is not None:
        mask &= of_classes(table, classes)
    return mask
