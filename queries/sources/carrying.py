"""What is carried over when a body goes on as another: who belonged to the one and belongs to the other has belonged throughout.

Of all statements on one that may hold in the window, that stands for it which holds on the last day, and of several the one that began
last: on the day of the change, too, there is one. It had begun by the first day, or followed without a gap on one that had; then it is
certain although no single statement is. What is carried over twice within a window is not found.
"""

from __future__ import annotations

from ontology import End
from ontology.stored import END, END_EARLIEST, END_LATEST, SPELL_START_EARLIEST, SPELL_START_LATEST, START, START_EARLIEST, START_LATEST
from queries.cypher.syntax import (
    As,
    Binary,
    Chosen,
    Clause,
    Expression,
    Function,
    Item,
    Literal,
    Match,
    Missing,
    Node,
    Param,
    Prop,
    Var,
    With,
    Within,
    collect,
    either,
    every,
)
from queries.element import Element, On
from queries.scope import Mode, Scope, Window, beyond, path, stated, within

BY_BEGINNING = (START_EARLIEST, START_LATEST, "id")


def carried(end: End, scope: Scope, start: Var, element: Element) -> tuple[Clause, ...]:
    """Clauses that find what some bodies, one after the other, are related to throughout the window: each node once."""
    assert element.certain
    window, node, edge = scope.window, element.node, element.of(On.EDGE)
    one, turn, turns, held, sure = (Var(f"{edge.name}{name}") for name in ("Turn", "Last", "Turns", "Held", "Sure"))
    touching = within(Window(Mode.DURING, window.lo, window.hi), one, certain=False)
    # Of several datasets each tells of its own; of preferred statements one may tell of the one body, and another of the next.
    by = (As(Prop(one, "dataset"), Var("dataset")),) if scope.all_claims else ()
    chosen = sure if scope.certain else held
    return (
        Match(path(end, scope, start, one, Node(node)), (*stated(scope, one), *touching)),
        With((node, one), order=tuple((Prop(one, name), False) for name in BY_BEGINNING)),
        With((node, *by, As(collect(one), turns))),
        With(
            (
                node,
                As(Chosen(turn, turns, _possibly(turn, turns, window)), held),
                As(Chosen(turn, turns, _certainly(turn, turns, window)), sure),
            )
        ),
        With(
            (node, As(Item(chosen, -1), edge), As(Binary(Function("size", (sure,)), ">", Literal(0)), element.certain)),
            where=(Missing(edge, negated=True),),
        ),
    )


def _possibly(turn: Var, turns: Var, window: Window) -> Expression:
    """That a statement may hold on the last day, and that or the one before it on the first."""
    before = Var("before")
    first, last = Param(window.lo), Param(window.hi)
    joined = Binary(_before(Prop(turn, SPELL_START_EARLIEST)), "<=", Prop(before, END_LATEST))
    follows = every((Binary(Prop(before, SPELL_START_EARLIEST), "<=", first), joined))
    begun = either((Binary(Prop(turn, SPELL_START_EARLIEST), "<=", first), Within("any", before, turns, follows)))
    return every((Binary(Prop(turn, START_EARLIEST), "<=", last), Binary(Prop(turn, END_LATEST), ">=", last), begun))


def _certainly(turn: Var, turns: Var, window: Window) -> Expression:
    """That a statement certainly holds on the last day and had begun by the first; or that one had which it followed without a gap.

    The same month as an end and as a beginning is one change, whatever its day.
    """
    before, judged = Var("before"), window.judged
    first, last = Param(judged.lo), Param(judged.hi)
    same = Binary(Prop(before, END), "=", Prop(turn, START))
    adjoining = Binary(_before(Prop(turn, SPELL_START_LATEST)), "<=", Prop(before, END_EARLIEST))
    follows = every((Binary(Prop(before, SPELL_START_LATEST), "<=", first), either((same, adjoining))))
    alone = every((Binary(Prop(turn, SPELL_START_LATEST), "<=", first), Binary(Prop(turn, START_LATEST), "<=", last)))
    lasts = (Binary(Prop(turn, END_EARLIEST), ">=", last), *beyond(window, turn))
    return every((*lasts, either((alone, Within("any", before, turns, follows)))))


def _before(day: Expression) -> Expression:
    """The day before a day."""
    return Function("toString", (Binary(Function("date", (day,)), "-", Function("duration", (Literal("P1D"),))),))
