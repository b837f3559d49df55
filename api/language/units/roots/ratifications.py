"""`ratifications`: who signed, ratified and is bound by an agreement, those that did nothing included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import strawberry

from analysis.choosing import Choice, Mode, chosen, stated
from analysis.covered import complete_spans
from analysis.ratifications import Asked, Record, Standing, Words, ratifications
from analysis.table import Numbers, Table, day_number
from api.language.arguments import Args
from api.language.arguments.choices import aside, choice_of, existence, holder_of
from api.language.arguments.panels import system_of
from api.language.compiling import touching
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids, Method, Outcome
from api.language.definitions import Arg, arguments, enumeration, many, optional
from api.language.scalars import EDTF
from api.language.units.build import Build
from api.language.units.computed import entity, fact, rows, value
from api.language.units.computed_lists import MORE, PAGING, Page, Reading, define_list, plan_list
from api.language.units.facts import fact_type
from api.language.units.field import Field, define
from api.language.units.mentioning import mention_entities
from api.language.units.uncovered import not_known, unlisted
from common.dates import period
from ontology import Model, Relation
from queries import plans
from queries.work import Counts

DEFINITION = (
    "One row for each state that the system counts on the day, and for each other actor that had signed or consented by then. Acts after "
    "the day do not count, and are not shown. NONE is said only where the list of parties is declared complete on the day; elsewhere the "
    "standing of those who had done nothing is null. Of who left and came back, the acts are those of the time of which its standing "
    "tells. The lag is from signing to consent, in days: with uncertain dates from the least to the most. With certainty CERTAIN the "
    "standing is null where it is not certain."
)


def fields(build: Build) -> list[Field]:
    """The field."""
    types = build.types
    standing = enumeration("TreatyStanding", "How an actor stands to an agreement.", {s.name: s.value for s in Standing})
    record = define(
        types,
        "Ratification",
        "What one actor did about an agreement.",
        [
            Field("actor", types["Entity"], "Who.", entity(0)),
            Field("expected", bool, "Whether it is among the states that the system counts on the day.", value(1)),
            Field("standing", optional(standing), "How it stands on the day; null where nobody says.", value(2)),
            Field("certain", bool, "Whether that is certain.", value(3)),
            Field("signed", optional(EDTF), "When it signed; null where it had not by the day, or nobody says.", value(4)),
            Field(
                "ratified",
                optional(EDTF),
                "When it consented to be bound by an act up to the day: for good if it did.",
                value(5),
            ),
            Field("instrument", optional(str), "By what kind of act, as it is stored.", value(6)),
            Field("boundSince", optional(EDTF), "Since when it is bound, or was before it left.", value(7)),
            Field("lagLeast", optional(int), "The least days from signing to consent.", value(8)),
            Field("lagMost", optional(int), "The most days from signing to consent: the same for days that are known.", value(9)),
            Field("reservation", optional(str), "A reservation or declaration it made.", _reservation),
            Field("fact", optional(fact_type(build)), "The relationship that tells how it stands.", fact(10)),
        ],
    )
    count = define(
        types,
        "StandingCount",
        "How many stand in a way.",
        [
            Field("standing", optional(standing), "How; null: nobody says.", value(0)),
            Field("count", int, "How many.", value(1)),
            Field("certainCount", int, "How many of those certainly do.", value(2)),
        ],
    )
    type_ = define_list(types, "Ratifications", "Actors by id.", record, [Field("counts", many(count), "How many stand how.", rows(MORE))])
    own = [
        Arg("agreement", strawberry.ID, "The id of an agreement."),
        Arg("system", optional(strawberry.ID), "Whose list of states: the id of a state system. That which lists most unless given."),
        Arg("at", optional(EDTF), "On the last day of this date: today unless given."),
        *PAGING,
    ]
    meaning = "Who signed, ratified and is bound by an agreement, with lags and reservations, for all states: those that did nothing, too."
    return [Field("ratifications", type_, meaning, plan_list(_read), (*arguments(own), *build.inputs.sources))]


def _reservation(call: Call) -> Callable[..., Any]:
    index = call.compilation.fact_column("reservation")

    def read(row: Any) -> Any:
        number = row[1][10]
        found = None if number is None else row[0].fact(number)
        return None if found is None else found[index]

    return read


def _read(call: Call, args: Args, scope: plans.Scope) -> Reading:
    model, id_ = call.compilation.model, str(args["agreement"])
    system = None if args.get("system") is None else str(args["system"])
    mention_entities(call, [id_] if system is None else [id_, system])
    relation, exists = _binding(model), existence(model)
    day = period(args["at"]).latest if args.get("at") is not None else call.around.scope.window.lo
    on, today = day_number(day), day_number(call.around.scope.window.lo)
    choice = choice_of(scope, [relation.name], {})
    words = _words(model, relation)

    def run(table: Table, ids: Ids, page: Page) -> Outcome:
        number = holder_of(table, ids, id_, "agreement", relation.inverse or "", model)
        counting = system_of(table, ids, exists, system)
        listing = _listing(table, counting, Choice([exists], Mode.AT, on, on, scope.certain, known=today))
        universe = frozenset(table.spells.subject[listing].tolist())
        rows = np.flatnonzero(stated(table, choice) & (table.spells.object == number))
        listed = complete_spans(table.entities[number], relation.inverse or "", scope.datasets)
        known = on <= today and any(first <= on <= last for first, last in listed)
        found = ratifications(table, rows.tolist(), Asked(universe, on, words, known, scope.certain, on > today))
        counts = _counts(found)
        parameters = {"at": day, "system": table.entities[counting].id, "covered": known}
        method = Method("ratifications", DEFINITION, parameters)
        warnings = not_known(call, table, number, relation.inverse or "", (day, call.around.scope.window.lo), scope.datasets)
        warnings += unlisted(call, table, counting, (on, on), None)
        return Outcome(page.of([_shown(r) for r in found], counts), method, [*rows, *listing], warnings)

    def touches(counts: Counts, _page: Page) -> float:
        listed = touching.spells(counts, [model.relations[exists]])
        return touching.ROW * touching.spells(counts, [relation]) + touching.MADE * (listed + touching.at(counts, [id_], [relation]))

    return Reading(run, touches)


def _counts(found: Iterable[Record]) -> list[tuple[str | None, int, int]]:
    """Each standing with how many have it, and how many of those for certain."""
    counts: Counter[str | None] = Counter()
    certain: Counter[str | None] = Counter()
    for record in found:
        standing = record.standing.name if record.standing else None
        counts[standing] += 1
        certain[standing] += record.certain
    return sorted(((standing, count, certain[standing]) for standing, count in counts.items()), key=lambda one: str(one[0]))


def _binding(model: Model) -> Relation:
    """The relation that binds by an act of consent."""
    return next(r for r in model.relations.values() if r.binding)


def _words(model: Model, relation: Relation) -> Words:
    """The words by which the data tells who signed and who is bound."""
    roles, binding = aside(model, [relation.name], {}).get(relation.name, ()), relation.binding
    return Words(roles, binding.signing, binding.provisional, binding.unsigned) if binding else Words(roles)


def _listing(table: Table, system: int, exists: Choice) -> Numbers:
    """The rows by which a system counts states on a day: possible ones included, unless only what is certain counts."""
    rows = chosen(table, exists)
    found: Numbers = rows[table.spells.object[rows] == system]
    return found


def _shown(record: Record) -> tuple[Any, ...]:
    standing = record.standing.name if record.standing else None
    dates = (record.signed, record.ratified, record.instrument, record.bound_since)
    return (record.actor, record.expected, standing, record.certain, *dates, *(record.lag or (None, None)), record.row)
