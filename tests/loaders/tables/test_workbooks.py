"""What a person sees in a workbook is what is read: errors, months and years, sheets and titles."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import yaml
from typer.testing import CliRunner

from common.errors import UsageError
from facts.records import Records
from foedera.cli import app
from loaders.tables.codes import Codes
from loaders.tables.files import header_row, look_at, read_table
from loaders.tables.options import Options
from loaders.tables.proposing import propose
from loaders.tables.workbook_cells import MONTH, YEAR, shown_by
from ontology import Model
from tests.loaders.tables.reading import read

LEAGUES = """
entities:
- id: "league-{name}"
  class: Alliance
  name: {column: name}
  founded: {column: from}
"""
DAY = datetime.datetime(1950, 5, 1)


@pytest.mark.parametrize(
    ("code", "length"),
    [
        ("mmm yyyy", MONTH),
        ("[$-409]mmmm\\ yyyy;@", MONTH),
        ("yyyy", YEAR),
        ('"year" yyyy', YEAR),
        ("yyyy-mm-dd", 0),
        ("mmm-yy", MONTH),
        ("mm:ss", 0),
        ("General", 0),
        ("0.00", 0),
        ('0 "years"', 0),
        ("[Yellow]0", 0),
        ("mmm", 0),
        ("dd/mm/yyyy hh:mm", 0),
    ],
)
def test_how_much_of_a_date_is_shown(code: str, length: int) -> None:
    assert shown_by(code) == length


def workbook(rows: list[tuple[object, str]], title: str = "") -> bytes:
    """Leagues with what stands under `from`, and in which format; a second sheet has other ones."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name in ("Leagues & so on", "More"):
            sheet = book.add_worksheet(name)
            above = 2 if title else 0
            sheet.write(0, 0, title)
            sheet.write_row(above, 0, ["name", "from"])
            for number, (value, form) in enumerate(rows, above + 1):
                sheet.write(number, 0, f"{name} {number}")
                style = book.add_format({"num_format": form})
                if isinstance(value, datetime.datetime):
                    sheet.write_datetime(number, 1, value, style)
                elif isinstance(value, str) and value.startswith("#"):
                    sheet.write_formula(number, 1, f"={value}", style, value)
                else:
                    sheet.write(number, 1, value, style)
    return made.getvalue()


