"""The way of large loads: all data anew, in batches, on the side of the store that readers do not use (graph.sides).

One transaction holds what it writes in Neo4j's heap, and is applied record by record while readers wait. So a load that touches much fills
the other side, in transactions of a few thousand each, and becomes visible by one turn. A kill leaves the old state. What lies on a side
that readers do not use is of no worth: the next load deletes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import neo4j

from graph import Store
from graph.schema import drop_schema, ensure_schema
from graph.sides import FIRST, SECOND, SECOND_RECORD, name_on, on_side
from loaders.deriving.graph_state import Changes, GraphState
from loaders.writing.graph_io import Advance, create_links, write_changes
from ontology import Model
from ontology.stored import ENTITY, LOAD, RECORD

BATCH = 10_000
"""Of what is deleted at once: a transaction takes some 13 KB of Neo4j's heap for each."""
FOUND = f"RETURN EXISTS {{ MATCH (n:{ENTITY}) }} OR EXISTS {{ MATCH (n:{RECORD}) WHERE NOT n:{LOAD} }} AS found"
COUNT = f"MATCH (n:{ENTITY}) RETURN count(n) AS number UNION ALL MATCH (n:{RECORD}) WHERE NOT n:{LOAD} RETURN count(n) AS number"
COUNT_LINKS = "MATCH ()-[r:{types}]->() RETURN count(r) AS number"
DELETE_LINKS = "MATCH ()-[r:{types}]->() WITH r LIMIT $most DELETE r RETURN count(*) AS number"
DELETE_NODES = (
    f"MATCH (n:{ENTITY}) WITH n LIMIT $most DETACH DELETE n RETURN count(*) AS number",
    f"MATCH (n:{RECORD}) WHERE NOT n:{LOAD} WITH n LIMIT $most DETACH DELETE n RETURN count(*) AS number",
)
SHOW_LOADS = f"MATCH (l:{LOAD}) WHERE NOT l:{SECOND_RECORD} SET l:{SECOND_RECORD}"


class OtherSide:
    """One side of a store, while readers use the other or there is nothing to be read."""

    def __init__(self, store: Store, model: Model, side: int) -> None:
        self.store, self.model, self.side = store, model, side

    def write(self, text: str, rows: list[Any]) -> None:
        """See graph_io.Writer: each time in a transaction of its own."""
        with self._session() as session:
            session.execute_write(lambda tx: tx.run(on_side(text, self.side), rows=rows).consume())

    def rows(self, text: str, **values: object) -> list[neo4j.Record]:
        """See graph_io.Writer."""
        with self._session() as session:
            return session.execute_write(lambda tx: list(tx.run(on_side(text, self.side), values)))

    def fill(self, state: GraphState, advance: Advance, *, unused: bool) -> None:
        """Write a state, and then make what finds it: an index is made faster of what is there. The side has to be empty."""
        if unused:
            drop_schema(self.store.driver, self.store.address.database, self.model, self.side)
        ensure_schema(self.store.driver, self.store.address.database, self.model, self.side, ids=True)
        if self.side == SECOND:
            self.rows(SHOW_LOADS)
        write_changes(self, Changes(state.nodes, {}, {}, {}, {}, {}), advance)
        create_links(self, state.links, advance)
        ensure_schema(self.store.driver, self.store.address.database, self.model, self.side)

    def filled(self) -> bool:
        """Whether anything lies there."""
        return bool(self.rows(FOUND)[0]["found"])

    def size(self) -> int:
        """How many nodes and relationships lie there."""
        return sum(row["number"] for text in (COUNT, *(COUNT_LINKS.format(types=t) for t in self._types())) for row in self.rows(text))

    def clear(self, advance: Advance) -> None:
        """Delete all that lies there. Relationships go first: what has many of them would not fit into a transaction.

        Indexes stay: readers may not know yet that they have to go to the other side, and ask for them.
        """
        for text in (*(DELETE_LINKS.format(types=t) for t in self._types()), *DELETE_NODES):
            while number := self.rows(text, most=BATCH)[0]["number"]:
                advance(number)

    def _types(self) -> Iterator[str]:
        """Types of relationships that the store knows."""
        known = {row["type"] for row in self.rows("CALL db.relationshipTypes() YIELD relationshipType AS type RETURN type")}
        wanted = {t for r in self.model.relations.values() for t in (r.type, r.claim_type) if t}
        return (t for t in sorted(wanted) if name_on(t, self.side) in known)

    def _session(self) -> neo4j.Session:
        return self.store.driver.session(database=self.store.address.database)


def other_than(side: int) -> int:
    """The other of the two."""
    return FIRST if side == SECOND else SECOND
