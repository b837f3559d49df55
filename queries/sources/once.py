"""Nodes of a list of relationships, each once, however many of them lead to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from queries.cypher.syntax import As, Clause, Function, Item, Var, With, collect
from queries.element import Element, On
from queries.ordering import Key
from queries.sources import Sought, Source
from queries.sources.along import Along


@dataclass(frozen=True, slots=True)
class Once(Source):
    """What a relation leads to, each node once. The relationships that lead to it are the element's `statements`.

    They are in the `order` of the list; the first of them stands for all, so that each node comes where it would come first.
    """

    of: Along
    order: tuple[Key, ...]

    @property
    def noun(self) -> str:
        """After the relation."""
        return self.of.noun

    def element(self) -> Element:
        """New variables for a node, the first relationship that leads to it, and all of them."""
        return replace(self.of.element(), statements=Var(f"{self.of.noun}Statements"))

    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clauses that find the relationships, and gather them by node."""
        edge = element.of(On.EDGE)
        assert element.statements
        one = Element(element.node, Var(edge.name), certain=element.certain)
        sure = () if element.certain is None else (As(Function("max", (element.certain,)), element.certain),)
        kept = () if element.certain is None else (element.certain,)
        order = tuple((key.of(one), key.descending) for key in self.order if key.on is On.EDGE)
        return (
            *self.of.found(one, sought),
            *((With(one.variables, order=order),) if order else ()),
            With((element.node, As(collect(one.of(On.EDGE)), element.statements), *sure)),
            With((element.node, element.statements, As(Item(element.statements, 0), edge), *kept)),
        )

    @property
    def gathered(self) -> bool:
        """Each element is a group of relationships."""
        return True

    @property
    def shared(self) -> str | None:
        """The same nodes are found from several others."""
        return self.of.shared
