"""The journal: every load with its counts, and what it held, compressed, so that any state can be had again.

A Load node is one writing of one dataset. What was written lies in a LoadContent node, whose id is the hash of the content, and in the
chunks that it names (facts.chunks): loading the same again, or going back to it, stores nothing new. The order of loads is that of their
numbers, which are given while the store is locked; clocks of machines differ, and their times are shown only. The data version is made of
the hashes of the newest load of every dataset and of the ontology from which the graph was derived; so the same data has the same version
wherever it is loaded.
"""

from __future__ import annotations

import datetime
import getpass
import hashlib
import os
import zlib
from collections.abc import Iterator, Mapping

import neo4j

from facts.chunks import as_made, content_of, general_of
from facts.datasets import merged
from facts.journal import Counts, LoadEntry, by_id, contents_after, entry_of, number_of, pack, pieces, unpack
from facts.records import Records
from graph.sides import SECOND_RECORD
from ontology import Datatype, Model
from ontology.stored import DATA_VERSION, LOAD, LOAD_CHUNK, LOAD_CONTENT
from queries import journal as queries

__all__ = ["Counts", "LoadEntry", "contents_after", "pack", "unpack"]

DERIVATION = "24"
"""To be raised when loaders.deriving makes something else of the same records."""
Transaction = neo4j.Transaction | neo4j.ManagedTransaction
# Nulls come last: a load without a number among numbered ones is by a Foedera of before, and later than they.
_ORDER = "l.number, l.id"


BYTES_AT_ONCE = 4_000_000
HAVE = f"RETURN EXISTS {{ MATCH (c:{LOAD_CONTENT} {{id: $id}}) WHERE c.form = $form }}"
KNOWN_CHUNKS = f"MATCH (k:{LOAD_CHUNK}) WHERE k.id IN $ids RETURN k.id"
WRITE_CHUNKS = f"UNWIND $rows AS row MERGE (k:{LOAD_CHUNK} {{id: row.id}}) ON CREATE SET k.data = row.data"
WRITE_CONTENT = f"MERGE (c:{LOAD_CONTENT} {{id: $id}}) SET c += $found REMOVE c.data"

# --- Content


