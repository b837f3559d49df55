"""What is said of single relationships: of those that an answer from elsewhere names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ontology import Direction
from ontology.stored import ENTITY
from queries.answers import Answer
from queries.cypher.syntax import As, Binary, Call, Hop, Item, ListOf, Match, Node, Param, Prop, Return, Unwind, Var, collect
from queries.questions import Question
from queries.sources import Filling
from queries.tables import Around, Written

KEY = "tiebreak"


@dataclass(frozen=True, slots=True)
class Facts(Question):
    """Properties of relationships. The answer is a list of [key, values…]. `types` are all types that they may have."""

    types: tuple[str, ...]
    properties: tuple[str, ...]
    facts: Sequence[tuple[str, str, int]] = ()

    def written(self, _around: Around) -> Written:
        """Found by their ends, which have an index, and told from others of the same ends by their keys."""
        wanted, fact, found = Var("wanted"), Var("fact"), Var("facts")
        ends = (Node(None, (ENTITY,), ("id", Item(wanted, i))) for i in range(2))
        start, end = ends
        where = (Binary(Prop(fact, KEY), "=", Item(wanted, 2)),)
        read = ListOf((Prop(fact, KEY), *(Prop(fact, name) for name in self.properties)))
        clauses = (
            Unwind(Param(tuple(self.facts)), wanted),
            Match(Hop(start, fact, self.types, Direction.OUT, end), where),
            Return(As(collect(read), found)),
        )
        return Written(found, (Call((), clauses),))

    def rows_in(self, answer: Answer) -> int:
        """One for each."""
        return len(answer)

    def filled(self, given: Filling) -> Question:
        """The same for those that are given."""
        return replace(self, facts=tuple(given.facts))
