"""One node by a key that passes from one to another over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ontology import Class, End
from ontology.stored import END_LATEST, START_LATEST, label
from queries.cypher.syntax import ONE, Binary, Clause, Expression, Match, Node, Param, Prop, Var, With, count, either, or_empty
from queries.element import Element
from queries.filters import Exists
from queries.filters.conditions import condition
from queries.references import Asked, Reference
from queries.sources import Sought, Source, filtered


@dataclass(frozen=True, slots=True)
class Bearer(Source):
    """The node of class `cls` that had the value of `key` in the time of the scope, by one of the relations `by` or by its life.

    Who is the only one that ever had it is found at any time; of two on the day on which it passed, the later.
    """

    single: ClassVar[bool] = True

    cls: Class
    key: str
    value: str
    by: tuple[End, ...] = ()
    when: str = ""
    """The time of the scope as text."""

    @property
    def noun(self) -> str:
        """After its class."""
        return self.cls.singular

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clauses that find it."""
        node, other = element.node, Var(f"{self.noun}Other")
        alone = Binary(count((self._bearing(other),)), "=", ONE)
        then = condition(Exists(sought.scope, self.by), element)
        found = self._bearing(node, either((alone, then)))
        latest = ((Prop(node, END_LATEST), True), (Prop(node, START_LATEST), True), (Prop(node, "id"), False))
        return filtered((found, With((node,), order=latest, limit=1)), sought.where, element)

    @property
    def asked(self) -> Asked:
        """The key and the class."""
        return Asked(self.reference, self.cls.name)

    @property
    def reference(self) -> Reference:
        """The key."""
        return Reference(self.cls.name, self.key, self.value, shared=True, when=self.when)

    def _bearing(self, node: Var, *conditions: Expression) -> Match:
        has = Binary(Param(self.value), "IN", or_empty(Prop(node, self.key)))
        return Match(Node(node, (label(self.cls.name),)), (has, *conditions))
