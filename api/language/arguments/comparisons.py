"""Conditions on one value."""

from __future__ import annotations

from typing import Any

import strawberry

from api.language.arguments import Args
from api.language.arguments.unset import REMEDY
from api.language.definitions import Arg, Types, many, optional
from api.language.scalars import EDTF
from common.dates import period
from common.errors import QueryError
from common.text import fold
from ontology import Datatype, Property
from queries import plan as p

COMPARISONS: dict[Datatype, str] = {
    Datatype.TEXT: "TextFilter",
    Datatype.URI: "TextFilter",
    Datatype.EDTF: "EDTFFilter",
    Datatype.INTEGER: "IntFilter",
    Datatype.DECIMAL: "FloatFilter",
    Datatype.BOOLEAN: "BooleanFilter",
}
_RANGE = (
    ("lt", "Less than this."),
    ("lte", "Less than or equal to this."),
    ("gt", "Greater than this."),
    ("gte", "Greater than or equal to this."),
)
_DATES = (
    ("lt", "Before this begins."),
    ("lte", "Before this ends, or on its last day."),
    ("gt", "After this ends."),
    ("gte", "After this begins, or on its first day."),
)


def define_comparisons(types: Types) -> None:
    """Define the types of conditions on one value."""
    null = Arg("isNull", optional(bool), "Whether there is no value.")
    words = [
        Arg("contains", optional(str), "The text contains this, whatever the case and accents."),
        Arg("startsWith", optional(str), "The text begins with this, whatever the case and accents."),
        Arg("endsWith", optional(str), "The text ends with this, whatever the case and accents."),
    ]
    for name, scalar in (("IDFilter", strawberry.ID), ("TextFilter", str), ("IntFilter", int), ("FloatFilter", float)):
        fields = [
            Arg("eq", optional(scalar), "Equal to this."),
            Arg("in", optional(many(scalar)), "One of these."),
        ]
        if scalar in (int, float):
            fields += [Arg(n, optional(scalar), c) for n, c in _RANGE]
        fields += words if scalar is str else []
        types.input(name, "Conditions on a value; all must hold.", [*fields, *([null] if scalar is not strawberry.ID else [])])
    types.input("BooleanFilter", "Conditions on a value; all must hold.", [Arg("eq", optional(bool), "Equal to this."), null])
    types.input(
        "EDTFFilter",
        "Conditions on a date; all must hold. An uncertain date satisfies one only when it does so whatever it turns out to be.",
        [
            Arg("eq", optional(EDTF), "Written exactly so."),
            Arg("in", optional(list[EDTF]), "Written exactly as one of these."),
            Arg("during", optional(EDTF), "Within this day, month, year or period."),
            *(Arg(n, optional(EDTF), c) for n, c in _DATES),
            null,
        ],
    )
    types.input(
        "TextListFilter",
        "Conditions on a list of texts; all must hold.",
        [
            Arg("has", optional(str), "Exactly this is among them."),
            Arg("hasAny", optional(list[str]), "At least one of these is among them."),
            Arg("hasAll", optional(list[str]), "All of these are among them."),
            *(Arg(w.name, w.type, f"One of them: {w.comment[0].lower()}{w.comment[1:]}") for w in words),
            Arg("isNull", optional(bool), "Whether the list is empty."),
        ],
    )
    types.input(
        "CountFilter",
        "Conditions on a number of relationships; all must hold.",
        [Arg("eq", optional(int), "Equal to this."), *(Arg(n, optional(int), c) for n, c in _RANGE)],
    )


def comparison(types: Types, prop: Property) -> Arg:
    """The condition on a property."""
    name = "TextListFilter" if prop.many else COMPARISONS[prop.datatype]
    return Arg(prop.name, optional(types[name]))


OPS = {op.value: op for op in p.Op}


def compared(on: p.On, prop: Property, given: Args) -> p.Filter:
    """What a condition on a property asks for. Raises QueryError when it says nothing."""
    return p.every([part for op, value in said(prop.name, given) for part in _compared(on, prop, OPS[op], value)])


def counted(name: str, given: Args) -> tuple[tuple[p.Op, int], ...]:
    """What a condition on the number of relations of that name asks for. Raises QueryError when it says nothing."""
    return tuple((OPS[op], number) for op, number in said(name, given))


def said(name: str, given: Args) -> list[tuple[str, Any]]:
    """The parts of a condition that have a value. Raises QueryError when there are none: it would select everything."""
    found = [(word, value) for word, value in given.items() if value is not None]
    if not found:
        raise QueryError(f"the condition on {name} has no value", REMEDY)
    return found


def _compared(on: p.On, prop: Property, op: p.Op, value: Any) -> list[p.Filter]:
    """A comparison; for a name also one of folded names, which have an index."""
    found: list[p.Filter] = [compare(on, prop, op, value)]
    if on is p.On.NODE and prop.name == "name" and op is p.Op.EQ:
        found.append(compare(on, prop, p.Op.STARTS, value))
    return found


def compare(on: p.On, prop: Property, op: p.Op, value: Any) -> p.Compare:
    """One comparison with its value in the form in which the graph stores it."""
    if op in (p.Op.CONTAINS, p.Op.STARTS, p.Op.ENDS):
        return p.Compare(on, prop, op, fold(value))
    if op in (p.Op.IN, p.Op.HAS_ANY, p.Op.HAS_ALL):
        return p.Compare(on, prop, op, tuple(_code(prop, one) for one in value))
    if prop.datatype is Datatype.EDTF and op not in (p.Op.EQ, p.Op.NULL):
        asked = period(value)
        return p.Compare(on, prop, op, (asked.earliest, asked.latest))
    return p.Compare(on, prop, op, _code(prop, value) if op in (p.Op.EQ, p.Op.HAS) else value)


def _code(prop: Property, value: Any) -> Any:
    return prop.code(value) if isinstance(value, str) else value


def sought(part: p.Compare) -> list[str]:
    """The stored property by which an index may find what a comparison leaves."""
    if part.on is p.On.EDGE or part.property.many:
        return []
    match part.op:
        case p.Op.STARTS:
            return [part.property.folded]
        case p.Op.EQ | p.Op.IN:
            return [part.property.name]
        case p.Op.GT | p.Op.GTE | p.Op.DURING:
            return [part.property.earliest]
    return []
