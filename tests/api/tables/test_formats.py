"""Tables in bytes, read back by the readers of others."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

from arro3 import io as arrow

from api.answering.tables.columns import Column, Kind, Part, Table
from api.answering.tables.formats import Format, Written
from api.answering.tables.rows import Cell

TABLE = Table(
    ("rows",),
    (
        Column(("name",), Kind.TEXT),
        Column(("start",), Kind.TEXT),
        Column(("start",), Kind.DAY, Part.EARLIEST),
        Column(("number",), Kind.INTEGER),
        Column(("share",), Kind.NUMBER),
        Column(("certain",), Kind.BOOLEAN),
    ),
)
ROWS: list[list[Cell]] = [
    ['a "b", c\nd', "1949-04", "1949-04-01", 3, 1.5, True, None],
    ["=1+1", None, None, None, 2, False, "UNDATED"],
]


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_says_nothing_where_nothing_is_known() -> None:
    text = Written(TABLE, Format.CSV).whole(ROWS).decode()
    assert text.splitlines()[0] == "name,start,start.earliest,number,share,certain,warnings"
    assert read(text)[1:] == [
        ['a "b", c\nd', "1949-04", "1949-04-01", "3", "1.5", "true", ""],
        ["=1+1", "", "", "", "2", "false", "UNDATED"],
    ]


def test_spreadsheets_get_a_mark_and_no_formulas() -> None:
    text = Written(TABLE, Format.CSV, spreadsheet=True).whole(ROWS)
    assert text.startswith(b"\xef\xbb\xbfname,")
    assert read(text.decode("utf-8-sig"))[2][0] == "'=1+1"


def test_ndjson_has_an_object_a_line() -> None:
    lines = Written(TABLE, Format.NDJSON).whole(ROWS).splitlines()
    assert json.loads(lines[1]) == dict(zip(TABLE.names, ROWS[1], strict=True))


def test_parquet_and_arrow_have_types() -> None:
    for form, reader in ((Format.PARQUET, arrow.read_parquet), (Format.ARROW, arrow.read_ipc_stream)):
        table: Any = reader(io.BytesIO(Written(TABLE, form).whole(ROWS * 6_000))).read_all()
        assert table.num_rows == 12_000
        assert table.column("start.earliest").to_pylist()[:2] == [date(1949, 4, 1), None]
        assert table.column("certain").to_pylist()[:2] == [True, False]
        assert table.column("share").to_pylist()[:2] == [1.5, 2.0]
        assert table.column("number").to_pylist()[:2] == [3, None]


def test_an_empty_table_has_its_columns() -> None:
    assert Written(TABLE, Format.CSV).whole([]).decode().strip() == ",".join(TABLE.names)
    assert Written(TABLE, Format.NDJSON).whole([]) == b""
    table: Any = arrow.read_parquet(io.BytesIO(Written(TABLE, Format.PARQUET).whole([]))).read_all()
    assert table.column_names == list(TABLE.names)
