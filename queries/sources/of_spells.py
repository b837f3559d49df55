"""The relationships of several dated relations together."""

from __future__ import annotations

from dataclasses import dataclass

from ontology import Direction, Relation
from ontology.stored import ENTITY
from queries.cypher.syntax import Clause, Hop, Match, Node, Var
from queries.element import Element, On
from queries.scope import lasting, stated, types_of
from queries.sources import Sought, Source, filtered

FROM, TO, SPELL = Var("spellOf"), Var("spells"), Var("spell")


@dataclass(frozen=True, slots=True)
class OfSpells(Source):
    """Every relationship of `relations`, all of them dated and stated by sources, with the node that it leads to; each comes once."""

    relations: tuple[Relation, ...]

    @property
    def noun(self) -> str:
        """What they are."""
        return TO.name

    def element(self) -> Element:
        """The relationship and the node at its end."""
        return Element(TO, SPELL)

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clause that finds them."""
        scope, edge = sought.scope, element.of(On.EDGE)
        types = tuple(t for r in self.relations for t in types_of(r, scope))
        hop = Hop(Node(FROM, (ENTITY,)), edge, types, Direction.OUT, Node(element.node, (ENTITY,)), 1)
        return filtered((Match(hop, (*stated(scope, edge), *lasting(scope.window, edge, certain=scope.certain))),), sought.where, element)
