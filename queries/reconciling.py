"""What reconciliation reads: the names of all entities with what tells when they existed, and values of a few of them."""

from __future__ import annotations

from ontology.stored import DATA_VERSION, END_LATEST, ENTITY, RECORD, START_EARLIEST, link_type

NAMES = (
    f"MATCH (v:{DATA_VERSION}) RETURN ["
    f"COLLECT {{ MATCH (n:{ENTITY})<-[:{link_type('about')}]-(c:{RECORD}) WHERE c.property IN $properties "
    "RETURN [n.id, n.class, c.property, c.value, c.place] LIMIT $most }, "
    f"COLLECT {{ MATCH (n:{ENTITY})-[r]->(m:{ENTITY}) WHERE type(r) IN $types "
    "RETURN [n.id, type(r), m.id, r.start, r.end] LIMIT $most }, "
    "v.version, v.turn] AS answer"
)
"""One row: claims, and relationships by which entities exist; then the data version and its turn."""
VALUES = (
    f"MATCH (v:{DATA_VERSION}) RETURN ["
    f"COLLECT {{ UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) RETURN [n.id, n.class, properties(n)] }}, "
    f"COLLECT {{ UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) UNWIND $arcs AS arc "
    f"MATCH (n)-[r]-(m:{ENTITY}) WHERE type(r) = arc.type AND (arc.outward IS NULL OR (startNode(r) = n) = arc.outward) "
    f"AND ($first IS NULL OR r.{START_EARLIEST} IS NULL OR (r.{START_EARLIEST} <= $last AND r.{END_LATEST} >= $first)) "
    "WITH n, arc, m, count(*) AS times ORDER BY m.nameFolded, m.id RETURN [n.id, arc.name, m.id, m.name] LIMIT $most }, "
    "v.version, v.turn] AS answer"
)
"""One row: entities with their values, and what relations lead to from them; then the data version and its turn."""
