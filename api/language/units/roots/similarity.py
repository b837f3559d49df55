"""`similarity`: how alike the alliances of two states are, or of all pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import strawberry

from analysis.panels import Asked, Measures, stating
from analysis.periods import Periods, Rule
from analysis.similarity import Portfolios, Similarities, Similarity, Undefined, assumed, portfolios, reason, similarities, with_self
from analysis.table import Numbers, Table, day_number
from api.language.arguments import Args, name_of
from api.language.arguments.choices import STANDING_ARG, required
from api.language.arguments.panels import Wish, asked_of, measures_of, options_of
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids, Method, Outcome
from api.language.definitions import Arg, arguments, enumeration, many, optional
from api.language.scalars import EDTF
from api.language.units.build import Build
from api.language.units.computed import entity, value
from api.language.units.computed_lists import PAGING, Page, define_list, plan_list
from api.language.units.field import Field, define
from api.language.units.mentioning import mention_entities
from api.language.units.roots.series import RULE
from api.language.units.uncovered import unknown
from common.dates import BEGINNING, FOREVER, period
from common.errors import QueryError
from queries import plans

WORKS = {
    Similarity.S: ("signorino-ritter-1999",),
    Similarity.KAPPA: ("haege-2011", "cohen-1960"),
    Similarity.PI: ("haege-2011", "scott-1955"),
    Similarity.TAU_B: ("bueno-de-mesquita-1975", "kendall-1938"),
    Similarity.JACCARD: ("jaccard-1912",),
}
MOST = 500
DEFINITION = (
    "The portfolio of a state is its strongest tie with each state of the universe, by the obligations of alliance treaties by which both "
    "are bound: their levels are in the parameters. Partners with whom the tie of either is not known are left out of both."
)
METHOD = enumeration("SimilarityMethod", "How similarity is measured.", {m.name: f"{m.value}." for m in Similarity})
OWN = enumeration(
    "OwnTie",
    "The tie of a state with itself.",
    {"MAXIMUM": "The strongest, as in the literature.", "EXCLUDE": "None: of two states that are compared, neither is a partner."},
)
SILENCE = enumeration(
    "Silence",
    "What it means that nobody writes of a tie where lists are not declared complete.",
    {"UNKNOWN": "The tie is not known, and the partner left out.", "NONE": "There is none. An assumption: take it knowingly."},
)
UNDEFINED = enumeration("UndefinedSimilarity", "Why two states have no similarity.", {u.name: f"Because {u.value}." for u in Undefined})

NO_PARTNERS = "NO_PARTNERS"
SILENCE_HINT = "name the bodies whose lists are complete, or take what nobody says for none with silence: NONE"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of portfolios. `a`, `b`: ids of the states compared (None: all); `weights` of partners by id."""

    wish: Wish
    method: Similarity
    a: str | None
    b: str | None
    maximum: bool
    silent: bool
    weights: tuple[tuple[str, float], ...] | None

    @property
    def years(self) -> Periods:
        """The one period that is asked about."""
        days = np.array([[day_number(day)] for day in (self.wish.first, self.wish.last)])
        first, last = days
        match self.wish.rule:
            case Rule.FIRST_DAY:
                last = first
            case Rule.LAST_DAY:
                first = last
            case _:
                pass
        return Periods((self.wish.first,), first, last, self.wish.rule is Rule.WHOLE)


def fields(build: Build) -> list[Field]:
    """The field."""
    row = define(
        build.types,
        "SimilarityPair",
        "How alike the alliances of two states are.",
        [
            Field("a", build.types["Entity"], "One state.", entity(0)),
            Field("b", build.types["Entity"], "The other state.", entity(1)),
            Field("value", optional(float), "The similarity; null where it is not defined.", value(2)),
            Field("reason", optional(UNDEFINED), "Why it is not defined; null where it is.", value(3)),
            Field("partners", int, "How many partners are compared.", value(4)),
            Field(
                "uncovered",
                int,
                "With how many of the universe the tie of either is not known.",
                value(5),
            ),
        ],
    )
    weight = build.types.input(
        "PartnerWeight",
        "How much a partner counts.",
        [Arg("partner", strawberry.ID, "The id of the state."), Arg("weight", float, "0 or more.")],
    )
    own = [
        Arg("at", EDTF, "A day, month or year; of a month or year the rule says what counts."),
        Arg("a", optional(strawberry.ID), "Only pairs of this state."),
        Arg("b", optional(strawberry.ID), "And this one. All pairs unless given."),
        Arg("method", optional(METHOD), "S unless given."),
        Arg(
            "universe",
            optional(many(strawberry.ID)),
            "The states that are compared, and their partners: all of that time unless given.",
        ),
        Arg("system", optional(strawberry.ID), "By whose list states exist: that which lists the most unless given."),
        Arg(
            "bodies",
            optional(many(strawberry.ID)),
            "Only these agreements count.",
        ),
        Arg("self", optional(OWN), "MAXIMUM unless given."),
        Arg("silence", optional(SILENCE), "UNKNOWN unless given."),
        Arg("weights", optional(many(weight)), "Of partners; those that are not named weigh 1. Not for TAU_B."),
        Arg("rule", optional(RULE), "ANY_DAY unless given."),
        STANDING_ARG,
        *PAGING,
    ]
    type_ = define_list(build.types, "SimilarityList", "Pairs of states, in the order of their ids.", row)
    meaning = "How alike the alliances of states are, by published measures; null with its reason where a measure is not defined."
    return [Field("similarity", type_, meaning, plan_list(_read), (*arguments(own), *build.inputs.sources))]


