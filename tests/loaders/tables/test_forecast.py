"""What a large table needs is told before its first row is read, and how much of it is read after that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from facts.records import Records
from loaders.tables import forecast
from loaders.tables.forecast import Forecast, free_mb
from loaders.tables.loading import Tables, read_tables
from ontology import Model
from tests.loaders.tables.reading import HEAD

MAPPING = f"table: t.csv{HEAD}entities: [{{id: {{column: id}}, class: Alliance, name: {{column: name}}}}]\n"


def test_memory_and_time_of_a_million_rows() -> None:
    found = Forecast("t.csv", 1_000_000, 4_000)
    assert str(found) == "t.csv has some 1,000,000 rows, and will take some 950 MB of memory and 8 minutes (0.8 KB and 0.5 ms a row)"
    assert not found.is_short
    short = replace(found, free=500)
    assert short.is_short
    assert str(short).endswith(", but only 500 MB are free; split it, and load the parts one after the other with --append")
    assert not replace(found, free=None).is_short
    assert Forecast("t.csv", 50_000).minutes == 1


def test_only_large_tables_are_told() -> None:
    assert forecast.forecast("t.csv", forecast.LARGE - 1) is None
    found = forecast.forecast("t.csv", forecast.LARGE)
    assert found
    assert 0 < (found.free or 0) <= (free_mb() or 0) * 2


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_is_told_before_the_first_row_is_read(model: Model, tmp_path: Path, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecast, "LARGE", 5_000)
    rows = "".join(f"league-{n},League {n}{end}" for n in range(5_001))
    (tmp_path / "t.csv").write_bytes(f"id,name{end}{rows}".encode())
    (tmp_path / "m.yaml").write_text(MAPPING)
    heard: list[str] = []
    tables = Tables(lambda named: Records(), foretold=lambda f: heard.append(f"{f.rows}"), step=lambda text, n: heard.append(f"{text} {n}"))
    records, problems = read_tables([tmp_path / "m.yaml"], model, tables, Records())
    assert heard == ["5002", f"reading {tmp_path / 't.csv'} 5002", " 2000", " 2000"]
    assert (len(records.claims), problems) == (10_002, [])
