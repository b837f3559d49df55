'''Kinds of questions. Each is a file here, which holds all there is to know of it: what is asked, how that is written in Cypher, what it
may cost, and how its answer is read.

    listing      nodes from a source, narrowed, ordered and paged, with columns, a number and aggregates

To add a kind, write a file with a frozen dataclass below Question. Nothing else changes: a statement takes it at its root, a
listing takes it as a column (Nested), where it is asked of each node, and tables, groups of equal questions, counting and former ids use
what it says of itself. Fields that a caller chooses become Params; all others are its shape.

    @dataclass(frozen=True, slots=True)
    class Starts(Question):
        """The years in which what the enclosing node is related to along `end` began. The answer is a list of years."""

        end: End
        scope: Scope

        def written(self, around: Around) -> Written:
            assert around.start is not None
            element, years = Element.along(self.end), Var(f"{self.end.name}Years")
            begun = reached(self.end, self.scope, around.start, element)
            year = Function("left", (given_day(element.read(On.EDGE, START_EARLIEST)), Literal(4)))
            return Written(years, (Call((around.start,), (begun, Return(As(collect(year), years)))),))

        def rows_in(self, answer: Answer) -> int:
            return len(answer)

Asked of each alliance, as the second column of a listing, this is written

    CALL () {
      MATCH (alliance1:FoederaAlliance)
      WITH alliance1 ORDER BY alliance1.id LIMIT $p0
      CALL (alliance1) {
        MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
        WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
        RETURN collect(left(CASE WHEN membership2.start IS NOT NULL THEN membership2.startEarliest END, 4)) AS membersYears4
      }
      RETURN collect([alliance1.id, membersYears4]) AS allianceRows5
    }
    MATCH (data6:FoederaDataVersion)
    RETURN [[[allianceRows5, null]], data6.version, data6.turn] AS answer7

and a row of the listing is ["nato", ["1949", "1949", … "2024"]]. (tests/queries/test_questions.py holds it to that.)

In the API a field plans it: `call.draft.column(plans.Nested(Starts(end, scope)))` for a field of a node, or, at the root,
`call.compilation.pay(question.price, call.path)` and then `call.compilation.ask(question, make)`, where `make` gets its answer.

Sources of nodes (queries.sources), columns (queries.columns) and aggregates (queries.aggregates) are added in the same way.
'''

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import NamedTuple

from queries.answers import Answer
from queries.references import Asked
from queries.sources import Filling
from queries.tables import Around, Written


class Lacking(NamedTuple):
    """A class of nodes, and a stored property that some of them may lack."""

    cls: str
    stored: str


class Question:
    """Something that a statement asks for, at its root or of a node.

    Abstract, but no ABC: whatever has that metaclass takes ten times as long to be told by isinstance.
    """

    __slots__ = ()

    @abstractmethod
    def written(self, around: Around) -> Written:
        """The question as Cypher."""

    @abstractmethod
    def rows_in(self, answer: Answer) -> int:
        """How many rows an answer has, those of questions below it included."""

    @property
    def has_rows(self) -> bool:
        """Whether an answer can have any."""
        return True

    @property
    def price(self) -> int:
        """How many rows the answer may have; those of questions below it have prices of their own."""
        return 1

    def by_row(self) -> Written | None:
        """Clauses that find the rows of the answer one after the other; None when they cannot be had so."""
        return None

    def found(self, _answer: Answer, /) -> Asked | None:
        """What was asked for by a key, and of which class, if it was found."""
        return None

    @property
    def presumed(self) -> Lacking | None:
        """What is to be known to be there of all nodes, for the order of an index to be that of the question."""
        return None

    def in_order(self) -> Question:
        """The same in the order of an index, which takes for granted what is `presumed`."""
        return self

    def renamed(self, _ids: Mapping[str, str], /) -> Question:
        """The same question with other ids of entities in the place of some."""
        return self

    def filled(self, _given: Filling, /) -> Question:
        """The same question with what an answer from elsewhere names, where it waits for that."""
        return self
