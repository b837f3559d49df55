"""What there is in all: the entities of each class, every data set, and ids of entities in order."""

from __future__ import annotations

from ontology.stored import DATA_VERSION, ENTITY, label

CLASSES = f"COLLECT {{ MATCH (n:{ENTITY}) WITH n.class AS kind, count(*) AS number RETURN [kind, number] }}"
COUNTS = f"MATCH (v:{DATA_VERSION}) RETURN [v.version, {CLASSES}] AS answer"
"""One row: the data version, and pairs of a class and a number."""
DATASETS = (
    f"MATCH (v:{DATA_VERSION}) RETURN [v.version, {CLASSES}, "
    f"COLLECT {{ MATCH (d:{label('Dataset')}) RETURN d{{.id, .title, .summary, .licence, .homepage, .citeAs, .rank, .covers}} }}] AS answer"
)
"""One row: the same, and the data sets."""
IDS = (
    f"MATCH (v:{DATA_VERSION}) "
    f"RETURN [v.version, COLLECT {{ MATCH (n:{ENTITY}) RETURN n.id ORDER BY n.id SKIP $skip LIMIT $most }}] AS answer"
)
"""One row: the data version, and some ids."""
