"""How long a load takes against writing the same relationships with the bare driver, in turns on the same server.

python bench/loading.py [RELATIONSHIPS] [ROUNDS]

Foedera checks, derives, compares and writes in one transaction, with provenance and the days of every spell; the floor only creates
the same nodes and relationships with the same properties by UNWIND, in batches of 10,000. Printed: seconds of each, and their ratio,
as the median over the rounds.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time

from facts.records import ClaimRecord, DatasetRecord, LinkRecord, Provenance, Records
from graph import Store, open_store
from graph.schema import ensure_schema
from graph.sides import Sided
from loaders.deriving.derive import derive
from loaders.deriving.graph_state import GraphState, difference
from loaders.writing.graph_io import read_state, write_changes
from loaders.writing.sync import load_records
from ontology import Model, read_model
from ontology.stored import label

STATES, BATCH = 500, 10_000


def records(relationships: int) -> Records:
    """States and alliances, and memberships between them."""
    said = Provenance("bench", "made up", "2026-01-01")
    found = Records(datasets={"bench": DatasetRecord("bench", 1, {"title": "Bench", "rank": 1, "licence": "CC0"})})
    alliances = -(-relationships // STATES)
    for name, cls, count in (("s", "State", STATES), ("a", "Alliance", alliances)):
        for i in range(count):
            found.claims += [ClaimRecord(f"{name}{i}", "class", cls, said), ClaimRecord(f"{name}{i}", "name", f"{cls} {i}", said)]
    for i in range(relationships):
        dates = {"start": f"{1900 + i % 100}-01-01", "end": "..", "role": "member"}
        found.links.append(LinkRecord("memberOf", f"s{i % STATES}", f"a{i // STATES}", dates, said))
    return found


def wipe(store: Store) -> None:
    """Empty the store."""
    with store.driver.session(database=store.address.database) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 50 ROWS").consume()


def floor(store: Store, state: GraphState) -> float:
    """Seconds that the bare driver takes for the same nodes and relationships."""
    nodes = [{"labels": list(map(label, n.labels)), "properties": n.properties} for n in state.nodes.values()]
    links = [
        {"start": k.start.id, "end": k.end.id, "type": o.type, "properties": o.properties}
        for k, o in state.links.items()
        if k.start.root == k.end.root == "Entity"
    ]
    ends = "UNWIND $rows AS row MATCH (a:FoederaEntity {id: row.start}) MATCH (b:FoederaEntity {id: row.end}) "
    create = ends + "CREATE (a)-[r:$(row.type)]->(b) SET r = row.properties"
    begun = time.perf_counter()
    with store.driver.session(database=store.address.database) as session:
        for rows, text in ((nodes, "UNWIND $rows AS row CREATE (n:$(row.labels)) SET n = row.properties"), (links, create)):
            for i in range(0, len(rows), BATCH):
                session.run(text, rows=rows[i : i + BATCH]).consume()
    return time.perf_counter() - begun


def write_only(store: Store, model: Model, state: GraphState) -> float:
    """Seconds that Foedera's own writing takes, without checking and deriving."""
    begun = time.perf_counter()
    with store.driver.session(database=store.address.database) as session:
        session.execute_write(lambda tx: write_changes(Sided(tx), difference(read_state(Sided(tx), model), state), lambda n: None))
    return time.perf_counter() - begun


def main(relationships: int = 100_000, rounds: int = 3) -> None:
    """Measure and print."""
    os.environ.setdefault("FOEDERA_HOME", tempfile.mkdtemp(prefix="foedera-bench-"))
    model, source = read_model(), records(relationships)
    state = derive(source, model)
    figures: dict[str, list[float]] = {"floor": [], "write": [], "load": []}
    with open_store("local") as store:
        ensure_schema(store.driver, store.address.database, model)
        for _ in range(rounds):
            wipe(store)
            figures["floor"].append(floor(store, state))
            wipe(store)
            figures["write"].append(write_only(store, model, state))
            wipe(store)
            begun = time.perf_counter()
            load_records(store, model, source)
            figures["load"].append(time.perf_counter() - begun)
    for name, seconds in figures.items():
        ratio = statistics.median(s / f for s, f in zip(seconds, figures["floor"], strict=True))
        print(f"{name:6} {statistics.median(seconds):7.2f} s   {ratio:5.2f} × floor")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
