"""What the full-text search finds."""

from __future__ import annotations

from dataclasses import dataclass

from graph.search_index import SEARCH_INDEX, WEIGHT
from queries.cypher.syntax import (
    As,
    Binary,
    Clause,
    Function,
    Literal,
    Param,
    Procedure,
    Prop,
    Var,
    With,
)
from queries.element import SCORE, Element, On
from queries.sources import Sought, Source, filtered


@dataclass(frozen=True, slots=True)
class Matching(Source):
    """Entities that the full-text search finds.

    `value` is a Lucene query, `least` the score that an answer has at least, `classes` the concrete classes wanted (None: any).
    """

    value: str
    least: float
    classes: tuple[str, ...] | None

    @property
    def noun(self) -> str:
        """What it finds."""
        return "entity"

    def element(self) -> Element:
        """New variables for a node and its score."""
        return Element(Var(self.noun), Var(SCORE))

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clauses that find them."""
        node, score, weight = element.node, Var(SCORE), Var("weight")
        index, query = Literal(SEARCH_INDEX), Param(self.value)
        asked = Procedure("db.index.fulltext.queryNodes", (index, query), (("node", node), (SCORE, score)))
        good = Binary(score, ">=", Param(self.least))
        wanted = (Binary(Prop(node, "class"), "IN", Param(self.classes)),) if self.classes is not None else ()
        found = With((node, score), where=(good, *wanted))
        weighed = With((node, score, As(Prop(node, WEIGHT), weight)))
        # Whole points, so that what differs by less than one comes in the order of ids on every store.
        points = As(Function("round", (Binary(score, "*", weight),)), element.of(On.EDGE))
        return filtered((asked, found, weighed, With((node, points))), sought.where, element)
