"""Stores filled by versions of Foedera whose labels and relationship types had no prefix.

A load takes such a store over: the journal gets the labels of today, everything that was derived from it goes and is derived anew. What
others have in the same Neo4j is told by what it lacks: no claim is about it, and its class is none of its labels.
"""

from __future__ import annotations

import neo4j

from common.errors import StoreStateError
from ontology import Model
from ontology.stored import LOAD, LOAD_CONTENT, RECORD

_OURS = "MATCH (v:DataVersion {id: 'current'}) WHERE v.version IS NOT NULL "
FOUND = f"{_OURS} RETURN count(v) > 0 AS found"
TAKE_OVER = (
    "MATCH (n:Entity) WHERE EXISTS { (n)<-[:ABOUT]-(:Claim) } DETACH DELETE n",
    "MATCH (n:Record) WHERE n.class IN labels(n) AND n.class <> 'Load' DETACH DELETE n",
    f"MATCH (n:Record:Load) WHERE n.class = 'Load' REMOVE n:Record:Load SET n:{RECORD}:{LOAD}",
    f"MATCH (n:LoadContent) WHERE n.data IS NOT NULL REMOVE n:LoadContent SET n:{LOAD_CONTENT}",
    f"{_OURS} DETACH DELETE v",
)
INDEXES = """SHOW INDEXES YIELD name, labelsOrTypes AS labels, properties, owningConstraint AS constraint
    WHERE size(labels) = 1 AND size(properties) = 1 AND labels[0] IN $labels AND name = labels[0] + '_' + properties[0]
    RETURN name, constraint"""


def refuse(tx: neo4j.Transaction | neo4j.ManagedTransaction) -> None:
    """Raise StoreStateError when the store is such a one."""
    if _found(tx):
        raise StoreStateError(
            "the store was filled by an earlier version of Foedera", "load something, which brings it up to date: foedera load core"
        )


def adopt(tx: neo4j.ManagedTransaction) -> bool:
    """Take over such a store, within the transaction of a load; whether it was one."""
    if not _found(tx):
        return False
    for text in TAKE_OVER:
        tx.run(text).consume()
    return True


def drop_indexes(session: neo4j.Session, model: Model) -> None:
    """Drop the constraints and indexes of the labels of then; they were named after label and property."""
    for name, constraint in [
        (r["name"], r["constraint"]) for r in session.run(INDEXES, labels=[*model.classes, *model.edges, "DataVersion", "LoadContent"])
    ]:
        session.run(f"DROP {'CONSTRAINT' if constraint else 'INDEX'} `{name}` IF EXISTS").consume()


def _found(tx: neo4j.Transaction | neo4j.ManagedTransaction) -> bool:
    return bool(tx.run(FOUND).single(strict=True)["found"])
