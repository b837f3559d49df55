"""What has to hold of the elements of a list, as immutable values.

operators    what the operators are called, take and mean: how to add one stands there
conditions   a filter as Cypher
certainty    a filter as what certainly holds satisfies it
naming       what a filter names by ids and codes
anchors      which parts of a filter are better begun from than checked
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ontology import End, Property
from queries.claimed import Claimed
from queries.element import On
from queries.scope import Scope

Scalar: TypeAlias = str | int | float | bool | None


class Op(enum.Enum):
    """A comparison, by its name in the API. See `operators`."""

    EQ = "eq"
    IN = "in"
    NE = "ne"
    NOT_IN = "notIn"
    LT = "lt"
    LTE = "lte"
    GT = "gt"
    GTE = "gte"
    CONTAINS = "contains"
    STARTS = "startsWith"
    ENDS = "endsWith"
    NULL = "isNull"
    DURING = "during"
    HAS = "has"
    HAS_ANY = "hasAny"
    HAS_ALL = "hasAll"


@dataclass(frozen=True, slots=True)
class Compare:
    """A property against a value, in the form that the operator takes it. `claimed`: the property as some datasets give it.

    `possibly`: an uncertain date satisfies it that may do so, too; else only one that does whatever it turns out to be.
    """

    on: On
    property: Property
    op: Op
    value: Scalar | tuple[Scalar, ...]
    claimed: Claimed | None = None
    possibly: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds (none: true)."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds (none: false)."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold. A missing value makes a comparison false, and so its negation true."""

    part: Filter


class Quantifier(enum.Enum):
    """How many of the related must satisfy the inner filter."""

    SOME = "some"
    ALL = "all"
    NONE = "none"
    SINGLE = "single"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Related:
    """A condition on what a node is related to along `end` within `scope`. COUNT compares the number by `ops`.

    `anchor`: the label under which an index finds the few related nodes that `where` leaves, when it names some by a key.
    """

    end: End
    scope: Scope
    quantifier: Quantifier
    where: Filter
    ops: tuple[tuple[Op, int], ...] = ()
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Exists:
    """The node itself exists within the window: by its life span, or by a relationship along one of `by`, where anybody states one."""

    scope: Scope
    by: tuple[End, ...] = ()


Filter: TypeAlias = Compare | All | Either | Not | Related | Exists
EVERYTHING = All(())


def every(parts: Sequence[Filter]) -> Filter:
    """The conjunction of `parts`, as flat as it can be."""
    kept = tuple(p for p in parts if p != EVERYTHING)
    return kept[0] if len(kept) == 1 else All(kept)


def conjuncts(where: Filter) -> Iterator[Filter]:
    """The conditions all of which have to hold."""
    if isinstance(where, All):
        for part in where.parts:
            yield from conjuncts(part)
    else:
        yield where


def dates(where: Filter) -> bool:
    """Whether a filter asks for what exists at some time."""
    return any(isinstance(part, Exists) for part in conjuncts(where))


def presumed_none(where: Filter) -> Iterator[End]:
    """The relations that a filter is satisfied by when an element has none of them."""
    return _presumed(where, frozenset(), holds=True)


def _presumed(where: Filter, had: frozenset[str], *, holds: bool) -> Iterator[End]:
    """Those that a filter, or (with `holds` false) its negation, is satisfied by so, of an element that has some of `had`."""
    match where:
        case All(parts) | Either(parts):
            if isinstance(where, All) is holds:
                had |= {part.end.name for part in parts if isinstance(part, Related) and _of_none(part) is not holds}
            for part in parts:
                yield from _presumed(part, had, holds=holds)
        case Not(part):
            yield from _presumed(part, had, holds=not holds)
        case Related(end, _, quantifier, inner):
            if _of_none(where) is holds and end.relation.sourced and end.name not in had:
                yield end
            if quantifier is Quantifier.SOME:
                yield from _presumed(inner, frozenset(), holds=holds)


NONE_OF: Mapping[Op, Callable[[int], bool]] = {
    Op.EQ: lambda number: number == 0,
    Op.NE: lambda number: number != 0,
    Op.LT: lambda number: number > 0,
    Op.LTE: lambda number: number >= 0,
    Op.GT: lambda number: number < 0,
    Op.GTE: lambda number: number <= 0,
}
"""Whether a comparison with a number holds of none."""


def _of_none(where: Related) -> bool:
    """Whether a condition on the related holds where there are none."""
    if where.quantifier is Quantifier.COUNT:
        return all(NONE_OF[op](number) for op, number in where.ops if op in NONE_OF)
    return where.quantifier in (Quantifier.NONE, Quantifier.ALL)
