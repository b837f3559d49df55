"""Events among what is computed: their type, and the words of the data that tell what they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from analysis.choosing import Choice
from analysis.events import Event, Grammar, Happening, Manner, happenings, lives, within
from analysis.table import Numbers, Table, day_or_none
from api.language.arguments import Args, name_of
from api.language.arguments.choices import STANDING_ARG, aside, choice_of, happening_relations, relations_of
from api.language.compiling.computing import Method, Outcome
from api.language.definitions import Arg, enumeration, many, optional
from api.language.scalars import EDTF
from api.language.units.build import Build
from api.language.units.computed import entity, fact, value
from api.language.units.computed_lists import Page
from api.language.units.facts import fact_type
from api.language.units.field import Field, define
from ontology import Datatype, Kind, Model, Term, constant_of
from queries import plans
from queries.spells import in_table

NAME, KINDS = "Event", "EventKind"


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """Which events a field asks for, as its arguments say: of some kinds, along some relations."""

    choice: Choice
    kinds: frozenset[str] | None
    grammar: Grammar
    dates: Mapping[str, str]
    method: Method

    def outcome(self, table: Table, whose: Collection[int], rows: Numbers, days: tuple[int, int], page: Page) -> Outcome:
        """A page of those between two days: dates of the entities themselves, and what rows of the table tell."""
        found = chain(lives(table, whose, self.dates), happenings(table, rows, self.grammar))
        events = within((e for e in found if self.kinds is None or e.kind in self.kinds), *days, self.choice.known)
        told = [shown(event, certain=certain) for event, certain in events if certain or not self.choice.certain]
        return Outcome(page.of(told), self.method, rows)


def event_args(build: Build) -> list[Arg]:
    """The arguments that say which events."""
    relations = "Only along these: all but observations of indicators unless given."
    kinds = build.once(KINDS, lambda: _kinds(build.model))
    return [
        Arg("relations", optional(many(build.inputs.relation)), relations),
        Arg("events", optional(many(kinds)), "Only events of these kinds."),
        STANDING_ARG,
    ]


def events_of(args: Args, model: Model, scope: plans.Scope, name: str, definition: str) -> Events:
    """What those arguments say; `name` and `definition` are those of the method."""
    relations = relations_of(args, model, happening_relations(model))
    kinds = None if args.get("events") is None else frozenset(name_of(k) for k in args["events"])
    grammar = grammar_of(model, aside(model, relations, args))
    method = Method(name, definition, {"relations": list(map(constant_of, relations))})
    return Events(choice_of(scope, relations, {}), kinds, grammar, dates_of(model), method)


def event_type(build: Build) -> Any:
    """The type of events; defined when it is first asked for."""
    if NAME in build.types:
        return build.types[NAME]
    manner = enumeration("Manner", "How something left.", {m.name: m.value for m in Manner})
    return define(
        build.types,
        NAME,
        "Something that happened on a day that a source gives, if only about.",
        [
            Field("event", build.once(KINDS, lambda: _kinds(build.model)), "What happened.", value(0)),
            Field("date", EDTF, "When, as the source gives it.", value(1)),
            Field("earliest", optional(EDTF), "The first day on which it may have been, by all that is known.", value(2)),
            Field("latest", optional(EDTF), "The last day on which it may have been.", value(3)),
            Field("certain", bool, "Whether it certainly was within the time asked for.", value(4)),
            Field("manner", optional(manner), "How it left; null for all that is no leaving.", value(5)),
            Field("mannerDerived", bool, "Whether the manner follows from the dates of the two, and no source says it.", value(6)),
            Field("entity", build.types["Entity"], "What it happened to: who joined, signed, was founded.", entity(7)),
            Field("of", optional(build.types["Entity"]), "What that belonged to, signed or succeeded; null where it is alone.", entity(8)),
            Field("fact", optional(fact_type(build)), "The relationship that tells it; null for a date of the entity itself.", fact(9)),
        ],
    )


def shown(event: Event, *, certain: bool) -> tuple[Any, ...]:
    """The value of an event."""
    days = day_or_none(event.earliest), day_or_none(event.latest)
    manner = event.manner.name if event.manner else None
    return (event.kind, event.date, *days, certain, manner, event.derived, event.entity, event.of, event.row)


def dates_of(model: Model) -> dict[str, str]:
    """The kinds of events that are dates of entities, by property."""
    properties = (p for cls in model.classes.values() if cls.kind is Kind.ENTITY for p in cls.properties.values())
    return {p.name: constant_of(p.name) for p in properties if p.datatype is Datatype.EDTF}


def grammar_of(model: Model, aside: Mapping[str, Collection[str]] | None = None) -> Grammar:
    """The words by which the data tells what happened. `aside`: roles in which nobody joins or leaves in full."""
    ends, statuses = (_terms(model, name) for name in ("endEvent", "status"))
    manners = {term.value: Manner[term.manner] for term in ends if term.manner}
    suspended = {term.value for term in statuses if term.aside}
    contested = {term.value for term in statuses if term.contested}
    events = [r.name for r in in_table(model) if not r.dated]
    renames = {r.one_body for r in model.relations.values() if r.one_body}
    return Grammar(manners, suspended, renames, events, aside or {}, contested)


def _terms(model: Model, name: str) -> list[Term]:
    """The terms that a property of relationships may have."""
    properties = [edge.properties[name] for edge in model.edges.values() if name in edge.properties]
    return [term for p in properties if p.vocabulary for term in p.vocabulary.terms]


def _kinds(model: Model) -> Any:
    dates = {name: f"The date {prop} of the entity." for prop, name in dates_of(model).items()}
    return enumeration(KINDS, "What happened.", dates | {h.name: h.value for h in Happening})
