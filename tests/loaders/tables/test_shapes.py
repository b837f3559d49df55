"""Dates, lists, wide tables, years and conditions, as tables have them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from facts.records import Records
from loaders.tables.dates import read_date
from ontology import Model
from tests.loaders.tables.reading import read


@pytest.mark.parametrize(
    ("text", "patterns", "date"),
    [
        ("03/09/1783", ("DD/MM/YYYY",), "1783-09-03"),
        ("9/3/1783", ("MM/DD/YYYY",), "1783-09-03"),
        ("4 April 1949", ("YYYY", "DD MMM YYYY"), "1949-04-04"),
        ("Apr. 4, 1949", ("MMM DD, YYYY",), "1949-04-04"),
        ("Sept 1949", ("MMM YYYY",), "1949-09"),
        ("19490404", ("YYYYMMDD",), "1949-04-04"),
        ("1949-00-00", ("YYYY-MM-DD",), "1949"),
        ("~1949-04", ("messydates",), "1949-04~"),
        ("1949-04-04?", ("messydates",), "1949-04-04?"),
        ("1949-04-04..1950-01-01", ("messydates",), "1949-04-04/1950-01-01"),
        ("1990.0", (), "1990"),
        ("1990-05-01 00:00:00", (), "1990-05-01"),
        # What fits no pattern, or is no day, stays as it is, to be reported as what it is.
        ("31/02/1990", ("DD/MM/YYYY",), "31/02/1990"),
        ("Smarch 1990", ("MMM YYYY",), "Smarch 1990"),
    ],
)
def test_dates(text: str, patterns: tuple[str, ...], date: str) -> None:
    assert read_date(text, patterns) == date


def test_lists_brackets_terms_and_parts(model: Model, core_records: Records, tmp_path: Path) -> None:
    mapping = """
missing: ["-9"]
entities:
- id: "x-{name}"
  class: Alliance
  name: {column: name}
  aliases: {column: also, split: "|"}
  members:
  - ref: {column: states, split: ";", bracket: true, key: iso3}
    role: {bracket: true, terms: {obs: observer, host: -}, default: member}
    start: {year: y, month: m, day: d}
"""
    table = "name,also,states,y,m,d\nNorth,N|The North,NOR; DNK (obs); FRA (host),1990,5,0\nSouth,-9,ITA (foo),1991,-9,-9\n"
    found = read(tmp_path, model, core_records, mapping, table)
    assert [c[2] for c in found.claims() if c[1] == "aliases"] == ["N", "The North"]
    said = [(o.subject, o.properties.get("role"), o.properties["start"]) for o in found.records.links]
    assert said == [
        ("norway", "member", "1990-05"),
        ("denmark", "observer", "1990-05"),
        ("france", None, "1990-05"),
        ("italy", None, "1991"),
    ]
    assert [u.why for u in found.reports[0].unknown] == ["no term is given for 'foo'"]


WIDE = """
unpivot: {columns: [%s], name: year, value: status}
only: [{column: status, is: [M], because: only members}]
entities:
- {extends: nato, members: [{ref: {column: state, key: iso3}, start: {column: year}}]}
"""


@pytest.mark.parametrize("columns", ["1990..1992", "19*", "1990, 1991, 1992"])
def test_wide_tables_become_long(columns: str, model: Model, core_records: Records, tmp_path: Path) -> None:
    table = "state,1990,1991,1992,note\nNOR,M,,M,a\nDNK,,O,M,b\n"
    found = read(tmp_path, model, core_records, WIDE % columns, table)
    assert [(o[1], o[3]) for o in found.links()] == [("norway", "1990"), ("norway", "1992"), ("denmark", "1992")]
    assert found.records.links[1].places["start"].cell == "row 2, 1992"
    assert (found.reports[0].rows, found.reports[0].left) == (2, {"only members": 3})


SPELLS = """
spells: {of: [igo, state], year: year, start: from, end: to%s}
entities:
- id: "x-{igo}"
  class: Alliance
  name: {column: igo}
  members: [{ref: {column: state, key: iso3}, start: {column: from}, end: {column: to}}]
"""
YEARS = "igo,state,year\nA,NOR,1992\nA,NOR,1990\nA,NOR,1991\nA,NOR,1994\nA,DNK,1990\nA,NOR,1995\nB,NOR,1990\n"


@pytest.mark.parametrize(
    ("more", "spells"),
    [
        ("", [("norway", "1990", "1992"), ("norway", "1994", ""), ("denmark", "1990", "1990"), ("norway", "1990", "1990")]),
        (", last: open", [("norway", "1990", "1992"), ("norway", "1994", ".."), ("denmark", "1990", "1990"), ("norway", "1990", "1990")]),
        (", gap: 1, last: stated", [("norway", "1990", "1995"), ("denmark", "1990", "1990"), ("norway", "1990", "1990")]),
    ],
)
def test_years_become_spells(more: str, spells: list[tuple[str, str, str]], model: Model, core_records: Records, tmp_path: Path) -> None:
    found = read(tmp_path, model, core_records, SPELLS % more, YEARS)
    assert [(o[1], o[3], o[4]) for o in found.links()] == spells
    assert (found.reports[0].rows, found.problems) == (7, [])


ODD = {14: "199O", 27: "1990s", 40: "next year", 99: "19 90", 150: "n.d.", 211: "12/1990", 260: "1990-", 301: "l990", 333: "MCMXC"}
ODD |= {402: "1990/91", 450: "-", 499: "1990.5"}
"""Twelve wrong cells, by row."""


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_twelve_wrong_years_of_500_are_named(name: str, model: Model, core_records: Records, tmp_path: Path) -> None:
    rows = [[f"P{n // 50}", "NOR", ODD.get(n, "1990.0" if n % 7 else str(1990 + n % 50))] for n in range(2, 502)]
    rows[60] = ["", "", ""]
    table = _csv(rows) if name == "t.csv" else _xlsx(rows)
    found = read(tmp_path, model, core_records, SPELLS % "", table, name)
    cells = [
        f"{name}:{n}:3 ({f'C{n}' if name == 't.xlsx' else f'row {n}'}, year): year is {ODD[n]!r}, which is no year" for n in sorted(ODD)
    ]
    assert [error.partition(";")[0] for error in found.errors] == cells
    assert all(error.partition("; ")[2] for error in found.errors)
    assert "write 1990" in found.errors[0]
    assert (found.reports[0].rows, found.reports[0].said, found.reports[0].left) == (499, 487, {"empty": 1})


def _csv(rows: list[list[str]]) -> str:
    return "igo,state,year\n" + "".join(",".join(row) + "\n" for row in rows)


def _xlsx(rows: list[list[str]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["igo", "state", "year"], *rows]):
            sheet.write_row(number, 0, row[:2])
            # Years are numbers, but for those that are none.
            sheet.write(number, 2, float(row[2]) if row[2].endswith(".0") else row[2])
    return made.getvalue()


PHASES = """
open: ["9999-12-31"]
phases: {of: [pact, state%s], start: from, end: to, date: [DD/MM/YYYY]}
entities:
- id: "x-{pact}"
  class: Alliance
  name: {column: pact}
  members:
  - ref: {column: state, key: iso3}
    start: {column: from, date: [DD/MM/YYYY]}
    end: {column: to, date: [DD/MM/YYYY]}
    role: {column: kind}
