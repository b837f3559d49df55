"""The store's own counts of what it holds, read once per data version: what the price of work is reckoned from."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any

from common.errors import StoreError
from graph.reading import Runner
from graph.sides import FIRST, SECOND, name_from
from ontology import Direction
from ontology.stored import ENTITY
from queries.work import Counts

AGAIN_SECONDS = 60.0
WAIT_SECONDS = 2.0
"""How long the first operations wait for the counts; then a guess stands in for them (queries/work.py)."""
log = logging.getLogger(__name__)

COUNTS = f"CALL db.stats.retrieve('GRAPH COUNTS') YIELD data RETURN [data.nodes, data.relationships, '{ENTITY}'] AS answer"
"""Neo4j keeps these counts; it reads nothing of the graph for them. The label tells the side of the store that is read."""
MET = (
    f"MATCH (n:{ENTITY}){{}}(:{ENTITY}) WITH n, type(r) AS type, count(*) AS d "
    "WITH type, toFloat(sum(d * d)) / sum(d) AS met RETURN collect([type, met]) AS answer"
)
HUB, MOST_HUBS = 50, 20_000
COUNT_BYTES = 200
"""About what a count takes, with what it is of."""
HUBS = (
    f"MATCH (n:{ENTITY}) WITH n, COUNT {{ (n)--() }} AS d WHERE d >= {HUB} "
    f"WITH n.id AS id, d ORDER BY d DESC LIMIT {MOST_HUBS} RETURN collect([id, d]) AS answer"
)
"""Those with many relationships: Neo4j keeps the number with the node."""
PATTERNS = {Direction.OUT: "-[r]->", Direction.IN: "<-[r]-"}


class Statistics:
    """The counts of one store. Where it does not give them to its user, nothing is counted."""

    def __init__(self, store: Runner) -> None:
        self.store = store
        self._counts: Counts | None = None
        self._version: str | None = None
        self._not_before = float("-inf")
        self._reading: asyncio.Task[None] | None = None

    async def counts(self, version: str | None) -> Counts | None:
        """The counts for a data version, or those of the one before until they are read. None when there are none."""
        reading = self._reading
        if reading is None and (self._counts is None or version != self._version) and monotonic() >= self._not_before:
            reading = self._reading = asyncio.create_task(self._read(version))
        if self._counts is None and reading:
            await asyncio.wait([reading], timeout=WAIT_SECONDS)
        return self._counts

    @property
    def bytes(self) -> int:
        """About how much memory the counts take."""
        counts = self._counts
        parts = (counts.nodes, counts.starts, counts.ends, counts.met, counts.hubs) if counts else ()
        return COUNT_BYTES * sum(len(part) for part in parts)

    async def _read(self, version: str | None) -> None:
        try:
            found = await self.store.row(COUNTS, {})
            met = {direction: await self.store.row(MET.format(pattern), {}) or [] for direction, pattern in PATTERNS.items()}
            hubs = await self.store.row(HUBS, {}) or []
        except StoreError as error:
            log.info("operations are priced by a guess of what they touch: %s", error)
            self._not_before = monotonic() + AGAIN_SECONDS
        else:
            self._version = version
            self._counts = _counts(found[0], found[1], met, hubs, FIRST if found[2] == ENTITY else SECOND) if found else None
        finally:
            self._reading = None


def _counts(
    nodes: Sequence[Mapping[str, Any]],
    relationships: Sequence[Mapping[str, Any]],
    met: Mapping[Direction, Sequence[Sequence[Any]]],
    hubs: Sequence[tuple[str, int]],
    side: int,
) -> Counts:
    def at(end: str) -> dict[tuple[str, str], int]:
        pairs = (
            (row, name_from(row["relationshipType"], side), name_from(row[end], side))
            for row in relationships
            if {"relationshipType", end} <= row.keys()
        )
        return {(type_, name): row["count"] for row, type_, name in pairs if type_ and name}

    labels = {name: row["count"] for row in nodes if "label" in row and (name := name_from(row["label"], side))}
    around = {(type_, d): number for d, rows in met.items() for type_, number in rows}
    return Counts(labels, at("startLabel"), at("endLabel"), around, dict(hubs))
