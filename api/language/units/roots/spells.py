"""Spells of all dated relations together, as survival analysis wants them: from what day until what day, and whether either is unknown."""

from __future__ import annotations

from datetime import date

from api.language.arguments import Args
from api.language.arguments.choices import relations_of
from api.language.compiling import shaping
from api.language.compiling.call import Call, Plan
from api.language.definitions import Arg, arguments, many, optional
from api.language.elements import Elements
from api.language.units.both_ends import list_plan, opposite_plan
from api.language.units.build import Build
from api.language.units.field import Field
from common.dates import BEGINNING, FOREVER
from common.errors import QueryError
from ontology import Direction, Kind, Model, Relation, constant_of
from ontology.model import SPELL
from ontology.stored import END_EARLIEST, END_LATEST, START_EARLIEST, START_LATEST
from queries import plans

ENTITY, ROLE = Kind.ENTITY.value, "role"
MEANING = (
    "The spells of all dated relations, or of some: who (`from`), how (`relation`) and of what (`node`), with what survival analysis "
    "needs. Those of today unless a time is given."
)
LEFT = "Whether nothing bounds its beginning from before: no start is known, or only a day by which it had begun."
RIGHT = "Whether nothing bounds its end: it goes on, or nobody says that it ended, or only a day is known until which it had not."
LEAST = "For how many days it certainly held, both ends and, where it goes on, today included; null where none is certain."
MOST = "For how many days at most it held, both ends included; null where nothing bounds it."


def fields(build: Build) -> list[Field]:
    """One field."""
    model, inputs = build.model, build.inputs
    elements = Elements(model.classes[ENTITY], model.edges[SPELL])
    extra = [
        Field("relation", inputs.relation, "The relation, as read from `from`.", _relation(model)),
        Field("from", build.types[ENTITY], "What it leads from.", opposite_plan(Direction.OUT, model.classes[ENTITY])),
        Field("role", optional(str), "In what capacity: a value of the enumeration of roles of the relation.", _role(model)),
        Field("leftCensored", bool, LEFT, _unbounded("start", START_EARLIEST, BEGINNING)),
        Field("rightCensored", bool, RIGHT, _unbounded("end", END_LATEST, FOREVER)),
        Field("daysAtLeast", optional(int), LEAST, _days(START_LATEST, END_EARLIEST, until_today=True)),
        Field("daysAtMost", optional(int), MOST, _days(START_EARLIEST, END_LATEST)),
    ]
    type_ = build.connections.define("AllSpells", "A page of spells, each with both its ends.", elements, extra=extra)
    own = arguments([Arg("relations", optional(many(inputs.relation)), "Only spells of these relations; all unless given.")])
    plan = list_plan(elements, inputs, lambda args: _asked(args, model), dated=True)
    args = (*own, *inputs.listing(elements), *inputs.page)
    return [Field("spells", type_, MEANING, plan, args)]


def _spells(model: Model) -> tuple[Relation, ...]:
    return tuple(r for r in model.relations.values() if r.dated)


def _asked(args: Args, model: Model) -> plans.OfSpells:
    """The spells of the relations that the arguments name. Raises QueryError for one that has none."""
    spells = _spells(model)
    names = relations_of(args, model, [r.name for r in spells])
    if event := next((constant_of(name) for name in names if not model.relations[name].dated), ""):
        raise QueryError(
            f"{event} has no spells: it happens on a day", f"relations with spells are {', '.join(constant_of(r.name) for r in spells)}"
        )
    return plans.OfSpells(tuple(model.relations[name] for name in names))


def _relation(model: Model) -> Plan:
    names = {t: constant_of(r.name) for r in _spells(model) for t in (r.type, r.claim_type)}

    def plan(call: Call) -> shaping.Resolver:
        read = call.draft.column(plans.TypeOfEdge())
        return lambda row: names[read(row)]

    return plan


def _role(model: Model) -> Plan:
    roles = (model.edges[r.edge].properties.get(ROLE) for r in _spells(model))
    names = {value: name for role in roles if role and role.vocabulary for value, name in role.vocabulary.names.items()}

    def plan(call: Call) -> shaping.Resolver:
        read = call.draft.column(plans.Value(plans.On.EDGE, ROLE))
        return lambda row: names.get(found := read(row), found)

    return plan


def _unbounded(text: str, day: str, bound: str) -> Plan:
    """Plans whether no source gives `text`, or what it gives leaves `day` without a bound."""

    def plan(call: Call) -> shaping.Resolver:
        given, found = (call.draft.column(plans.Value(plans.On.EDGE, name)) for name in (text, day))
        return lambda row: given(row) is None or found(row) == bound

    return plan


def _days(first: str, last: str, *, until_today: bool = False) -> Plan:
    """Plans a number of days between two stored days; `until_today`: what comes after today does not count."""

    def plan(call: Call) -> shaping.Resolver:
        start, end = (call.draft.column(plans.Value(plans.On.EDGE, name)) for name in (first, last))
        latest = call.compilation.today if until_today else FOREVER
        return lambda row: _between(start(row), min(end(row), latest))

    return plan


def _between(first: str, last: str) -> int | None:
    unbounded = BEGINNING in (first, last) or FOREVER in (first, last)
    return None if unbounded or last < first else date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal() + 1
