"""All nodes of a class, or those that are found from what they have to be related to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ontology import Class, stored
from queries.cypher.syntax import As, Binary, Clause, Expression, HasLabel, Match, Node, Var, With, collect
from queries.element import Element
from queries.filters import Related
from queries.filters.anchors import split
from queries.filters.conditions import related
from queries.sources import Sought, Source, filtered


@dataclass(frozen=True, slots=True)
class OfClass(Source):
    """All nodes of a class. `indexed`: classes above it whose indexes help with the filter, position or order."""

    cls: Class
    indexed: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        """After the class."""
        return self.cls.singular

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clauses that find them."""
        anchors, where = split(sought.where)
        labels = tuple(stored.label(name) for name in dict.fromkeys((self.cls.name, *self.indexed)))
        found = tuple(self._anchored(anchors, element.node)) if anchors else (Match(Node(element.node, labels)),)
        return filtered(found, where, element)

    @property
    def counted(self) -> bool:
        """Yes: the store counts the nodes of each label."""
        return True

    def _anchored(self, anchors: Sequence[Related], node: Var) -> Iterator[Clause]:
        """Finds nodes from those they have to be related to, instead of asking each for its relations. Each node once."""
        known: Var | None = None
        for anchor in anchors:
            own: list[Expression] = []
            if anchor is not anchors[0]:
                known = Var(f"{self.noun}Known")
                yield With((As(collect(node), known),))
                own.append(Binary(node, "IN", known))
            if anchor is anchors[-1]:
                # Fewest are left to be asked for their class here.
                own.append(HasLabel(node, stored.label(self.cls.name)))
            match = related(anchor, node, Element.along(anchor.end), (stored.label(anchor.anchor),) if anchor.anchor else ())
            yield Match(match.pattern, (*own, *match.where))
            yield With((node,), distinct=True)
