"""One load is taken back, and one dataset brought back, while what others loaded stays; what was loaded comes out as it went in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from common.errors import InputError, NotFoundError
from facts.records import Records
from foedera.cli import app
from graph import Store
from loaders.checks.appending import append
from loaders.entity_yaml import to_yaml
from loaders.held import part_of
from loaders.loading import load
from loaders.sources.reference import versions as versions_of_reference
from loaders.sources.yaml_reading import read_paths
from loaders.writing.journal import Counts, LoadEntry, pack
from loaders.writing.status import find_status
from loaders.writing.sync import LoadOptions, drop_dataset, read_journal
from loaders.writing.undoing import revert_dataset, undo_load
from ontology import Model
from rdf.extent import Part


def write(folder: Path, dataset: str, entities: str) -> str:
    file = folder / f"{dataset}.yaml"
    head = f"datasets: [{{id: {dataset}, title: T, rank: 9, licence: CC0}}]\ndataset: {dataset}\nsource: S\nentities:\n"
    file.write_text(head + entities, encoding="utf-8")
    return str(file)


def names(store: Store) -> dict[str, str]:
    rows = store.driver.execute_query("MATCH (n:FoederaState) RETURN n.id AS id, n.name AS name").records
    return {row["id"]: row["name"] for row in rows}


@pytest.fixture
def versions(scratch: Store, model: Model, tmp_path: Path) -> list[str]:
    """Data versions of three loads: mine, mine again, theirs."""
    texts = [("mine", "- {id: sylvania, class: State, name: Old}"), ("mine", "- {id: sylvania, class: State, name: New}")]
    texts.append(("theirs", "- {id: freedonia, class: State, name: Freedonia, borders: sylvania}"))
    return [load(scratch, model, [write(tmp_path, dataset, text)]).version for dataset, text in texts]


def test_one_load_is_taken_back_and_later_ones_of_others_stay(scratch: Store, model: Model, versions: list[str]) -> None:
    with pytest.raises(NotFoundError, match=r"theirs is a dataset, and no load \(its last load is .*/theirs; `foedera drop theirs`"):
        undo_load(scratch, model, "theirs", LoadOptions())
    undo_load(scratch, model, versions[1], LoadOptions())
    assert names(scratch) == {"sylvania": "Old", "freedonia": "Freedonia"}
    with pytest.raises(InputError, match="dataset theirs says borders of sylvania, which would be gone"):
        undo_load(scratch, model, versions[0], LoadOptions())
    undo_load(scratch, model, read_journal(scratch)[-1].id, LoadOptions())
    assert names(scratch)["sylvania"] == "New"
    with pytest.raises(InputError, match=r"dataset mine was loaded again since.*revert LOAD --dataset mine"):
        undo_load(scratch, model, read_journal(scratch)[-2].id, LoadOptions())
    with pytest.raises(InputError, match="dataset theirs says borders of sylvania, which would be gone"):
        drop_dataset(scratch, model, "mine", LoadOptions())
    revert_dataset(scratch, model, versions[0], "mine", LoadOptions())
    assert names(scratch) == {"sylvania": "Old", "freedonia": "Freedonia"}
    assert CliRunner().invoke(app, ["undo", read_journal(scratch)[-1].id, "--yes"]).exit_code == 0
    assert names(scratch)["sylvania"] == "New"
    with pytest.raises(NotFoundError, match="never held a dataset"):
        revert_dataset(scratch, model, versions[0], "nobody", LoadOptions())


def test_what_an_older_foedera_derived_otherwise_is_no_change_of_an_undo(scratch: Store, versions: list[str]) -> None:
    scratch.driver.execute_query("MATCH (v:FoederaDataVersion) SET v.derivation = 'older'")
    scratch.driver.execute_query("MATCH (n:FoederaState) SET n.note = 'derived by an older one'")
    told = CliRunner().invoke(app, ["undo", versions[1], "--dry-run"]).stdout
    assert told.splitlines() == ["~ sylvania", "  - name: New", "  + name: Old"]


def test_what_is_checked_now_is_said_in_words(scratch: Store, model: Model, tmp_path: Path) -> None:
    text = "- {{id: a-league, class: Alliance, name: A League, founded: {{value: 1950, verification: {}}}}}"
    load(scratch, model, [write(tmp_path, "mine", text.format("UNCHECKED"))])
    file = write(tmp_path, "mine", text.format("CHECKED"))
    assert CliRunner().invoke(app, ["load", file, "--dry-run"]).stdout.splitlines() == ["~ a-league", "  + checked: founded"]
    (change,) = json.loads(CliRunner().invoke(app, ["load", file, "--dry-run", "--json"]).stdout)["changes"]
    assert (change["fields"], change["checked"], change["unchecked"]) == ([], ["founded"], [])
    load(scratch, model, [file])
    write(tmp_path, "mine", text.format("UNCHECKED"))
    assert CliRunner().invoke(app, ["load", file, "--dry-run"]).stdout.splitlines() == ["~ a-league", "  - checked: founded"]


def test_status_names_what_is_loaded_and_what_is_not_yet(scratch: Store, versions: list[str], tmp_path: Path) -> None:
    found = json.loads(CliRunner().invoke(app, ["status", "--json"]).stdout)
    assert (found["dataVersion"], found["current"]) == (versions[-1], True)
    assert [(d["dataset"], d["records"], d["files"], d["pending"]) for d in found["datasets"]] == [("mine", 3, 1, []), ("theirs", 4, 1, [])]
    (tmp_path / "mine.yaml").write_text("other", encoding="utf-8")
    assert [d.pending for d in find_status(read_journal(scratch))] == [((str(tmp_path / "mine.yaml"), "changed"),), ()]


def test_reference_data_waits_to_be_loaded_when_it_has_another_version() -> None:
    loaded = versions_of_reference()
    for name, pending in (("", ()), ("pycountry", (("pycountry", "changed"),))):
        files = tuple(f"{file} {'1.0' if file == name else hash_}" for file, hash_ in loaded.items())
        entry = LoadEntry("run/iso-3166", "iso-3166", "hash", "2026-11-27", "2026-11-27", "curator", Counts(), "version", files)
        assert [d.pending for d in find_status([entry])] == [pending]


def test_a_dataset_comes_out_as_it_was_loaded(scratch: Store, model: Model, versions: list[str], tmp_path: Path) -> None:
    file = str(tmp_path / "out.yaml")
    assert CliRunner().invoke(app, ["export", "--dataset", "theirs", "-o", file]).exit_code == 0
    assert not load(scratch, model, [file]).changed
    done = CliRunner().invoke(app, ["export", "--entity", "sylvania", "-f", "yaml"])
    (tmp_path / "out.yaml").write_text(done.stdout, encoding="utf-8")
    assert load(scratch, model, [file], LoadOptions(append=True)).version == versions[-1]


@pytest.mark.parametrize("entity", ["nato", "frontex", "united-kingdom"])
def test_entities_of_the_core_come_out_as_they_were_loaded(core_records: Records, model: Model, tmp_path: Path, entity: str) -> None:
    part = part_of(core_records, Part(entities=(entity,)))
    (tmp_path / "out.yaml").write_text(to_yaml(part, model) or "", encoding="utf-8")
    found, problems = read_paths([tmp_path / "out.yaml"], model)
    assert problems == []
    whole, wrong = append(found, part, core_records, model)
    assert wrong == []
    assert len(part.claims) > 5
    assert pack(whole) == pack(part)
