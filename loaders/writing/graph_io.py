"""Reads the state of a graph and writes changes to it, in transactions that the caller owns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Protocol

import neo4j

from graph.sides import Sided, name_on
from loaders.deriving.graph_state import Changes, GraphState, Link, LinkKey, Node, NodeKey, PlainLink, Properties
from ontology import Kind, Model
from ontology.stored import RECORD, UPDATED_IN, class_of, label, link_type

BATCH = 5_000
KEPT = ("Load",)
"""Records that are no part of the state: they describe loads."""

# Relationships of others may begin or end at what is ours.
READ_NODES = "MATCH (n:{root}) WHERE NOT n.class IN $kept RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties"
READ_LINKS = f"MATCH (a:{{root}})-[r]->(b) WHERE type(r) STARTS WITH $own RETURN a.id, b:{RECORD}, b.id, type(r), properties(r)"
CREATE_NODES = "UNWIND $rows AS row CREATE (n:$(row.labels)) SET n = row.properties"
SET_NODES = (
    f"UNWIND $rows AS row MATCH (n:{{root}} {{{{id: row.id}}}}) WITH n, row, n.{UPDATED_IN} AS kept "
    f"REMOVE n:$(row.drop) SET n:$(row.labels) SET n = row.properties SET n.{UPDATED_IN} = kept"
)
DELETE_NODES = "UNWIND $rows AS row MATCH (n:{root} {{id: row.id}}) DETACH DELETE n"
_ENDS = "UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
CREATE_LINKS = _ENDS + "CREATE (a)-[r:$(row.made)]->(b) SET r = row.properties"
CREATE_ALIKE = (
    "UNWIND $rows AS row MATCH (a:{start} {{id: row[0]}}) MATCH (b:{end} {{id: row[1]}}) CREATE (a)-[r:{type} {{{properties}}}]->(b)"
)
SET_LINKS = _ENDS + "MATCH (a)-[r]->(b) WHERE type(r) = row.type AND coalesce(r.id, row.name) = row.name SET r = row.properties"
DELETE_LINKS = _ENDS + "MATCH (a)-[r]->(b) WHERE type(r) = row.type AND coalesce(r.id, row.name) = row.name DELETE r"

Row = dict[str, Any]
Advance = Callable[[int], None]


class Writer(Protocol):
    """Writes to a side of the store statements that were written for the first."""

    @property
    def side(self) -> int:
        """The side."""

    def write(self, text: str, rows: list[Any]) -> None:
        """Run a statement over rows."""

    def rows(self, text: str, **values: object) -> list[neo4j.Record]:
        """The rows of a statement."""


def read_state(tx: Sided, model: Model) -> GraphState:
    """Everything in the graph that loads have put there."""
    state = GraphState()
    for root in (Kind.ENTITY.value, Kind.RECORD.value):
        for id_, labels, properties in tx.run(READ_NODES.format(root=label(root)), kept=list(KEPT)):
            state.nodes[NodeKey(root, id_)] = node_of(labels, properties, model)
        for start, record, end, type_, properties in tx.run(READ_LINKS.format(root=label(root)), own=link_type("")):
            key, link = link_of((start, root == Kind.RECORD.value), (end, record), type_, properties)
            state.links[key] = link
    return state


def node_of(labels: Iterable[str], properties: Properties, model: Model) -> Node:
    """A node as it was read, without what is no part of the state; its classes in the order of the lineage."""
    properties = {name: value for name, value in properties.items() if name != UPDATED_IN}
    known = model.classes.get(str(properties.get("class", "")))
    classes = {name for each in labels if (name := class_of(each))}
    return Node(known.lineage if known and set(known.lineage) == classes else tuple(sorted(classes)), properties)


def link_of(start: tuple[str, bool], end: tuple[str, bool], type_: str, properties: Properties) -> tuple[LinkKey, Link]:
    """A relationship as it was read; of its ends the id, and whether it is a record."""
    one, other = (NodeKey((Kind.RECORD if record else Kind.ENTITY).value, id_) for id_, record in (start, end))
    return LinkKey(one, other, str(properties.get("id", type_))), PlainLink(type_, properties)


def write_changes(writer: Writer, changes: Changes, advance: Advance) -> None:
    """Apply `changes`; `advance` hears how many nodes and relationships were written."""
    for keys, text, row in (
        (changes.gone_links, DELETE_LINKS, _link_row),
        (changes.gone_nodes, DELETE_NODES, _node_row),
        (changes.changed_nodes, SET_NODES, _node_row),
        (changes.new_nodes, CREATE_NODES, _node_row),
        (changes.new_links, CREATE_LINKS, _link_row),
        (changes.changed_links, SET_LINKS, _link_row),
    ):
        _run(writer, text, keys, row, advance)


def create_links(writer: Writer, links: Mapping[LinkKey, Link], advance: Advance) -> None:
    """Write many new relationships: one text for all of a type and values in lists take half the time that maps take.

    Each batch is written by a thread of its own while the next one is made: the writer may not be of one transaction.
    """
    with ThreadPoolExecutor(1) as pool:
        pending: tuple[Future[None], int] | None = None
        for text, rows in _alike(links):
            before, pending = pending, (pool.submit(writer.write, text, rows), len(rows))
            if before:
                before[0].result()
                advance(before[1])
        if pending:
            pending[0].result()
            advance(pending[1])


def _alike(links: Mapping[LinkKey, Link]) -> Iterator[tuple[str, list[list[object]]]]:
    """Statements with their rows, for relationships of one type."""
    alike: dict[tuple[str, str, str], _Alike] = {}
    for key, link in links.items():
        kind = key.start.root, key.end.root, link.type
        if (found := alike.get(kind)) is None:
            found = alike[kind] = _Alike(*kind)
        found.links.append((key, link))
        if len(found.links) >= BATCH:
            yield found.taken()
    yield from (found.taken() for found in alike.values() if found.links)


@dataclass(slots=True)
class _Alike:
    """Relationships of one type between nodes of the same roots that are not written yet. `names`: of all their properties so far."""

    start: str
    end: str
    type: str
    links: list[tuple[LinkKey, Link]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def taken(self) -> tuple[str, list[list[object]]]:
        """The statement that writes them, and its rows; they are none then."""
        # Properties are made when they are read: not of all at once.
        batch = [(key, link.properties) for key, link in self.links]
        self.links = []
        # One text for as many batches as it can be: each other one is planned anew.
        self.names = sorted({*self.names, *(name for _, properties in batch for name in properties)})
        set_ = ", ".join(f"{name}: row[{place}]" for place, name in enumerate(self.names, 2))
        text = CREATE_ALIKE.format(start=label(self.start), end=label(self.end), type=self.type, properties=set_)
        return text, [[key.start.id, key.end.id, *map(properties.get, self.names)] for key, properties in batch]


def _run(
    writer: Writer,
    text: str,
    parts: Mapping[Any, Any],
    row: Callable[[Any, Any, int], Row],
    advance: Advance,
) -> None:
    for place, items in _grouped(parts).items():
        for begin in range(0, len(items), BATCH):
            batch = items[begin : begin + BATCH]
            writer.write(text.format(**dict(place)), [row(k, v, writer.side) for k, v in batch])
            advance(len(batch))


def _grouped(parts: Mapping[Any, Any]) -> dict[tuple[tuple[str, str], ...], list[tuple[Any, Any]]]:
    """Parts by the labels of their nodes' root classes, which stand in the text of a statement because they carry the index."""
    groups: dict[tuple[tuple[str, str], ...], list[tuple[Any, Any]]] = defaultdict(list)
    for key, value in parts.items():
        if isinstance(key, LinkKey):
            groups[("start", label(key.start.root)), ("end", label(key.end.root))].append((key, value))
        else:
            groups[(("root", label(key.root)),)].append((key, value))
    return groups


def _node_row(key: NodeKey, value: Node | tuple[Node, Node], side: int) -> Row:
    old, new = value if isinstance(value, tuple) else (value, value)
    drop = [name_on(label(name), side) for name in old.labels if name not in new.labels]
    return {"id": key.id, "labels": [name_on(label(name), side) for name in new.labels], "drop": drop, "properties": new.properties}


def _link_row(key: LinkKey, value: Link | tuple[Link, Link], side: int) -> Row:
    link = value[1] if isinstance(value, tuple) else value
    return {
        "start": key.start.id,
        "end": key.end.id,
        "name": key.name,
        "type": link.type,
        "made": name_on(link.type, side),
        "properties": link.properties,
    }
