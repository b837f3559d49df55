"""Entities whose ids are known only when the statement is about to run: those that an answer from elsewhere names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ontology.stored import ENTITY
from queries.cypher.syntax import Binary, Clause, Match, Node, Param, Prop
from queries.element import Element
from queries.sources import Filling, Sought, Source, filtered


@dataclass(frozen=True, slots=True)
class Given(Source):
    """The entities with some ids. `slot` says which of several such sources of an operation it is."""

    slot: int
    ids: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        """They are of any class."""
        return "entity"

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clause that finds them by the index."""
        where = (Binary(Prop(element.node, "id"), "IN", Param(self.ids)),)
        return filtered((Match(Node(element.node, (ENTITY,)), where),), sought.where, element)

    def filled(self, given: Filling) -> Source:
        """The same with the ids that belong in its slot."""
        return replace(self, ids=tuple(given.ids.get(self.slot, ())))
