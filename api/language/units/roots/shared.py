"""`shared`: what some entities have in common, and what each has alone. `commonPartners`: who else is tied to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import strawberry

from analysis.choosing import Choice, Mode, chosen_among, holding
from analysis.shared import Partner, Tie, Together, partners, ties
from analysis.spans import Span
from analysis.table import Table, day_or_none
from api.language.arguments import Args, name_of
from api.language.arguments.choices import STANDING_ARG, aside, choice_of, listed_relations, relations_of, required, through_of
from api.language.compiling import touching
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids, Method, Outcome
from api.language.definitions import Arg, arguments, enumeration, many, optional
from api.language.scalars import EDTF
from api.language.units.build import Build
from api.language.units.computed import entities, entity, facts, rows, value
from api.language.units.computed_lists import MORE, PAGING, Page, Reading, define_list, plan_list
from api.language.units.facts import fact_type
from api.language.units.field import Field, define
from api.language.units.mentioning import mention_entities
from api.language.units.uncovered import THERE_MAY_BE_MORE, incomplete
from common.errors import QueryError
from ontology import Direction, constant_of
from queries import plans
from queries.work import Counts

FEWEST, MOST = 2, 10
WHICH = enumeration(
    "SharedBy",
    "Which ties are listed.",
    {
        "ALL": "Those that all of the actors have; with a period, at once on some day of it.",
        "ONE": "Those that one of them has alone.",
        "ANY": "Those that any of them has.",
    },
)
DEFINITION = (
    "A tie is shared when all actors have it as asked about time; with a period (during) they have to have it at once on some day of it. "
    "Ties are counted by body and relation, whatever the number of spells."
)
PARTNERS = (
    "A partner is tied to every one of the actors by at least one body to which both are tied as asked about time; with a period (during) "
    "both at once on some day of it. The actors themselves are not among the partners."
)


def fields(build: Build) -> list[Field]:
    """Both fields."""
    own = [
        Arg("actors", many(strawberry.ID), f"{FEWEST} to {MOST} ids of entities."),
        Arg(
            "relations",
            optional(many(build.inputs.relation)),
            "Ties of which kinds: those that have lists of their own unless given.",
        ),
        Arg("through", optional(many(build.inputs.entity_class)), "Only ties to entities of these classes."),
        STANDING_ARG,
        *PAGING,
    ]
    scope = (*build.inputs.time, *build.inputs.sources)
    which = Arg("by", optional(WHICH), "Which ties are listed: those of ALL unless given. The numbers are of all ties.")
    common = "What some entities have in common, and what each has alone: organizations, agreements, initiatives, systems."
    all_ = "Who else is tied to every one of some entities, and through which bodies."
    return [
        Field("shared", _shared_type(build), common, plan_list(_shared), (*arguments([*own, which]), *scope)),
        Field("commonPartners", _partners_type(build), all_, plan_list(_partners), (*arguments(own), *scope)),
    ]


def _shared_type(build: Build) -> Any:
    types = build.types
    tie = define(
        types,
        "SharedTie",
        "What some of the actors are tied to.",
        [
            Field("body", types["Entity"], "What they are tied to.", entity(0)),
            Field("relation", str, "The relation, by its name at the actors.", value(1)),
            Field("shared", bool, "Whether all of the actors are; with a period, at once.", value(2)),
            Field("certain", bool, "Whether those who are tied to it are for certain; and at once, if shared.", value(3)),
            Field("actors", many(types["Entity"]), "Who of them is.", entities(4)),
            Field("togetherFrom", optional(EDTF), "The first day on which all who are may be at once; null: no bound, or never.", value(5)),
            Field("togetherUntil", optional(EDTF), "The last such day.", value(6)),
            Field("facts", many(fact_type(build)), "The relationships.", facts(7)),
        ],
    )
    alone = define(
        types,
        "AloneCount",
        "How many ties one actor has alone.",
        [Field("actor", types["Entity"], "Who.", entity(0)), Field("count", int, "How many.", value(1))],
    )
    extra = [
        Field("sharedCount", int, "How many ties all have, possible ones included.", value(MORE)),
        Field("certainCount", int, "How many of those are certain.", value(MORE + 1)),
        Field("alone", many(alone), "How many each has alone.", rows(MORE + 2)),
    ]
    return define_list(types, "Shared", "Ties of several entities, by body.", tie, extra)


def _partners_type(build: Build) -> Any:
    types = build.types
    through = define(
        types,
        "PartnerTie",
        "The bodies by which a partner is tied to one of the actors.",
        [Field("actor", types["Entity"], "To whom.", entity(0)), Field("bodies", many(types["Entity"]), "By what.", entities(1))],
    )
    partner = define(
        types,
        "CommonPartner",
        "Who is tied to all of the actors.",
        [
            Field("partner", types["Entity"], "Who.", entity(0)),
            Field("bodyCount", int, "By how many different bodies.", value(1)),
            Field("through", many(through), "Through what, for each actor.", rows(2)),
        ],
    )
    return define_list(types, "CommonPartners", "Who is tied to all of some entities, those with most ties first.", partner)


def _asked(call: Call, args: Args, scope: plans.Scope) -> tuple[list[str], Choice, dict[str, Any]]:
    model = call.compilation.model
    actors = list(dict.fromkeys(map(str, args["actors"])))
    if not FEWEST <= len(actors) <= MOST:
        raise QueryError(f"actors names {len(actors)} {'entity' if len(actors) == 1 else 'different entities'}", f"give {FEWEST} to {MOST}")
    mention_entities(call, actors)
    relations = relations_of(args, model, listed_relations(model))
    classes = through_of(args, model)
    parameters: dict[str, Any] = {"relations": [constant_of(r) for r in relations]}
    if classes:
        parameters["through"] = sorted(classes)
    return actors, choice_of(scope, relations, aside(model, relations, args), classes), parameters


def _together(choice: Choice) -> Together:
    during = choice.mode is Mode.DURING
    return Together(Span(choice.first, choice.last) if during else Span(), during, choice.certain and choice.mode is not Mode.EVER)


def _shared(call: Call, args: Args, scope: plans.Scope) -> Reading:
    actors, choice, parameters = _asked(call, args, scope)
    by = "ALL" if args.get("by") is None else name_of(args["by"])
    method = Method("shared ties", DEFINITION, parameters | {"by": by})

    def run(table: Table, ids: Ids, page: Page) -> Outcome:
        who = list(dict.fromkeys(required(table, ids, id_, "actors") for id_ in actors))
        rows = chosen_among(table, choice, table.by_subject.rows(sorted(who)))
        certain = set(rows[holding(table.spells.some(rows), choice, certain=True)].tolist())
        found = ties(table.spells, rows, certain, who, _together(choice))
        all_ = [tie for tie in found if _is_shared(tie, who, choice)]
        one = [tie for tie in found if len(tie.holders) == 1]
        listed = {"ALL": all_, "ONE": one, "ANY": found}[by]
        alone = [(actor, sum(tie.holders == (actor,) for tie in one)) for actor in who]
        shown = [_tie_row(table, tie, choice, shared=_is_shared(tie, who, choice)) for tie in listed]
        value = page.of(shown, len(all_), sum(tie.certain for tie in all_), alone)
        said = [row for tie in found for row in tie.rows]
        return Outcome(value, method, said, incomplete(call, table, who, choice, THERE_MAY_BE_MORE))

    known = [call.compilation.model.relations[name] for name in choice.relations]
    return Reading(run, lambda counts, _page: touching.MADE * touching.at(counts, actors, known))


def _is_shared(tie: Tie, who: Sequence[int], choice: Choice) -> bool:
    return len(tie.holders) == len(who) and (choice.mode is not Mode.DURING or bool(tie.together))


def _tie_row(table: Table, tie: Tie, choice: Choice, *, shared: bool) -> tuple[Any, ...]:
    held = [span for span in tie.together if choice.mode is not Mode.AT or span.first <= choice.last <= span.last]
    days = (day_or_none(held[0].first), day_or_none(held[-1].last)) if held else (None, None)
    return (tie.body, table.relations[tie.relation], shared, tie.certain, tie.holders, *days, tie.rows)


def _partners(call: Call, args: Args, scope: plans.Scope) -> Reading:
    actors, choice, parameters = _asked(call, args, scope)
    method = Method("common partners", PARTNERS, parameters)

    def run(table: Table, ids: Ids, page: Page) -> Outcome:
        who = list(dict.fromkeys(required(table, ids, id_, "actors") for id_ in actors))
        mine = chosen_among(table, choice, table.by_subject.rows(sorted(who)))
        rows = chosen_among(table, choice, np.sort(table.by_object.rows(np.unique(table.spells.object[mine]).tolist())))
        # At a time all hold throughout it, so that on its last day they hold at once.
        asked = _together(choice)
        asked = replace(asked, within=Span(choice.last, choice.last)) if choice.mode is Mode.AT else asked
        found = sorted(partners(table.spells, rows, who, asked), key=lambda p: (-p.bodies, p.entity))
        return Outcome(page.of([_partner_row(p) for p in found]), method, rows, incomplete(call, table, who, choice, THERE_MAY_BE_MORE))

    known = [call.compilation.model.relations[name] for name in choice.relations]

    def touches(counts: Counts, _page: Page) -> float:
        return touching.PARTNER * touching.at(counts, actors, known) * max(1.0, touching.met(counts, known, Direction.IN) / len(known))

    return Reading(run, touches)


def _partner_row(partner: Partner) -> tuple[Any, ...]:
    return (partner.entity, partner.bodies, partner.through)
