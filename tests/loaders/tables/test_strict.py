"""What a table does not say for sure is told with its row, and never read as something else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from common.errors import InputError, UsageError
from facts.records import Location, Records
from loaders.sources.lines import read_lines
from loaders.tables.exceptions import write_unknown
from loaders.tables.files import read_table
from loaders.tables.options import Options
from loaders.tables.report import Unknown
from loaders.tables.rows import TableError
from ontology import Model
from tests.loaders.tables.reading import Read, read

LEAGUES = """
entities:
- id: "league-{name}"
  class: Alliance
  name: {column: name}
  founded: {column: from}
"""


def leagues(folder: Path, model: Model, table: str | bytes, name: str = "t.csv", mapping: str = LEAGUES) -> Read:
    return read(folder, model, Records(), mapping, table, name)


@pytest.mark.parametrize(
    ("table", "error"),
    [
        ('name,from,x\nNorth,1990,1\n"South,1991,1\nEast,1992,1\n', 't.csv:3:1 (row 3): a quote is not closed in row 3: "South,1991,1'),
        ('name,from,x\n"North" Pole,1990,1\n', 't.csv:2:1 (row 2): text stands behind a closing quote in row 2: "North" Pole,1990,1'),
        ('name,from,x\n "South, or so",1991\n', 't.csv:2:1 (row 2): a quote stands in a cell without quotes: "South'),
        ('name,from,x\nNorth "N",1991,1\n', 't.csv:2:1 (row 2): a quote stands in a cell without quotes: North "N"'),
        ("name,from,x\nNorth,1990\n", "t.csv:2:1 (row 2): the row has 2 cells, and the header 3: North | 1990"),
        ("name,from,x\n\nNorth,1990,1,2\n", "t.csv:3:1 (row 3): the row has 4 cells, and the header 3: North | 1990 | 1 | 2"),
    ],
)
def test_rows_of_csv_that_are_not_as_the_header(model: Model, tmp_path: Path, table: str, error: str) -> None:
    assert error in "\n".join(leagues(tmp_path, model, table).errors)


def test_csv_as_it_is_meant_to_be(model: Model, tmp_path: Path) -> None:
    found = leagues(tmp_path, model, 'name,from,x\n"North ""N"", or\nso",1990,\n\n,,\nSouth,1991,1\n')
    assert found.errors == []
    assert [v for _, p, v in found.claims() if p == "name"] == ['North "N", or\nso', "South"]
    tabs = leagues(tmp_path, model, 'name\tfrom\nNorth "N"\t1990\n', "t.tsv")
    assert tabs.errors == []


def test_names_that_make_one_id_or_none(model: Model, tmp_path: Path) -> None:
    found = leagues(tmp_path, model, "name,from\nA & B,1990\nA B,1991\n日本,1992\na  & b,1990\n")
    assert found.errors == [
        "t.csv:3:1 (row 3, name): 'A B' makes the id league-a-b, as 'a & b' does in row 2, name; "
        'write both alike if they are the same; else make the id of another column, or of more: id: "{iso3}", or id: "{name}-{year}"',
        "t.csv:4:1 (row 4, name): nothing of '日本' is left in an id, which has letters from a to z, digits and hyphens; "
        'make the id of another column, or of more: id: "{iso3}", or id: "{name}-{year}"',
    ]
    cells = leagues(tmp_path, model, "name,from\n日本,1992\n", mapping=LEAGUES.replace('"league-{name}"', "{column: name}"))
    assert "nothing of '日本' is left in an id" in cells.errors[0]


def test_columns_of_an_id_are_told_apart(model: Model, tmp_path: Path) -> None:
    mapping = LEAGUES.replace('"league-{name}"', '"{name}-{x}"')
    found = leagues(tmp_path, model, "name,x,from\nA-B,C,1990\nA,B-C,1991\n", mapping=mapping)
    assert "'A and B-C' makes the id a-b-c, as 'a-b and c' does in row 2, name" in found.errors[0]


def test_references_by_templates_are_made_as_ids_are(model: Model, tmp_path: Path) -> None:
    mapping = """
entities:
- id: "state-{name}"
  class: State
  name: {column: name}
