"""Spreadsheets, JSON and Parquet say what CSV says, and a spreadsheet's mistakes are named by their cells."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import arro3.core
import arro3.io
import pytest

from facts.records import ERROR, Records
from loaders.checks.conforming import check_records, distinct, known
from loaders.tables.loading import Tables, read_tables
from loaders.tables.rows import letters
from loaders.tables.worded import columns_for
from ontology import Model
from tests.loaders.tables.reading import read

MAPPING = """
entities:
- extends: nato
  members:
  - ref: {column: state, key: iso3}
    start: {column: from}
    end: {column: to, open: ["9999-12-31"]}
"""
ROWS = [["state", "from", "to"], ["NOR", "1949-08-24", "9999-12-31"], ["FRA", "1949", ""], ["NAM", "1990-03", "2001"]]
LINKS = [
    ("memberOf", "norway", "nato", "1949-08-24", ".."),
    ("memberOf", "france", "nato", "1949", ""),
    ("memberOf", "namibia", "nato", "1990-03", "2001"),
]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsx(sheets: dict[str, list[list[str]]]) -> bytes:
    """A workbook as Excel writes it, in its smallest form."""
    names = list(sheets)
    tabs = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, n in enumerate(names, 1))
    links = "".join(
        f'<Relationship Id="r{i}" Type="{RELATIONS}/worksheet" Target="worksheets/s{i}.xml"/>' for i in range(1, len(names) + 1)
    )
    top = f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{top}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        **{f"xl/worksheets/s{i}.xml": _sheet(sheets[n]) for i, n in enumerate(names, 1)},
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return made.getvalue()


def _sheet(rows: list[list[str]]) -> str:
    lines = "".join(f'<row r="{n}">{"".join(_cell(n, c, text) for c, text in enumerate(row, 1))}</row>' for n, row in enumerate(rows, 1))
    return f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(row: int, column: int, text: str) -> str:
    place = f'r="{letters(column)}{row}"'
    number = text.isdigit()
    return f"<c {place}><v>{text}</v></c>" if number else f'<c {place} t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def parquet(rows: list[list[str]]) -> bytes:
    """The rows as Parquet."""
    columns: dict[str, Any] = {
        name: arro3.core.Array([r[n] for r in rows[1:]], type=arro3.core.DataType.string()) for n, name in enumerate(rows[0])
    }
    made = io.BytesIO()
    arro3.io.write_parquet(arro3.core.Table.from_pydict(columns), made)
    return made.getvalue()


def _records() -> list[dict[str, str]]:
    return [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.xlsx", xlsx({"Members": ROWS})),
        ("t.parquet", parquet(ROWS)),
        ("t.json", json.dumps(_records()).encode()),
        ("t.jsonl", "\n".join(map(json.dumps, _records())).encode()),
        ("t.tsv", "\n".join("\t".join(r) for r in ROWS).encode()),
        ("t.csv", "\n".join(";".join(r) for r in ROWS).encode("utf-8-sig")),
    ],
)
def test_every_format_says_the_same(name: str, content: bytes, model: Model, core_records: Records, tmp_path: Path) -> None:
    found = read(tmp_path, model, core_records, MAPPING, content, name)
    assert (found.problems, found.links()) == ([], LINKS)


def test_objects_by_key_and_lists_in_them_make_rows(model: Model, core_records: Records, tmp_path: Path) -> None:
    mapping = "entities:\n- {extends: nato, members: [{ref: {column: %s, key: iso3}, start: {column: from}}]}\n"
    by_key = json.dumps({"NOR": [{"from": 1949}, {"from": 1951}], "FRA": {"from": 1949}})
    found = read(tmp_path, model, core_records, mapping % "key", by_key, "t.json")
    assert [(o[1], o[3]) for o in found.links()] == [("norway", "1949"), ("norway", "1951"), ("france", "1949")]
    nested = json.dumps([{"from": 1949, "states": [{"iso": "NOR"}, {"iso": "FRA"}]}])
    found = read(tmp_path, model, core_records, f"each: states\n{mapping % 'states.iso'}", nested, "t.json")
    assert [(o[1], o[3]) for o in found.links()] == [("norway", "1949"), ("france", "1949")]


def test_twelve_wrong_cells_of_a_spreadsheet_of_500_rows_are_named(model: Model, core_records: Records, tmp_path: Path) -> None:
    """A table as `foedera new table members` begins it: filled in, it loads without a mapping."""
    header = columns_for("members", model)
    place = {name: n for n, name in enumerate(header)}
    rows = [header]
    for n in range(2, 502):
        row = [""] * len(header)
        said = {
            "extends": "nato",
            "members": "Norway" if n % 2 else "iso3:FRA",
            "members.start": str(1950 + n % 50),
            "source": f"A book, p. {n // 50}",
        }
        for column, text in said.items():
            row[place[column]] = text
        rows.append(row)
    wrong = {
        ("extends", 20): "natoo",
        ("members", 31): "Norwai",
        ("members", 40): "iso3:XQX",
        ("members", 41): "isu3:FRA",
        ("members.start", 50): "4 April 1949",
        ("members.start", 51): "1990-13",
        ("members.end", 60): "900",
        ("members.end", 61): "present",
        ("members.role", 70): "membre",
        ("retrieved", 80): "yesterday",
        ("members.status", 90): "SUSPENDET",
        ("members.startEvent", 91): "invation",
    }
    for (column, row_number), text in wrong.items():
        rows[row_number - 1][place[column]] = text
    file = tmp_path / "members.xlsx"
    file.write_bytes(xlsx({"Members": rows}))
    records, problems = read_tables([file], model, Tables(lambda named: core_records), Records())
    _, more = check_records(records, model, known(core_records, model))
    errors = distinct(p for p in (*problems, *more) if p.level == ERROR)
    assert {p.location.cell for p in errors} == {f"{letters(place[c] + 1)}{n}, {c}" for c, n in wrong}
    assert len(errors) == len(wrong)
    assert all(str(p).startswith(f"{file}:{p.location.line}:") for p in errors)
