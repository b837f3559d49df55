"""Lists of nodes: found by key, by class, along a relation or by search, narrowed and ordered, a page of them, with columns and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from queries import answers
from queries.aggregates import Aggregate
from queries.answers import Answer
from queries.columns import Column, Nested, Row
from queries.cypher.syntax import (
    As,
    Call,
    Clause,
    Expression,
    Function,
    ListOf,
    Missing,
    Return,
    Unwind,
    Var,
    With,
    collect,
    count,
    narrowed,
    tree,
)
from queries.element import Element
from queries.filters import EVERYTHING, Filter
from queries.filters.naming import renamed
from queries.ordering import Key, Page
from queries.questions import Lacking, Question
from queries.references import Asked
from queries.scope import Scope
from queries.sources import Filling, Sought, Source
from queries.tables import Around, Place, Tables, Written
from queries.walking import in_turn, walkable

MANY = 50
"""Rows of a page from which on all elements are sorted, not only as many as the page needs."""


@dataclass(frozen=True, slots=True)
class Listing(Question):
    """Nodes to find, and what to read of them. For its answer see `answers`."""

    source: Source
    scope: Scope
    where: Filter
    order: tuple[Key, ...]
    page: Page
    columns: tuple[Column, ...]
    rows: bool = True
    total: bool = False
    aggregates: tuple[Aggregate, ...] = ()

    @property
    def price(self) -> int:
        """As many rows as the page may have, and at least one."""
        return self.page.price

    def rows_in(self, answer: Answer) -> int:
        """The rows of the page, and those of all questions in them."""
        rows = answers.rows(answer)
        inner = [(i, column.question) for i, column in enumerate(self.columns) if isinstance(column, Nested) and column.question.has_rows]
        return len(rows) + sum(question.rows_in(row[i]) for i, question in inner for row in rows)

    @property
    def has_rows(self) -> bool:
        """Whether any are asked for."""
        return self.rows

    def found(self, answer: Answer) -> Asked | None:
        """The key and the class of which it was asked for, if one node was asked for by a key and is there."""
        return self.source.asked if answers.rows(answer) else None

    @property
    def presumed(self) -> Lacking | None:
        """What the order begins with, where that has an index and rows are found in their order."""
        cls, key = self.source.whole, self.order[0]
        found = cls and key.indexed and self.rows and not self._is_worth_gathering
        return Lacking(cls, key.stored) if cls and found else None

    def in_order(self) -> Question:
        """As if every element had a value."""
        first, *others = self.order
        if not self.presumed:
            return self
        return replace(self, source=self.source.helped(first.indexed), order=(replace(first, given=True), *others))

    def renamed(self, ids: Mapping[str, str]) -> Question:
        """The same with other ids of entities in source and filter, also of questions in its rows."""
        columns = tuple(Nested(c.question.renamed(ids)) if isinstance(c, Nested) else c for c in self.columns)
        return replace(self, source=self.source.renamed(ids), where=renamed(self.where, ids), columns=columns)

    def filled(self, given: Filling) -> Question:
        """The same with the ids that its source waits for."""
        return replace(self, source=self.source.filled(given))

    def written(self, around: Around) -> Written:
        """Rows, number and aggregates, each read in a subquery of its own."""
        elements = _Elements(self, around.start)
        clauses: list[Clause] = []
        if self._is_worth_gathering:
            elements = replace(elements, gathered=elements.variable("Found"), in_order=self._is_worth_ordering)
            clauses.append(elements.gathering())
        rows: Var | None = None
        if self.rows:
            rows = elements.variable("Rows")
            page = self._page(elements, around, around.place or Place(rows))
            clauses.append(elements.call(page.clauses, collect(page.answer), rows))
        numbers: list[Expression] = []
        for aggregate in self.aggregates:
            if around.start and (read := aggregate.of_start(around.start)):
                numbers.append(read)
                continue
            element, found = elements.bound()
            written, found = aggregate.written(element), () if aggregate.apart else found
            number = elements.variable("Numbers")
            numbers.append(number)
            clauses.append(elements.call((*found, *written.clauses), written.answer, number))
        return Written(answers.listing(rows, elements.number() if self.total else None, numbers), tuple(clauses))

    def by_row(self) -> Written | None:
        """The rows of the page; none when a table would stand behind them."""
        around = Around(Tables())
        found = self._page(_Elements(self), around, Place(Var("rows")))
        return None if around.tables.all else found

    @property
    def _is_worth_gathering(self) -> bool:
        """Whether to find all elements once and use them for rows and counts; what the store can count itself is not."""
        uses = self.rows + self.total * (2 if self.source.gathered else 1) + sum(a.looks for a in self.aggregates)
        return uses > 1 and not (self.source.counted and self.where == EVERYTHING)

    @property
    def _is_worth_ordering(self) -> bool:
        """Whether to gather the elements in their order, all sorted at once.

        Rows that are sorted where the list of all is at hand hold it, and Neo4j counts it as the memory of each.
        """
        return self.rows and self.page.price > MANY and not any(key.count or key.claimed for key in self.order)

    def ordering(self, keys: Sequence[Expression]) -> tuple[tuple[Expression, bool], ...]:
        """What to sort by, and whether downwards."""
        return tuple((read, key.descending != self.page.backward) for key, read in zip(self.order, keys, strict=True))

    def _page(self, elements: _Elements, around: Around, place: Place) -> Written:
        """Clauses that find the rows of the page in their order, and what a row consists of."""
        element, clauses = elements.bound()
        keys = [key.of(element) for key in self.order]
        carried = element.variables
        counts = [
            As(read, Var(f"{key.stored}Count" if key.count else f"{key.stored}Key"))
            for key, read in zip(self.order, keys, strict=True)
            if key.count or key.claimed
        ]
        if counts:
            # What needs a subquery is worked out once, then compared and ordered by name.
            clauses = (*clauses, With((*carried, *counts)))
            named = {count.expression: count.variable for count in counts}
            keys = [named.get(read, read) for read in keys]
            carried = (*carried, *named.values())
        clauses = narrowed(clauses, self._position(keys))
        if not self.source.single:
            order = () if elements.in_order else self.ordering(keys)
            if (cls := self.source.walked(self.where)) and walkable(self.order) and not elements.gathered:
                clauses, order = in_turn(clauses, element.node, cls, order)
            clauses = (*clauses, With(carried, order=order, limit=self.page.size + self.page.beyond))
        row = Row(element, self.scope, keys, place, around.tables, around.repeats, self.source.shared, self.source.single, [])
        columns = tuple([column.read(row, index) for index, column in enumerate(self.columns)])
        return Written(ListOf(columns), (*clauses, *row.clauses))

    def _position(self, keys: Sequence[Expression]) -> list[Expression]:
        """Conditions that leave what lies between the cursors of the page; `keys` are the expressions of the order."""
        found = self.page.conditions(self.order, keys)
        if not found and self.order[0].given and self.source.indexed:
            # An index that holds the order knows elements with a value only.
            found.append(Missing(keys[0], negated=True))
        return found


@tree
class _Elements:
    """The elements of a listing: found where they are needed, or once, before, as the list that `gathered` holds."""

    listing: Listing
    start: Var | None = None
    gathered: Var | None = None
    in_order: bool = False

    def variable(self, suffix: str) -> Var:
        """A new variable named after the elements."""
        return Var(self.listing.source.noun + suffix)

    def bound(self) -> tuple[Element, tuple[Clause, ...]]:
        """New variables for an element, and the clauses that bind them to each."""
        element = self.listing.source.element()
        if self.gathered is None:
            return element, self._found(element)
        if element.edge is None:
            return element, (Unwind(self.gathered, element.node),)
        one = Var("one")
        # Conditions are written in terms of node and edge, which have to be bound before.
        return element, (Unwind(self.gathered, one), With(element.taken_from(one)))

    def gathering(self) -> Clause:
        """The clause that binds the list of all."""
        assert self.gathered is not None
        element = self.listing.source.element()
        found = self._found(element)
        if self.in_order:
            keys = [key.of(element) for key in self.listing.order]
            found = (*found, With(element.variables, order=self.listing.ordering(keys)))
        return replace(self, gathered=None).call(found, collect(element.value), self.gathered)

    def number(self) -> Expression:
        """How many there are."""
        if self.gathered:
            return Function("size", (self.gathered,))
        source = self.listing.source.unordered if self.listing.where == EVERYTHING else self.listing.source
        return count(source.found(source.element(), self._sought))

    def call(self, clauses: tuple[Clause, ...], answer: Expression, variable: Var) -> Clause:
        """The subquery that binds a variable to what clauses find."""
        seen = self.gathered or self.start
        return Call((seen,) if seen else (), (*clauses, Return(As(answer, variable))))

    def _found(self, element: Element) -> tuple[Clause, ...]:
        return self.listing.source.found(element, self._sought)

    @property
    def _sought(self) -> Sought:
        return Sought(self.listing.scope, self.listing.where, self.start)
