"""Names that are looked up are read as strictly as tables that are loaded, and a list of lines stays one."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from facts.records import Problem
from loaders.tables.names import read_names
from loaders.tables.rows import TableError

KNOWN = {"Ghana", "Burma", "Korea, Rep."}


def read(folder: Path, name: str, content: str | bytes, *told: str) -> tuple[tuple[str, ...], list[list[str]], list[str]]:
    """The columns and the cells of a file, and what is wrong with it."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        found, problems = read_names(folder / name, told or ("", ""), KNOWN.__contains__)
    except TableError as error:
        return (), [], [_short(error.problem, folder)]
    return found.columns, [[*row.cells.values()] for row in found.rows], [_short(p, folder) for p in problems]


def _short(problem: Problem, folder: Path) -> str:
    return str(problem).replace(f"{folder}/", "")


def test_a_table_and_a_list(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "\ufeffname;year\nBurma;1960\n") == (("name", "year"), [["Burma", "1960"]], [])
    assert read(tmp_path, "a.csv", "\n\nland|year\nBurma|\n\n|\n", "land", "") == (("land", "year"), [["Burma", ""]], [])
    assert read(tmp_path, "a.csv", "Burma,1960\nGhana,1957\n") == (("column_1", "column_2"), [["Burma", "1960"], ["Ghana", "1957"]], [])
    assert read(tmp_path, "a.csv", "sep=;\nland;year\nGhana;1957\n") == (("land", "year"), [["Ghana", "1957"]], [])
    assert read(tmp_path, "a.csv", "sep=;\nGhana;1957\n") == (("column_1", "column_2"), [["Ghana", "1957"]], [])
    assert read(tmp_path, "a.txt", "Korea, Rep.\n\nBurma\n") == (("name",), [["Korea, Rep."], ["Burma"]], [])
    assert read(tmp_path, "a.csv", 'Country\n"Korea, Rep."\n') == (("Country",), [["Korea, Rep."]], [])
    assert read(tmp_path, "a.csv", "name,,name\nBurma,x,y\n") == (("name", "(2)", "name (2)"), [["Burma", "x", "y"]], [])
    assert read(tmp_path, "a.json", '[{"name": "Burma"}]') == (("name",), [["Burma"]], [])


def test_sheets_with_and_without_a_header(tmp_path: Path) -> None:
    for rows, columns in (([["country", "y"], ["Burma", 1960]], ("country", "y")), ([["Burma", 1960]], ("column_1", "column_2"))):
        made = io.BytesIO()
        with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows, 2):
                sheet.write_row(number, 0, row)
        assert read(tmp_path, "a.xlsx", made.getvalue()) == (columns, [["Burma", "1960"]], [])


@pytest.mark.parametrize(
    ("table", "errors"),
    [
        ('name,year\nBurma,1\n"Ghana,2\nX,3\n', ['(row 3): a quote is not closed in row 3: "Ghana,2']),
        (
            "name,year\nBurma\nGhana,1,2\n",
            ["(row 2): the row has 1 cell, and the header 2", "(row 3): the row has 3 cells, and the header 2"],
        ),
        ("Burma,1960\nGhana\n", ["(row 2): the row has 1 cell, and the first row 2: Ghana"]),
        ('name,year\n "Korea, Rep.",1\n', ["(row 2): a quote stands in a cell without quotes"]),
        ('Country\n"Korea, Rep.\nBurma\n', ['(row 2): a quote is not closed: "Korea, Rep.']),
        ("name,year\nBurma,1\n".encode("utf-16"), [":1:1: the file is UTF-16; save it as UTF-8 (from Excel: CSV UTF-8)"]),
        ("name,year\nBurma,1\nCôte,2\n".encode("latin-1"), [":3:1: byte 0xf4 is not UTF-8; save it as UTF-8"]),
    ],
)
def test_what_is_read_by_guesses_elsewhere_is_refused_with_its_row(tmp_path: Path, table: str | bytes, errors: list[str]) -> None:
    told = read(tmp_path, "a.csv", table)[2]
    assert [error in one for error, one in zip(errors, told, strict=True)] == [True] * len(errors), told
