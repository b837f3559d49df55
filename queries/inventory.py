"""What there is in all: the entities of each class, every data set, and ids of entities in order."""

from __future__ import annotations

from ontology.stored import DATA_VERSION, ENTITY, label

CLASSES = f"COLLECT {{ MATCH (n:{ENTITY}) WITH n.class AS kind, count(*) AS number RETURN [kind, number] }}"
AS_OF = "v.version, v.turn"
COUNTS = f"MATCH (v:{DATA_VERSION}) RETURN [{CLASSES}, {AS_OF}] AS answer"
"""One row: pairs of a class and a number, and the state of the data."""
DATASETS = (
    f"MATCH (v:{DATA_VERSION}) RETURN [{CLASSES}, "
    f"COLLECT {{ MATCH (d:{label('Dataset')}) RETURN d{{.id, .title, .summary, .licence, .homepage, .citeAs, .rank, .covers}} }}, "
    f"{AS_OF}] AS answer"
)
"""One row: pairs of a class and a number, the data sets, and the state of the data."""
IDS = (
    f"MATCH (v:{DATA_VERSION}) "
    f"RETURN [COLLECT {{ MATCH (n:{ENTITY}) RETURN n.id ORDER BY n.id SKIP $skip LIMIT $most }}, {AS_OF}] AS answer"
)
"""One row: some ids, and the state of the data."""
