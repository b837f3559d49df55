"""Two loads into a store that is still empty."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from graph import Store
from graph.schema import ensure_schema, schema_statements
from ontology import Model


def test_two_that_make_the_schema_at_once_both_succeed(scratch: Store, model: Model) -> None:
    database = scratch.address.database
    names = [statement.split()[3 if "FULLTEXT" in statement else 2] for statement in schema_statements(model)]
    for _ in range(3):
        with scratch.driver.session(database=database) as session:
            for kind, rows in (
                ("CONSTRAINT", list(session.run("SHOW CONSTRAINTS YIELD name"))),
                ("INDEX", list(session.run("SHOW INDEXES YIELD name"))),
            ):
                for row in rows:
                    if row["name"] in names:
                        session.run(f"DROP {kind} {row['name']} IF EXISTS").consume()
        with ThreadPoolExecutor(4) as pool:
            for made in [pool.submit(ensure_schema, scratch.driver, database, model) for _ in range(4)]:
                made.result()