def _read(call: Call, args: Args, scope: plans.Scope) -> Callable[[Table, Ids, Page], Outcome]:
    model, today = call.compilation.model, call.around.scope.window.lo
    question, measures = _question(args, scope), measures_of(model)
    mention_entities(call, [*question.wish.ids, *filter(None, (question.a, question.b)), *(id_ for id_, _ in question.weights or ())])

    def run(table: Table, ids: Ids, page: Page) -> Outcome:
        asked = asked_of(table, ids, model, measures, question.wish, question.years, today)
        numbers, known = portfolios(table, measures, asked)
        if len(numbers) > MOST:
            raise QueryError(f"{len(numbers):,} states are compared; {MOST:,} is the limit", "name a universe")
        found = assumed(known) if question.silent else known
        compared = similarities(with_self(found, maximum=question.maximum), question.method, _weights(table, ids, numbers, question))
        pairs = _pairs(table, ids, numbers, question)
        shown = [pair[page.begin : page.begin + page.size] for pair in pairs]
        rows = _rows(numbers, known, compared, question.method, *shown)
        warnings = unknown(call.path, "values on this page", [None if row[3] == NO_PARTNERS else row[4] for row in rows], SILENCE_HINT)
        return Outcome(page.cut(rows, len(pairs[0])), _method(question, table, asked, measures), stating(table, measures, asked), warnings)

    return run


def _question(args: Args, scope: plans.Scope) -> Question:
    days = period(args["at"])
    if BEGINNING in (days.earliest, days.latest) or FOREVER in (days.earliest, days.latest):
        raise QueryError("at has to be a known day, month or year", 'give such as at: "1985"')
    wish = replace(options_of(args, scope), first=days.earliest, last=days.latest)
    if wish.rule is Rule.DAY_OF_YEAR:
        raise QueryError("the rule DAY_OF_YEAR is for series", "give the day itself as at")
    method = Similarity.S if args.get("method") is None else Similarity[name_of(args["method"])]
    given = args.get("weights")
    weights = None if given is None else tuple((str(w["partner"]), float(w["weight"])) for w in given)
    if weights is not None and method is Similarity.TAU_B:
        raise QueryError("TAU_B has no weights", "leave weights out, or take another method")
    if any(not 0 <= weight < float("inf") for _, weight in weights or ()):
        raise QueryError("a weight is negative or not finite", "give numbers of 0 or more")
    if args.get("a") is None and args.get("b") is not None:
        raise QueryError("b was given without a", "give a for the pairs of one state, a and b for one pair")
    own = args.get("self") is None or name_of(args["self"]) == "MAXIMUM"
    silent = args.get("silence") is not None and name_of(args["silence"]) == "NONE"
    return Question(wish, method, args.get("a"), args.get("b"), own, silent, weights)


def _weights(table: Table, ids: Ids, numbers: Numbers, question: Question) -> Numbers | None:
    if question.weights is None:
        return None
    found = np.ones(len(table.entities))
    for id_, weight in question.weights:
        found[required(table, ids, id_, "weights")] = weight
    chosen: Numbers = found[numbers]
    return chosen


def _pairs(table: Table, ids: Ids, numbers: Numbers, question: Question) -> Sequence[Numbers]:
    """The places of both states of each pair."""
    if question.a is None:
        return np.triu_indices(len(numbers), 1)
    one = _place(table, ids, numbers, question.a, "a")
    all_others = np.delete(np.arange(len(numbers)), one)
    others = all_others if question.b is None else np.array([_place(table, ids, numbers, question.b, "b")])
    return np.full(len(others), one), others


def _place(table: Table, ids: Ids, numbers: Numbers, id_: str, name: str) -> int:
    found = np.flatnonzero(numbers == required(table, ids, id_, name))
    if not len(found):
        raise QueryError(f'{name}: "{id_[:100]}" is no state of the universe at that time', "ask for a time at which it existed")
    return int(found[0])


def _rows(
    numbers: Numbers, known: Portfolios, found: Similarities, method: Similarity, one: Numbers, other: Numbers
) -> list[tuple[Any, ...]]:
    values, partners = found.values[one, other], found.partners[one, other].tolist()
    outside = len(numbers) - (known.known[one] & known.known[other]).sum(axis=1)
    return [
        (a, b, None if np.isnan(v) else round(float(v), 12), reason(method, n).name if np.isnan(v) else None, n, u)
        for a, b, v, n, u in zip(numbers[one].tolist(), numbers[other].tolist(), values, partners, outside.tolist(), strict=True)
    ]


def _method(question: Question, table: Table, asked: Asked, measures: Measures) -> Method:
    parameters = question.wish.parameters(table, asked)
    del parameters["directed"]
    parameters |= {"method": question.method.name, "formula": question.method.value, "self": "MAXIMUM" if question.maximum else "EXCLUDE"}
    parameters |= {"silence": "NONE" if question.silent else "UNKNOWN"}
    parameters |= {"levels": {name: level for name, level in measures.obligations.items() if level}}
    return Method("similarity", DEFINITION, parameters, WORKS[question.method])
