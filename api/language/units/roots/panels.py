"""`stateYears` and `dyadYears`: a row for each state, or pair of states, and year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import strawberry

from analysis.dyads import Block, Dyads, dyad_columns
from analysis.panels import NULL, Asked, Measures, stating
from analysis.state_years import StateYears, state_columns
from analysis.table import Numbers, Table
from api.language.arguments import Args
from api.language.arguments.choices import STANDING_ARG, period_args
from api.language.arguments.panels import DEFAULT_RULE, asked_of, dyad_words, measures_of, state_words, touched, wish_of
from api.language.compiling import touching
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids, Method, Outcome
from api.language.definitions import Arg, arguments, many, optional
from api.language.units.build import Build
from api.language.units.computed import entity, value
from api.language.units.computed_lists import PAGING, Page, Reading, define_list, plan_list
from api.language.units.field import Field, define
from api.language.units.mentioning import mention_entities
from api.language.units.roots.series import RULE
from api.language.units.uncovered import BODIES, unknown, unlisted
from queries import plans
from queries.work import Counts

PAIR = 2
"""The ends of a row that is about a pair."""
ALSO = (
    "It is null, too, where unknown dates leave a choice. Attested is how many are certain all the same: there may have been more. "
    "Obligations are those of alliance treaties; one whose obligations nobody states makes what it may hold null."
)
DYADS_DEFINITION = (
    "A pair has a row where both exist by the rule, as the system counts. A number is null unless it is known in full: the lists of both "
    "are declared complete throughout what the rule is about; or that of one is, and those of all bodies in which it may be; or, where "
    "bodies are named, the lists of all of these. A tie is 1 where it is attested, covered or not; 0 where there is known to be none. "
    f"{ALSO}"
)
STATES_DEFINITION = (
    "A state has a row where it exists by the rule, as the system counts. A number is null unless it is known in full: its list is "
    f"declared complete throughout what the rule is about; or, where bodies are named, the lists of all of these are. {ALSO}"
)


def fields(build: Build) -> list[Field]:
    """The fields."""
    measures = measures_of(build.model)
    return [_dyads(build, measures), _states(build, measures)]


def _dyads(build: Build, measures: Measures) -> Field:
    state = build.types["Entity"]
    row = define(
        build.types,
        "DyadYear",
        "A pair of states in a year in which both exist.",
        [
            Field("a", state, "One state: unless the panel is directed, the one whose id comes first.", entity(0)),
            Field("b", state, "The other state.", entity(1)),
            Field("year", int, "The year.", value(2)),
            *(_column(name, number + 3, dyad_words(measures, name)) for number, name in enumerate(dyad_columns(measures))),
        ],
    )
    type_ = define_list(build.types, "DyadYears", "Pairs of states by year.", row)
    own = [
        *_arguments(),
        Arg("directed", optional(bool), "Whether each pair has two rows, one in each direction. One row unless given."),
        STANDING_ARG,
        *PAGING,
    ]
    meaning = "Every pair of states in every year in which both exist: ties by alliance and border, and what they share. null is not zero."
    return Field("dyadYears", type_, meaning, plan_list(_reading(Dyads, DYADS_DEFINITION, "dyadYears", PAIR)), _all(build, own))


def _states(build: Build, measures: Measures) -> Field:
    row = define(
        build.types,
        "StateYear",
        "A state in a year in which it exists.",
        [
            Field("state", build.types["Entity"], "The state.", entity(0)),
            Field("year", int, "The year.", value(1)),
            *(_column(name, number + 2, state_words(measures, name)) for number, name in enumerate(state_columns(measures))),
        ],
    )
    type_ = define_list(build.types, "StateYears", "States by year.", row)
    meaning = "Every state in every year in which it exists, with the numbers of its memberships and agreements. null is not zero."
    own = [*_arguments(), STANDING_ARG, *PAGING]
    return Field("stateYears", type_, meaning, plan_list(_reading(StateYears, STATES_DEFINITION, "stateYears", 1)), _all(build, own))


def _all(build: Build, own: Sequence[Arg]) -> Any:
    return (*arguments(own), *build.inputs.sources)


def _arguments() -> list[Arg]:
    return [
        *period_args("The first year"),
        Arg("system", optional(strawberry.ID), "By whose list states exist: a StateSystem. That which lists the most states unless given."),
        Arg("universe", optional(many(strawberry.ID)), "Only these states."),
        Arg("bodies", optional(many(strawberry.ID)), "Only these organizations and agreements count."),
        Arg("rule", optional(RULE), f"When something counts in a year: {DEFAULT_RULE.name} unless given."),
        Arg("dayOfYear", optional(str), 'The day for the rule DAY_OF_YEAR, as month and day: "07-01" unless given.'),
    ]


def _column(name: str, place: int, words: str) -> Field:
    attested = name.startswith("attested")
    return Field(name, int if attested else optional(int), words, value(place))


def _reading(panel: Callable[[Table, Measures, Asked], Dyads | StateYears], definition: str, name: str, ends: int) -> Any:
    def read(call: Call, args: Args, scope: plans.Scope) -> Reading:
        model, today = call.compilation.model, call.around.scope.window.lo
        measures, wish = measures_of(model), wish_of(args, scope, today)
        mention_entities(call, wish.ids)
        years = wish.years

        def run(table: Table, ids: Ids, page: Page) -> Outcome:
            asked = asked_of(table, ids, model, measures, wish, years, today)
            found = panel(table, measures, asked)
            method = Method(name, definition, wish.parameters(table, asked))
            rows = _page(found, page, found.rows, years.names)
            numbers = [number for row in rows for number in row[ends + 1 :]]
            days = int(years.first[0]), int(years.first[-1])
            warnings = unlisted(call, table, asked.system, days, asked.datasets)
            warnings += unknown(call.path, "numbers on this page", numbers, BODIES)
            return Outcome(page.cut(rows, int(found.rows.sum())), method, stating(table, measures, asked), warnings)

        def touches(counts: Counts, page: Page) -> float:
            states, about = touched(model, measures, counts, wish)
            rows = wish.rows(states, pairs=ends == PAIR)
            return touching.panel(rows, about, states, page.begin + page.size, pairs=ends == PAIR)

        return Reading(run, touches)

    return read


def _page(blocks: Iterable[Block], page: Page, rows: Numbers, years: Sequence[str]) -> list[tuple[Any, ...]]:
    """The rows of a page: years before it are passed, those behind it are not looked at."""
    found: list[tuple[Any, ...]] = []
    begin, end = page.begin, page.begin + page.size
    behind = rows.cumsum() - rows
    if begin >= end:
        return found
    for block in blocks:
        first = int(behind[block.period])
        if first >= end:
            break
        part = slice(max(0, begin - first), max(0, end - first))
        if first + len(block) > begin:
            found += _rows(block, part, int(years[block.period]))
    return found


def _rows(block: Block, part: slice, year: int) -> Iterable[tuple[Any, ...]]:
    who = [ends[part].tolist() for ends in block.ends]
    columns = [[None if v == NULL else v for v in column[part].tolist()] for column in block.columns]
    return list(zip(*who, [year] * len(who[0]), *columns, strict=True))