- id: league
  class: Alliance
  name: League
  members: [{ref: "state-{name}"}, "iso3:{code}"]
- extends: "state-{name}"
  aliases: {column: code}
"""
    found = leagues(tmp_path, model, "name,code\nNew Zealand,NZL\n", mapping=mapping)
    assert found.errors == []
    assert [one[1:3] for one in found.links()] == [("state-new-zealand", "league"), ("iso3:NZL", "league")]
    assert ("state-new-zealand", "aliases", "NZL") in found.claims()


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            '[{"name": "A", "from": "1"},\n{"name": "B", "name": "C"}]',
            "t.json:2:1 (row 2, name): the key 'name' stands twice in one object",
        ),
        ('{"A": {"name": "A"},\n"A": {"name": "B"}}', "t.json:2:1 (row 2, A): the key 'A' stands twice"),
        ('[{"name": "A\\ud800"}]', "t.json:1:1 (row 1, name): half of a character"),
        ('[{"name": "A", "from": 1e400}]', "t.json:1:1 (row 1, from): the number 1e400 is larger than programs keep"),
        ('[{"name": "A", "from": 1180591620717411303424}]', "(row 1, from): the number 1180591620717411303424 has more digits"),
        (f'[{{"name": "A", "from": {"9" * 5000}}}]', "(row 1, from): the number 9999"),
        ('[{"name": "A", "from": [NaN]}]', "t.json:1:1 (row 1, from): NaN is no value of JSON; write null"),
        ('[{"name": "A"} {"name": "B"}]', "t.json:1:16: not JSON: Expecting ',' delimiter"),
        ('[{"name": "A"},]', "not JSON: Illegal trailing comma"),
        ('[{"name": "A"}] x', "t.json:1:17: not JSON: Extra data"),
        ("[", "not JSON: Expecting value"),
        ("12", "the file holds no list"),
    ],
)
def test_json_that_programs_read_differently(model: Model, tmp_path: Path, text: str, error: str) -> None:
    assert error in "\n".join(leagues(tmp_path, model, text, "t.json").errors)


def test_json_as_it_is_meant_to_be(model: Model, tmp_path: Path) -> None:
    text = '[{"name": "A \\ud83d\\ude00", "from": 1990},\n{"name": "B", "from": "1991", "x": [1, 2.5, null, true]}]'
    found = leagues(tmp_path, model, text.encode("utf-8-sig"), "t.json")
    assert found.errors == []
    assert [v for _, p, v in found.claims() if p == "founded"] == ["1990", "1991"]
    lines = leagues(tmp_path, model, '{"name": "A", "from": 1990}\n{"name": "B", "from": NaN}\n', "t.jsonl")
    assert ["(row 2, from): NaN is no value of JSON" in e for e in lines.errors] == [True]


def test_entities_as_json_lines_are_read_as_strictly(model: Model, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "class": "State", "name": "A", "name": "B"}\n{"id": "b", "name": NaN}\n')
    _, problems = read_lines([tmp_path / "a.jsonl"], model)
    assert [(p.rule, p.location.line, p.location.cell) for p in problems] == [("F105", 1, "name"), ("F104", 2, "name")]


def test_short_years_are_no_years(model: Model, tmp_path: Path) -> None:
    mapping = LEAGUES.replace("{column: from}", "{year: from, month: m}")
    found = leagues(tmp_path, model, "name,from,m\nA,49,8\nB,1949.0,8\nC,476,0\n", mapping=mapping)
    assert [v for _, p, v in found.claims() if p == "founded"] == ["49-08", "1949-08", "0476"]
    spells = f"spells: {{of: [name], year: from}}\n{LEAGUES.replace('{column: from}', '{column: start}')}"
    short = leagues(tmp_path, model, "name,from\nA,49\nA,50\n", mapping=spells)
    assert "t.csv:2:2 (row 2, from): from is '49', which is no year" in "\n".join(short.errors)


def test_rows_of_a_spreadsheet_are_counted_as_it_shows_them(model: Model, tmp_path: Path) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Leagues")
        sheet.write_row(2, 0, ["name", "from"])
        sheet.write_row(5, 0, ["North", "1990"])
        sheet.write_row(8, 0, ["South", "never"])
    mapping = 'header: 3\nsource: "{sheet}, row {row}"\n' + LEAGUES
    head = "datasets: [{id: mine, title: Mine, rank: 300, licence: CC0-1.0}]\ndataset: mine\n"
    found = leagues(tmp_path, model, made.getvalue(), "t.xlsx", head + mapping)
    assert {c.provenance.source for c in found.records.claims} == {"Leagues, row 6", "Leagues, row 9"}
    assert found.reports[0].left == {"empty": 4}


def test_a_file_of_codes_is_read_as_strictly_and_never_lost(model: Model, tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    mapping = "exceptions: codes.csv\n" + LEAGUES.replace("{column: from}", "{column: from, terms: {A: '1990'}}")
    file.write_text("column;code;means\nfrom;X;'1991'\nfrom;Y;-\n".replace("'", ""))
    found = leagues(tmp_path, model, "name,from\nA,A\nB,X\nC,Y\n", mapping=mapping)
    assert found.errors == []
    assert [v for _, p, v in found.claims() if p == "founded"] == ["1990", "1991"]
    file.write_text("column,code,means\nfrom,X\n")
    assert (
        "codes.csv:2:1 (row 2): the row has 2 cells, and the header 3"
        in leagues(tmp_path, model, "name,from\nB,X\n", mapping=mapping).errors[0]
    )
    other = tmp_path / "codes"
    assert (write_unknown(other, []), write_unknown(other, [])) == (0, 0)
    file.write_text("my notes\nnot to be lost\n")
    with pytest.raises(InputError, match="has the columns column, code and means"):
        write_unknown(file, [])
    assert file.read_text() == "my notes\nnot to be lost\n"


@pytest.mark.parametrize(
    ("table", "name", "count"),
    [
        ("name,from,x\nNorth,1990\nSouth,1991\n", "t.csv", 2),
        ("name,from\nNorth,1990,1\n", "t.csv", 1),
        ('{"name": "A" "from": 1990}\n{"name": NaN}\n', "t.jsonl", 2),
        ("name,from\n,\n", "t.csv", 1),
    ],
)
def test_where_rows_are_refused_nothing_more_is_told(model: Model, tmp_path: Path, table: str, name: str, count: int) -> None:
    found = leagues(tmp_path, model, table, name).errors
    assert len(found) == count
    assert any("has no rows below" in one for one in found) == (table == "name,from\n,\n")


def test_a_file_of_codes_keeps_what_a_curator_adds(tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    file.write_bytes("\ufeffcode;column;means;who decided\nX;from;1991;Åse\n".encode())
    new = Unknown("from", "Y", "no date", Location("t.csv", 3, 2))
    assert write_unknown(file, [new]) == 1
    assert file.read_text(encoding="utf-8") == (
        "\ufeffcode;column;means;who decided;from;until;rows;first;why\nX;from;1991;Åse;;;;;\nY;from;;;;;1;t.csv:3:2;no date\n"
    )
    before = file.read_bytes()
    assert write_unknown(file, [new]) == 0
    assert file.read_bytes() == before
    with pytest.raises(UsageError, match="codes are written as CSV"):
        write_unknown(tmp_path / "codes.xlsx", [new])


def test_remedies_are_those_of_what_is_read(model: Model, tmp_path: Path) -> None:
    """A mapping says how a table is written; where there is none, the table has to be mended."""
    latin, empty = "name,from\nCôte,1990\n".encode("latin-1"), ",\nname,from\n"
    assert "write encoding: cp1252 into the mapping" in leagues(tmp_path, model, latin).errors[0]
    assert "header: 3" in leagues(tmp_path, model, empty).errors[0]
    for table, remedy in ((latin, "save it as UTF-8 (from Excel: CSV UTF-8)"), (empty.encode(), "delete what stands above it")):
        (tmp_path / "n.csv").write_bytes(table)
        with pytest.raises(TableError) as raised:
            read_table(tmp_path / "n.csv", "n.csv", Options(), [])
        assert raised.value.problem.remedy == remedy
