"""Filters as conditions in Cypher."""

from __future__ import annotations

from dataclasses import replace

from ontology import End
from queries.cypher.syntax import (
    ONE,
    TRUE,
    Binary,
    Case,
    Expression,
    Match,
    Negation,
    Param,
    Subquery,
    Var,
    count,
    either,
    every,
    untrue,
)
from queries.element import Element, On
from queries.filters import All, Compare, Either, Exists, Filter, Not, Quantifier, Related
from queries.filters.operators import OPERATORS, SIGNS, Operand, Takes, form_of
from queries.scope import Mode, Scope, begun, holds, path, reached, within


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
    if scope.window.mode is Mode.EVER:
        return begun(scope.window, node) if scope.certain else TRUE
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
    return every(Binary(count(found), SIGNS[op], Param(value)) for op, value in where.ops)


# --- Comparisons


def _compared(where: Compare, of: Var) -> Expression:
    operator = OPERATORS[form_of(where.property)][where.op]
    first, last = where.value if operator.takes is Takes.PERIOD and isinstance(where.value, tuple) else (where.value, None)
    holds = operator.possibly if where.possibly and operator.possibly else operator.holds
    return holds(Operand(of, where.property, Param(first), Param(last), where.claimed))
