"""What a row of a large table takes in memory: a million of them are loaded within what any computer has."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from facts.records import Records
from loaders.checks.conforming import check_records
from loaders.deriving.derive import derive
from loaders.deriving.graph_state import GraphState, difference
from loaders.tables.loading import Tables, read_tables
from ontology import Model

MAPPING = """table: large.csv
datasets: [{id: large, title: Large, rank: 5, licence: CC0}]
dataset: large
source: Made up
entities:
- {id: {column: body}, class: Forum, name: "Body {body}"}
- {id: {column: member}, class: BorderAgency, name: "Agency {member}", memberOf: [{ref: {column: body, key: id}, start: {column: from}}]}
"""
MEMBERS, FIRST = 200, date(1900, 1, 1)
FEW, MANY = 500, 1_500
READ, DERIVED, NEW = 200, 100, 10
"""Bytes of each row that are kept when all are read and checked, when the state is derived, and when it is compared with another."""


def _read(folder: Path, rows: int, model: Model) -> Records:
    """Memberships of the same in ever more bodies, which begin on some dozens of days."""
    lines = (f"a{n % MEMBERS},b{n // MEMBERS},{FIRST + timedelta(days=n * 37 % 97)}\n" for n in range(rows))
    (folder / "large.csv").write_text("member,body,from\n" + "".join(lines), encoding="utf-8")
    mapping = folder / "large.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    found, problems = check_records(read_tables([mapping], model, Tables(lambda named: Records()), Records())[0], model)
    assert not problems
    assert len(found.links) == rows
    return found


def _taken(work: Callable[[], object]) -> int:
    """Bytes that are in use after some work, with what it gave."""
    gc.collect()
    tracemalloc.start()
    try:
        kept = work()
        gc.collect()
        return tracemalloc.get_traced_memory()[0] if kept else 0
    finally:
        tracemalloc.stop()


def _each(work: Callable[[int], object]) -> float:
    """Bytes that each more row takes."""
    work(FEW)  # what is remembered between loads is there from now on
    return (_taken(lambda: work(MANY)) - _taken(lambda: work(FEW))) / (MANY - FEW)


def test_a_row_that_is_read_takes_little_memory(model: Model, tmp_path: Path) -> None:
    assert _each(lambda rows: _read(tmp_path, rows, model)) < READ


def test_a_row_that_is_derived_takes_little_memory(model: Model, tmp_path: Path) -> None:
    found = {rows: _read(tmp_path, rows, model) for rows in (FEW, MANY)}
    assert _each(lambda rows: derive(found[rows], model)) < DERIVED


def test_a_row_that_is_new_beside_others_takes_no_memory(model: Model, tmp_path: Path) -> None:
    states = {rows: derive(_read(tmp_path, rows, model), model) for rows in (FEW, MANY)}
    key, link = next(iter(states[FEW].links.items()))
    before = GraphState(links={key: link})
    assert _each(lambda rows: difference(before, states[rows])) < NEW
    found = difference(before, states[MANY])
    assert key not in found.new_links
    assert found.new_links == {k: o for k, o in states[MANY].links.items() if k != key}
