"""`foedera correct --from`: a correction in each row, and what is wrong with its row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from common.errors import InputError, UsageError
from facts.records import Records
from foedera.cli import app
from graph import Store
from loaders.checks.conforming import check_records, known
from loaders.editing.correcting import Correction
from loaders.editing.correcting_tables import write_corrections
from loaders.loading import load
from loaders.sources.gathering import read_text
from ontology import Model
from tests.loaders.test_correcting import world

WORLD = """
datasets:
- {id: core, title: Core, rank: 10, licence: CC0-1.0}
dataset: core
source: A handbook
entities:
- {id: france, class: State, name: France, iso3: FRA}
- {id: sweden, class: State, name: Sweden, iso3: SWE}
- id: nato
  class: Alliance
  name: NATO
  founded: 1949-04-04
  members:
  - {ref: sweden, start: 2024-03-07, end: .., role: member}
  - {ref: france, start: 1949-04-04, end: 1966-06-30}
  - {ref: france, start: 2009-04-04, end: ..}
"""
USUAL = Correction("", "", "", "A letter")


@pytest.fixture
def held(model: Model) -> Records:
    """What the graph holds."""
    return world(WORLD, model)


def written(tmp_path: Path, text: str, held: Records, model: Model, usual: Correction = USUAL) -> str:
    file = tmp_path / "corrections.csv"
    file.write_text(text, encoding="utf-8")
    return write_corrections(file, usual, held, model)


def test_rows_become_one_file(tmp_path: Path, held: Records, model: Model) -> None:
    table = """\
id,what,value,start,end,source,note,spell
nato,founded,1949-08-24,,,,entry into force,
nato,members,iso3:SWE,2024-03-08,,A protocol,,
nato,members,france,,1966-07-01,,,1949-04-04
nato,members,iso3:FRA,2009-04-03,,A decree,,2009-04-04
iso3:SWE,capital,Stockholm,,,An atlas,,
"""
    text = written(tmp_path, table, held, model)
    assert (
        text.partition("entities:\n")[2]
        == """\
- extends: nato
  founded: 1949-08-24
  conflicts:
  - {topic: founded, explanation: entry into force}

- extends: nato
  source: A protocol
  members:
  - {ref: iso3:SWE, start: 2024-03-08, end: .., role: member}

- extends: nato
  members:
  - {ref: france, start: 1949-04-04, end: 1966-07-01}
  - {ref: france, start: 2009-04-03, end: .., source: A decree}

- {extends: iso3:SWE, capital: Stockholm, source: An atlas}
"""
    )
    found, problems = check_records(read_text(text, model)[0], model, known(held, model))
    assert problems == []
    assert len(found.links) == 3


def test_all_that_is_wrong_is_told_with_row_and_column(tmp_path: Path, held: Records, model: Model) -> None:
    table = """\
entity;property;object;start;source
natoo;founded;1949;;A book
nato;founde;1949;;A book
nato;members;swedn;;A book
nato;founded;soon;;A book
nato;members;sweden;2024-13-01;A book
nato;members;france;2009;A book
nato;founded;1950;2009;A book
"""
    with pytest.raises(InputError) as refused:
        written(tmp_path, table, held, model)
    lines = [line.removeprefix(f"{tmp_path}/") for line in refused.value.message.splitlines()]
    assert [line.partition("; ")[0].partition(": ")[0] for line in lines] == [
        "corrections.csv:2:1 (row 2, entity)",
        "corrections.csv:3:2 (row 3, property)",
        "corrections.csv:4:3 (row 4, object)",
        "corrections.csv:5:3 (row 5, object)",
        "corrections.csv:6:4 (row 6, start)",
        "corrections.csv:7:1 (row 7)",
        "corrections.csv:8:1 (row 8)",
    ]
    assert "did you mean nato" in lines[0]
    assert "related more than once" in lines[5]
    assert "7 problems; nothing was written" in str(refused.value)


def test_every_cell_is_looked_at_whatever_is_wrong_with_others(tmp_path: Path, held: Records, model: Model) -> None:
    table = """\
id,what,value,start
nato,members,,2024
natoo,members,iso3:SWX,2024
,mebmers,sweden,2024
nato,founded,1949-13-01,
"""
    with pytest.raises(InputError) as error:
        written(tmp_path, table, held, model)
    assert [line.partition(": ")[0].rpartition("/")[2] for line in error.value.message.splitlines()] == [
        "corrections.csv:2:3 (row 2, value)",
        "corrections.csv:3:1 (row 3, id)",
        "corrections.csv:3:3 (row 3, value)",
        "corrections.csv:4:1 (row 4, id)",
        "corrections.csv:5:3 (row 5, value)",
    ]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("id,what\n", "there is no column value"),
        ("id,what,value,strat\n", "did you mean start"),
        ("id,what,value\n", "has no rows"),
        ("id,what,value\nnato,,1949\n", "(row 2, what): what is empty"),
        ("id,what,value,source\nnato,founded,1949,\n", "(row 2, source): source is empty"),
    ],
)
def test_a_table_that_is_none_of_corrections(tmp_path: Path, held: Records, model: Model, table: str, words: str) -> None:
    with pytest.raises((InputError, UsageError)) as refused:
        written(tmp_path, table, held, model, Correction("", "", "", ""))
    assert words in str(refused.value)


def test_the_command(scratch: Store, model: Model, tmp_path: Path) -> None:
    (tmp_path / "world.yaml").write_text(WORLD, encoding="utf-8")
    load(scratch, model, [str(tmp_path / "world.yaml")])
    table, file = tmp_path / "corrections.csv", tmp_path / "mine.yaml"
    table.write_text("id,what,value,source\nnato,founded,1949-08-24,A letter\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["correct", "--from", str(table), "-o", str(file)])
    assert done.exit_code == 0, done.output
    assert "1949-08-24" in done.stdout
    assert file.read_text().endswith("entities:\n- {extends: nato, founded: 1949-08-24}\n")
    assert "leave out the rest" in str(CliRunner().invoke(app, ["correct", "nato", "--from", str(table)]).exception)
    assert "nothing says what is to be corrected" in str(CliRunner().invoke(app, ["correct", "nato"]).exception)
