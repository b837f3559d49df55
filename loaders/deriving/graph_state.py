"""What the graph holds, as plain values, and the difference between two such states.

A state is derived from records alone, so the same records always give the same state, and a load writes just the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, ItemsView, Iterator, Mapping, MutableMapping, ValuesView
from dataclasses import dataclass, field

Value = str | int | float | bool | list[str]
Properties = dict[str, Value]


@dataclass(frozen=True, slots=True, order=True)
class NodeKey:
    """Which node: `root` is the topmost class of its lineage, within which ids are unique."""

    root: str
    id: str


@dataclass(frozen=True, slots=True)
class Node:
    """The classes of a node, which are its labels in the store, and its properties."""

    labels: tuple[str, ...]
    properties: Properties = field(hash=False)


@dataclass(frozen=True, slots=True, order=True)
class LinkKey:
    """Which relationship: its ends and what tells it from others between them (its id, or its type where it has none)."""

    start: NodeKey
    end: NodeKey
    name: str


class Link:
    """Type and properties of a relationship."""

    __slots__ = ("type",)
    type: str

    @property
    def properties(self) -> Properties:
        """All of them."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Link) and self.type == other.type and self.properties == other.properties

    def __hash__(self) -> int:
        return hash(self.type)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.type!r}, {self.properties!r})"


class PlainLink(Link):
    """A relationship as it was read or given."""

    __slots__ = ("_properties",)

    def __init__(self, type_: str, properties: Properties) -> None:
        self.type = type_
        self._properties = properties

    @property
    def properties(self) -> Properties:
        """See Link."""
        return self._properties


Pairs = Iterator[tuple[LinkKey, Link]]


@dataclass(slots=True)
class GraphState:
    """All nodes and relationships that records lead to."""

    nodes: dict[NodeKey, Node] = field(default_factory=dict)
    links: MutableMapping[LinkKey, Link] = field(default_factory=dict)

    def links_at(self, entities: Collection[str], types: Collection[str]) -> dict[LinkKey, Link]:
        """The relationships of some types that begin or end at some entities."""
        ids = set(entities)
        return {k: link for k, link in self.links.items() if link.type in types and not ids.isdisjoint((k.start.id, k.end.id))}


class Besides(Mapping[LinkKey, Link]):
    """Relationships but for some of them, which are among them. They are taken from the others whenever they are gone through."""

    def __init__(self, links: Mapping[LinkKey, Link], without: Collection[LinkKey]) -> None:
        self._links, self._without = links, without

    def __getitem__(self, key: LinkKey) -> Link:
        if key in self._without:
            raise KeyError(key)
        return self._links[key]

    def __iter__(self) -> Iterator[LinkKey]:
        return (key for key in self._links if key not in self._without)

    def __len__(self) -> int:
        return len(self._links) - len(self._without)

    def items(self) -> ItemsView[LinkKey, Link]:
        """All of them, each made when it is its turn."""
        return Passed(self, lambda: (pair for pair in self._links.items() if pair[0] not in self._without))

    def values(self) -> ValuesView[Link]:
        """See items()."""
        return PassedValues(self)


class Passed(ItemsView[LinkKey, Link]):
    """Pairs of a mapping that makes them as they are gone through."""

    def __init__(self, links: Mapping[LinkKey, Link], pairs: Callable[[], Pairs]) -> None:
        super().__init__(links)
        self._pairs = pairs

    def __iter__(self) -> Pairs:
        return self._pairs()


class PassedValues(ValuesView[Link]):
    """What such a mapping holds."""

    def __init__(self, links: Mapping[LinkKey, Link]) -> None:
        super().__init__(links)
        self._links = links

    def __iter__(self) -> Iterator[Link]:
        return (link for _, link in self._links.items())


@dataclass(frozen=True, slots=True)
class Changes:
    """What must be done to get from one state to another. Changed parts carry what they were and what they become."""

    new_nodes: Mapping[NodeKey, Node]
    changed_nodes: Mapping[NodeKey, tuple[Node, Node]]
    gone_nodes: Mapping[NodeKey, Node]
    new_links: Mapping[LinkKey, Link]
    changed_links: Mapping[LinkKey, tuple[Link, Link]]
    gone_links: Mapping[LinkKey, Link]

    def __bool__(self) -> bool:
        """Whether anything is to be done."""
        return self.size > 0

    @property
    def size(self) -> int:
        """How many nodes and relationships are touched."""
        return sum(map(len, self._parts()))

    def _parts(self) -> Iterator[Mapping[NodeKey, object] | Mapping[LinkKey, object]]:
        yield from (self.new_nodes, self.changed_nodes, self.gone_nodes)
        yield from (self.new_links, self.changed_links, self.gone_links)


def difference(old: GraphState, new: GraphState) -> Changes:
    """What turns `old` into `new`. A relationship whose type changes is gone and new, because a type cannot be changed."""
    if not old.nodes and not old.links:
        return Changes(new.nodes, {}, {}, new.links, {}, {})
    # New links are gone through once and not looked for: those of a large load are made on the way.
    there = {k: link for k, link in new.links.items() if k in old.links}
    retyped = {k for k, link in there.items() if old.links[k].type != link.type}
    return Changes(
        {k: n for k, n in new.nodes.items() if k not in old.nodes},
        {k: (old.nodes[k], n) for k, n in new.nodes.items() if k in old.nodes and old.nodes[k] != n},
        {k: n for k, n in old.nodes.items() if k not in new.nodes},
        Besides(new.links, there.keys() - retyped),
        {k: (old.links[k], link) for k, link in there.items() if k not in retyped and old.links[k] != link},
        {k: link for k, link in old.links.items() if k not in there or k in retyped},
    )
