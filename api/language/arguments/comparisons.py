"""Conditions on one value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

import strawberry

from api.language.arguments import Args, name_of
from api.language.arguments.unset import REMEDY
from api.language.definitions import Arg, Types, many, optional
from api.language.scalars import EDTF
from api.language.vocabularies import enumeration_of
from common.dates import period
from common.errors import QueryError
from common.text import fold
from ontology import Datatype, Model, Property, Vocabulary
from queries import plans
from queries.filters.operators import OPERATORS, Form, Takes, form_of

FILTERS: Mapping[Form, Mapping[str, Any]] = {
    Form.ID: {"IDFilter": strawberry.ID, "SlugFilter": str},
    Form.TEXT: {"TextFilter": str},
    Form.NUMBER: {"IntFilter": int, "FloatFilter": float},
    Form.BOOLEAN: {"BooleanFilter": bool},
    Form.DATE: {"EDTFFilter": EDTF},
    Form.DAY: {"DayFilter": EDTF},
    Form.TEXTS: {"TextListFilter": str},
    Form.COUNT: {"CountFilter": int},
}
"""The types of conditions, with the scalars that they compare."""
COMMENTS = {
    Form.ID: "Conditions on which one it is; all must hold. Of an id the slug counts: time and sources are those of the list.",
    Form.DATE: "Conditions on a date; all must hold. An uncertain date satisfies one only when it does so whatever it turns out to be.",
    Form.DAY: "Conditions on a day; all must hold. Where nothing sets a bound, the earliest is before and the latest after all days.",
    Form.TEXTS: "Conditions on a list of texts; all must hold.",
    Form.TERMS: "Conditions on a list of values; all must hold.",
    Form.COUNT: "Conditions on a number of relationships; all must hold.",
}


def define_comparisons(types: Types, model: Model) -> None:
    """Define the types of conditions on one value."""
    for form, scalars in FILTERS.items():
        for name, scalar in scalars.items():
            _define(types, name, form, scalar)
    classes = (*model.classes.values(), *model.edges.values())
    closed = {(form_of(prop), prop.vocabulary) for cls in classes for prop in cls.properties.values() if prop.vocabulary}
    for form, vocabulary in sorted(closed, key=lambda found: found[1].name):
        _define(types, _closed(form, vocabulary), form, enumeration_of(vocabulary))


def _closed(form: Form, vocabulary: Vocabulary) -> str:
    """The name of the type of conditions on values of a vocabulary."""
    return f"{vocabulary.name}{'List' if form is Form.TERMS else ''}Filter"


def _define(types: Types, name: str, form: Form, scalar: Any) -> None:
    comment, operators = COMMENTS.get(form, "Conditions on a value; all must hold."), OPERATORS[form].values()
    types.input(name, comment, [Arg(o.op.value, optional(_type(o.takes, scalar)), o.comment) for o in operators])


def _type(takes: Takes, scalar: Any) -> Any:
    return {Takes.SEVERAL: many(scalar), Takes.PART: str, Takes.YES: bool}.get(takes, scalar)


def comparison(types: Types, prop: Property) -> Arg:
    """The condition on a property."""
    form = form_of(prop)
    if prop.vocabulary:
        return Arg(prop.name, optional(types[_closed(form, prop.vocabulary)]))
    names = list(FILTERS[form])
    return Arg(prop.name, optional(types[names[prop.datatype is Datatype.DECIMAL]]))


OPS = {op.value: op for op in plans.Op}


def compared(
    on: plans.On, prop: Property, given: Args, claimed: plans.Claimed | None = None, naming: Collection[plans.Op] = ()
) -> plans.Filter:
    """What a condition on a property asks for. Raises QueryError when it says nothing.

    `claimed`: how the property is told where only some datasets count; it does not matter to the operators in `naming`.
    """
    found = [part for op, value in said(prop.name, given) for part in _compared(on, prop, OPS[op], value)]
    return plans.every([part if part.op in naming else replace(part, claimed=claimed) for part in found])


def counted(name: str, given: Args) -> tuple[tuple[plans.Op, int], ...]:
    """What a condition on the number of relations of that name asks for. Raises QueryError when it says nothing."""
    return tuple((OPS[op], number) for op, number in said(name, given))


def said(name: str, given: Args) -> list[tuple[str, Any]]:
    """The parts of a condition that have a value. Raises QueryError when there are none: it would select everything."""
    found = [(word, value) for word, value in given.items() if value is not None]
    if not found:
        raise QueryError(f"the condition on {name} has no value", REMEDY)
    return found


def _compared(on: plans.On, prop: Property, op: plans.Op, value: Any) -> list[plans.Compare]:
    """A comparison; for a name also one of folded names, which have an index."""
    found = [compare(on, prop, op, value)]
    if on is plans.On.NODE and prop.name == "name" and op is plans.Op.EQ:
        found.append(compare(on, prop, plans.Op.STARTS, value))
    return found


def compare(on: plans.On, prop: Property, op: plans.Op, value: Any) -> plans.Compare:
    """One comparison with its value in the form in which the graph stores it."""
    return plans.Compare(on, prop, op, _TAKEN[OPERATORS[form_of(prop)][op].takes](prop, value))


def _code(prop: Property, value: Any) -> Any:
    if prop.vocabulary:
        return name_of(value)
    return prop.code(value) if isinstance(value, str) else value


def _period(_prop: Property, value: str) -> tuple[str, str]:
    asked = period(value)
    return asked.earliest, asked.latest


_TAKEN: Mapping[Takes, Callable[[Property, Any], Any]] = {
    Takes.ONE: _code,
    Takes.SEVERAL: lambda prop, values: tuple(_code(prop, one) for one in values),
    Takes.PART: lambda prop, value: fold(value),
    Takes.PERIOD: _period,
    Takes.YES: lambda prop, value: value,
}


def sought(part: plans.Compare) -> list[str]:
    """The stored property by which an index may find what a comparison leaves."""
    index = OPERATORS[form_of(part.property)][part.op].index
    return [index(part.property)] if index and part.on is plans.On.NODE else []
