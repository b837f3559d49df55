"""Ordinary mistakes in a mapping, or between it and its table: one message at the right place, with the cause and a remedy that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.records import Records
from loaders.checks.conforming import check_records, known
from ontology import Model
from tests.loaders.tables.reading import read

MAPPING = """
entities:
- id: "league-{body}"
  class: Alliance
  name: {column: body}
  members:
  - ref: {column: state, key: iso3}
    start: {column: from}
    end: {column: to}
    role: {column: role}
"""
TABLE = "body,state,from,to,role\nNorth,NOR,1990,2000,member\n"
ROW = "North,SWE,1991,2001,member\n"
NONE_OF = "t.csv:1:1: the header has none of the columns that the mapping names (body, state, from, to, role): My table"


@pytest.mark.parametrize(
    ("mapping", "table", "told"),
    [
        # between mapping and table
        (MAPPING, "My table,,,,\n" + TABLE, NONE_OF),
        (MAPPING, "My table,,,,\n" + TABLE, "write header: 2, the row of the header"),
        ('delimiter: ";"' + MAPPING, TABLE, 'body,state,from,to,role; write delimiter: ","'),
        (
            MAPPING.replace("{column: from}", "from"),
            TABLE,
            "m.yaml:13:12: start is the word 'from', which is a column; write",
        ),
        (
            MAPPING.replace("{column: state, key: iso3}", "state"),
            TABLE,
            "ref is the word 'state', which is a column; write {column: st",
        ),
        (MAPPING, TABLE.splitlines()[0], "t.csv:1:1: the table has no rows below its header; fill it in"),
        # words of mappings
        (MAPPING.replace('"league-{body}"', "{body}"), TABLE, 'm.yaml:8:7: a column in braces stands in quotes; write "{body}"'),
        (MAPPING.replace("ref: {column: state, key: iso3}", "ref: {state}"), TABLE, "a column in braces stands in quotes; write"),
        (MAPPING.replace("key: iso3", "key: iso"), TABLE, "'iso' is not a key; did you mean iso3?"),
        ("delimiter: tab" + MAPPING, TABLE, "delimiter is 'tab'; write one sign in quotes, such as"),
        ("exceptions: codes.csv" + MAPPING, TABLE, "there is no file of exceptions at codes.csv; check the spelling, or have it written"),
        ("exceptions: {NOR: norway}" + MAPPING, TABLE, "NOR must be a mapping; exceptions are told by column: {code: what it means}"),
        (MAPPING.replace("key: iso3", "key: iso3, exceptions: [NOR]"), TABLE, "exceptions must be a mapping; write {code: what it means}"),
        ("encoding: uft-8" + MAPPING, TABLE, "m.yaml:6:11: there is no encoding 'uft-8'; did you mean utf-8?"),
        ("encoding: rot13" + MAPPING, TABLE, "there is no encoding 'rot13'; write utf-8, utf-16, latin-1, cp1252 or another"),
        ("sheet: Parties" + MAPPING, TABLE, "m.yaml:6:1: sheet counts for workbooks, and not for t.csv; leave it away"),
        ("each: members" + MAPPING, TABLE, "each counts for JSON and Parquet, and not for t.csv; leave it away"),
        # columns and rows
        (
            MAPPING,
            "body,from,state,from,to,role\nNorth,1990,NOR,1991,2000,member\n",
            "m.yaml:13:12: t.csv has 2 columns 'from': column 2 and column 4; say which is meant: 'from (1)' or 'from (2)'",
        ),
        (
            MAPPING,
            TABLE + ROW.replace("North", "Total"),
            "t.csv:3:1 (row 3, body): 'Total' is no name of a thing, and the row makes an entity;",
        ),
        (
            MAPPING,
            TABLE + ROW.replace("North", "Grand total (n = 2)"),
            "leave the row out: except: [{column: body, is: [Grand total (n = 2)]}]",
        ),
        (MAPPING, TABLE + "Source: a handbook,,,,\n", "'Source: a handbook' is no name of a thing"),
        # codes
        (MAPPING, TABLE + ROW.replace("SWE", "Sweden"), "did you mean sweden? write key: [iso3, name] for names"),
        (MAPPING, TABLE + ROW.replace("SWE", "swe"), "nothing has the iso3 'swe'; did you mean SWE?"),
        (MAPPING, TABLE + ROW.replace("SWE", '"SWE, FIN"'), "the cell has several, 'SWE, FIN'; write split: ',' beside its column"),
        # values of cells, which mappings may say once
        (
            MAPPING,
            TABLE + ROW.replace("1991", "NA"),
            "(row 3, from): start is 'NA', which is not a date; leave it away if nobody knows it, or",
        ),
        (MAPPING, TABLE + ROW.replace("1991", "NA"), 'in a mapping: missing: ["NA"]'),
        (MAPPING, TABLE + ROW.replace("2001", "present"), 'in a mapping: open: ["present"]'),
        (MAPPING, TABLE + ROW.replace("1991", "1991[2]"), "is not a date; write 1991"),
        (MAPPING, TABLE + ROW.replace("member", "full"), 'correct it, or say it in a mapping: terms: {"full": …}'),
    ],
)
def test_each_mistake_has_one_message(model: Model, core_records: Records, tmp_path: Path, mapping: str, table: str, told: str) -> None:
    found = read(tmp_path, model, core_records, mapping, table)
    problems = [*found.problems, *check_records(found.records, model, known(core_records, model))[1]]
    (problem,) = (str(p).replace(f"{tmp_path}/", "") for p in problems)
    assert told in problem


def test_what_excel_is_told_of_the_sign_between_cells_is_no_row(model: Model, core_records: Records, tmp_path: Path) -> None:
    found = read(tmp_path, model, core_records, MAPPING, "sep=;\r\n" + TABLE.replace(",", ";"))
    assert found.problems == []
    assert found.links() == [("memberOf", "norway", "league-north", "1990", "2000")]
    assert {c.provenance.source for c in found.records.claims} == {"A table, row 3"}


def test_of_two_columns_of_one_name_each_can_be_meant(model: Model, core_records: Records, tmp_path: Path) -> None:
    table = "body,from,state,from,to,role\nNorth,1990,NOR,1991,2000,member\n"
    for column, start in (("from (1)", "1990"), ("from (2)", "1991")):
        found = read(tmp_path, model, core_records, MAPPING.replace("column: from", f"column: {column}"), table)
        assert (found.problems, found.links()) == ([], [("memberOf", "norway", "league-north", start, "2000")])
    # What no mapping uses may be called as it likes.
    found = read(tmp_path, model, core_records, MAPPING, TABLE.replace("role\n", "role,x,x\n").replace("member\n", "member,1,2\n"))
    assert found.problems == []


def test_names_like_totals_are_names(model: Model, core_records: Records, tmp_path: Path) -> None:
    rows = "".join(ROW.replace("North", name) for name in ("Total Defence Pact", "Note of Oslo", "Sum-41", "*Star League"))
    found = read(tmp_path, model, core_records, MAPPING, TABLE + rows)
    assert found.problems == []


def test_keys_of_json_with_blanks_are_columns(model: Model, core_records: Records, tmp_path: Path) -> None:
    table = '[{"body ": "North", "state": "NOR", "from": 1990, " to": 2000, "role": "member"}]'
    found = read(tmp_path, model, core_records, MAPPING, table, "t.json")
    assert (found.problems, found.links()) == ([], [("memberOf", "norway", "league-north", "1990", "2000")])
