"""What a node is related to."""

from __future__ import annotations

from dataclasses import dataclass

from ontology import End
from queries.cypher.syntax import As, Clause, Function, Match, Node, Var, With, Within, every
from queries.element import Element, On
from queries.scope import holds, path, reached
from queries.sources import Sought, Source, filtered


@dataclass(frozen=True, slots=True)
class Along(Source):
    """What the enclosing node is related to along `end`, or along a chain of up to `depth` of them: each relationship of it once.

    `root` is the label under which the ids of what it leads to are unique.
    """

    end: End
    root: str
    depth: int = 1

    @property
    def noun(self) -> str:
        """After the relation."""
        return self.end.name

    def element(self) -> Element:
        """New variables for a node and the relationship that leads to it."""
        return Element.along(self.end)

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clauses that find them."""
        assert sought.start is not None
        found = self._chain if self.depth > 1 else self._step
        return filtered(found(element, sought, sought.start), sought.where, element)

    @property
    def counted(self) -> bool:
        """Whether it is one step: the store knows how many relationships a node has."""
        return self.depth == 1

    @property
    def shared(self) -> str | None:
        """The same nodes are found from several others."""
        return self.root

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
