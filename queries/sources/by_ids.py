"""Nodes by their ids, of any class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ontology import Class, Kind, stored
from queries.cypher.syntax import Binary, Clause, Match, Node, Param, Prop
from queries.element import Element
from queries.references import ANYTHING, ID, Asked, Reference
from queries.sources import Sought, Source, filtered


@dataclass(frozen=True, slots=True)
class ByIds(Source):
    """The nodes below `root`, within which ids are unique, that have one of these ids."""

    root: Class
    ids: tuple[str, ...]

    @property
    def noun(self) -> str:
        """After the root."""
        return self.root.singular

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clause that finds them by the index."""
        where = (Binary(Prop(element.node, ID), "IN", Param(self.ids)),)
        return filtered((Match(Node(element.node, (stored.label(self.root.name),)), where),), sought.where, element)

    @property
    def asked(self) -> Asked | None:
        """The id, if there is one, and the root."""
        return Asked(Reference(ANYTHING, ID, self.ids[0]), self.root.name) if len(self.ids) == 1 else None

    def renamed(self, ids: Mapping[str, str]) -> Source:
        """The same with other ids of entities in the place of some."""
        return replace(self, ids=tuple(ids.get(id_, id_) for id_ in self.ids)) if self.root.name == Kind.ENTITY.value else self
