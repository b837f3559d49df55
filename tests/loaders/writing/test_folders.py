"""What is too large for one file of entities is written as several, which load to the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from common.errors import UsageError
from facts.records import Records, in_order
from foedera.cli import app
from graph import Store
from loaders import entity_yaml
from loaders.checks.conforming import check_records, known
from loaders.entity_yaml import to_files, to_yaml, write_yaml
from loaders.held import part_of
from loaders.loading import load
from loaders.sources.gathering import gather
from loaders.writing.journal import pack
from ontology import Model
from rdf.extent import Part

WORLD = """
datasets:
- {id: mine, title: Mine, rank: 9, licence: CC0-1.0}
- {id: theirs, title: Theirs, rank: 10, licence: CC0-1.0}
dataset: mine
source: A handbook
entities:
- {id: sylvania, class: State, name: Sylvania, aliases: [B, A, C], iso3: SYL}
- {id: freedonia, class: State, name: Freedonia, borders: [sylvania]}
- {extends: sylvania, dataset: theirs, name: Silvania}
"""


def test_the_core_is_more_than_one_file_holds(core_records: Records, model: Model) -> None:
    assert to_yaml(in_order(core_records), model) is None


def test_files_of_datasets_say_the_same_together(core_records: Records, model: Model, tmp_path: Path) -> None:
    part = part_of(core_records, Part(datasets=("iso-3166", "geonames", "atop")))
    for name, text in to_files(part, model, most=2_000):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert {"iso-3166.yaml", "iso-3166-2.yaml", "geonames.yaml", "atop.yaml"} <= {f.name for f in tmp_path.iterdir()}
    found, problems = gather([str(tmp_path)], model)
    whole, wrong = check_records(found, model, known(core_records, model))
    assert [*problems, *wrong] == []
    assert pack(in_order(replace(whole, files={}))) == pack(replace(part, files={}))


def test_an_entity_of_many_facts_goes_on_in_a_further_file(model: Model, tmp_path: Path) -> None:
    names = ", ".join(f"Name {n}" for n in range(30, 0, -1))
    (tmp_path / "a.yaml").write_text(f"{WORLD}- {{id: league, class: Alliance, name: League, aliases: [{names}]}}\n")
    records = in_order(gather([str(tmp_path / "a.yaml")], model)[0])
    files = dict(to_files(records, model, most=200))
    assert sum(text.count("- extends: league\n") for text in files.values()) == 3
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "a.yaml").unlink()
    found = in_order(gather([str(tmp_path)], model)[0])
    assert pack(replace(found, files={})) == pack(replace(records, files={}))


def test_a_folder_with_other_files_is_refused(model: Model, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(WORLD)
    records = in_order(gather([str(tmp_path / "a.yaml")], model)[0])
    with pytest.raises(UsageError, match=r"holds other files, which would be loaded with these: .*a\.yaml"):
        write_yaml(tmp_path, records, model)
    assert [f.name for f in write_yaml(tmp_path / "b", records, model)] == ["mine.yaml", "theirs.yaml"]
    assert [f.name for f in write_yaml(tmp_path / "b", records, model)] == ["mine.yaml", "theirs.yaml"]


def test_the_command_says_where_the_files_are(scratch: Store, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text(WORLD)
    version = load(scratch, model, [str(tmp_path / "a.yaml")]).version
    monkeypatch.setattr(entity_yaml, "ONE", 5)
    done = CliRunner().invoke(app, ["export", "-f", "yaml"])
    assert isinstance(done.exception, UsageError)
    assert "--output FOLDER" in str(done.exception)
    out = tmp_path / "all.yaml"
    done = CliRunner().invoke(app, ["export", "-o", str(out)])
    assert done.exit_code == 0, done.output
    folder = tmp_path / "all"
    assert f"{out} would be too large to be loaded; {folder} has 2 files; load it with `foedera load {folder}`" in done.stderr
    again = load(scratch, model, [str(folder)])
    assert not again.changed
    assert again.version == version
