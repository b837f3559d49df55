"""What a node is related to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ontology import Direction, End, Relation
from ontology.model import KIND
from queries.cypher.syntax import As, Binary, Clause, Function, Hop, Match, Node, Param, Prop, Var, With, Within, every
from queries.element import Element, On
from queries.scope import holds, path, reached
from queries.sources import Sought, Source, filtered
from queries.sources.carrying import carried

LONGEST_LINE = 12


@dataclass(frozen=True, slots=True)
class Along(Source):
    """What the enclosing node is related to along `end`, or along a chain of up to `depth` of them: each relationship of it once.

    `root` is the label under which the ids of what it leads to are unique. With `lineage`, the relation by which bodies go on in others, it
    is also what those are related to that the node goes on in or comes from. `carried`: what was related to one of them and is to the next
    is related to all as to one body, throughout the window, and found once.
    """

    end: End
    root: str
    depth: int = 1
    lineage: Relation | None = None
    carried: bool = False

    @property
    def noun(self) -> str:
        """After the relation."""
        return self.end.name

    def element(self) -> Element:
        """New variables for a node and the relationship that leads to it."""
        element = Element.along(self.end)
        return replace(element, certain=Var(f"{self.end.name}Certain")) if self.carried else element

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clauses that find them."""
        assert sought.start is not None
        found = self._carried if self.carried else self._chain if self.depth > 1 else self._step
        line, start = self._line(sought.start) if self.lineage else ((), sought.start)
        return filtered((*line, *found(element, sought, start)), sought.where, element)

    @property
    def counted(self) -> bool:
        """Whether it is one step: the store knows how many relationships a node has."""
        return self.depth == 1 and self.lineage is None

    @property
    def shared(self) -> str | None:
        """The same nodes are found from several others."""
        return self.root

    def _line(self, start: Var) -> tuple[tuple[Clause, ...], Var]:
        """Clauses that find the node itself and those that are one body with it, and the variable of these."""
        assert self.lineage
        chain, one, kin = Var("line"), Var("link"), Var(f"{start.name}Kin")
        hop = Hop(Node(start), chain, (self.lineage.type,), Direction.BOTH, Node(kin), LONGEST_LINE, 0)
        same = Within("all", one, chain, Binary(Prop(one, KIND), "=", Param(self.lineage.one_body)))
        return (Match(hop, (same,)),), kin

    def _carried(self, element: Element, sought: Sought, start: Var) -> tuple[Clause, ...]:
        return carried(self.end, sought.scope, start, element)

    def _step(self, element: Element, sought: Sought, start: Var) -> tuple[Clause, ...]:
        return (reached(self.end, sought.scope, start, element),)

    def _chain(self, element: Element, sought: Sought, start: Var) -> tuple[Clause, ...]:
        """All relationships of a chain hold; its last one stands for the node it leads to."""
        edge, chain = element.of(On.EDGE), Var(f"{self.end.name}Chain")
        one = Var(edge.name)
        conditions = holds(self.end, sought.scope, one)
        where = (Within("all", one, chain, every(conditions)),) if conditions else ()
        hop = path(self.end, sought.scope, start, chain, Node(element.node), self.depth)
        last = As(Function("last", (chain,)), edge)
        return Match(hop, where), With((element.node, last), distinct=True)
