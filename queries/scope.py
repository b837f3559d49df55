"""Which statements count: those of some sources that hold at some time. What that is of nodes and relationships, as Cypher."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace

from common.dates import FOREVER, NEVER, judged_until
from ontology import End, Relation
from ontology.stored import (
    END_EARLIEST,
    END_LATEST,
    SAID_DAYS,
    SPAN_DAYS,
    SPELL_START_EARLIEST,
    SPELL_START_LATEST,
    START_EARLIEST,
    START_LATEST,
)
from queries.cypher.syntax import (
    ANY_NODE,
    Binary,
    Case,
    Expression,
    Function,
    Hop,
    Literal,
    Match,
    Missing,
    Node,
    Param,
    Prop,
    Var,
    either,
    every,
)
from queries.element import Element, On


class Mode(enum.Enum):
    """How a Window asks about time."""

    AT = "at"  # throughout the window; of statements that follow each other without a gap, all together
    DURING = "during"  # at some time within the window
    EVER = "ever"  # whenever


@dataclass(frozen=True, slots=True)
class Window:
    """A question about time. `lo` and `hi` are its first and last day as ISO dates.

    `given`: somebody asked for it; else it is today because nobody did. That changes nothing of what is found. `known`: the last day of
    which anything is certain, which is today.
    """

    mode: Mode
    lo: str = "0001-01-01"
    hi: str = "9999-12-31"
    given: bool = field(default=True, compare=False)
    known: str = FOREVER

    @property
    def judged(self) -> Window:
        """The part of it that shows what certainly held; in the future it is never."""
        last = judged_until(self.lo, self.hi, self.known)
        return replace(self, lo=NEVER if last == NEVER else self.lo, hi=last)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which statements count: those that hold in `window`, of `datasets` (None: of any).

    `certain`: only those that hold for certain; else also those that possibly hold.
    `all_claims`: also what lower-ranked datasets say. `lineage`: also of what a body went on as, or came from, under another name.
    """

    window: Window
    datasets: tuple[str, ...] | None = None
    certain: bool = False
    all_claims: bool = False
    lineage: bool = False


def path(end: End, scope: Scope, start: Var, edge: Var | None, node: Node = ANY_NODE, most: int = 1) -> Hop:
    """The relationships that count in the scope from `start` along `end` to `node`; chains of up to `most`."""
    return Hop(Node(start), edge, types_of(end.relation, scope), end.direction, node, most)


def types_of(relation: Relation, scope: Scope) -> tuple[str, ...]:
    """The stored types of the relationships of a relation that count within the scope."""
    return (relation.type, relation.claim_type) if scope.all_claims and relation.sourced else (relation.type,)


def holds(end: End, scope: Scope, edge: Var) -> tuple[Expression, ...]:
    """That a relationship counts within the scope."""
    conditions = stated(scope, edge) if end.relation.sourced else ()
    return (*conditions, *lasting(scope.window, edge, certain=scope.certain)) if end.relation.dated else conditions


def stated(scope: Scope, edge: Var) -> tuple[Expression, ...]:
    """That one of the datasets that count states a relationship."""
    return () if scope.datasets is None else (Binary(Prop(edge, "dataset"), "IN", Param(scope.datasets)),)


def lasting(window: Window, edge: Var, *, certain: bool) -> tuple[Expression, ...]:
    """That the spell of a relationship lies as the window asks.

    What follows without a gap is one spell. Throughout a window it counts once: as the statement that holds on the last day.
    """
    if window.mode is not Mode.AT:
        return within(window, edge, certain=certain)
    start, end = (START_LATEST, END_EARLIEST) if certain else (START_EARLIEST, END_LATEST)
    spell = SPELL_START_LATEST if certain else SPELL_START_EARLIEST
    asked = window.judged if certain else window
    last = Param(asked.hi)
    holds_last = Binary(Prop(edge, start), "<=", last), Binary(Prop(edge, end), ">=", last)
    return (*holds_last, Binary(Prop(edge, spell), "<=", Param(asked.lo)), *(beyond(window, edge) if certain else ()))


def beyond(window: Window, of: Var) -> tuple[Expression, ...]:
    """That what is judged until today may also hold on all days to come of a window."""
    lasts = window.mode is Mode.AT and window.lo <= window.known < window.hi
    return (Binary(Prop(of, END_LATEST), ">=", Param(window.hi)),) if lasts else ()


def certainly(window: Window, element: Element) -> tuple[Expression, ...]:
    """That an element certainly holds as the window asks."""
    return lasting(window, element.of(On.EDGE), certain=True) if element.certain is None else (element.certain,)


def reached(end: End, scope: Scope, start: Var, element: Element, labels: tuple[str, ...] = ()) -> Match:
    """Finds what a node is related to along `end` within the scope."""
    edge = element.of(On.EDGE)
    return Match(path(end, scope, start, edge, Node(element.node, labels)), holds(end, scope, edge))


def within(window: Window, of: Var, *, certain: bool) -> tuple[Expression, ...]:
    """That the span of a node lies as the window asks, or that of a relationship by itself."""
    if window.mode is Mode.EVER:
        return ()
    asked = window.judged if certain else window
    first, last = (asked.hi, asked.lo) if window.mode is Mode.DURING else (asked.lo, asked.hi)
    start, end = (START_LATEST, END_EARLIEST) if certain else (START_EARLIEST, END_LATEST)
    found = Binary(Prop(of, start), "<=", Param(first)), Binary(Prop(of, end), ">=", Param(last))
    return (*found, *(beyond(window, of) if certain else ()))


def begun(window: Window, of: Var) -> Expression:
    """That something has begun by the last day of which anything is certain, or may have and nothing says when at the latest."""
    first, last, known = Prop(of, START_EARLIEST), Prop(of, START_LATEST), Param(window.known)
    unknown = every((Binary(last, "=", Literal(FOREVER)), Binary(first, "<=", known)))
    return either((Binary(last, "<=", known), unknown))


def given_day(read: Expression) -> Expression:
    """What is read, where a date stands behind it.

    The days of a span are those of the whole span: without dates they come from what the span lies in. That is not what a source says, so
    what is ordered and counted by its dates has to have them.
    """
    if isinstance(read, Prop) and read.name in SPAN_DAYS:
        return Case(((Missing(Prop(read.of, SPAN_DAYS[read.name]), negated=True), said_day(read)),))
    return read


def said_day(read: Expression) -> Expression:
    """A day that the start or the end of something may be: of what is contested what its source means, and not that it is never certain."""
    if isinstance(read, Prop) and read.name in SAID_DAYS:
        return Function("coalesce", (Prop(read.of, SAID_DAYS[read.name]), read))
    return read
