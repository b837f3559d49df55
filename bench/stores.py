"""Stores that hold a made-up world as Foedera's own loading would have written it. They are made once and kept in the cache folder.

A load is one transaction; a million relationships do not fit the memory of the local store. So a world is derived and written in
slices, with the functions that a load uses. What a slice needs of others (the states) is derived with it and written once.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import neo4j
import orjson

from bench import world
from bench.parameters import Sample, Values, parameters
from graph import Store, open_store
from graph.local.paths import paths
from graph.schema import ensure_schema
from loaders import journal
from loaders.deriving import derive
from loaders.graph_io import write_changes
from loaders.graph_state import Changes, Link, LinkKey, Node, NodeKey
from loaders.records import ClaimRecord, DatasetRecord, LinkRecord, Provenance, Records
from ontology import Model, read_model

SLICE = 40_000
"""About so many relationships are written in one transaction."""
RETRIEVED = "2026-07-01"
DONE = "sample.json"


@contextmanager
def open_world(scale: int) -> Iterator[tuple[Store, dict[str, list[Values]]]]:
    """The store of a scale, loaded if need be, and the values to ask it with. One store runs at a time."""
    model = read_model()
    home = paths().cache / "bench" / f"s{scale}-{_key(model)}"
    loaded = home / DONE
    if not loaded.exists():
        for old in home.parent.glob(f"s{scale}-*"):
            shutil.rmtree(old)
    before = os.environ.get("FOEDERA_HOME")
    os.environ["FOEDERA_HOME"] = str(home)
    try:
        with open_store("local") as store:
            if not loaded.exists():
                loaded.write_bytes(orjson.dumps(_load(store, model, scale)))
            yield store, parameters(Sample(**orjson.loads(loaded.read_bytes())))
    finally:
        os.environ.pop("FOEDERA_HOME")
        if before is not None:
            os.environ["FOEDERA_HOME"] = before


def say(words: str) -> None:
    """Tell whoever waits what is being done."""
    print(f"bench: {words}", file=sys.stderr, flush=True)


def _key(model: Model) -> str:
    """Changes with the world, the way of deriving, the ontology, the server and the code that makes the store."""
    here = Path(__file__).parent
    code = [(here / name).read_bytes() for name in ("world.py", "stores.py")]
    return hashlib.sha256(b"\0".join([*code, journal.derivation(model).encode(), paths().edition.encode()])).hexdigest()[:12]


def _load(store: Store, model: Model, scale: int) -> Sample:
    begun, written = time.monotonic(), 0
    ensure_schema(store.driver, store.address.database, model)
    sample, seen = Sample(), set[NodeKey]()
    with store.driver.session(database=store.address.database) as session:
        found = world.groups(scale)
        states = list(itertools.islice(found, world.STATES))
        sample.see(states)
        for part in _slices(found):
            sample.see(part)
            state = derive(_records([*states, *part]), model)
            nodes = {k: n for k, n in state.nodes.items() if k not in seen}
            links = {k: o for k, o in state.links.items() if k.start in nodes or k.end in nodes}
            session.execute_write(partial(_write, nodes=nodes, links={}))
            session.execute_write(partial(_write, nodes={}, links=links))
            seen |= nodes.keys()
            written += len(links)
            say(f"scale {scale}: {written:,} relationships written after {time.monotonic() - begun:.0f} s")
        session.execute_write(partial(_finish, scale=scale, model=model))
        _settle(session)
    return sample


def _slices(found: Iterable[world.Group]) -> Iterator[list[world.Group]]:
    part: list[world.Group] = []
    for group in found:
        part.append(group)
        if sum(len(g.ties) for g in part) >= SLICE:
            yield part
            part = []
    if part:
        yield part


def _records(found: Iterable[world.Group]) -> Records:
    records = Records(
        datasets={name: DatasetRecord(name, i + 1, _about(name, i + 1)) for i, name in enumerate(world.DATASETS)},
    )
    for group in found:
        thing = group.thing
        said = _said(thing.dataset, thing.id)
        values = {"class": thing.cls, **thing.properties}
        records.claims += [ClaimRecord(thing.id, name, value, said) for name, value in values.items()]
        by = {t.dataset: _said(t.dataset, thing.id) for t in group.ties}
        records.links += [LinkRecord(t.relation, t.subject, t.object, t.properties, by[t.dataset]) for t in group.ties]
    return records


def _about(name: str, rank: int) -> dict[str, str | int]:
    return {"title": name.title(), "rank": rank, "licence": "CC0-1.0"}


def _said(dataset: str, thing: str) -> Provenance:
    return Provenance(dataset, f"https://example.org/{dataset}/{thing}", RETRIEVED)


def _write(tx: neo4j.ManagedTransaction, nodes: Mapping[NodeKey, Node], links: Mapping[LinkKey, Link]) -> None:
    write_changes(tx, Changes(nodes, {}, {}, links, {}, {}), lambda n: None)


def _finish(tx: neo4j.ManagedTransaction, scale: int, model: Model) -> None:
    """Name the state of the data, which every answer carries."""
    journal.lock(tx)
    journal.write_version(tx, f"bench-{scale}", model)


def _settle(session: neo4j.Session) -> None:
    """Let Neo4j count what is there, so that it plans by that and not by the empty store of before."""
    for text in (
        "CALL db.resampleOutdatedIndexes()",
        "CALL db.awaitIndexes(300)",
        "CALL db.prepareForReplanning()",
        "CALL db.clearQueryCaches()",
    ):
        session.run(text).consume()
