"""Writes a made-up world into an empty store, as a load by Foedera would have left it: derived by the same function, so with the same
labels, types and properties.

A load is one transaction, and a million relationships do not fit the memory of the local store. So the world goes there in slices; what a
slice needs of others (the states) is derived with it and written once. One slice is derived while the one before it is written.
"""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import neo4j

from bench import world
from bench.parameters import Sample
from bench.progress import report
from facts.records import ClaimRecord, DatasetRecord, LinkRecord, Provenance, Records
from graph import Store
from graph.sides import Sided
from graph.turns import Turn
from loaders.deriving.derive import derive
from loaders.deriving.graph_state import Changes, GraphState, Link, LinkKey, Node, NodeKey
from loaders.writing import journal
from loaders.writing.graph_io import write_changes
from ontology import Model
from ontology.stored import label

SLICE = 40_000
"""About so many relationships make a slice."""
BATCH = 10_000
RETRIEVED = "2026-07-01"
# The types are in the text and the properties in a list: half the time of writing them as a load does, which has few at once.
CREATE = "UNWIND $rows AS row MATCH (a:{start} {{id: row[0]}}) MATCH (b:{end} {{id: row[1]}}) CREATE (a)-[:{type} {{{properties}}}]->(b)"
SETTLE = ("db.resampleOutdatedIndexes()", "db.awaitIndexes(300)", "db.prepareForReplanning()", "db.clearQueryCaches()")
"""Makes Neo4j resample its indexes, so that it does not plan for an empty store."""


def fill(store: Store, model: Model, scale: int) -> Sample:
    """Write the world of a scale; returns the values from which parameters are drawn."""
    begun, written = time.monotonic(), 0
    sample = Sample()
    with store.driver.session(database=store.address.database) as session, ThreadPoolExecutor(1) as pool:
        writing = pool.submit(int)
        for state in _states(scale, model, sample):
            written += writing.result()
            report(f"scale {scale}: {written:,} relationships written after {time.monotonic() - begun:.0f} s")
            writing = pool.submit(_write, session, state)
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


def _write(session: neo4j.Session, state: GraphState) -> int:
    """Write the additions of a slice; returns the number of relationships."""
    session.execute_write(partial(_write_nodes, nodes=state.nodes))
    groups: dict[tuple[str, str, str], dict[LinkKey, Link]] = defaultdict(dict)
    for key, link in state.links.items():
        groups[key.start.root, key.end.root, link.type][key] = link
    for kind, links in groups.items():
        _write_links(session, *kind, links)
    return len(state.links)


def _write_nodes(tx: neo4j.ManagedTransaction, nodes: Mapping[NodeKey, Node]) -> None:
    write_changes(Sided(tx), Changes(nodes, {}, {}, {}, {}, {}), lambda n: None)


def _write_links(session: neo4j.Session, start: str, end: str, type_: str, links: Mapping[LinkKey, Link]) -> None:
    names = sorted({name for link in links.values() for name in link.properties})
    properties = ", ".join(f"{name}: row[{i}]" for i, name in enumerate(names, 2))
    text = CREATE.format(start=label(start), end=label(end), type=type_, properties=properties)
    rows = [[key.start.id, key.end.id, *(link.properties.get(name) for name in names)] for key, link in links.items()]
    for begin in range(0, len(rows), BATCH):
        session.run(text, rows=rows[begin : begin + BATCH]).consume()
