"""What a list below a list asks of its nodes, read once for each node instead of once for each time the node comes.

The members of ten alliances are a hundred rows but perhaps forty states. Rows then hold the id of the state; behind the rest of the answer
stands a table of [id, answers…], and `joined` puts the answers in the place of the ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from queries import plan as p
from queries.cypher.names import Names


@dataclass(frozen=True, slots=True)
class Place:
    """Where the rows of a block are: those of the root block or of a table, and then, column after column, the rows of blocks in them."""

    table: str | None = None
    path: tuple[int, ...] = ()

    def below(self, column: int) -> Place:
        """The place of the block in a column of these rows."""
        return Place(self.table, (*self.path, column))

    def unwound(self, root: str, names: Names) -> tuple[str, list[str], str]:
        """The variable to begin with, the clauses that bind one row after the other, and the variable of the row."""
        base = self.table or root
        row = names.variable("x")
        lines = [f"UNWIND {base} AS {row}"]
        for column in self.path:
            inner = names.variable("x")
            lines.append(f"UNWIND {row}[{column}][0] AS {inner}")
            row = inner
        return base, lines, row


@dataclass(slots=True)
class Table:
    """The blocks to be read of the distinct nodes whose ids stand in columns of the rows at a place.

    `label` is the one under which these ids are unique.
    """

    name: str
    place: Place
    label: str
    columns: list[int] = field(default_factory=list)
    blocks: list[p.Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Join:
    """Puts part of the table at one index of an answer in a column of the rows at a path; `base` is the index of these rows."""

    base: int
    path: tuple[int, ...]
    column: int
    table: int
    part: int


class Tables:
    """The tables of one root block."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.all: list[Table] = []
        self._written = 0

    def put(self, place: Place, label: str, column: int, block: p.Block) -> None:
        """Have `block` read in a table; the ids of its nodes stand in `column` of the rows at `place`."""
        table = next((t for t in self.all if t.place == place), None)
        if table is None:
            table = Table(self.names.variable("t"), place, label)
            self.all.append(table)
        table.columns.append(column)
        table.blocks.append(block)

    def next(self) -> Table | None:
        """The next table to write, until there is none."""
        if self._written == len(self.all):
            return None
        self._written += 1
        return self.all[self._written - 1]

    def joins(self, first: int) -> tuple[Join, ...]:
        """How to put the answers together, when the first table stands at index `first`."""
        at = {table.name: first + i for i, table in enumerate(self.all)}
        return tuple(
            Join(at[t.place.table] if t.place.table else 0, t.place.path, column, at[t.name], part)
            for t in self.all
            for part, column in enumerate(t.columns, 1)
        )


def joined(answer: Any, joins: Sequence[Join]) -> Any:
    """The answer of a root block with the answers from its tables in their places."""
    known: dict[int, dict[str, Any]] = {}
    for join in joins:
        if join.table not in known:
            known[join.table] = {row[0]: row for row in answer[join.table]}
        rows = answer[join.base]
        for column in join.path:
            rows = [inner for row in rows for inner in row[column][0]]
        table = known[join.table]
        for row in rows:
            row[join.column] = table[row[join.column]][join.part]
    return answer
