"""Constraints and indexes of the graph, derived from the Model.

Ids are unique within a root class and every key within the class that declares it: both are found by an index. Dates and names have
range indexes where the ontology has them, also dates of relationships that are no spell's, so that a filter can start from its selective
side. The entities of one class have indexes in the orders in which they are listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import LiteralString

import neo4j
from neo4j import exceptions as ne

from graph.search_index import index_statement, is_outdated
from graph.sides import FIRST, SECOND, on_side
from ontology import Datatype, Model
from ontology.model import STATEMENT
from ontology.stored import CLASS, DATA_VERSION, ENTITY, LOAD_CHUNK, LOAD_CONTENT, LOAD_LOCK, SPAN_DAYS, WALKS, label

WAIT_SECONDS = 60
MADE_MEANWHILE = tuple(
    f"Neo.ClientError.Schema.{what}AlreadyExists"
    for what in ("EquivalentSchemaRule", "Constraint", "Index", "ConstraintWithName", "IndexWithName")
)
"""`IF NOT EXISTS` looks first and creates then."""
INDEXES = "SHOW INDEXES YIELD name, labelsOrTypes AS labels, properties"


def schema_statements(model: Model, side: int = FIRST, *, ids: bool = False) -> list[str]:
    """Statements that create the schema of a side; each does nothing if its part exists already. `ids`: only what finds nodes by id."""
    wanted = _ids(model) if ids else (*_ids(model), *_further(model))
    return [on_side(statement, side) for statement in wanted]


def _ids(model: Model) -> Iterator[str]:
    for owner in (*map(label, model.roots), DATA_VERSION, LOAD_CONTENT, LOAD_CHUNK, LOAD_LOCK):
        yield _unique(owner, "id")


def _unique(owner: str, key: str) -> str:
    return f"CREATE CONSTRAINT {owner}_{key} IF NOT EXISTS FOR (n:{owner}) REQUIRE n.{key} IS UNIQUE"


def _further(model: Model) -> Iterator[str]:
    yield from (_unique(label(cls), key) for cls, key in model.keys)
    for owner, name in ((label(cls), name) for cls, name in model.ranges):
        yield f"CREATE INDEX {owner}_{name} IF NOT EXISTS FOR (n:{owner}) ON (n.{name})"
    for path in WALKS:
        by = (CLASS, *path)
        yield f"CREATE INDEX {ENTITY}_{'_'.join(by)} IF NOT EXISTS FOR (n:{ENTITY}) ON ({', '.join(f'n.{name}' for name in by)})"
    for type_, name in sorted(_days_of_links(model)):
        yield f"CREATE INDEX {type_}_{name} IF NOT EXISTS FOR ()-[r:{type_}]-() ON (r.{name})"
    yield index_statement()


def _days_of_links(model: Model) -> set[tuple[str, str]]:
    """Type and stored property of the dates that relationships have besides the start and end of a spell and what is said of the source."""
    said = model.edges[STATEMENT].properties
    return {
        (relation.type, prop.earliest)
        for relation in model.relations.values()
        for prop in model.edges[relation.edge].properties.values()
        if prop.datatype is Datatype.EDTF and prop.name not in said and prop.earliest not in SPAN_DAYS
    }


def plan_anew(driver: neo4j.Driver, database: str) -> None:
    """Have Neo4j resample its indexes and replan: statistics from before a large load mislead its planner.

    It would find out by itself after a while, so this raises nothing.
    """
    with suppress(ne.Neo4jError, ne.DriverError), driver.session(database=database) as session:
        try:
            session.run("CALL db.prepareForReplanning($seconds)", seconds=WAIT_SECONDS).consume()
        except ne.Forbidden:  # it is for administrators; this is not
            session.run("CALL db.resampleOutdatedIndexes()").consume()


def ensure_schema(driver: neo4j.Driver, database: str, model: Model, side: int = FIRST, *, ids: bool = False) -> None:
    """Create missing constraints and indexes of a side and wait until the indexes are online; see schema_statements.

    Two processes that do so at once may deadlock on a label: the driver tries the statement again.
    """
    with driver.session(database=database) as session:
        wanted = schema_statements(model, side, ids=ids)
        have = {r["name"]: (r["labels"] or [], r["properties"] or []) for r in session.run(INDEXES)}
        for name in [name for name, index in have.items() if is_outdated(name, *index)]:
            session.run(f"DROP INDEX {name}").consume()
            del have[name]
        missing = [s for s in wanted if _name(s) not in have]
        for statement in missing:
            try:
                session.execute_write(_run, statement)
            except ne.ClientError as error:
                if error.code not in MADE_MEANWHILE:
                    raise
        if missing:
            session.run("CALL db.awaitIndexes($seconds)", seconds=WAIT_SECONDS).consume()


def drop_schema(driver: neo4j.Driver, database: str, model: Model, side: int) -> None:
    """Drop the constraints and indexes that a side has for itself."""
    shared = set(schema_statements(model, FIRST)) & set(schema_statements(model, SECOND))
    with driver.session(database=database) as session:
        for statement in schema_statements(model, side):
            if statement not in shared:
                what = "CONSTRAINT" if "CONSTRAINT" in statement else "INDEX"
                session.execute_write(_run, f"DROP {what} {_name(statement)} IF EXISTS")


def _name(statement: str) -> str:
    return statement.split()[3 if "FULLTEXT" in statement else 2]


def _run(transaction: neo4j.ManagedTransaction, statement: LiteralString) -> None:
    transaction.run(statement).consume()
