"""What the graph stores of a statement, made when it is asked for: of a million at once it would take more than a gigabyte."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from common.dates import OPEN
from facts.records import LinkRecord, Provenance
from loaders.deriving.graph_state import Link, PlainLink, Properties, Value
from loaders.deriving.spells import Turn
from loaders.deriving.storing import stored
from ontology import Model
from ontology.stored import END, STILL

MOST_KEPT: Final = 1_000


class Statements:
    """Makes what is stored of links."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._said: dict[tuple[str, int], tuple[Provenance, Properties]] = {}

    def properties(self, link: LinkRecord, turn: Turn | None, beginning: Mapping[str, Value], *, preferred: bool) -> Properties:
        """All that is stored of a link. `beginning`: of a start that no source gives."""
        relation = self.model.relations[link.relation]
        edge = self.model.edges[relation.edge]
        found: Properties = {"id": link.id, "tiebreak": link.tiebreak, "preferred": preferred}
        for key, value in link.properties.items():
            found |= stored(edge.properties[key], value)
        found |= self._of_provenance(relation.edge, link.provenance)
        if end := link.properties.get(END):
            found[STILL] = end == OPEN
        if turn:
            found |= turn.days()
            if self.model.contests(relation.edge, link.properties):
                found |= turn.contested_days()
        found.update(beginning)
        return found

    def _of_provenance(self, edge: str, said: Provenance) -> Properties:
        """Who says so. The same ones say thousands of facts in a row."""
        if (known := self._said.get((edge, id(said)))) is None:
            properties = self.model.edges[edge].properties
            found: Properties = {}
            for key, value in said.properties().items():
                found |= stored(properties[key], value)
            if len(self._said) >= MOST_KEPT:
                self._said.clear()
            # With who says so, so that nobody else has the same id().
            known = self._said[edge, id(said)] = said, found
        return known[1]


class Statement(Link):
    """A relationship that is made of a link whenever its properties are read. Read them once where there are many."""

    __slots__ = ("_beginning", "_link", "_made_by", "_preferred", "_turn")

    def __init__(
        self, made_by: Statements, link: LinkRecord, turn: Turn | None, beginning: Mapping[str, Value], *, preferred: bool
    ) -> None:
        relation = made_by.model.relations[link.relation]
        self.type = relation.type if preferred else relation.claim_type
        self._made_by, self._link, self._turn, self._beginning, self._preferred = made_by, link, turn, beginning, preferred

    @property
    def properties(self) -> Properties:
        """See Link."""
        return self._made_by.properties(self._link, self._turn, self._beginning, preferred=self._preferred)

    def __reduce__(self) -> tuple[type[PlainLink], tuple[str, Properties]]:
        """Packed for another process it is what it says, without what makes it."""
        return PlainLink, (self.type, self.properties)
