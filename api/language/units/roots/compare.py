"""`compare`: where two datasets agree, differ and are silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from analysis.comparing import Asked, Cells, Difference, compare
from analysis.periods import Rule, Step, periods
from analysis.table import Table, day_number
from api.language.arguments import Args, name_of
from api.language.arguments.choices import STANDING_ARG, aside, period_args, period_of
from api.language.compiling import shaping, touching
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids, Method, Outcome
from api.language.compiling.mentions import Place
from api.language.definitions import Arg, arguments, enumeration, many, optional
from api.language.scalars import EDTF
from api.language.units.build import Build
from api.language.units.computed import computed, entity, facts, one, value
from api.language.units.computed_lists import MORE, PAGING, define_list, page_of
from api.language.units.facts import fact_type
from api.language.units.field import Field, define
from api.language.units.roots.series import DEFAULT_RULE, RULE
from common.errors import QueryError
from ontology import Model, constant_of
from queries.references import of_datasets
from queries.work import Counts

DEFINITION = (
    "For each pair of which either dataset (with pairs: BOTH, both) says anything, and each year: a dataset says the pair where that "
    "certainly counts by the rule. Years that hang on unknown dates are undecided, and in no other number. A silence means no only where a "
    "dataset declares the list complete, at either end of the pair: covered counts the years in which both do, and agreement and Cohen's "
    "kappa are those of its four cells."
)
PAIRS = enumeration(
    "ComparedPairs",
    "Which pairs are compared.",
    {
        "EITHER": "Those of which either dataset says anything.",
        "BOTH": "Those of which both say something, whenever: for datasets that state single facts.",
    },
)


def fields(build: Build) -> list[Field]:
    """The field."""
    own = [
        Arg("datasets", many(str), "The two datasets."),
        Arg("relation", build.inputs.relation, "The relation of which both speak."),
        *period_args("The comparison"),
        Arg("rule", optional(RULE), f"When a pair counts in a year: {DEFAULT_RULE.name} unless given."),
        Arg("dayOfYear", optional(str), 'The day for the rule DAY_OF_YEAR, as month and day: "07-01" unless given.'),
        Arg("pairs", optional(PAIRS), "Which pairs are compared: EITHER unless given."),
        STANDING_ARG,
        *PAGING,
    ]
    meaning = "Where two datasets agree, differ and are silent, pair by pair and year by year, with the facts of both where they differ."
    return [Field("compare", _define(build), meaning, _plan, arguments(own))]


def _define(build: Build) -> Any:
    types, fact = build.types, fact_type(build)
    root = types["Entity"]
    cells = define(
        types,
        "ComparedCells",
        "Numbers of pairs and years.",
        [
            Field("both", int, "Both say it.", value(0)),
            Field("onlyFirst", int, "The first says it, the second does not.", value(1)),
            Field("onlySecond", int, "The second says it, the first does not.", value(2)),
            Field("neither", int, "Neither says it.", value(3)),
        ],
    )
    difference = define(
        types,
        "ComparedDifference",
        "Years, one after the other, in which one dataset says a pair and the other does not.",
        [
            Field("from", root, "What the relationship leads from.", entity(0)),
            Field("to", root, "What it leads to.", entity(1)),
            Field("firstYear", EDTF, "The first of these years.", value(2)),
            Field("lastYear", EDTF, "The last of them.", value(3)),
            Field("saidBy", str, "The dataset that says it.", value(4)),
            Field("covered", bool, "Whether the silence of the other means no: it declares the list complete in these years.", value(5)),
            Field("firstFacts", many(fact), "All that the first dataset says of the pair.", facts(6)),
            Field("secondFacts", many(fact), "All that the second says of it.", facts(7)),
        ],
    )
    more = [
        Field("pairs", int, "Of how many pairs either says anything.", value(MORE)),
        Field("cells", cells, "All years that are decided, whether silence means no or not.", one(MORE + 1)),
        Field("covered", cells, "The years in which both declare the list complete.", one(MORE + 2)),
        Field("undecided", int, "How many pairs and years hang on unknown dates.", value(MORE + 3)),
        Field("agreement", optional(float), "The share of covered in which both say the same; null where it is empty.", value(MORE + 4)),
        Field("kappa", optional(float), "Cohen's kappa of covered; null where it is empty or both are constant.", value(MORE + 5)),
    ]
    return define_list(types, "ComparedDifferenceList", "Differences of two datasets, by the ids of the pairs.", difference, more)


def _plan(call: Call) -> shaping.Resolver:
    args, compilation = call.arguments(), call.compilation
    compilation.bound(args)
    page = page_of(call, args)
    datasets = _two(args["datasets"])
    compilation.mention(of_datasets(datasets, compilation.model), Place.DATASETS, call.path)
    scope = replace(call.around.scope, datasets=datasets, all_claims=True)
    asked, parameters = _asked(args, compilation.model, datasets, call.around.scope.window.lo)
    method = Method("compare", DEFINITION, parameters, ("cohen-1960",))

    def run(table: Table, _ids: Ids) -> Outcome:
        found = compare(table, asked)
        rows = [_row(one, asked) for one in found.differences()]
        covered = found.cells(known=True)
        more = (len(found.pairs), _cells(found.cells(known=False)), _cells(covered), found.undecided, covered.agreement, covered.kappa)
        return Outcome(page.of(rows, *more), method, found.stated)

    def touches(counts: Counts) -> float:
        said = touching.spells(counts, [compilation.model.relations[asked.relation]], claims=True)
        return said * (1.0 + touching.YEAR * len(asked.periods))

    return computed(call, run, touches, price=max(1, page.size), scope=scope)


def _asked(args: Args, model: Model, datasets: tuple[str, str], today: str) -> tuple[Asked, dict[str, Any]]:
    """The question, and its parameters as the answer states them. Raises QueryError."""
    relation = model.relations[name_of(args["relation"])]
    first, last = period_of(args, today)
    rule = DEFAULT_RULE if args.get("rule") is None else Rule[name_of(args["rule"])]
    mutual = args.get("pairs") is not None and name_of(args["pairs"]) == "BOTH"
    years = periods(day_number(first), day_number(last), Step.YEAR, rule, args.get("dayOfYear") or "07-01", day_number(today))
    parameters = {
        "datasets": list(datasets),
        "relation": constant_of(relation.name),
        "from": first,
        "to": last,
        "rule": rule.name,
        "meaning": rule.value,
        "pairs": "BOTH" if mutual else "EITHER",
        "standing": "FULL" if args.get("standing") is None else name_of(args["standing"]),
    }
    listed = relation.inverse or None
    return Asked(relation.name, listed, datasets, years, aside(model, [relation.name], args), day_number(today), mutual), parameters


def _two(given: Sequence[str]) -> tuple[str, str]:
    if len(given) != 2 or given[0] == given[1]:
        raise QueryError(f"datasets names {len(set(given))}", "give two different ones, such as core and atop")
    return given[0], given[1]


def _cells(cells: Cells) -> tuple[int, int, int, int]:
    return cells.both, cells.first, cells.second, cells.neither


def _row(one: Difference, asked: Asked) -> tuple[Any, ...]:
    names = asked.periods.names
    return (one.subject, one.object, names[one.first], names[one.last], asked.datasets[one.dataset], one.covered, *one.facts)
