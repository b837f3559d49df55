"""Filters as conditions in Cypher."""

from __future__ import annotations

from dataclasses import replace

from ontology import Datatype, End
from ontology.stored import SPAN_DAYS
from queries.cypher.syntax import (
    ONE,
    Binary,
    Case,
    Expression,
    Function,
    Literal,
    Match,
    Missing,
    Negation,
    Param,
    Prop,
    Subquery,
    Var,
    Within,
    count,
    either,
    every,
    or_empty,
    untrue,
)
from queries.element import Element, On
from queries.filters import All, Compare, Either, Exists, Filter, Not, Op, Quantifier, Related
from queries.scope import OPEN_END, Scope, holds, path, reached, within

COMPARISONS = {Op.EQ: "=", Op.IN: "IN", Op.LT: "<", Op.LTE: "<=", Op.GT: ">", Op.GTE: ">="}
TEXT = {Op.CONTAINS: "CONTAINS", Op.STARTS: "STARTS WITH", Op.ENDS: "ENDS WITH"}
SPAN = frozenset(SPAN_DAYS.values())


def condition(where: Filter, element: Element) -> Expression:
    """A filter as an expression over an element."""
    match where:
        case Compare():
            return _compared(where, element.of(where.on))
        case All(parts):
            return every(condition(part, element) for part in parts)
        case Either(parts):
            return either(condition(part, element) for part in parts)
        case Not(part):
            return untrue(condition(part, element))
        case Exists():
            return _exists(where, element.node)
        case Related():
            return _quantified(where, element.node)


# --- Relations


def _exists(where: Exists, node: Var) -> Expression:
    """That a node exists. By a relation it does so only if anybody says anything of it there; else by its life span."""
    scope = where.scope
    life = within(scope.window, node, certain=scope.certain)
    if not life or not where.by:
        return every(life)
    return Case(tuple((_stated(end, scope, node), _holding(end, scope, node)) for end in where.by), every(life))


def _stated(end: End, scope: Scope, node: Var) -> Expression:
    return Subquery("EXISTS", (Match(path(end, replace(scope, all_claims=True), node, None)),))


def _holding(end: End, scope: Scope, node: Var) -> Expression:
    edge = Element.along(end).of(On.EDGE)
    return Subquery("EXISTS", (Match(path(end, scope, node, edge), holds(end, scope, edge)),))


def related(where: Related, start: Var, element: Element, labels: tuple[str, ...] = ()) -> Match:
    """Finds what a node is related to as a condition asks."""
    match = reached(where.end, where.scope, start, element, labels)
    return Match(match.pattern, (*match.where, condition(where.where, element)))


def _quantified(where: Related, start: Var) -> Expression:
    quantifier = where.quantifier
    if quantifier is Quantifier.ALL:
        quantifier, where = Quantifier.NONE, replace(where, where=Not(where.where))
    found = (related(where, start, Element.along(where.end)),)
    match quantifier:
        case Quantifier.SOME:
            return Subquery("EXISTS", found)
        case Quantifier.NONE:
            return Negation(Subquery("EXISTS", found))
        case Quantifier.SINGLE:
            return Binary(count(found), "=", ONE)
    return every(Binary(count(found), COMPARISONS[op], Param(value)) for op, value in where.ops)


# --- Comparisons


def _compared(where: Compare, of: Var) -> Expression:
    prop, value = where.property, Param(where.value)
    stored = Prop(of, prop.name)
    if where.op is Op.NULL:
        missing = Binary(Function("size", (or_empty(stored),)), "=", Literal(0)) if prop.many else Missing(stored)
        return Binary(missing, "=", value)
    if prop.many:
        return _list_compared(where, of)
    if where.op in TEXT:
        return Binary(Prop(of, prop.folded), TEXT[where.op], value)
    if prop.datatype is Datatype.EDTF and where.op not in (Op.EQ, Op.IN):
        compared = _date_compared(where, of)
        return every((Binary(stored, "<>", OPEN_END), compared)) if prop.name in SPAN else compared
    return Binary(stored, COMPARISONS[where.op], value)


def _date_compared(where: Compare, of: Var) -> Expression:
    assert isinstance(where.value, tuple)
    first, last = map(Param, where.value)
    earliest, latest = Prop(of, where.property.earliest), Prop(of, where.property.latest)
    match where.op:
        case Op.LT:
            return Binary(latest, "<", first)
        case Op.LTE:
            return Binary(latest, "<=", last)
        case Op.GT:
            return Binary(earliest, ">", last)
        case Op.GTE:
            return Binary(earliest, ">=", first)
    return every((Binary(earliest, ">=", first), Binary(latest, "<=", last)))


def _list_compared(where: Compare, of: Var) -> Expression:
    values, one = or_empty(Prop(of, where.property.name)), Var("one")
    match where.op:
        case Op.HAS:
            return Binary(Param(where.value), "IN", values)
        case Op.HAS_ANY:
            return Within("any", one, Param(where.value), Binary(one, "IN", values))
        case Op.HAS_ALL:
            return Within("all", one, Param(where.value), Binary(one, "IN", values))
    folded = or_empty(Prop(of, where.property.folded))
    return Within("any", one, folded, Binary(one, TEXT[where.op], Param(where.value)))
