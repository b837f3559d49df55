"""The whole graph in memory, as it lies in the store: what the reference executor answers from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph import Store
from loaders.deriving.graph_state import GraphState
from ontology.stored import class_of
from tests.prepared import kept

NODES = "MATCH (n) RETURN elementId(n), labels(n), properties(n)"
LINKS = "MATCH (a)-[r]->(b) RETURN elementId(a), elementId(b), type(r), properties(r)"


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An entity or a record with the links that begin and end at it, by their types."""

    labels: frozenset[str]
    values: Mapping[str, Any]
    begin: dict[str, list[Link]] = field(default_factory=lambda: defaultdict(list), repr=False)
    end: dict[str, list[Link]] = field(default_factory=lambda: defaultdict(list), repr=False)

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.values["id"])


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """A relationship."""

    type: str
    start: Node
    end: Node
    values: Mapping[str, Any]


@dataclass(frozen=True)
class World:
    """All nodes, by label."""

    version: str
    by_label: Mapping[str, list[Node]]
    links: list[Link] = field(repr=False)

    def find(self, label: str, key: str, value: str) -> Node | None:
        """The one node of a class whose key has this value; an id of the past leads to the entity that had it."""
        for node in self.by_label.get(label, ()):
            if node.values.get(key) == value or (key == "id" and value in node.values.get("formerIds", ())):
                return node
        return None


def read_world(store: Store) -> World:
    """Everything in the store."""
    return _assembled(*_read(store))


def kept_world(store: Store) -> World:
    """Everything in the store of the core data, which one process of a test run reads and others take from a file."""
    return _assembled(*kept("world", lambda: _read(store)))


def _read(store: Store) -> tuple[list[tuple[str, list[str], Any]], list[tuple[str, str, str, Any]]]:
    with store.driver.session(database=store.address.database) as session:
        nodes = [
            (key, list(dict.fromkeys(name for each in labels if (name := class_of(each)))), values)
            for key, labels, values in session.run(NODES)
        ]
        return nodes, [(start, end, kind, values) for start, end, kind, values in session.run(LINKS)]


def derived_world(state: GraphState) -> World:
    """What a store would hold after a load, without one."""
    version = ("version", ("DataVersion",), {"version": "derived"})
    nodes = [(key, node.labels, node.properties) for key, node in state.nodes.items()]
    links = [(key.start, key.end, link.type, link.properties) for key, link in state.links.items()]
    return _assembled([version, *nodes], links)


def _assembled(found: Iterable[Any], relationships: Iterable[Any]) -> World:
    nodes: dict[Any, Node] = {}
    by_label: dict[str, list[Node]] = defaultdict(list)
    links: list[Link] = []
    for key, labels, values in found:
        nodes[key] = Node(frozenset(labels), values)
        for label in labels:
            by_label[label].append(nodes[key])
    for start, end, type_, values in relationships:
        link = Link(type_, nodes[start], nodes[end], values)
        links.append(link)
        nodes[start].begin[type_].append(link)
        nodes[end].end[type_].append(link)
    version = next(n.values["version"] for n in by_label["DataVersion"])
    return World(version, dict(by_label), links)
