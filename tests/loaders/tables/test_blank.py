"""A workbook to fill in is read as it is, and says what its columns mean."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from foedera.__main__ import main
from loaders.tables.blank import workbook
from loaders.tables.files import read_table
from loaders.tables.options import Options
from loaders.tables.worded import columns_for
from ontology import Model


def test_a_workbook_has_the_columns_of_the_table(model: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "members.xlsx"
    assert main(["new", "table", "memberships", "-o", str(file)]) == 0
    assert "members.xlsx is written" in capsys.readouterr().err
    table, _ = read_table(file, "members.xlsx", Options(), [])
    assert list(table.header.columns) == columns_for("memberships", model)
    assert list(table.rows) == []
    assert main(["new", "table", "memberships", "-o", str(file)]) == 2
    assert main(["new", "table", "memberships", "-o", str(tmp_path / "members.ods")]) == 2
    assert "neither CSV nor XLSX" in capsys.readouterr().err


def test_notes_say_what_columns_mean_and_lists_offer_words(model: Model) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(columns_for("treaty", model), model))) as parts:
        notes = parts.read("xl/comments1.xml").decode()
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert model.classes["Treaty"].properties["name"].comment in notes
    assert '<dataValidation type="list"' in sheet
    assert 'state="frozen"' in sheet
