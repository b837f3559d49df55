"""`series`: how many held in each day, month or year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import strawberry

from analysis.choosing import stated_among
from analysis.covered import covered
from analysis.periods import Periods, Rule, Step, periods
from analysis.series import Counts, series
from analysis.table import Numbers, Table, day_number
from api.language.arguments import Args, name_of
from api.language.arguments.choices import (
    STANDING_ARG,
    aside,
    choice_of,
    end_of,
    holder_of,
    period_args,
    period_of,
)
from api.language.compiling import touching
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids, Method, Outcome
from api.language.definitions import Arg, arguments, enumeration, many, optional
from api.language.scalars import EDTF
from api.language.units.build import Build
from api.language.units.computed import entity, value
from api.language.units.computed_lists import PAGING, Page, Reading, define_list, plan_list
from api.language.units.field import Field, define
from api.language.units.mentioning import mention_entities
from api.language.units.uncovered import unknown
from common.errors import QueryError
from ontology import constant_of
from queries import plans, work

MOST = 500
DEFINITION = (
    "Distinct members are counted, not spells. certain: in every reading of unknown dates; possible: in some, and not certain. Both are "
    "null for a period in which the list is not declared complete; attested is what is certain there all the same."
)
STEP = enumeration("Step", "How long a period is.", {"DAY": "A day.", "MONTH": "A calendar month.", "YEAR": "A calendar year."})
RULE = enumeration("PeriodRule", "When something counts in a period.", {rule.name: f"When {rule.value}." for rule in Rule})
DEFAULT_RULE = Rule.LAST_DAY

ATTESTED = "attested is how many are certain all the same; there may have been more"


def fields(build: Build) -> list[Field]:
    """The field."""
    point = define(
        build.types,
        "SeriesPoint",
        "How many a list held in one period.",
        [
            Field("entity", build.types["Entity"], "Whose list it is.", entity(0)),
            Field("period", EDTF, "The day, month or year.", value(1)),
            Field("certain", optional(int), "How many certainly; null where the list is not covered.", value(2)),
            Field("possible", optional(int), "How many more possibly; null where the list is not covered.", value(3)),
            Field("attested", int, "How many certainly, whether the list is covered or not: there may have been more.", value(4)),
            Field("covered", bool, "Whether the list is declared complete throughout the days that the rule is about.", value(5)),
        ],
    )
    type_ = define_list(build.types, "Series", "Numbers over time, by entity and period.", point)
    own = [
        Arg("of", many(strawberry.ID), "Whose lists: ids of entities."),
        Arg("list", build.inputs.list, "Which list is counted."),
        *period_args("The first period"),
        Arg("step", optional(STEP), "How long a period is: YEAR unless given."),
        Arg("rule", optional(RULE), f"When something counts in a period: {DEFAULT_RULE.name} unless given."),
        Arg("dayOfYear", optional(str), 'The day for the rule DAY_OF_YEAR, as month and day: "07-01" unless given.'),
        STANDING_ARG,
        *PAGING,
    ]
    meaning = "How many members, parties, users … there were in each year, month or day: certain and possible, null where nobody says."
    return [Field("series", type_, meaning, plan_list(_read), (*arguments(own), *build.inputs.sources))]


def _read(call: Call, args: Args, scope: plans.Scope) -> Reading:
    model = call.compilation.model
    relation, inverse = end_of(model, name_of(args["list"]))
    ids: Sequence[str] = list(dict.fromkeys(args["of"]))
    if not 0 < len(ids) <= MOST:
        raise QueryError(f"of names {len(ids)} entities", f"give 1 to {MOST}")
    mention_entities(call, ids)
    first, last = period_of(args, call.around.scope.window.lo)
    step, rule = _named(args, "step", "YEAR"), _named(args, "rule", DEFAULT_RULE.name)
    today = day_number(call.around.scope.window.lo)
    asked = periods(day_number(first), day_number(last), Step[step], Rule[rule], args.get("dayOfYear") or "07-01", today)
    choice = choice_of(scope, [relation.name], aside(model, [relation.name], args))
    listed = relation.inverse if inverse and relation.inverse else relation.name
    parameters = {"list": constant_of(listed), "step": step, "rule": rule, "meaning": Rule[rule].value, "from": first, "to": last}
    method = Method("series", DEFINITION, parameters)

    def run(table: Table, today_ids: Ids, page: Page) -> Outcome:
        of = [holder_of(table, today_ids, id_, "of", listed, model) for id_ in ids]
        rows = stated_among(table, choice, (table.by_object if inverse else table.by_subject).rows(of))
        spells = table.spells.some(rows)
        holder, member = (spells.object, spells.subject) if inverse else (spells.subject, spells.object)
        places = np.full(len(table.entities), -1)
        places[of] = np.arange(len(of))
        counts = series(spells, places[holder], member, len(of), asked)
        known = [covered(table.entities[n], listed, asked, scope.datasets, today) for n in of]
        found = page.of(_points(of, asked, counts.certainly if choice.certain else counts, known))
        return Outcome(found, method, rows, unknown(call.path, "numbers on this page", [point[2] for point in found[2]], ATTESTED))

    def touches(counts: work.Counts, _page: Page) -> float:
        return touching.ROW * touching.at(counts, ids, [relation]) + touching.POINT * len(ids) * len(asked)

    return Reading(run, touches)


def _points(of: Sequence[int], asked: Periods, counts: Counts, known: Sequence[Numbers]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for place, number in enumerate(of):
        rows = zip(asked.names, counts.certain[place].tolist(), counts.possible[place].tolist(), known[place].tolist(), strict=True)
        found += [
            (number, name, certain if sure else None, possible if sure else None, certain, sure) for name, certain, possible, sure in rows
        ]
    return found


def _named(args: Args, name: str, default: str) -> str:
    return default if args.get(name) is None else name_of(args[name])
