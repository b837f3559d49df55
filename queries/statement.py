"""The whole of what one operation asks for, as one statement: its questions, and the data version.

Questions of equal shape are written once and run for each set of values, so that asking the same of ten things under ten aliases has the
text, and the time to plan, of asking it of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ontology.stored import DATA_VERSION
from queries.cypher.printer import Printer
from queries.cypher.syntax import (
    As,
    Call,
    Clause,
    Expression,
    ListOf,
    Match,
    Node,
    PerRow,
    Prop,
    Return,
    Var,
    With,
    collect,
    counts,
)
from queries.questions import Lacking, Question
from queries.references import Asked
from queries.sources import Filling
from queries.tables import Join, Rooted, joined, rooted

ANSWER, _FOUND, _DATA = Var("answer"), Var("found"), Var("data")
# There is only one. By its label alone a new statement is planned 3 ms faster than by label and id.
_VERSION = Match(Node(_DATA, (DATA_VERSION,)))


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything one operation asks for, to be read in one go."""

    questions: tuple[Question, ...] = ()

    def found(self, answers: Sequence[Any]) -> set[Asked]:
        """What was asked for by a key and is there, from the answers of the questions."""
        found = (question.found(answer) for question, answer in zip(self.questions, answers, strict=False))
        return {asked for asked in found if asked}

    @property
    def presumed(self) -> frozenset[Lacking]:
        """What has to be known for in_order()."""
        return frozenset(question.presumed for question in self.questions if question.presumed)

    def in_order(self) -> Statement:
        """The same in the orders of indexes."""
        return Statement(tuple(question.in_order() for question in self.questions))

    def renamed(self, ids: Mapping[str, str]) -> Statement:
        """The same with other ids of entities in the place of some: of those that they have today."""
        return Statement(tuple(question.renamed(ids) for question in self.questions))

    def filled(self, given: Filling) -> Statement:
        """The same with what an answer from elsewhere names."""
        return Statement(tuple(question.filled(given) for question in self.questions))


@dataclass(frozen=True, slots=True)
class Found:
    """Where the answer of a question stands: at an index, or in the list at an index; and how to put it together."""

    index: int
    of: int | None
    joins: tuple[Join, ...]

    def answer(self, found: Sequence[Any]) -> Any:
        """The answer of the question."""
        return joined(found[self.index] if self.of is None else found[self.index][self.of], self.joins)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement ready to run. Its one row holds what it found and then, read last, the data version and its turn (graph.turns).

    `places` says where the answer of each question stands in what it found.
    """

    text: str
    parameters: dict[str, object] = field(hash=False)
    places: tuple[Found, ...] = ()

    def answers(self, row: Sequence[Any]) -> list[Any]:
        """The answers of the questions in their order, then the data version."""
        found, version, _turn = row
        return [*(place.answer(found) for place in self.places), version]


def render(statement: Statement) -> Compiled:
    """The Cypher of a whole statement."""
    clauses: list[Clause] = []
    found: list[Expression] = []
    places: dict[int, Found] = {}
    for number, group in enumerate(_groups(statement.questions)):
        places |= group.places(number)
        answer, added = group.written()
        clauses += added
        found.append(answer)
    printer = Printer()
    text = printer.clauses([*clauses, *_end(ListOf(tuple(found)))])
    return Compiled(text, printer.parameters, tuple(places[i] for i in range(len(places))))


def render_rows(question: Question) -> Compiled | None:
    """The Cypher that gives the rows of a question one by one, without the data version; None when they cannot be had so."""
    written = question.by_row()
    if written is None:
        return None
    printer = Printer()
    text = printer.clauses([*written.clauses, Return(As(written.answer, ANSWER))])
    return Compiled(text, printer.parameters)


def _end(found: Expression) -> list[Clause]:
    """The clauses that read the version last, when all else is known."""
    if counts(found):
        return [With((As(found, _FOUND),)), _VERSION, _answer(_FOUND)]
    return [_VERSION, _answer(found)]


def _answer(found: Expression) -> Clause:
    return Return(As(ListOf((found, Prop(_DATA, "version"), Prop(_DATA, "turn"))), ANSWER))


@dataclass(slots=True)
class _Group:
    """Questions of equal shape: the first of them as Cypher, and the values of each."""

    root: Rooted
    members: list[int] = field(default_factory=list)
    rows: list[tuple[object, ...]] = field(default_factory=list)

    def places(self, number: int) -> dict[int, Found]:
        """Where the answer of each stands, when those of the group stand at an index."""
        if len(self.members) == 1:
            return {self.members[0]: Found(number, None, self.root.joins)}
        return {member: Found(number, i, self.root.joins) for i, member in enumerate(self.members)}

    def written(self) -> tuple[Expression, tuple[Clause, ...]]:
        """What reads the answers, and the clauses that find them."""
        if len(self.members) == 1:
            return self.root.answer, self.root.clauses
        several = Var("answers")
        clauses = (*self.root.clauses, Return(As(collect(self.root.answer), several)))
        return several, (Call((), (PerRow(tuple(self.rows), clauses),)),)


def _groups(questions: Sequence[Question]) -> list[_Group]:
    """The questions by shape, in the order in which each shape comes first."""
    if len(questions) == 1:
        return [_Group(rooted(questions[0].written), [0])]
    found: dict[tuple[object, ...], _Group] = {}
    for number, question in enumerate(questions):
        root = rooted(question.written)
        # A LIMIT may not depend on a variable, so limits are part of the shape: they are all that is left in the parameters.
        printer = Printer(row=Var("given"))
        text = printer.clauses([*root.clauses, Return(As(root.answer, ANSWER))])
        group = found.setdefault((text, *printer.parameters.items()), _Group(root))
        group.members.append(number)
        group.rows.append(tuple(printer.values))
    return list(found.values())
