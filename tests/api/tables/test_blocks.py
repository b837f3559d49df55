"""Panels as bytes: every format has the same rows, and a big one is written a year at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import numpy as np
import pytest
from arro3 import io as arrow

from analysis.dyads import Block, Dyads, dyad_columns
from analysis.table import Entity
from api.answering.tables.blocks import Columns, columnar, written
from api.answering.tables.formats import Format
from tests.analysis.panels import MEASURES, asked, state, world
from tests.analysis.tables import spell

COLUMNS = Columns(("a", "b"), ("id", "iso3", "cow"), ("defense", "sharedAlliances"))
ENTITIES = (
    Entity("one, two", "State", "One, two", {"iso3": ["ONE"], "cow": ["1", "2"]}),
    Entity("three", "State", "Three"),
    Entity("four", "State", 'The "Four"', {"cow": ["4"]}),
)
YEARS = ("1899", "1900", "1901")
NAMES = ("year", "a.id", "b.id", "a.iso3", "a.cow", "b.cow", "defense", "sharedAlliances")
ROWS: list[tuple[str | int | None, ...]] = [
    (1899, "one, two", "three", "ONE", "1; 2", None, 1, 0),
    (1899, "one, two", "four", "ONE", "1; 2", "4", None, 12),
    (1901, "three", "four", None, None, "4", None, None),
]
WANTED = [dict(zip(NAMES, row, strict=True)) for row in ROWS]


def blocks() -> Iterator[Block]:
    yield Block(0, np.array([0, 0]), np.array([1, 2]), [np.array([1, -1]), np.array([0, 12])])
    yield Block(1, np.array([], np.int64), np.array([], np.int64), [np.array([], np.int64)] * 2)
    yield Block(2, np.array([1]), np.array([2]), [np.array([-1]), np.array([-1])])


def test_csv() -> None:
    pieces = list(written(blocks(), YEARS, ENTITIES, COLUMNS, Format.CSV))
    assert len(pieces) == 3  # a head and two years: that without rows is none
    rows = list(csv.DictReader(io.StringIO(b"".join(pieces).decode(), newline="")))
    assert list(rows[0]) == COLUMNS.names
    assert [{name: row[name] for name in wanted} for row, wanted in zip(rows, WANTED, strict=True)] == [
        {name: "" if value is None else str(value) for name, value in wanted.items()} for wanted in WANTED
    ]


def test_ndjson() -> None:
    rows = [json.loads(line) for line in b"".join(written(blocks(), YEARS, ENTITIES, COLUMNS, Format.NDJSON)).splitlines()]
    assert list(rows[0]) == COLUMNS.names
    assert [{name: row[name] for name in wanted} for row, wanted in zip(rows, WANTED, strict=True)] == WANTED


@pytest.mark.parametrize("form", [Format.ARROW, Format.PARQUET])
def test_columnar_formats(form: Format) -> None:
    data = io.BytesIO(columnar(blocks(), YEARS, ENTITIES, COLUMNS, form))
    table = (arrow.read_parquet(data) if form is Format.PARQUET else arrow.read_ipc_stream(data)).read_all()
    assert table.column_names == COLUMNS.names
    for name in WANTED[0]:
        assert table.column(name).to_pylist() == [wanted[name] for wanted in WANTED], name


def test_a_big_panel_is_written_by_years() -> None:
    random = np.random.default_rng(5)
    names = [f"s{n:03}" for n in range(200)]
    spells = [state(name, "1800-01-01") for name in names]
    starts = random.integers(1800, 1990, 2_000)
    spells += [spell(names[random.integers(200)], f"b{random.integers(200)}", f"{y}-01-01", f"{y + 20}-12-31") for y in starts.tolist()]
    table = world(spells)
    question = asked(table, 1801, 2000)
    panel = Dyads(table, MEASURES, question)
    columns = Columns(("a", "b"), ("id", "iso3"), dyad_columns(MEASURES))
    lines = largest = 0
    for piece in written(panel, question.periods.names, table.entities, columns, Format.CSV):
        lines += piece.count(b"\r\n")
        largest = max(largest, len(piece))
    assert lines == 1 + 200 * 199 // 2 * 200
    assert largest < 2 * 2**20  # a year, of 300 MB
