"""One node by its key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from ontology import Class, Kind
from queries.cypher.syntax import Clause, HasLabel, Match, Node, Param, Var
from queries.element import Element
from queries.sources import Sought, Source, filtered


@dataclass(frozen=True, slots=True)
class ByKey(Source):
    """The node of class `cls` whose key (unique within `owner`, whose label has the index) has this value."""

    single: ClassVar[bool] = True

    cls: Class
    owner: str
    key: str
    value: str

    @property
    def noun(self) -> str:
        """After its class."""
        return self.cls.singular

    def element(self) -> Element:
        """New variables for the node."""
        return Element(Var(self.noun))

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clauses that find it."""
        own = (HasLabel(element.node, self.cls.name),) if self.cls.name != self.owner else ()
        return filtered((Match(Node(element.node, (self.owner,), (self.key, Param(self.value))), own),), sought.where, element)

    @property
    def counted(self) -> bool:
        """Yes: there is one or none."""
        return True

    @property
    def entity(self) -> str | None:
        """The id, if that is the key."""
        return self.value if self.key == "id" and self.cls.kind is Kind.ENTITY else None

    def renamed(self, id_: str) -> Source:
        """The same of an entity with another id."""
        return replace(self, value=id_)
