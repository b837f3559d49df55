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
