"""What the graph stores of a statement, made when it is asked for: of a million at once it would take more than a gigabyte."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, MutableMapping, ValuesView
from typing import Final

from common.dates import OPEN
from facts.records import LinkRecord, Provenance
from loaders.deriving.graph_state import Link, LinkKey, NodeKey, Pairs, Passed, PassedValues, PlainLink, Properties, Value
from loaders.deriving.spells import Turn
from loaders.deriving.storing import stored
from ontology import Kind, Model
from ontology.stored import END, STILL

MOST_KEPT: Final = 1_000
MOST_TURNS: Final = 50_000
ENTITY: Final = Kind.ENTITY.value


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


class StatedLinks(MutableMapping[LinkKey, Link]):
    """The relationships of a derived state. Of statements only what they are made of is kept: columns, in the order in which they came.

    A million of them with their keys would take 400 MB. Go through items(): to look for a key, all of them are made.
    """

    def __init__(self, made_by: Statements) -> None:
        self._made_by = made_by
        self._plain: dict[LinkKey, Link] = {}
        self._links: list[LinkRecord] = []
        self._turns: list[Turn | None] = []
        self._beginnings: list[Mapping[str, Value]] = []
        self._preferred = bytearray()
        self._equal: dict[Turn, Turn] = {}
        self._nodes: dict[str, NodeKey] = {}
        self._places: dict[LinkKey, int] | None = None

    def state(self, link: LinkRecord, turn: Turn | None, beginning: Mapping[str, Value], *, preferred: bool) -> None:
        """Add a statement, of which there is no other with its id."""
        self._links.append(link)
        self._turns.append(self._kept(turn) if turn else None)
        self._beginnings.append(beginning)
        self._preferred.append(preferred)
        self._places = None

    def restate(self, link: LinkRecord, turn: Turn | None, beginning: Mapping[str, Value], *, preferred: bool) -> None:
        """Add a statement; of those with one id the last counts."""
        self[self._key(link)] = Statement(self._made_by, link, turn, beginning, preferred=preferred)

    def __getitem__(self, key: LinkKey) -> Link:
        if (found := self._plain.get(key)) is not None:
            return found
        return self._statement(self._found()[key])

    def __setitem__(self, key: LinkKey, link: Link) -> None:
        self._plain[key] = link

    def __delitem__(self, key: LinkKey) -> None:
        del self._plain[key]  # what is stated stays so

    def __contains__(self, key: object) -> bool:
        return key in self._plain or key in self._found()

    def __iter__(self) -> Iterator[LinkKey]:
        yield from self._plain
        yield from map(self._key, self._links)

    def __len__(self) -> int:
        return len(self._plain) + len(self._links)

    def items(self) -> ItemsView[LinkKey, Link]:
        """All of them, each made when it is its turn."""
        return Passed(self, self.pairs)

    def values(self) -> ValuesView[Link]:
        """See items()."""
        return PassedValues(self)

    def pairs(self) -> Pairs:
        """See items()."""
        yield from self._plain.items()
        for place, link in enumerate(self._links):
            yield self._key(link), self._statement(place)

    def __reduce__(self) -> tuple[type[dict[LinkKey, Link]], tuple[list[tuple[LinkKey, Link]]]]:
        """For another process without what makes them."""
        return dict, (list(self.pairs()),)

    def _kept(self, turn: Turn) -> Turn:
        """An equal turn that is kept already: many statements hold on the same days."""
        if len(self._equal) >= MOST_TURNS:
            self._equal.clear()
        return self._equal.setdefault(turn, turn)

    def _found(self) -> dict[LinkKey, int]:
        if self._places is None:
            self._places = {self._key(link): place for place, link in enumerate(self._links)}
        return self._places

    def _statement(self, place: int) -> Statement:
        preferred = bool(self._preferred[place])
        return Statement(self._made_by, self._links[place], self._turns[place], self._beginnings[place], preferred=preferred)

    def _key(self, link: LinkRecord) -> LinkKey:
        return LinkKey(self._node(link.subject), self._node(link.object), link.id)

    def _node(self, entity: str) -> NodeKey:
        """The key of an entity, one for all that has it."""
        if (found := self._nodes.get(entity)) is None:
            found = self._nodes[entity] = NodeKey(ENTITY, entity)
        return found
