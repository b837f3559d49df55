"""One node by its key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from ontology import Class, Kind, stored
from queries.cypher.syntax import Clause, HasLabel, Match, Node, Param
from queries.element import Element
from queries.references import ID, Asked, Reference
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

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clauses that find it."""
        own = (HasLabel(element.node, stored.label(self.cls.name)),) if self.cls.name != self.owner else ()
        return filtered(
            (Match(Node(element.node, (stored.label(self.owner),), (self.key, Param(self.value))), own),), sought.where, element
        )

    @property
    def counted(self) -> bool:
        """Yes: there is one or none."""
        return True

    @property
    def asked(self) -> Asked:
        """The key and the class."""
        return Asked(self.reference, self.cls.name)

    @property
    def reference(self) -> Reference:
        """The key."""
        return Reference(self.owner, self.key, self.value)

    def renamed(self, ids: Mapping[str, str]) -> Source:
        """The same with another id, if that is the key of an entity."""
        return replace(self, value=ids.get(self.value, self.value)) if self.key == ID and self.cls.kind is Kind.ENTITY else self
