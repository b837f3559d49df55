"""Constraints and indexes of the graph, derived from the Model.

Ids are unique within a root class and every key within the class that declares it: both are found by an index. Dates and names have range
indexes where the ontology has them, so that a filter can start from its selective side.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import neo4j
from neo4j import exceptions as ne

from graph.search_index import index_statement, is_outdated
from ontology import Model

WAIT_SECONDS = 60


def schema_statements(model: Model) -> list[str]:
    """Statements that create the schema; each does nothing if its part exists already."""
    return list(_statements(model))


def _statements(model: Model) -> Iterator[str]:
    for root in model.roots:
        yield f"CREATE CONSTRAINT {root}_id IF NOT EXISTS FOR (n:{root}) REQUIRE n.id IS UNIQUE"
    for cls, key in model.keys:
        yield f"CREATE CONSTRAINT {cls}_{key} IF NOT EXISTS FOR (n:{cls}) REQUIRE n.{key} IS UNIQUE"
    for label, stored in model.ranges:
        yield f"CREATE INDEX {label}_{stored} IF NOT EXISTS FOR (n:{label}) ON (n.{stored})"
    yield "CREATE CONSTRAINT DataVersion_id IF NOT EXISTS FOR (n:DataVersion) REQUIRE n.id IS UNIQUE"
    yield "CREATE CONSTRAINT LoadContent_id IF NOT EXISTS FOR (n:LoadContent) REQUIRE n.id IS UNIQUE"
    yield index_statement()


def plan_anew(driver: neo4j.Driver, database: str) -> None:
    """Have Neo4j resample its indexes and replan: statistics from before a large load mislead its planner.

    It would find out by itself after a while, so this raises nothing.
    """
    with suppress(ne.Neo4jError, ne.DriverError), driver.session(database=database) as session:
        try:
            session.run("CALL db.prepareForReplanning($seconds)", seconds=WAIT_SECONDS).consume()
        except ne.Forbidden:  # it is for administrators; this is not
            session.run("CALL db.resampleOutdatedIndexes()").consume()


def ensure_schema(driver: neo4j.Driver, database: str, model: Model) -> None:
    """Create missing constraints and indexes and wait until the indexes are online."""
    with driver.session(database=database) as session:
        wanted = schema_statements(model)
        have = {r["name"]: r["properties"] or [] for r in session.run("SHOW INDEXES YIELD name, properties")}
        for name in [name for name, properties in have.items() if is_outdated(name, properties)]:
            session.run(f"DROP INDEX {name}").consume()
            del have[name]
        missing = [s for s in wanted if s.split()[3 if "FULLTEXT" in s else 2] not in have]
        for statement in missing:
            session.run(statement).consume()
        if missing:
            session.run("CALL db.awaitIndexes($seconds)", seconds=WAIT_SECONDS).consume()
