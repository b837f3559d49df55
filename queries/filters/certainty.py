"""What of a filter is not certain: parts that hold by statements which may hold, and that might not by those which certainly do.

An element is certain if its filter holds both by what is possible and by what is certain. For conditions that more statements can only
make true (some), or only false (none), that is exact.
"""

from __future__ import annotations

from dataclasses import replace

from queries.filters import All, Compare, Either, Exists, Filter, Not, Related, conjuncts, every
from queries.scope import Mode, Scope


def doubtful(where: Filter) -> Filter:
    """The conditions that have to hold, too, for what satisfies `where` to do so for certain."""
    return every([strict for part in conjuncts(where) if (strict := _strict(part)) != part])


def _strict(where: Filter) -> Filter:
    """A filter, by what certainly holds alone."""
    match where:
        case Related():
            scope = _certain(where.scope) if where.end.relation.dated else where.scope
            return replace(where, scope=scope, where=_strict(where.where))
        case Exists():
            return replace(where, scope=_certain(where.scope))
        case All(parts):
            return All(tuple(map(_strict, parts)))
        case Either(parts):
            return Either(tuple(map(_strict, parts)))
        case Not(part):
            return Not(_strict(part))
        case Compare():
            return where


def _certain(scope: Scope) -> Scope:
    return scope if scope.window.mode is Mode.EVER else replace(scope, certain=True)
