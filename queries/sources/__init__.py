"""Where the nodes of a listing come from: a file for each kind of source.

To add one, write a frozen dataclass below Source that says what its elements are called (`noun`) and gives the clauses that bind them
(`found`); the rest has defaults. Nothing else needs to know it.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from queries.cypher.syntax import Clause, Var, narrowed, tree
from queries.element import Element
from queries.filters import EVERYTHING, Filter
from queries.filters.conditions import condition
from queries.references import Asked
from queries.scope import Scope


@tree
class Sought:
    """What is asked of a source: which statements count, what has to hold, and the enclosing node, if there is one."""

    scope: Scope
    where: Filter
    start: Var | None = None


@dataclass(frozen=True, slots=True)
class Filling:
    """What an answer from elsewhere names, and an operation wants to know more of: ids of entities by slot; facts as (from, to, key)."""

    ids: Mapping[int, Sequence[str]]
    facts: Sequence[tuple[str, str, int]] = ()


class Source:
    """Nodes to choose from."""

    __slots__ = ()

    single: ClassVar[bool] = False
    """Whether there is one node at most, so that nothing has to be ordered."""

    @property
    @abstractmethod
    def noun(self) -> str:
        """What the elements are called in a statement: after the field that lists them."""

    def element(self) -> Element:
        """New variables for an element: of a node alone, unless it is overridden."""
        return Element(Var(self.noun))

    @abstractmethod
    def found(self, element: Element, sought: Sought) -> tuple[Clause, ...]:
        """The clauses that bind the variables of an element to each that is sought. The last one takes further conditions."""

    @property
    def counted(self) -> bool:
        """Whether the store knows how many there are without reading them, if nothing else has to hold."""
        return False

    @property
    def gathered(self) -> bool:
        """Whether its elements are groups, which have to be made to be counted."""
        return False

    @property
    def unordered(self) -> Source:
        """The same where no index is wanted: of all there are, only the number is asked for."""
        return self

    @property
    def shared(self) -> str | None:
        """The label under which the ids of the nodes are unique, if the same nodes are found from several enclosing ones."""
        return None

    @property
    def indexed(self) -> tuple[str, ...]:
        """Labels whose indexes help with filter, position or order."""
        return ()

    @property
    def whole(self) -> str | None:
        """The class, if it is all nodes of one."""
        return None

    def walked(self, _where: Filter, /) -> str | None:
        """The class, if its nodes of which a filter holds are best found by going through all of them in their order."""
        return None

    def helped(self, _labels: tuple[str, ...], /) -> Source:
        """The same with further labels whose indexes help."""
        return self

    @property
    def asked(self) -> Asked | None:
        """The key by which one node is asked for, if it is, and the class that the node has to be of."""
        return None

    def renamed(self, _ids: Mapping[str, str], /) -> Source:
        """The same with other ids of entities in the place of some."""
        return self

    def filled(self, _given: Filling, /) -> Source:
        """The same with the ids that belong in its slot, if it has one."""
        return self


def filtered(clauses: tuple[Clause, ...], where: Filter, element: Element) -> tuple[Clause, ...]:
    """Clauses that bind an element, of which a filter holds."""
    return clauses if where == EVERYTHING else narrowed(clauses, (condition(where, element),))
