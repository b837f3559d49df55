"""All relationships of a relation, and the other end of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ontology import Direction, End
from queries.cypher.syntax import As, Clause, Function, Var, With
from queries.element import Element
from queries.scope import reached
from queries.sources import Sought, Source, filtered


@dataclass(frozen=True, slots=True)
class OfRelation(Source):
    """Every relationship along `end`, with the node that it leads to; each comes once. Not for symmetric relations."""

    end: End

    @property
    def noun(self) -> str:
        """After the relation."""
        return self.end.relation.plural

    def element(self) -> Element:
        """New variables for a relationship and the node at its end."""
        return Element.along(self.end)

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clauses that find them."""
        return filtered((reached(self.end, sought.scope, Var(f"{self.end.name}Of"), element),), sought.where, element)


@dataclass(frozen=True, slots=True)
class Opposite(Source):
    """The node at the other end of a relationship that is read in `direction`. The enclosing element is the relationship."""

    single: ClassVar[bool] = True

    direction: Direction
    cls: str

    @property
    def noun(self) -> str:
        """After the class."""
        return self.cls

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clause that binds it."""
        assert sought.start is not None
        at = "startNode" if self.direction is Direction.OUT else "endNode"
        return filtered((With((As(Function(at, (sought.start,)), element.node),)),), sought.where, element)
