"""A filter in three values: what satisfies it whatever the unknown dates are, and what may.

A filter as it is read counts every statement that may hold. Two others follow from it: one keeps what certainly satisfies it, the other
what may. Below `not` and `none` each turns into the other (Kleene, Introduction to Metamathematics, 1952, §64: strong three-valued logic).
Invariant: what the first keeps the filter as it is read keeps, and what that keeps the second does.

A missing value is no value: what has no end goes on, what has no code has none. But when a relationship began and ended its four days
tell, also where its source gives no date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ontology import Class, Model, Property
from ontology.stored import START_EARLIEST, START_LATEST
from queries.element import On
from queries.filters import EVERYTHING, All, Compare, Either, Exists, Filter, Not, Op, Quantifier, Related, conjuncts, every
from queries.filters.operators import OPERATORS, form_of
from queries.scope import Mode, Scope

LOWER: Mapping[Op, Op] = {Op.GT: Op.GT, Op.GTE: Op.GTE, Op.EQ: Op.GTE}
UPPER: Mapping[Op, Op] = {Op.LT: Op.LT, Op.LTE: Op.LTE, Op.EQ: Op.LTE}
"""What a comparison of a number asks for at least, and at most."""


def surely(where: Filter, model: Model) -> Filter:
    """The filter that keeps what certainly satisfies `where`."""
    return _read(where, model, sure=True)


def doubtful(where: Filter, model: Model) -> Filter:
    """The conditions that have to hold, too, for what satisfies `where` to do so for certain."""
    return every([strict for part in conjuncts(where) if (strict := surely(part, model)) != part])


def certain_ever(scope: Scope, model: Model, edge: Class | None) -> Filter:
    """That a relationship is certain at any time: it is not contested, and begins no later than today if anybody knows when it begins.

    At other times its days tell; of all time no days are asked for. A class of relationships has the terms of those below it.
    """
    if edge is None or not edge.dated or scope.window.mode is not Mode.EVER:
        return EVERYTHING
    below = [one for one in model.edges.values() if edge.name in one.lineage]
    terms = [(one.properties[name], values) for one in below for name, values in model.contested[one.name].items()]
    return every([*(_none_of(prop, values) for prop, values in terms), _begun(edge, scope.window.known)])


def _begun(edge: Class, today: str) -> Filter:
    """That a relationship has begun, or may have begun and nothing says when at the latest."""
    first, last = (edge.properties[name] for name in (START_EARLIEST, START_LATEST))
    started, may_be = (Compare(On.EDGE, prop, Op.LTE, (today, today)) for prop in (last, first))
    return Either((started, every([Compare(On.EDGE, last, Op.NULL, value=True), may_be])))


def _none_of(prop: Property, values: frozenset[str]) -> Filter:
    return Not(Compare(On.EDGE, prop, Op.IN, tuple(sorted(values))))


def _read(where: Filter, model: Model, *, sure: bool) -> Filter:
    """A filter that keeps what certainly satisfies another, or what may."""
    match where:
        case Related():
            return _related(where, model, sure=sure)
        case Exists():
            return replace(where, scope=_certain(where.scope)) if sure else where
        case All(parts):
            return All(tuple(_read(part, model, sure=sure) for part in parts))
        case Either(parts):
            return Either(tuple(_read(part, model, sure=sure) for part in parts))
        case Not(part):
            return Not(_read(part, model, sure=not sure))
        case Compare(property=prop, op=op):
            return where if sure or OPERATORS[form_of(prop)][op].possibly is None else replace(where, possibly=True)


def _related(where: Related, model: Model, *, sure: bool) -> Filter:
    match where.quantifier:
        case Quantifier.SOME:
            return _those(where, model, sure=sure)
        case Quantifier.NONE:
            return _those(where, model, sure=not sure)
        case Quantifier.ALL:
            return _each(where, model, sure=sure)
    least, most = (_those(where, model, sure=one) for one in (True, False))
    if least == most:
        return where
    # The number lies between the two.
    lower, upper = (least, most) if sure else (most, least)
    if where.quantifier is Quantifier.SINGLE:
        return every([replace(lower, quantifier=Quantifier.SOME), replace(upper, quantifier=Quantifier.COUNT, ops=((Op.LTE, 1),))])
    return every([*_numbered(lower, LOWER), *_numbered(upper, UPPER)])


def _those(where: Related, model: Model, *, sure: bool) -> Related:
    """The condition on the relationships that certainly hold and satisfy the inner filter, or on those that may."""
    inner = _read(where.where, model, sure=sure)
    return replace(where, scope=_holding(where, sure=sure), where=every([inner, _agreed(where, model)]) if sure else inner)


def _each(where: Related, model: Model, *, sure: bool) -> Related:
    """That every relationship that may hold certainly satisfies the inner filter, or that every one that certainly holds may."""
    inner = _read(where.where, model, sure=sure)
    agreed = EVERYTHING if sure else _agreed(where, model)
    return replace(where, scope=_holding(where, sure=not sure), where=inner if agreed == EVERYTHING else Either((Not(agreed), inner)))


def _numbered(of: Related, bounds: Mapping[Op, Op]) -> list[Filter]:
    ops = tuple((bounds[op], number) for op, number in of.ops if op in bounds)
    return [replace(of, ops=ops)] if ops else []


def _holding(where: Related, *, sure: bool) -> Scope:
    return _certain(where.scope) if sure and where.end.relation.dated else where.scope


def _agreed(where: Related, model: Model) -> Filter:
    """That no relationship counts that is certain at no time."""
    return certain_ever(where.scope, model, model.edges[where.end.relation.edge])


def _certain(scope: Scope) -> Scope:
    return scope if scope.window.mode is Mode.EVER else replace(scope, certain=True)
