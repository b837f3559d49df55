"""An element of a list: a node, and what leads to it."""

from __future__ import annotations

import enum

from ontology import End
from queries.claimed import Claimed
from queries.cypher.syntax import As, Expression, Item, ListOf, Prop, Var, tree

SCORE = "score"
"""The name by which the score of what a search finds is read."""


class On(enum.Enum):
    """Whether a property is the node's or the relationship's."""

    NODE = "node"
    EDGE = "edge"

    # There is one of each. What an enumeration does instead is Python code, and columns are hashed again and again.
    __hash__ = object.__hash__


@tree
class Element:
    """The variables of an element. `edge` is the relationship that leads to the node (of a search, its score), if there is any.

    `statements`: where each node is one element, the list of all relationships that lead to it; `edge` is the first of them.
    `certain`: whether it certainly holds as the list asks, where the days of the relationship alone do not tell.
    """

    node: Var
    edge: Var | None = None
    statements: Var | None = None
    certain: Var | None = None

    @classmethod
    def along(cls, end: End) -> Element:
        """New variables for what is related along `end`: the node after the name of the relation, the edge after its class."""
        edge = end.relation.edge
        return cls(Var(end.name), Var(edge[0].lower() + edge[1:]))

    def of(self, on: On) -> Var:
        """The variable that has a property."""
        if on is On.NODE:
            return self.node
        assert self.edge is not None
        return self.edge

    def read(self, on: On, stored: str, claimed: Claimed | None = None) -> Expression:
        """A stored property of node or relationship; of a node also as some datasets give it."""
        if claimed:
            return claimed.read(self.node, stored)
        of = self.node if on is On.NODE else self.of(on)
        return of if stored == SCORE else Prop(of, stored)

    @property
    def variables(self) -> tuple[Var, ...]:
        """All there are."""
        return tuple(variable for variable in (self.node, self.edge, self.statements, self.certain) if variable is not None)

    @property
    def value(self) -> Expression:
        """The element as one value."""
        return self.node if self.edge is None else ListOf(self.variables)

    def each(self) -> tuple[Element, Expression]:
        """The element by one of its relationships, and the list of these."""
        edge = self.of(On.EDGE)
        return Element(self.node, Var(edge.name), certain=self.certain), self.statements or ListOf((edge,))

    def taken_from(self, value: Var) -> tuple[As, ...]:
        """The variables of an edge and a node out of such a value."""
        return tuple(As(Item(value, index), variable) for index, variable in enumerate(self.variables))
