"""Tables go the way of every file: checks, preview, load, journal, warnings. The example of the documentation is one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from common.errors import InputError
from facts.records import Records
from foedera.cli import app
from graph import Store
from loaders.editing.formatting import format_file
from loaders.loading import load
from loaders.sources.gathering import gather
from loaders.tables.loading import Tables
from loaders.writing.sync import LoadOptions, read_held, read_journal
from ontology import Model
from tests.loaders.checks.conftest import WORLD
from tests.loaders.tables.reading import HEAD

PAGE = Path(__file__).parents[3] / "docs" / "mappings.md"
MAPPING = f"""
table: t.csv
{HEAD}
entities:
- id: "league-{{body}}"
  class: Alliance
  name: {{column: body}}
  members: [{{ref: {{column: state, key: [id, name]}}, start: {{column: from}}}}]
"""
TABLE = "body,state,from\nNorth,denmark,1990\nNorth,Norway,1991\nNorth,Nowhere,1992\n"


def test_a_table_is_loaded_as_a_file_is(scratch: Store, model: Model, tmp_path: Path) -> None:
    world, mapping, table = tmp_path / "world.yaml", tmp_path / "m.yaml", tmp_path / "t.csv"
    world.write_text(f"{WORLD}- {{id: norway, class: State, name: Norway}}\n")
    load(scratch, model, [str(world)])
    mapping.write_text(MAPPING)
    table.write_text(TABLE)
    # It knows what the store holds, and a preview writes nothing.
    load(scratch, model, [str(mapping)], LoadOptions(dry_run=True))
    assert "mine" not in read_held(scratch).datasets
    result = load(scratch, model, [str(mapping)])
    assert [(t.rows, t.said, [u.code for u in t.unknown]) for t in result.tables] == [(3, 2, ["Nowhere"])]
    assert [(p.rule, p.location.cell) for p in result.warnings] == [("F408", "row 4, state")]
    links = [(o.subject, o.object) for o in read_held(scratch).links if o.provenance.dataset == "mine"]
    assert sorted(links) == [("denmark", "league-north"), ("norway", "league-north")]
    # The same again, with the mapping given beside the table, changes nothing.
    assert not load(scratch, model, [str(table)], mapping=mapping).changed
    (entry,) = [e for e in read_journal(scratch) if e.dataset == "mine"]
    assert sorted(Path(f.rsplit(" ", 1)[0]).name for f in entry.files) == ["m.yaml", "t.csv"]
    # A wrong cell refuses all of it.
    table.write_text(TABLE.replace("1991", "1991-13"))
    with pytest.raises(InputError, match=r"t\.csv:3:3 \(row 3, from\): start is '1991-13'"):
        load(scratch, model, [str(mapping)])


def test_several_tables_are_loaded_by_one_mapping(model: Model, core_records: Records, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING)
    for name, row in (("a.csv", "North,denmark,1990"), ("b.csv", "North,norway,1991")):
        (tmp_path / name).write_text(f"body,state,from\n{row}\n")
    tables = Tables(lambda named: core_records, tmp_path / "m.yaml")
    records, problems = gather([str(tmp_path / "a.csv"), str(tmp_path / "b.csv")], model, tables)
    assert problems == []
    assert [(o.subject, o.object, o.properties["start"]) for o in records.links] == [
        ("denmark", "league-north", "1990"),
        ("norway", "league-north", "1991"),
    ]
    assert [Path(r.file).name for r in tables.reports] == ["a.csv", "b.csv"]


@pytest.mark.usefixtures("scratch")
def test_unknown_codes_are_written_also_where_a_load_is_refused(tmp_path: Path) -> None:
    (tmp_path / "world.yaml").write_text(WORLD)
    (tmp_path / "m.yaml").write_text(MAPPING + "unknown: error\n")
    (tmp_path / "t.csv").write_text("body,state,from\nNorth,denmark,1990\nNorth,Nowhere,1992\n")
    codes = tmp_path / "codes.csv"
    done = CliRunner().invoke(app, ["load", str(tmp_path / "world.yaml"), str(tmp_path / "m.yaml"), "--unknown", str(codes)])
    assert isinstance(done.exception, InputError)
    assert "nothing has 'Nowhere' as id or name" in str(done.exception)
    assert "state,Nowhere" in codes.read_text()
    assert f"{codes} has 1 new code" in done.stderr


def test_mappings_in_a_folder_are_loaded_with_their_tables(model: Model, core_records: Records, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING)
    (tmp_path / "t.csv").write_text(TABLE)
    (tmp_path / "more.yaml").write_text(f"{HEAD}entities:\n- {{id: other, class: Alliance, name: Other}}\n".replace("{row}", "1"))
    assert format_file(tmp_path / "m.yaml", model) is None
    records, problems = gather([str(tmp_path)], model, Tables(lambda named: core_records))
    assert [p.rule for p in problems] == ["F408"]
    assert {c.subject for c in records.claims} == {"league-north", "other"}
    assert {Path(f).name for f in records.files} == {"m.yaml", "t.csv", "more.yaml"}


def test_check_says_of_a_table_what_a_load_would(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING)
    (tmp_path / "t.csv").write_text(TABLE.replace("1991", "1991-13").replace("1992", "1992-14"))
    codes = tmp_path / "codes.csv"
    result = CliRunner().invoke(app, ["check", str(tmp_path / "m.yaml"), "--store", "none", "--unknown", str(codes)])
    assert result.exit_code == 1
    assert "(row 3, from): error F501" in result.stdout
    assert "(row 4, state): warning F408" in result.stdout
    assert "(row 4, from): warning F501: start is '1992-14'" in result.stdout, "it is told though nobody is known to have begun then"
    assert "state,Nowhere" in codes.read_text()
    assert "1 unknown code in 1 cell" in result.stderr
    unmapped = CliRunner().invoke(app, ["check", str(tmp_path / "t.csv"), "--store", "none"])
    assert "a table is loaded by a mapping; propose one with `foedera new mapping" in unmapped.stdout


def test_the_example_of_the_documentation_loads(model: Model, core_records: Records, tmp_path: Path) -> None:
    for name, text in re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        (tmp_path / name).write_text(text)
    records, problems = gather([str(tmp_path / "patrols.yaml")], model, Tables(lambda named: core_records))
    assert problems == []
    assert [(o.subject, o.properties.get("start"), o.properties.get("end"), o.provenance.source) for o in records.links] == [
        ("norway", "1990-05-01", "..", "Handbook of Invented Patrols, p. 17 (row 2)"),
        ("denmark", "1991-05", "2001", "Handbook of Invented Patrols, p. 17 (row 3)"),
        ("germany", "1992", None, "Handbook of Invented Patrols (row 4)"),
    ]
