"""What is read of each element of a list, column by column.

To add a kind, write a frozen dataclass below Column: an expression over the variables of the row's element, or one that needs clauses of
its own before the row is read, which it adds to those of the row.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from queries.claimed import Claimed
from queries.cypher.syntax import FALSE, TRUE, Clause, Each, Expression, Function, ListOf, Prop, every, or_empty, tree
from queries.element import Element, On
from queries.filters import Filter
from queries.filters.conditions import condition
from queries.questions import Question
from queries.scope import Scope, certainly
from queries.tables import Around, Place, Tables


@tree
class Row:
    """The row that columns are part of.

    `clauses` are those that columns need before the row is read. `keys` are the expressions of the order. `repeats`: the rows as a whole
    may come again, and with `shared` so may their nodes in them, whose ids are unique under that label. `single`: there is one row at most.
    """

    element: Element
    scope: Scope
    keys: Sequence[Expression]
    place: Place
    tables: Tables
    repeats: bool
    shared: str | None
    single: bool
    clauses: list[Clause]


class Column:
    """Something to read of each element."""

    __slots__ = ()

    @abstractmethod
    def read(self, row: Row, index: int, /) -> Expression:
        """The value as Cypher; `index` is the column's place in the row."""


@dataclass(frozen=True, slots=True)
class Value(Column):
    """A stored property of node or edge; a list when `many`. `claimed`: as some datasets give it."""

    on: On
    stored: str
    many: bool = False
    claimed: Claimed | None = None

    def read(self, row: Row, _index: int, /) -> Expression:
        """The property."""
        value = row.element.read(self.on, self.stored, self.claimed)
        return or_empty(value) if self.many else value


@dataclass(frozen=True, slots=True)
class Certain(Column):
    """Whether the relationship certainly holds within the list's scope."""

    def read(self, row: Row, _index: int, /) -> Expression:
        """A truth value."""
        tests = certainly(row.scope.window, row.element)
        return Function("coalesce", (every(tests), FALSE)) if tests else TRUE


@dataclass(frozen=True, slots=True)
class TypeOfEdge(Column):
    """The type under which the relationship is stored."""

    def read(self, row: Row, _index: int, /) -> Expression:
        """A text."""
        return Function("type", (row.element.of(On.EDGE),))


@dataclass(frozen=True, slots=True)
class Satisfies(Column):
    """Whether a filter keeps the element."""

    where: Filter

    def read(self, row: Row, _index: int, /) -> Expression:
        """A truth value."""
        return Function("coalesce", (condition(self.where, row.element), FALSE))


@dataclass(frozen=True, slots=True)
class KeyValue(Column):
    """The value of the order's key with this index, for a cursor."""

    index: int

    def read(self, row: Row, _index: int, /) -> Expression:
        """What the list is ordered by."""
        return row.keys[self.index]


@dataclass(frozen=True, slots=True)
class Nested(Column):
    """The answer of a question that is asked of this node."""

    question: Question

    def read(self, row: Row, index: int, /) -> Expression:
        """The question written here, or, where the node comes again and again, in a table: then its id for the time being."""
        node = row.element.node
        if row.repeats and row.shared:
            row.tables.put(row.place, row.shared, index, self.question.written)
            return Prop(node, "id")
        written = self.question.written(Around(row.tables, node, row.place.below(index), row.repeats or not row.single))
        row.clauses.extend(written.clauses)
        return written.answer


@dataclass(frozen=True, slots=True)
class Beside(Column):
    """The answer of a question that is asked of the relationship of a row, such as for its other end."""

    question: Question

    def read(self, row: Row, index: int, /) -> Expression:
        """The question written here."""
        edge = row.element.of(On.EDGE)
        written = self.question.written(Around(row.tables, edge, row.place.below(index), row.repeats or not row.single))
        row.clauses.extend(written.clauses)
        return written.answer


@dataclass(frozen=True, slots=True)
class Statements(Column):
    """The relationships that lead to the node of a row, each read column by column. None of these columns may need clauses."""

    columns: tuple[Column, ...]

    def read(self, row: Row, _index: int, /) -> Expression:
        """A list of lists."""
        one, all_ = row.element.each()
        inner = replace(row, element=one)
        return Each(one.of(On.EDGE), all_, ListOf(tuple([column.read(inner, i) for i, column in enumerate(self.columns)])))


@dataclass(slots=True)
class Columns:
    """Gathers the columns of a list; equal ones are read once."""

    found: dict[Column, int] = field(default_factory=dict)

    def index(self, column: Column) -> int:
        """The place of `column` in a row."""
        return self.found.setdefault(column, len(self.found))

    def done(self) -> tuple[Column, ...]:
        """All columns in their places."""
        return tuple(self.found)