def test_a_month_and_a_year_are_no_day(model: Model, tmp_path: Path) -> None:
    rows: list[tuple[object, str]] = [(DAY, "mmm yyyy"), (DAY, "yyyy"), (DAY, "dd.mm.yyyy"), (DAY, "mmm-yy"), (1950, "0"), ("1951-02", "@")]
    found = read(tmp_path, model, Records(), LEAGUES, workbook(rows), "t.xlsx")
    assert found.errors == []
    assert [v for _, p, v in found.claims() if p == "founded"] == ["1950-05", "1950", "1950-05-01", "1950-05", "1950", "1951-02"]


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = (
    f'xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" xmlns:text="{OFFICE}:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def document(rows: list[list[str]]) -> bytes:
    """Rows as LibreOffice writes them into ODS: a date as `day|what is shown`, an error by its sign."""
    lines = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("mimetype", kind)
        tables = f'<table:table table:name="Empty"></table:table><table:table table:name="Leagues">{lines}</table:table>'
        body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        packed.writestr("content.xml", f"<office:document-content {SPACES}>{body}</office:document-content>")
        entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        packed.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0">{entry}</manifest:manifest>')
    return made.getvalue()


def _cell(text: str) -> str:
    day, bar, shown = text.partition("|")
    if bar:
        kind = f'office:value-type="date" office:date-value="{day}" calcext:value-type="date"'
        return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"
    error = ' office:string-value="" calcext:value-type="error"' if text.startswith("#") else ""
    return f'<table:table-cell office:value-type="string"{error}><text:p>{text}</text:p></table:table-cell>'


def test_a_document_of_libreoffice_is_read_as_it_shows_its_cells(model: Model, tmp_path: Path) -> None:
    shown = ["May 1950", "05/1950", "1950", "1 May 1950", "01.05.1950", "mai 1950"]
    rows = [["name", "from"], *([f"A{n}", f"1950-05-01|{text}"] for n, text in enumerate(shown)), ["B", "#DIV/0!"]]
    found = read(tmp_path, model, Records(), f"sheet: Leagues{LEAGUES}", document(rows), "t.ods")
    assert [v for _, p, v in found.claims() if p == "founded"] == ["1950-05", "1950-05", "1950", "1950-05-01", "1950-05-01", "1950-05"]
    assert [e.partition(";")[0] for e in found.errors] == [
        "t.ods:8:2 (Leagues!B8, from): #DIV/0! is an error of the spreadsheet, and no value"
    ]


def test_errors_of_a_spreadsheet_are_told_as_such(model: Model, tmp_path: Path) -> None:
    rows: list[tuple[object, str]] = [("#REF!", "General"), ("#N/A", "General"), (DAY, "yyyy")]
    found = read(tmp_path, model, Records(), LEAGUES, workbook(rows), "t.xlsx")
    assert found.errors == [
        "t.xlsx:2:2 (Leagues & so on!B2, from): #REF! is an error of the spreadsheet, and no value; "
        'mend the cell, or write missing: ["#REF!"] where it says nothing',
        "t.xlsx:3:2 (Leagues & so on!B3, from): #N/A is an error of the spreadsheet, and no value; "
        'mend the cell, or write missing: ["#N/A"] where it says nothing',
    ]
    assert [v for _, p, v in found.claims() if p == "founded"] == ["1950"]
    meant = read(tmp_path, model, Records(), f'missing: ["#N/A", "#REF!"]{LEAGUES}', workbook(rows), "t.xlsx")
    assert meant.errors == []
    csv = read(tmp_path, model, Records(), LEAGUES, "name,from,x\n#NAME?,1950,#REF!\n")
    assert [e.partition(";")[0] for e in csv.errors][-1] == "t.csv:2:1 (row 2, name): #NAME? is an error of the spreadsheet, and no value"


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ([["name", "from"], ["A", "1950"]], 1),
        ([["Leagues of the world", ""], ["", ""], ["name", "from"], ["A", "1950"]], 3),
        ([["Leagues"], ["as of", "2020"], ["a", "b", "c", "d", "e"], ["1", "2", "3", "4", "5"]], 3),
        ([["name"], ["A"]], 1),
        ([], 1),
    ],
)
def test_the_header_is_found_below_titles(rows: list[list[str]], number: int) -> None:
    assert header_row(rows) == number


def test_a_proposal_for_one_of_several_sheets(model: Model, tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(workbook([(DAY, "mmm yyyy")], title="All leagues"))
    options, sheets = look_at(tmp_path / "t.xlsx", Options("More"))
    table, _ = read_table(tmp_path / "t.xlsx", "t.xlsx", options, [])
    text = propose(table, Path("t.xlsx"), Codes(Records, model), model, sheets)
    assert "sheet: More  # others, for --sheet: Leagues & so on\n" in text
    assert "header: 3  # the row of the header\n" in text
    assert yaml.safe_load(text)["entities"][0]["name"] == {"column": "name"}
    (tmp_path / "t.csv").write_text("All leagues, as of 2020\n\nname;from;to\nNorth;1950;1960\n")
    options, sheets = look_at(tmp_path / "t.csv", Options())
    assert (options.header, list(sheets)) == (3, [])


def test_a_sheet_is_one_of_a_workbook(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["new", "table", "memberships", "--sheet", "More"])
    assert isinstance(done.exception, UsageError)
    (tmp_path / "t.xlsx").write_bytes(workbook([(DAY, "yyyy")]))
    done = CliRunner().invoke(app, ["new", "mapping", str(tmp_path / "t.xlsx"), "--sheet", "Mor"])
    assert "there is no sheet 'Mor'; did you mean More" in str(done.exception)
