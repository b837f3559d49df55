"""`similarity`: how alike the alliances of two states are, or of all pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import strawberry

from analysis.panels import Asked, Measures, stating
from analysis.periods import Periods, Rule
from analysis.similarity import Portfolios, Similarities, Similarity, Undefined, assumed, portfolios, reason, similarities, with_self
from analysis.table import Numbers, Table, day_number
from api.answer_warnings import AnswerWarning, WarningCode
from api.language.arguments import Args, name_of
from api.language.arguments.choices import STANDING_ARG, period_of, required
from api.language.arguments.panels import Wish, asked_of, measures_of, options_of, touched
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
from api.language.units.roots.series import RULE
from api.language.units.uncovered import unknown, unlisted
from common.dates import BEGINNING, FOREVER, period
from common.errors import QueryError
from queries import plans
from queries.work import Counts

WORKS = {
    Similarity.S: ("signorino-ritter-1999",),
    Similarity.KAPPA: ("haege-2011", "cohen-1960"),
    Similarity.PI: ("haege-2011", "scott-1955"),
    Similarity.TAU_B: ("bueno-de-mesquita-1975", "kendall-1938"),
    Similarity.JACCARD: ("jaccard-1912",),
}
MOST, MOST_YEARS = 500, 300
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

    def at(self, first: str, last: str) -> Question:
        """The same of a period."""
        return replace(self, wish=replace(self.wish, first=first, last=last))

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
            Field("period", EDTF, "The day, month or year that is compared.", value(2)),
            Field("value", optional(float), "The similarity; null where it is not defined.", value(3)),
            Field("reason", optional(UNDEFINED), "Why it is not defined; null where it is.", value(4)),
            Field("partners", int, "How many partners are compared.", value(5)),
            Field(
                "uncovered",
                int,
                "With how many of the universe the tie of either is not known.",
                value(6),
            ),
        ],
    )
    weight = build.types.input(
        "PartnerWeight",
        "How much a partner counts.",
        [Arg("partner", strawberry.ID, "The id of the state."), Arg("weight", float, "0 or more.")],
    )
    own = [
        Arg("at", optional(EDTF), "A day, month or year; of a month or year the rule says what counts."),
        Arg("from", optional(EDTF), "Instead of `at`: one value for each year, from the year of this date."),
        Arg("to", optional(EDTF), "To the year of this date: the current one unless given."),
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
    type_ = define_list(build.types, "SimilarityList", "Pairs of states by year, and in one by their ids.", row)
    meaning = "How alike the alliances of states are, by published measures; null with its reason where a measure is not defined."
    return [Field("similarity", type_, meaning, plan_list(_read), (*arguments(own), *build.inputs.sources))]


def _read(call: Call, args: Args, scope: plans.Scope) -> Reading:
    model, today = call.compilation.model, call.around.scope.window.lo
    question, measures = _question(args, scope), measures_of(model)
    periods_, single = _periods(args, today), args.get("at") is not None
    mention_entities(call, [*question.wish.ids, *filter(None, (question.a, question.b)), *(id_ for id_, _ in question.weights or ())])

    def asked(table: Table, ids: Ids, one: Question) -> Asked:
        return asked_of(table, ids, model, measures, one.wish, one.years, today)

    def run(table: Table, ids: Ids, page: Page) -> Outcome:
        rows: list[tuple[Any, ...]] = []
        total, end = 0, page.begin + page.size
        for name, first, last in periods_:
            one = question.at(first, last)
            compared = Compared.of(table, ids, measures, asked(table, ids, one), one, single=single)
            rows += compared.rows(name, max(0, page.begin - total), max(0, end - total))
            total += len(compared)
        warnings = unknown(call.path, "values on this page", [None if row[4] == NO_PARTNERS else row[5] for row in rows], SILENCE_HINT)
        warnings += () if question.silent else _of_fewer(call, rows)
        whole = asked(table, ids, question.at(periods_[0][1], periods_[-1][2]))
        warnings += unlisted(call, table, whole.system, (day_number(periods_[0][1]), day_number(periods_[-1][1])), whole.datasets)
        said = _method(question.at(periods_[0][1], periods_[-1][2]), table, whole, measures)
        return Outcome(page.cut(rows, total), said, stating(table, measures, whole), warnings)

    def touches(counts: Counts, _page: Page) -> float:
        states, about = touched(model, measures, counts, question.wish)
        ranked = touching.RANKED if question.method is Similarity.TAU_B else 1.0
        return len(periods_) * (touching.PERIODS_READ * about / 2 + touching.PRODUCT * ranked * min(MOST, states) ** 3)

    return Reading(run, touches)


def _of_fewer(call: Call, rows: Sequence[tuple[Any, ...]]) -> tuple[AnswerWarning, ...]:
    """What is to be said where values are made of fewer partners than the universe has."""
    values = [(partners, left) for *_, value, _, partners, left in rows if value is not None]
    fewer = [(partners, left) for partners, left in values if left]
    if not fewer:
        return ()
    partners, left = min(fewer)
    message = f"{len(fewer):,} of {len(values):,} values on this page leave out partners with whom a tie is not known"
    message += f": of one, {left:,}, and {partners:,} count"
    return (AnswerWarning(WarningCode.NOT_COVERED, call.path, message, SILENCE_HINT, {"uncovered": len(fewer), "of": len(values)}),)


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The pairs that are compared in one period: the places of both states among its `numbers`, and how their portfolios are worked out."""

    numbers: Numbers
    known: Portfolios
    pairs: tuple[Numbers, Numbers]
    question: Question
    weights: Numbers | None

    @classmethod
    def of(cls, table: Table, ids: Ids, measures: Measures, asked: Asked, question: Question, *, single: bool) -> Compared:
        """Those of a period; a state that does not exist in it is refused where it is the only one (`single`), else it has no row."""
        numbers, known = portfolios(table, measures, asked)
        if len(numbers) > MOST:
            raise QueryError(f"{len(numbers):,} states are compared; {MOST:,} is the limit", "name a universe")
        pairs = _pairs(table, ids, numbers, question, single=single)
        return cls(numbers, known, pairs, question, _weights(table, ids, numbers, question))

    def __len__(self) -> int:
        return len(self.pairs[0])

    def rows(self, name: str, begin: int, end: int) -> list[tuple[Any, ...]]:
        """The rows of some of the pairs; nothing is computed where there are none."""
        one, other = (pair[begin:end] for pair in self.pairs)
        if not len(one):
            return []
        found = assumed(self.known) if self.question.silent else self.known
        method = self.question.method
        compared = similarities(with_self(found, maximum=self.question.maximum), method, self.weights)
        return _rows(name, self.numbers, self.known, compared, method, one, other)


