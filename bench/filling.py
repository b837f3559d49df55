"""Writes a made-up world into an empty store, as a load by Foedera would have left it: derived by the same function, so with the same
labels, types and properties.

A load holds all that it writes in memory, which a million relationships are too many for. So the world goes there in slices; what a
slice needs of others (the states) is derived with it and written once. One slice is derived while the one before it is written.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from bench import world
from bench.parameters import Sample
from bench.progress import report
from facts.records import ClaimRecord, DatasetRecord, LinkRecord, Provenance, Records
from graph import Store
from graph.sides import FIRST
from graph.turns import Turn
from loaders.deriving.derive import derive
from loaders.deriving.graph_state import Changes, GraphState, NodeKey
from loaders.writing import journal
from loaders.writing.graph_io import create_links, write_changes
from loaders.writing.other_side import OtherSide
from ontology import Model

SLICE = 40_000
"""About so many relationships make a slice."""
RETRIEVED = "2026-07-01"
SETTLE = ("db.resampleOutdatedIndexes()", "db.awaitIndexes(300)", "db.prepareForReplanning()", "db.clearQueryCaches()")
"""Makes Neo4j resample its indexes, so that it does not plan for an empty store."""


def fill(store: Store, model: Model, scale: int) -> Sample:
    """Write the world of a scale; returns the values from which parameters are drawn."""
    begun, written = time.monotonic(), 0
    sample, side = Sample(), OtherSide(store, model, FIRST)
    with store.driver.session(database=store.address.database) as session, ThreadPoolExecutor(1) as pool:
        writing = pool.submit(int)
        for state in _states(scale, model, sample):
            written += writing.result()
            report(f"scale {scale}: {written:,} relationships written after {time.monotonic() - begun:.0f} s")
            writing = pool.submit(_write, side, state)
        writing.result()
        Turn(store.driver, store.address.database).put(f"bench-{scale}", journal.derivation(model))
        for procedure in SETTLE:
            session.run(f"CALL {procedure}").consume()
    return sample


def _states(scale: int, model: Model, sample: Sample) -> Iterator[GraphState]:
    """The additions of each slice to the graph."""
    found = world.groups(scale)
    states = list(itertools.islice(found, world.STATES))
    sample.see(states)
    seen: set[NodeKey] = set()
    for part in _slices(found):
        sample.see(part)
        state = derive(_records([*states, *part]), model)
        nodes = {k: n for k, n in state.nodes.items() if k not in seen}
        seen |= nodes.keys()
        yield GraphState(nodes, {k: o for k, o in state.links.items() if k.start in nodes or k.end in nodes})


def _slices(found: Iterable[world.Group]) -> Iterator[list[world.Group]]:
    part: list[world.Group] = []
    size = 0
    for group in found:
        part.append(group)
        size += len(group.ties)
        if size >= SLICE:
            yield part
            part, size = [], 0
    if part:
        yield part


def _records(found: Iterable[world.Group]) -> Records:
    ranked = enumerate(world.DATASETS, 1)
    records = Records({n: DatasetRecord(n, rank, {"title": n.title(), "rank": rank, "licence": "CC0-1.0"}) for rank, n in ranked})
    for group in found:
        thing = group.thing
        said = {d: Provenance(d, f"https://example.org/{d}/{thing.id}", RETRIEVED) for d in world.DATASETS}
        values = {"class": thing.cls, **thing.properties}
        records.claims += [ClaimRecord(thing.id, name, value, said[thing.dataset]) for name, value in values.items()]
        records.links += [LinkRecord(t.relation, t.subject, t.object, t.properties, said[t.dataset]) for t in group.ties]
    return records


def _write(side: OtherSide, state: GraphState) -> int:
    """Write the additions of a slice; returns the number of relationships."""
    write_changes(side, Changes(state.nodes, {}, {}, {}, {}, {}), lambda n: None)
    create_links(side, state.links, lambda n: None)
    return len(state.links)