def content_hash(packed: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(packed).hexdigest()


def name_of(records: Records) -> str:
    """The name of a content that holds these records: the hash of all of it, without all of it in memory."""
    found = hashlib.sha256()
    for piece in pieces(records):
        found.update(piece)
    return found.hexdigest()


def derivation(model: Model) -> str:
    """What a state was derived with: the way of deriving and the ontology."""
    return f"{DERIVATION} {model.fingerprint}"


def data_version(contents: Mapping[str, str], model: Model) -> str:
    """The name of a state: from the content of each dataset, the ontology and the way of deriving."""
    lines = [derivation(model), *(f"{d} {h}" for d, h in sorted(contents.items()))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


# --- Reading and writing the journal


def entries(tx: Transaction) -> list[LoadEntry]:
    """All loads, oldest first."""
    found = tx.run(f"MATCH (l:{LOAD}) RETURN properties(l) AS p ORDER BY {_ORDER}")
    return [entry_of(row["p"]) for row in found]


def heads(tx: Transaction) -> dict[str, str]:
    """The content of each dataset that the graph holds now."""
    found = tx.run(
        f"MATCH (l:{LOAD}) WITH l ORDER BY {_ORDER} "
        "WITH l.ofDataset AS dataset, collect(l.contentHash) AS contents RETURN dataset, contents[-1] AS content"
    )
    return {row["dataset"]: row["content"] for row in found if row["content"]}


def files_of(tx: Transaction, dataset: str, content: str) -> list[str]:
    """The files from which a content of a dataset was loaded, as the newest such load names them."""
    found = tx.run(
        f"MATCH (l:{LOAD}) WHERE l.ofDataset = $dataset AND l.contentHash = $content AND size(l.files) > 0 "
        f"WITH l ORDER BY {_ORDER} RETURN collect(l.files)[-1] AS files",
        dataset=dataset, content=content,
    ).single(strict=True)  # fmt: skip
    return [file.rpartition(" ")[0] for file in found["files"] or ()]


def number_loads(tx: Transaction) -> int:
    """The number of the next load. Those of a store of before, which have none, get theirs first: in the order of their times.

    Only while the store is locked.
    """
    taken = int(tx.run(f"MATCH (l:{LOAD}) RETURN coalesce(max(l.number), 0) AS number").single(strict=True)["number"])
    runs = tx.run(f"MATCH (l:{LOAD}) WHERE l.number IS NULL RETURN DISTINCT split(l.id, '/')[0] AS run ORDER BY run").value()
    for number, run in enumerate(runs, taken + 1):
        text = f"MATCH (l:{LOAD}) WHERE l.number IS NULL AND split(l.id, '/')[0] = $run SET l.number = $number"
        tx.run(text, run=run, number=number).consume()
    return taken + len(runs) + 1


def name_of_run(tx: Transaction, started: str, number: int) -> str:
    """What the entries of a load share: the time at which it began, made different from that of a load by another clock."""
    taken = tx.run(f"MATCH (l:{LOAD}) WHERE l.id STARTS WITH $run RETURN count(l) > 0 AS taken", run=f"{started}/").single(strict=True)
    return f"{started}+{number}" if taken["taken"] else started


def content(tx: Transaction, name: str) -> Records:
    """The records with this hash."""
    row = tx.run(queries.CONTENTS, ids=[name]).single(strict=True)
    ((_, data, chunks),) = row.value()[0]
    return content_of([data, *chunks])


def everything(tx: Transaction) -> Records:
    """The records of all datasets as they are now."""
    return merged(content(tx, name) for name in heads(tx).values())


def current_version(tx: Transaction) -> str | None:
    """The data version of the graph; None before the first load."""
    row = tx.run(f"MATCH (v:{DATA_VERSION} {{id: 'current'}}) RETURN v.version AS version").single()
    return row["version"] if row else None


def write_entry(tx: Transaction, entry: LoadEntry, records: Records, model: Model) -> None:
    """Add a load and keep its content, the `records`. An empty content means that the dataset is gone."""
    day = entry.started[:10]
    properties = entry.plain()
    properties["ofDataset"] = properties.pop("dataset")
    cls = model.classes["Load"]
    dates = [p for p in cls.properties.values() if p.datatype is Datatype.EDTF]
    properties |= {"class": cls.name} | {name: day for p in dates for name in (p.earliest, p.latest)}
    # Of both sides, since readers of either list loads.
    labels = ":".join((*model.labels(cls.name), SECOND_RECORD))
    tx.run(f"CREATE (l:{labels}) SET l = $properties", properties=properties).consume()
    if entry.content:
        keep(tx, entry.content, records, model)


def keep(tx: Transaction, name: str, records: Records, model: Model) -> None:
    """Keep the records of a dataset under their hash, if they are not there in this form already. Equal chunks are kept once."""
    general = general_of(model)
    if tx.run(HAVE, id=name, form=general.name).single(strict=True).value():
        return
    part, chunks = as_made(records, general)
    firsts, ids = list[str](), list[str]()
    while some := _next(chunks):
        made = [(content_hash(chunk), chunk) for _, chunk in some]
        firsts += (first for first, _ in some)
        ids += (id_ for id_, _ in made)
        known = set(tx.run(KNOWN_CHUNKS, ids=[id_ for id_, _ in made]).value())
        rows = [{"id": id_, "data": zlib.compress(chunk, 6)} for id_, chunk in dict(made).items() if id_ not in known]
        tx.run(WRITE_CHUNKS, rows=rows).consume()
    found = {"form": general.name, "general": zlib.compress(part, 6), "firsts": firsts, "chunks": ids}
    tx.run(WRITE_CONTENT, id=name, found=found).consume()


def _next(chunks: Iterator[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Those that are written together: as many as are of some MB."""
    found, size = list[tuple[str, bytes]](), 0
    for first, chunk in chunks:
        found.append((first, chunk))
        size += len(chunk)
        if size >= BYTES_AT_ONCE:
            break
    return found


def is_derived_by(tx: Transaction, model: Model) -> bool:
    """Whether the graph holds data, derived as this version of Foedera would."""
    row = tx.run(f"MATCH (v:{DATA_VERSION} {{id: 'current'}}) RETURN v.derivation AS derivation").single()
    return row is not None and row["derivation"] == derivation(model)


def count(old: Records, new: Records) -> Counts:
    """How the records of one dataset differ."""
    if not (old.datasets or old.claims or old.links or old.notes or old.coverages):
        return Counts(added=number_of(new))
    before, after = by_id(old), by_id(new)
    added = sum(1 for k in after if k not in before)
    changed = sum(1 for k, v in after.items() if k in before and before[k] != v)
    removed = sum(1 for k in before if k not in after)
    return Counts(added, changed, removed, len(after) - added - changed)


def now() -> str:
    """The time in UTC, to the millisecond, in a form that sorts."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_the_second(time: str) -> str:
    """A time as EDTF has it, which knows no parts of a second."""
    return f"{time.partition('.')[0].removesuffix('Z')}Z"


def who() -> str:
    """Who loads: FOEDERA_USER, else the name of the system's user."""
    try:
        return os.environ.get("FOEDERA_USER") or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
