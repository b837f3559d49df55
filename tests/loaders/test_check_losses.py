"""`foedera check` names what a load would take away, as the load itself does; the JSON of a dry run has it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedera.__main__ import main
from graph import Store
from loaders.loading import load
from ontology import Model

TWO = """\
datasets: [{id: d, title: D, rank: 50, licence: CC0-1.0}]
dataset: d
source: a book
entities:
- {id: freedonia, class: State, name: Freedonia}
- {id: sylvania, class: State, name: Sylvania}
"""
ONE = TWO.rpartition("- {id")[0]


@pytest.mark.usefixtures("scratch")
def test_what_a_load_would_take_away_is_named(scratch: Store, model: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(TWO)
    load(scratch, model, [str(file)])
    capsys.readouterr()
    words = "dataset d loses 2 of its 4 statements: sylvania (2 statements)"
    assert main(["check", str(file), "--against", "store"]) == 0
    assert "loses" not in capsys.readouterr().err
    file.write_text(ONE)
    assert main(["check", str(file), "--against", "store"]) == 0
    assert f"{words}; a load needs --replace for this\n" in capsys.readouterr().err
    assert main(["check", str(file), "--append", "--against", "store"]) == 0
    assert "loses" not in capsys.readouterr().err
    assert main(["check", str(file), "--against", "store", "--format", "json"]) == 0
    [told] = json.loads(capsys.readouterr().out)["losses"]
    assert main(["load", str(file), "--dry-run", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["losses"] == [told]
    assert (told["lost"], told["needsReplace"], found["warnings"]) == (2, True, [])
    assert [one["id"] for one in found["changes"]] == ["sylvania"]
    (tmp_path / "e.yaml").write_text(ONE)
    assert main(["check", str(tmp_path / "e.yaml"), "--against", "store"]) == 0
    assert f"it was loaded from {file}" in capsys.readouterr().err
