"""What `foedera new` proposes for a table can be used, and the schema of mappings knows what mappings hold."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import yaml

from facts.records import Records
from loaders.tables.codes import Codes
from loaders.tables.files import read_table
from loaders.tables.options import Options
from loaders.tables.proposing import propose
from loaders.tables.schema import schema_of
from ontology import Model
from tests.loaders.tables.reading import read

TABLE = """no,organisation,country,entered,left,remarks
1,Northern League,Norway,24/08/1949,ongoing,NA
2,Northern League,Denmark,24/08/1949,31/12/1999,x
3,Southern League,Ivory Coast,01/02/1961,NA,NA
"""


def test_a_proposal_loads_as_it_is(model: Model, core_records: Records, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE)
    table, _ = read_table(tmp_path / "t.csv", "t.csv", Options(), [])
    text = propose(table, Path("t.csv"), Codes(lambda: core_records, model), model)
    assert "missing: [NA]" in text
    assert "open: [ongoing]" in text
    found = read(tmp_path, model, core_records, text.replace("table: t.csv\n", ""))
    assert found.problems == []
    assert found.links() == [
        ("memberOf", "norway", "my-t-northern-league", "1949-08-24", ".."),
        ("memberOf", "denmark", "my-t-northern-league", "1949-08-24", "1999-12-31"),
        ("memberOf", "cote-d-ivoire", "my-t-southern-league", "1961-02-01", ""),
    ]


def test_a_cell_that_is_no_date_does_not_hide_how_dates_are_written(model: Model, core_records: Records, tmp_path: Path) -> None:
    dates = ("24.08.1949", "25.08.1949", "some time\nlater", "26.08.1949")
    rows = "".join(f'Northern League,Norway,"{day}"\n' for day in dates)
    (tmp_path / "t.csv").write_text(f"organisation,country,entered\n{rows}")
    table, _ = read_table(tmp_path / "t.csv", "t.csv", Options(), [])
    text = propose(table, Path("t.csv"), Codes(lambda: core_records, model), model)
    assert "start: {column: entered, date: DD.MM.YYYY}  # no dates: some time later\n" in text
    assert yaml.safe_load(text)["entities"]


def test_a_proposal_leaves_out_totals_and_notes(model: Model, core_records: Records, tmp_path: Path) -> None:
    rows = "North,Norway,1949\nTotal,,\n* provisional,,\n"
    (tmp_path / "t.csv").write_text(f"organisation,country,entered\n{rows}")
    table, _ = read_table(tmp_path / "t.csv", "t.csv", Options(mapped=True), [])
    text = propose(table, Path("t.csv"), Codes(lambda: core_records, model), model)
    found = read(tmp_path, model, core_records, text.replace("table: t.csv\n", ""))
    assert (found.problems, len(found.links())) == ([], 1)
    assert dict(found.reports[0].left) == {"totals and notes": 2}


def test_rows_are_about_a_column_that_most_of_them_have(model: Model, core_records: Records, tmp_path: Path) -> None:
    rows = "".join(f"{name},{other},x{n}\n" for n, (name, other) in enumerate([("NATO", ""), ("OPEC", ""), ("Nordic League", "Interpol")]))
    (tmp_path / "t.csv").write_text(f"organisation,also,remarks\n{rows}")
    table, _ = read_table(tmp_path / "t.csv", "t.csv", Options(), [])
    text = propose(table, Path("t.csv"), Codes(lambda: core_records, model), model)
    assert "- extends: {column: organisation, key: [id, name]}\n" in text


def test_a_state_that_nobody_knows_does_not_hide_what_states_belong_to(model: Model, core_records: Records, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "body,land,since\nFish Council,Burma,1951\nFish Council,Upper Volta,1960\nFish Council,Ruritania,1960\n"
    )
    table, _ = read_table(tmp_path / "t.csv", "t.csv", Options(), [])
    text = propose(table, Path("t.csv"), Codes(lambda: core_records, model), model)
    found = read(tmp_path, model, core_records, text.replace("table: t.csv\n", ""))
    assert found.links() == [
        ("memberOf", "myanmar", "my-t-fish-council", "1951", ""),
        ("memberOf", "burkina-faso", "my-t-fish-council", "1960", ""),
    ]
    assert [unknown.code for unknown in found.reports[0].unknown] == ["Ruritania"]


def test_codes_of_the_factbook_are_known_by_the_name_of_their_column(model: Model, core_records: Records, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("gec,organization\nsp,OPEC\nnl,OPEC\nas,NATO\n")
    table, _ = read_table(tmp_path / "t.csv", "t.csv", Options(), [])
    text = propose(table, Path("t.csv"), Codes(lambda: core_records, model), model)
    assert "ref: {column: gec, key: gec}" in text
    found = read(tmp_path, model, core_records, text.replace("table: t.csv\n", ""))
    assert {end for _, end, *_ in found.links()} == {"spain", "netherlands", "australia"}


def test_the_schema_takes_what_is_read_and_nothing_else(model: Model) -> None:
    schema = schema_of(model)
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    mapping = """
table: t.csv
datasets: [{id: mine, title: Mine, rank: 300, licence: CC0-1.0}]
dataset: mine
source: "A table, row {row}"
exceptions: {state: {FRG: iso3:DEU}}
only: [{column: status, is: [member], because: others are none}]
entities:
- id: "x-{name}"
  class: Alliance
  name: {column: name}
  members:
  - ref: {column: states, split: ";", key: [iso3, name], class: State, at: {column: year}}
    start: {year: y, month: m, day: d}
    role: {column: status, terms: {M: member}, else: observer}
"""
    found = yaml.safe_load(mapping)
    assert [e.message for e in check.iter_errors(found)] == []
    for wrong in ({"tabel": "x"}, {"entities": [{"id": "x", "nam": "y"}]}, {"entities": [{"members": {"ref": {"colum": "x"}}}]}):
        assert not check.is_valid({**found, **wrong})
