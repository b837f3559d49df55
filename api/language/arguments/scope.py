"""Time and sources: which statements count for a field and all below it."""

from __future__ import annotations

from strawberry.types.arguments import StrawberryArgument

from api.language.arguments import Args, name_of
from api.language.definitions import Arg, Types, arguments, enumeration, optional
from api.language.scalars import EDTF
from common.dates import period
from common.errors import QueryError
from ontology import Class, Kind, Model, Property
from queries import plans


def scope_arguments(types: Types) -> tuple[StrawberryArgument, ...]:
    """The arguments `time`, `sources` and `lineage`. Defines their types."""
    return arguments(
        [
            Arg("time", optional(_time(types)), "When it must hold."),
            Arg("sources", optional(_sources(types)), "Which statements count."),
            Arg("lineage", optional(bool), LINEAGE),
        ]
    )


DATASETS = "Only statements of these datasets; a property has the value that they give (then claims is ALL unless given)."
LINEAGE = "Bodies as one with those that they continue or that continue them."


def _time(types: Types) -> object:
    return types.input(
        "TimeInput",
        "When something must hold. Holds for everything below, unless overridden there. Without it: today.",
        [
            Arg("at", optional(EDTF), "Throughout this day, month or year, as one spell: also where it was suspended for a part of it."),
            Arg("during", optional(EDTF), "At some time within this period, such as 1950/1960."),
            Arg("ever", optional(bool), "At any time: every spell there was."),
        ],
        one_of=True,
    )


def _sources(types: Types) -> object:
    certainty = enumeration(
        "Certainty",
        "How sure it must be that something holds.",
        {"CERTAIN": "It holds whatever the unknown dates are, and so does a filter.", "POSSIBLE": "It may hold, as far as is known."},
    )
    claims = enumeration(
        "ClaimSelection",
        "Whose statements count.",
        {
            "PREFERRED": "Those of the highest-ranked dataset that states the fact.",
            "ALL": "Those of every dataset, also where they contradict each other.",
        },
    )
    return types.input(
        "SourcesInput",
        "Which sources count. Holds for everything below, unless overridden there.",
        [
            Arg("datasets", optional(list[str]), DATASETS),
            Arg("certainty", optional(certainty), "POSSIBLE unless given; each edge says whether it is certain."),
            Arg("claims", optional(claims), "PREFERRED unless given."),
        ],
    )


def scope_of(args: Args, inherited: plans.Scope) -> plans.Scope:
    """The scope in force for a field and all below it."""
    window = _window(args["time"]) if args.get("time") is not None else inherited.window
    sources = args.get("sources")
    lineage = inherited.lineage if args.get("lineage") is None else bool(args["lineage"])
    if sources is None:
        return plans.Scope(window, inherited.datasets, inherited.certain, inherited.all_claims, lineage)
    datasets = inherited.datasets
    claims = inherited.all_claims
    if "datasets" in sources:
        datasets = None if sources["datasets"] is None else tuple(sources["datasets"])
        claims = datasets is not None
    if sources.get("claims") is not None:
        claims = name_of(sources["claims"]) == "ALL"
    certainty = sources.get("certainty")
    certain = inherited.certain if certainty is None else name_of(certainty) == "CERTAIN"
    return plans.Scope(window, datasets, certain, claims, lineage)


def claimed_in(scope: plans.Scope, cls: Class, prop: Property) -> plans.Claimed | None:
    """How the values of a property are told where only some datasets count; None where the preferred ones are."""
    if scope.datasets is None or cls.kind is not Kind.ENTITY or prop.derived:
        return None
    return plans.Claimed(prop, scope.datasets, preferred=not scope.all_claims)


def existing_in(scope: plans.Scope, model: Model, cls: Class) -> plans.Filter:
    """That an entity of a class exists within a scope: at some time each does, and certainly what has begun by today."""
    if scope.window.mode is plans.Mode.EVER:
        return plans.Exists(scope) if scope.certain else plans.EVERYTHING
    return plans.Exists(scope, model.existences(cls))


def may_be_uncertain(scope: plans.Scope) -> bool:
    """Whether what has dates may hold within a scope without doing so for certain."""
    return scope.window.mode is not plans.Mode.EVER


def _window(time: Args) -> plans.Window:
    if time.get("ever") is not None:
        if not time["ever"]:
            raise QueryError("time: {ever: false} asks for nothing", "leave time out for today, or give at or during")
        return plans.Window(plans.Mode.EVER)
    mode = plans.Mode.AT if time.get("at") is not None else plans.Mode.DURING
    asked = period(time["at"] if mode is plans.Mode.AT else time["during"])
    return plans.Window(mode, asked.earliest, asked.latest)
