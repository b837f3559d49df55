"""All nodes of a class, or those that are found from what they have to be related to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ontology import Class, stored
from queries.cypher.syntax import (
    As,
    Binary,
    Call,
    Clause,
    Expression,
    Function,
    HasLabel,
    Match,
    Negation,
    Node,
    Return,
    Var,
    With,
    collect,
)
from queries.element import Element
from queries.filters import Filter, Related
from queries.filters.anchors import Begun, split
from queries.filters.conditions import related
from queries.sources import Sought, Source, filtered


@dataclass(frozen=True, slots=True)
class OfClass(Source):
    """All nodes of a class. `indexed`: classes above it whose indexes help with the filter, position or order.

    `walks`: it has no classes below, and no index of another property finds what the filter leaves.
    """

    cls: Class
    indexed: tuple[str, ...] = ()
    walks: bool = False

    @property
    def noun(self) -> str:
        """After the class."""
        return self.cls.singular

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clauses that find them."""
        begun = split(sought.where)
        labels = tuple(stored.label(name) for name in dict.fromkeys((self.cls.name, *self.indexed)))
        found = tuple(self._anchored(begun, element.node)) if begun.anchors else (Match(Node(element.node, labels)),)
        return filtered(found, begun.rest, element)

    @property
    def whole(self) -> str:
        """The class."""
        return self.cls.name

    def walked(self, where: Filter, /) -> str | None:
        """The class, unless they are found from what they are related to."""
        return self.cls.name if self.walks and not split(where).anchors else None

    def helped(self, labels: tuple[str, ...], /) -> Source:
        """With these classes besides."""
        return replace(self, indexed=tuple(dict.fromkeys((*self.indexed, *labels))))

    @property
    def unordered(self) -> Source:
        """Of one label alone the store knows the number."""
        return replace(self, indexed=()) if self.indexed else self

    @property
    def counted(self) -> bool:
        """Yes: the store counts the nodes of each label."""
        return True

    def _anchored(self, begun: Begun, node: Var) -> Iterator[Clause]:
        """Finds nodes from those they have to be related to, instead of asking each for its relations. Each node once.

        What is related to something that none may be related to is found in the same way, before.
        """
        anchors, known = begun.anchors, None
        own: list[Expression] = []
        for bar in begun.bars:
            other, barred = Var(node.name), Var(f"{self.noun}Barred")
            yield Call((), (_begun(bar, other), Return(As(Function("collect", (other,), distinct=True), barred))))
            own.append(Negation(Binary(node, "IN", barred)))
        for anchor in anchors:
            if anchor is not anchors[0]:
                known = Var(f"{self.noun}Known")
                yield With((As(collect(node), known),))
                own.append(Binary(node, "IN", known))
            if anchor is anchors[-1]:
                # Fewest are left to be asked for their class here.
                own.append(HasLabel(node, stored.label(self.cls.name)))
            match = _begun(anchor, node)
            yield Match(match.pattern, (*own, *match.where))
            yield With((node,), distinct=True)
            own = []


def _begun(where: Related, node: Var) -> Match:
    """Finds nodes from what a condition says they are related to."""
    return related(where, node, Element.along(where.end), (stored.label(where.anchor or where.end.target),))
