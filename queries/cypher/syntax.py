"""Cypher as values: the part of the language that statements here are made of, as an immutable tree. `printer` makes the text.

A variable is itself and nothing else: two with the same name are two variables, which the printer tells apart by number. A value that a
caller chose is a Param, never a Literal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar, dataclass_transform

from ontology import Direction

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def tree(cls: type[T]) -> type[T]:
    """A part of a tree: a frozen dataclass, which the type checker holds to that.

    At run time it is an ordinary one. That is made in a third of the time, and a statement is made of hundreds.
    """
    return dataclass(slots=True, eq=False)(cls)


# --- Expressions


@tree
class Var:
    """A variable. `name` says what it stands for: the field of a schema that it serves."""

    name: str


@tree
class Param:
    """A value, sent beside the text; once, however often it stands there."""

    value: object


@tree
class Literal:
    """A constant of the code: true, null, 3, '..'. Nothing that a caller chose."""

    value: str | int | float | bool | None


@tree
class Star:
    """`*`, as in `count(*)`."""


@tree
class Prop:
    """A property: `of.name`."""

    of: Var
    name: str


@tree
class Function:
    """A function with its arguments; an aggregating one of each value once, if `distinct`."""

    name: str
    args: tuple[Expression, ...]
    distinct: bool = False


@tree
class ListOf:
    """A list: `[a, b]`."""

    items: tuple[Expression, ...]


@tree
class Item:
    """An element of a list: `of[index]`."""

    of: Expression
    index: int


@tree
class Binary:
    """An operator between two operands: a comparison, or `+`."""

    left: Expression
    operator: str
    right: Expression


@tree
class Logic:
    """Parts joined by AND or OR, at least two of them: made by `every` and `either`."""

    word: str
    parts: tuple[Expression, ...]


@tree
class Negation:
    """NOT."""

    part: Expression


@tree
class Missing:
    """`of IS NULL`, or the contrary."""

    of: Expression
    negated: bool = False


@tree
class HasLabel:
    """Whether a node has a label."""

    node: Var
    label: str


@tree
class Case:
    """The value that belongs to the first condition that holds; else another, or null."""

    cases: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None = None


@tree
class Within:
    """Whether a condition holds of `any` or `all` elements of a list."""

    word: str
    one: Var
    of: Expression
    where: Expression


@tree
class Chosen:
    """The elements of a list of which a condition holds."""

    one: Var
    of: Expression
    where: Expression


@tree
class Each:
    """What an expression gives for each element of a list."""

    one: Var
    of: Expression
    give: Expression


@tree
class Subquery:
    """EXISTS or COUNT of what some clauses find."""

    word: str
    clauses: tuple[Clause, ...]


Expression: TypeAlias = (
    Var
    | Param
    | Literal
    | Star
    | Prop
    | Function
    | ListOf
    | Item
    | Binary
    | Logic
    | Negation
    | Missing
    | HasLabel
    | Case
    | Within
    | Chosen
    | Each
    | Subquery
)

# --- Patterns


@tree
class Node:
    """A node, with labels and the value of a key if they are given; without a variable where nothing else is said of it."""

    variable: Var | None = None
    labels: tuple[str, ...] = ()
    key: tuple[str, Expression] | None = None


@tree
class Hop:
    """A relationship of some types between two nodes, or a chain of at least `least` and up to `most` of them."""

    start: Node
    variable: Var | None
    types: tuple[str, ...]
    direction: Direction
    end: Node
    most: int = 1
    least: int = 1


# --- Clauses


@tree
class As:
    """An expression under the name of a variable."""

    expression: Expression
    variable: Var


@tree
class Match:
    """Finds a node or a relationship with its ends. `index`: label and properties of the index by which the node is to be found."""

    pattern: Node | Hop
    where: tuple[Expression, ...] = ()
    index: tuple[str, ...] = ()


@tree
class Procedure:
    """Calls a procedure. `yields` are the names of what it gives, each under a variable."""

    name: str
    args: tuple[Expression, ...]
    yields: tuple[tuple[str, Var], ...]


@tree
class Unwind:
    """A row for each element of a list."""

    of: Expression
    one: Var


@tree
class With:
    """Hands on some variables; of these so many rows, in an order (expressions, each with whether it descends)."""

    items: tuple[Var | As, ...]
    distinct: bool = False
    order: tuple[tuple[Expression, bool], ...] = ()
    limit: int | None = None
    where: tuple[Expression, ...] = ()


@tree
class Call:
    """A subquery, run for each row, which sees these variables of the outside."""

    imports: tuple[Var, ...]
    clauses: tuple[Clause, ...]


@tree
class PerRow:
    """Clauses that are written once and run for several sets of values: in them each Param is read from a row of `rows`.

    A limit stays a parameter of its own, because a LIMIT may not depend on a variable.
    """

    rows: tuple[tuple[object, ...], ...]
    clauses: tuple[Clause, ...]


@tree
class Return:
    """What a query or a subquery gives."""

    item: As


Clause: TypeAlias = Match | Procedure | Unwind | With | Call | PerRow | Return

TRUE, FALSE, NULL, ONE = Literal(True), Literal(False), Literal(None), Literal(1)
ANY_NODE = Node()


EVERY_ROW = Star()

# --- Short forms


def every(parts: Iterable[Expression]) -> Expression:
    """That all parts hold (none: true)."""
    return _logic("AND", parts, TRUE)


def either(parts: Iterable[Expression]) -> Expression:
    """That at least one part holds (none: false)."""
    return _logic("OR", parts, FALSE)


def _logic(word: str, parts: Iterable[Expression], empty: Expression) -> Expression:
    flat: list[Expression] = []
    for part in parts:
        flat += part.parts if isinstance(part, Logic) and part.word == word else (part,)
    if len(flat) < 2:
        return flat[0] if flat else empty
    return Logic(word, tuple(flat))


def untrue(part: Expression) -> Expression:
    """That a part does not hold: null counts as false."""
    return Negation(Function("coalesce", (part, FALSE)))


def or_empty(values: Expression) -> Expression:
    """A list, or an empty one where there is none."""
    return Function("coalesce", (values, ListOf(())))


def collect(value: Expression) -> Expression:
    """The list of a value in all rows."""
    return Function("collect", (value,))


def count(clauses: tuple[Clause, ...]) -> Expression:
    """How many rows clauses find."""
    if not isinstance(clauses[-1], Match):
        clauses = (*clauses, Return(As(ONE, Var("one"))))
    return Subquery("COUNT", clauses)


def narrowed(clauses: tuple[Clause, ...], conditions: Iterable[Expression]) -> tuple[Clause, ...]:
    """Clauses that bind variables, of which further conditions hold."""
    added = tuple(conditions)
    if not added:
        return clauses
    last = clauses[-1]
    if isinstance(last, Match):
        return (*clauses[:-1], Match(last.pattern, (*last.where, *added), last.index))
    if isinstance(last, With):
        return (*clauses[:-1], With(last.items, last.distinct, last.order, last.limit, (*last.where, *added)))
    assert isinstance(last, Unwind)
    return (*clauses, With((last.one,), where=added))


def counts(answer: Expression) -> bool:
    """Whether an answer holds a COUNT that is worked out where it stands."""
    if isinstance(answer, ListOf):
        return any(map(counts, answer.items))
    return isinstance(answer, Subquery)
