"""Loads that derive only what they can change leave the graph that all records together lead to, and `verify` finds what others changed."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from foedera.cli import app
from graph import Store
from loaders.loading import load
from loaders.writing.sync import LoadOptions, drop_dataset
from loaders.writing.verifying import repair, verify
from ontology import Model

HEAD = "datasets: [{{id: {dataset}, title: T, rank: {rank}, licence: CC0}}]\ndataset: {dataset}\nsource: S\nentities:\n"
PEOPLES = """
- {id: sylvania, class: State, name: Sylvania, aliases: [The Woods]}
- {id: freedonia, class: State, name: Freedonia, borders: sylvania}
- id: pact
  class: AllianceTreaty
  name: Pact of Friends
  signed: 1921-03-01
  inForce: 1922
  establishes: friends
  parties: [{ref: sylvania, signed: 1921-03-01}, {ref: freedonia, start: 1922-05-01, end: 1930}]
- id: friends
  class: Alliance
  name: The Friends
  members: [{ref: sylvania, start: 1922}, {ref: freedonia, start: 1922-05, end: 1931}]
- {id: watch, class: BorderAgency, name: Watch, agencyOf: freedonia}
"""

FREE = "- {extends: freedonia, aliases: [Land of the Free]}"


def write(folder: Path, dataset: str, entities: str, rank: int = 9) -> str:
    file = folder / f"{dataset}.yaml"
    file.write_text(HEAD.format(dataset=dataset, rank=rank) + entities, encoding="utf-8")
    return str(file)


def test_every_load_leaves_what_all_records_lead_to(scratch: Store, model: Model, tmp_path: Path) -> None:
    loads = [
        ("mine", PEOPLES, 9),
        (
            "theirs",
            "- {extends: freedonia, aliases: [Land of the Free]}\n- {extends: friends, members: {ref: freedonia, start: 1923, end: 1932}}",
            5,
        ),
        ("mine", PEOPLES.replace("1921-03-01\n", "1921-04\n").replace("Pact of Friends", "Friendship Pact"), 9),
        ("others", "- {id: osterlich, class: State, name: Osterlich}\n- {extends: pact, parties: {ref: osterlich, start: 1925}}", 1),
        ("theirs", "- {extends: freedonia, aliases: [Land of the Free], note: N}\n- {extends: watch, dissolved: 1940}", 5),
        ("theirs", "- {extends: freedonia, aliases: [Land of the Free], note: N}", 95),
    ]
    for dataset, text, rank in loads:
        load(scratch, model, [write(tmp_path, dataset, text, rank)], LoadOptions(replace=True))
        assert not verify(scratch, model), (dataset, text)
    drop_dataset(scratch, model, "theirs", LoadOptions())
    assert not verify(scratch, model)


def test_what_others_changed_is_found_and_brought_back(scratch: Store, model: Model, tmp_path: Path) -> None:
    result = load(scratch, model, [write(tmp_path, "mine", PEOPLES)])
    scratch.driver.execute_query("MATCH (n:FoederaState {id: 'sylvania'}) SET n.name = 'Sylvania the Great'")
    scratch.driver.execute_query("MATCH (:FoederaState {id: 'freedonia'})-[r:FOEDERA_MEMBER_OF]->() DELETE r")
    found = CliRunner().invoke(app, ["verify"])
    assert found.exit_code == 1
    assert "~ sylvania\n  - name: Sylvania the Great\n  + name: Sylvania\n" in found.stdout
    assert "+ memberOf friends 1922-05/1931 [mine]" in found.stdout
    assert "2 nodes and relationships are otherwise" in found.stderr
    assert repair(scratch, model, LoadOptions()).version == result.version
    assert not verify(scratch, model)
