"""Two loads at once: into a store that is still empty, and one that waits for another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from graph import Store
from graph.schema import ensure_schema, schema_statements
from graph.turns import Turn
from loaders.loading import load
from loaders.writing.sync import LoadOptions
from loaders.writing.waiting import signed
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


def test_a_load_that_waits_says_for_whom(scratch: Store, model: Model, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    head = "datasets: [{id: mine, title: T, rank: 1, licence: CC0}]\ndataset: mine\nsource: S\n"
    file.write_text(f"{head}entities:\n- {{id: here, class: State, name: Here}}\n", encoding="utf-8")
    told: list[str] = []
    waits = Event()

    def step(text: str, _: int) -> None:
        if text:
            told.append(text)
        if text.startswith("waiting"):
            waits.set()

    database = scratch.address.database
    other = {**signed(), "by": "ada", "process": 7}
    with ThreadPoolExecutor(1) as pool, scratch.driver.session(database=database) as session:
        with session.begin_transaction(metadata=other) as tx:
            Turn(scratch.driver, database).lock(tx)
            done = pool.submit(load, scratch, model, [str(file)], LoadOptions(step=step))
            assert waits.wait(60)
            assert not done.done()
            tx.rollback()
        assert done.result().changed
    assert next(words for words in told if "waiting" in words).startswith("waiting for the load of ada (process 7 on ")
