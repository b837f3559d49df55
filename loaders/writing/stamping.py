"""Notes on every entity of which a load says something else that it was this load.

Invariant: the note is no part of the state that records lead to. It is left out of what is read of a node for comparison, and stays when
the node gets other properties (graph_io); so it changes no data version, and `foedera verify` passes it over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from loaders.deriving.graph_state import Changes, Node
from loaders.deriving.incremental.search import without_search
from loaders.writing.graph_io import BATCH, Writer
from ontology import Kind
from ontology.stored import ENTITY, RECORD, UPDATED_IN, link_type

LED_TO = f"UNWIND $ids AS id MATCH (:{RECORD} {{id: id}})-[r]->(n:{ENTITY}) WHERE type(r) STARTS WITH $own RETURN DISTINCT n.id"
STAMP = f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) SET n.{UPDATED_IN} = $stamp"
NOTED = f"MATCH (n:{ENTITY}) WHERE n.{UPDATED_IN} IS NOT NULL RETURN n.id AS id, n.{UPDATED_IN} AS stamp"
CARRY = f"UNWIND $rows AS row MATCH (n:{ENTITY} {{id: row[0]}}) SET n.{UPDATED_IN} = row[1]"
SUBJECT = "noteOn"
"""The property by which a record names an entity without a relationship to it: there may be none yet."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A load: the data version that it leads to, when it began, its place in the journal (None: it writes nothing there)."""

    version: str
    started: str
    number: int | None

    @property
    def stored(self) -> list[str]:
        """As it is stored. A list in Neo4j holds values of one kind."""
        return [self.version, self.started, *([] if self.number is None else [str(self.number)])]


def stamp(writer: Writer, changes: Changes, by: Stamp) -> None:
    """Note `by` on every entity that `changes`, which have been written, touch."""
    ids = touched(changes) | set(_led_to(writer, changed_records(changes)))
    for batch in _batches(ids):
        writer.rows(STAMP, ids=batch, stamp=by.stored)


def carry(one: Writer, other: Writer) -> None:
    """Note on the entities of one side what is noted on the same of another."""
    noted = [[row["id"], row["stamp"]] for row in one.rows(NOTED)]
    for begin in range(0, len(noted), BATCH):
        other.write(CARRY, noted[begin : begin + BATCH])


def touched(changes: Changes) -> set[str]:
    """The ids of entities of which something else is said, as far as the changes themselves tell: in properties, or by what leads to them.

    What is derived for the search alone is said of nobody: an alias of a state reaches its agencies there.
    """
    nodes = {*changes.new_nodes, *(key for key, (old, new) in changes.changed_nodes.items() if _differ(old, new))}
    ends = (
        end for links in (changes.new_links, changes.changed_links, changes.gone_links) for key in links for end in (key.start, key.end)
    )
    noted = (str(node.properties[SUBJECT]) for node in _versions(changes) if SUBJECT in node.properties)
    return {key.id for key in (*nodes, *ends) if key.root == Kind.ENTITY.value} | set(noted)


def changed_records(changes: Changes) -> list[str]:
    """The ids of records that say something else of the same entities as before: the graph alone knows of which."""
    return [key.id for key in changes.changed_nodes if key.root == Kind.RECORD.value]


def _differ(old: Node, new: Node) -> bool:
    return without_search(old) != without_search(new)


def _versions(changes: Changes) -> Iterable[Node]:
    """Nodes as they were and as they are."""
    yield from changes.new_nodes.values()
    yield from changes.gone_nodes.values()
    for both in changes.changed_nodes.values():
        yield from both


def _led_to(writer: Writer, records: Collection[str]) -> Iterable[str]:
    for batch in _batches(records):
        yield from (str(row[0]) for row in writer.rows(LED_TO, ids=batch, own=link_type("")))


def _batches(ids: Collection[str]) -> Iterable[list[str]]:
    listed = sorted(ids)
    return (listed[begin : begin + BATCH] for begin in range(0, len(listed), BATCH))