"""
FOLLOWING = """pact,state,from,to,kind
A,NOR,05/04/1950,1952,member
A,NOR,1960,9999-12-31,member
A,NOR,04/04/1949,04/04/1950,observer
A,NOR,1955,,member
A,NOR,1953,1953-06,member
A,DNK,1951,1955,member
A,DNK,1952,1953,member
"""


@pytest.mark.parametrize(
    ("more", "spells"),
    [
        (
            "",
            [
                ("norway", "1949-04-04", "1953-06", "observer"),
                ("norway", "1955", "", "member"),
                ("norway", "1960", "..", "member"),
                ("denmark", "1951", "1955", "member"),
            ],
        ),
        (
            ", kind",
            [
                ("norway", "1950-04-05", "1953-06", "member"),
                ("norway", "1955", "", "member"),
                ("norway", "1960", "..", "member"),
                ("norway", "1949-04-04", "1950-04-04", "observer"),
                ("denmark", "1951", "1955", "member"),
            ],
        ),
    ],
)
def test_phases_become_spells(
    more: str, spells: list[tuple[str, str, str, str]], model: Model, core_records: Records, tmp_path: Path
) -> None:
    found = read(tmp_path, model, core_records, PHASES % more, FOLLOWING)
    assert found.problems == []
    assert [(o[1], o[3], o[4], str(x.properties["role"])) for o, x in zip(found.links(), found.records.links, strict=True)] == spells


@pytest.mark.parametrize(
    ("phases", "words"),
    [
        ("{of: [pact], start: from}", "phases need the columns"),
        ("[pact]", "phases must be a mapping"),
        ("{of: [pact], start: frm, end: to}", "has no column 'frm'"),
        ("{of: [pact], start: from, end: to, date: [MM]}", "has no YYYY"),
    ],
)
def test_wrong_phases_are_told(phases: str, words: str, model: Model, core_records: Records, tmp_path: Path) -> None:
    found = read(tmp_path, model, core_records, f"phases: {phases}\nentities:\n- {{extends: nato, name: x}}\n", FOLLOWING)
    assert any(words in problem.message for problem in found.problems)


def test_conditions_hold_of_rows_and_of_what_is_said(model: Model, core_records: Records, tmp_path: Path) -> None:
    mapping = """
except: [{column: state, match: "^X"}]
entities:
- extends: nato
  members:
  - when: [{column: kind, is: [M]}]
    ref: {column: state, key: iso3}
    start: {column: from}
  - when: [{column: kind, not: [M], blank: false}]
    ref: {column: state, key: iso3}
    role: observer
"""
    table = "state,kind,from\nNOR,M,1990\nDNK,O,1991\nFRA,,1992\nXAA,M,1990\n"
    found = read(tmp_path, model, core_records, mapping, table)
    assert [(o.subject, dict(o.properties)) for o in found.records.links] == [
        ("norway", {"start": "1990"}),
        ("denmark", {"role": "observer"}),
    ]
    assert (found.reports[0].rows, found.reports[0].said, found.reports[0].left) == (4, 2, {"state is like ^X": 1})


def test_exceptions_hold_in_their_time(model: Model, core_records: Records, tmp_path: Path) -> None:
    mapping = """
exceptions:
  state: {RUS: [{means: soviet-union, until: 1991-12-25}, {means: iso3:RUS, from: 1991-12-26}]}
entities:
- {extends: nato, members: [{ref: {column: state, key: iso3}, start: {column: from}}]}
"""
    found = read(tmp_path, model, core_records, mapping, "state,from\nRUS,1970\nRUS,1999\n")
    assert [o[1] for o in found.links()] == ["soviet-union", "russian-federation"]


def test_what_rows_repeat_is_said_once_by_each_source(model: Model, core_records: Records, tmp_path: Path) -> None:
    mapping = """
entities:
- {extends: nato, note: {column: note}, source: {column: source}}
"""
    found = read(tmp_path, model, core_records, mapping, "note,source\nFounded,A\nFounded,A\nFounded,B\n")
    assert [(c.value, c.provenance.source) for c in found.records.claims] == [("Founded", "A"), ("Founded", "B")]
