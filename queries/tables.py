"""Where a question stands in a statement, and tables: what is asked below nodes that come again and again, read once for each of them.

The members of ten alliances are a hundred rows but perhaps forty states. What is asked of each state is then not read in its row. The row
holds the id of the state, behind the rest of the answer stands a table of [id, answers…], and `joined` puts the answers in the place of
the ids. An example:

    { alliances { nodes { id members { nodes { memberOf { nodes { id } } } } } } }

becomes (shortened: without conditions, orders and limits)

    CALL () {
      MATCH (alliance1:FoederaAlliance)
      CALL (alliance1) {
        MATCH (alliance1)<-[:FOEDERA_MEMBER_OF]-(members2)
        RETURN collect([members2.id]) AS membersRows3             the id, for the column in which the answer is to stand
      }
      RETURN collect([alliance1.id, [membersRows3, null]]) AS allianceRows4
    }
    CALL (allianceRows4) {
      UNWIND allianceRows4 AS row5                                the Place of these ids: column 1 of the rows of the root,
      UNWIND row5[1][0] AS row6                                   there the rows of the answer, and in them
      WITH DISTINCT row6[0] AS id7                                column 0
      MATCH (entity8:FoederaEntity {id: id7})
      CALL (entity8) {
        MATCH (entity8)-[:FOEDERA_MEMBER_OF]->(memberOf9)
        RETURN collect([memberOf9.id]) AS memberOfRows10
      }
      RETURN collect([id7, [memberOfRows10, null]]) AS entityTable11
    }
    RETURN [[[allianceRows4, null], entityTable11]]

    rows     [["nato", [[["poland"], ["germany"]], null]], ["weu", [[["germany"]], null]]]
    table    [["poland", [[["nato"], ["eu"]], null]], ["germany", [[["nato"], ["weu"]], null]]]
    Join     rows 0 (the answer itself), path (1,), column 0, table 1, part 1
    joined   [["nato", [[[P], [G]], null]], ["weu", [[[G]], null]]], with P = [[["nato"], ["eu"]], null] and G likewise
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from ontology import stored
from queries import answers
from queries.cypher.syntax import As, Call, Clause, Expression, Item, ListOf, Match, Node, Return, Unwind, Var, With, collect, tree


@tree
class Written:
    """A question as Cypher: clauses that find its answer, and the expression that reads it."""

    answer: Expression
    clauses: tuple[Clause, ...] = ()


class Place(NamedTuple):
    """Where the rows of a question are: those that a variable holds, or, column after column, the rows of answers in them."""

    base: Var
    path: tuple[int, ...] = ()

    def below(self, column: int) -> Place:
        """The place of the rows of the answer in a column of these rows."""
        return Place(self.base, (*self.path, column))

    def unwound(self) -> tuple[tuple[Clause, ...], Var]:
        """The clauses that bind one row after the other, and its variable."""
        row = Var("row")
        clauses = [Unwind(self.base, row)]
        for column in self.path:
            inner = Var("row")
            clauses.append(Unwind(answers.rows_below(row, column), inner))
            row = inner
        return tuple(clauses), row


@tree
class Around:
    """Where a question stands: at which node (None: at the root), where its rows will be, and whether the node may come again."""

    tables: Tables
    start: Var | None = None
    place: Place | None = None
    repeats: bool = False


Write: TypeAlias = Callable[[Around], Written]
"""Writes a question at some place."""


@dataclass(slots=True)
class Table:
    """What is asked of the distinct nodes whose ids stand in columns of the rows at a place. Ids are unique within the class `label`."""

    variable: Var
    place: Place
    label: str
    columns: list[int] = field(default_factory=list)
    questions: list[Write] = field(default_factory=list)

    def written(self, tables: Tables) -> Clause:
        """The clause that binds it."""
        clauses, row = self.place.unwound()
        id_, node = Var("id"), Var(self.label.lower())
        found: list[Clause] = [
            *clauses,
            With((As(Item(row, self.columns[0]), id_),), distinct=True),
            Match(Node(node, (stored.label(self.label),), ("id", id_))),
        ]
        parts: list[Expression] = [id_]
        for number, write in enumerate(self.questions, 1):
            written = write(Around(tables, node, Place(self.variable, (number,)), repeats=True))
            found += written.clauses
            parts.append(written.answer)
        return Call((self.place.base,), (*found, Return(As(collect(ListOf(tuple(parts))), self.variable))))


@dataclass(frozen=True, slots=True)
class Join:
    """Puts part of a table in a column of the rows at a path. `rows` says of what: of the answer (0) or of a table (1, 2 …)."""

    rows: int
    path: tuple[int, ...]
    column: int
    table: int
    part: int


class Tables:
    """The tables of one question at the root, gathered while it is written."""

    def __init__(self) -> None:
        self.all: list[Table] = []

    def put(self, place: Place, label: str, column: int, question: Write) -> None:
        """Have a question asked in a table; the ids of its nodes stand in `column` of the rows at `place`."""
        table = next((t for t in self.all if t.place == place), None)
        if table is None:
            table = Table(Var(f"{label.lower()}Table"), place, label)
            self.all.append(table)
        table.columns.append(column)
        table.questions.append(question)

    def joins(self) -> tuple[Join, ...]:
        """How to put the answers together."""
        numbers = {table.variable: number for number, table in enumerate(self.all, 1)}
        return tuple(
            Join(numbers.get(table.place.base, 0), table.place.path, column, numbers[table.variable], part)
            for table in self.all
            for part, column in enumerate(table.columns, 1)
        )


@tree
class Rooted:
    """A question at the root with its tables: clauses, what reads all of it, and how to put it together."""

    clauses: tuple[Clause, ...]
    answer: Expression
    joins: tuple[Join, ...]


def rooted(write: Write) -> Rooted:
    """A question at the root, as Cypher."""
    tables = Tables()
    written = write(Around(tables))
    clauses = list(written.clauses)
    # Writing a table may find that it needs further ones, which the loop then comes to.
    for table in tables.all:
        clauses.append(table.written(tables))
    if not tables.all:
        return Rooted(tuple(clauses), written.answer, ())
    return Rooted(tuple(clauses), ListOf((written.answer, *(table.variable for table in tables.all))), tables.joins())


def joined(found: Any, joins: Sequence[Join]) -> Any:
    """The answer of a question at the root, with the answers of its tables in their places."""
    if not joins:
        return found
    known = {join.table: {row[0]: row for row in found[join.table]} for join in joins}
    for join in joins:
        rows: Sequence[Any] = answers.rows(found[0]) if join.rows == 0 else found[join.rows]
        for column in join.path:
            rows = [inner for row in rows for inner in answers.rows(row[column])]
        table = known[join.table]
        for row in rows:
            row[join.column] = table[row[join.column]][join.part]
    return found[0]