def _periods(args: Args, today: str) -> list[tuple[str, str, str]]:
    """The periods that are compared: their names, first and last days. Raises QueryError."""
    if args.get("at") is not None:
        if args.get("from") is not None or args.get("to") is not None:
            raise QueryError("at and years were both given", "give at, or from and to")
        days = period(args["at"])
        if BEGINNING in (days.earliest, days.latest) or FOREVER in (days.earliest, days.latest):
            raise QueryError("at has to be a known day, month or year", 'give such as at: "1985"')
        return [(str(args["at"]), days.earliest, days.latest)]
    if args.get("from") is None:
        raise QueryError("neither at nor from was given", 'give such as at: "1985", or from: "1950", to: "1960"')
    first, last = (int(day[:4]) for day in period_of(args, today))
    if last - first >= MOST_YEARS:
        raise QueryError(f"{last - first + 1:,} years are too many; {MOST_YEARS} is the limit", "ask for fewer")
    return [(f"{year:04}", f"{year:04}-01-01", f"{year:04}-12-31") for year in range(first, last + 1)]


def _question(args: Args, scope: plans.Scope) -> Question:
    wish = options_of(args, scope)
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


def _pairs(table: Table, ids: Ids, numbers: Numbers, question: Question, *, single: bool) -> tuple[Numbers, Numbers]:
    """The places of both states of each pair."""
    if question.a is None:
        return np.triu_indices(len(numbers), 1)
    one = _place(table, ids, numbers, question.a, "a", single=single)
    other = None if question.b is None else _place(table, ids, numbers, question.b, "b", single=single)
    if one is None or (other is None and question.b is not None):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    others = np.delete(np.arange(len(numbers)), one) if other is None else np.array([other])
    return np.full(len(others), one), others


def _place(table: Table, ids: Ids, numbers: Numbers, id_: str, name: str, *, single: bool) -> int | None:
    found = np.flatnonzero(numbers == required(table, ids, id_, name))
    if not len(found) and single:
        raise QueryError(f'{name}: "{id_[:100]}" is no state of the universe at that time', "ask for a time at which it existed")
    return int(found[0]) if len(found) else None


def _rows(
    name: str, numbers: Numbers, known: Portfolios, found: Similarities, method: Similarity, one: Numbers, other: Numbers
) -> list[tuple[Any, ...]]:
    values, partners = found.values[one, other], found.partners[one, other].tolist()
    outside = len(numbers) - (known.known[one] & known.known[other]).sum(axis=1)
    return [
        (a, b, name, None if np.isnan(v) else round(float(v), 12), reason(method, n).name if np.isnan(v) else None, n, u)
        for a, b, v, n, u in zip(numbers[one].tolist(), numbers[other].tolist(), values, partners, outside.tolist(), strict=True)
    ]


def _method(question: Question, table: Table, asked: Asked, measures: Measures) -> Method:
    parameters = question.wish.parameters(table, asked)
    del parameters["directed"]
    parameters |= {"method": question.method.name, "formula": question.method.value, "self": "MAXIMUM" if question.maximum else "EXCLUDE"}
    parameters |= {"silence": "NONE" if question.silent else "UNKNOWN"}
    parameters |= {"levels": {name: level for name, level in measures.obligations.items() if level}}
    return Method("similarity", DEFINITION, parameters, WORKS[question.method])
