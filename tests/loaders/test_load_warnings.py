"""A load and `foedera check` say the same of a file: errors refuse it, warnings are reported with the load."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from common.errors import InputError
from foedera.cli import app
from graph import Store
from loaders.checks.run import check
from loaders.loading import load
from loaders.writing.sync import LoadOptions
from ontology import Model
from tests.loaders.checks.conftest import HEAD, WORLD

ODD = {
    "F407": "- {id: one, class: Alliance, name: One, partOf: two}\n- {id: two, class: Alliance, name: Two, partOf: one}",
    "F503": "- {id: one, class: Alliance, name: One, founded: 1990-05-01, members: [{ref: denmark, start: 1980, end: ..}]}",
    "F505": "- {id: one, class: Alliance, name: One, members: [{ref: denmark, start: 1951}, {ref: denmark, start: 1951, role: member}]}",
    "F602": "- {id: one, class: Alliance, name: One, retrieved: 2026-01-02}",
    "F701": "- {id: one, class: Alliance, name: Northern Pact}",
    "F703": "- {id: office, class: BorderAgency, name: Coast Patrol of Norway}",
    "F801": "- {extends: pact, members: [{ref: denmark, start: 1960, end: ..}]}",
}
SAME_DAY = (
    "- {id: one, class: Alliance, name: One, members: [{ref: denmark, start: 1951, end: 1960-06-30}, {ref: denmark, start: 1960-06-30}]}"
)
WRONG = {
    "F308": "- {id: one, class: Alliance, name: One, partOf: one}",
    "F306": "- {id: one, class: Alliance, name: North\u200bern}",
    "F309": "- {id: one, class: Alliance, name: One, aliases: [nan]}",
    "F405": "- {id: one, class: State, name: One, iso3: DNK}",
    "F205": "- {id: one, class: Alliance, name: One}\n- {id: one, class: Alliance, name: One}",
}
COMPLETE = "- {id: pact, class: Alliance, name: Northern Pact, aliases: [NP], covers: [{relation: members, complete: true, until: 2020}]}"


@pytest.fixture
def world(scratch: Store, model: Model, tmp_path: Path) -> Store:
    """A store with a small world, in which the list of the pact is complete."""
    file = tmp_path / "world.yaml"
    old = next(line for line in WORLD.splitlines() if "id: pact" in line)
    file.write_text(WORLD.replace(old, COMPLETE), encoding="utf-8")
    load(scratch, model, [str(file)])
    return scratch


def written(folder: Path, text: str) -> str:
    file = folder / "odd.yaml"
    file.write_text(f"{HEAD}{text}\n", encoding="utf-8")
    return str(file)


def test_a_load_warns_of_what_a_check_warns_of(world: Store, model: Model, tmp_path: Path) -> None:
    for code, text in {**ODD, "F505 same day": SAME_DAY}.items():
        file = written(tmp_path, text)
        checked = check([file], model, world).problems
        assert [p.rule for p in checked] == [code[:4]], checked
        for dry_run in (True, False):
            assert load(world, model, [file], LoadOptions(dry_run=dry_run, replace=True)).warnings == checked


def test_a_load_refuses_what_a_check_calls_an_error(world: Store, model: Model, tmp_path: Path) -> None:
    for code, text in WRONG.items():
        file = written(tmp_path, text)
        (checked,) = check([file], model, world).problems
        assert checked.rule == code
        with pytest.raises(InputError) as refused:
            load(world, model, [file])
        assert str(checked) in str(refused.value)


def test_warnings_stand_on_standard_error_and_in_the_json(world: Store, tmp_path: Path) -> None:
    assert world
    file = written(tmp_path, ODD["F407"])
    done = CliRunner().invoke(app, ["load", file, "--json"])
    assert done.exit_code == 0, done.output
    assert [w["rule"] for w in json.loads(done.stdout)["warnings"]] == ["F407"]
    assert f"{file}:6:49: warning F407: partOf leads back to where it began: one → two → one" in done.stderr


def test_other_files_of_the_store_are_not_warned_of_again(world: Store, model: Model, tmp_path: Path) -> None:
    load(world, model, [written(tmp_path, ODD["F407"])])
    other = tmp_path / "other.yaml"
    other.write_text(HEAD.replace("mine", "another") + "- {id: three, class: Alliance, name: Three}\n", encoding="utf-8")
    assert load(world, model, [str(other)]).warnings == ()
