"""`foedera drop`: a dataset goes whole, what goes is told first, and nothing goes that others need."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.answering.engine import run_query
from common.errors import InputError, NotFoundError, UsageError
from foedera.cli import app
from graph import Store
from loaders.loading import load
from loaders.writing.sync import LoadOptions, read_journal, revert_to
from ontology import Model

HEAD = "datasets: [{{id: {0}, title: The {0}, rank: {1}, licence: CC0-1.0}}]\ndataset: {0}\nsource: A book\nentities:\n"
MINE = """- {id: freedonia, class: State, name: Freedonia}
- {id: league, class: Alliance, name: League, members: [{ref: freedonia, start: 1950, end: ..}]}
"""
THEIRS = "- {id: sylvania, class: State, name: Sylvania}\n"


def write(folder: Path, dataset: str, rank: int, entities: str) -> str:
    """A file of one dataset; gives its path."""
    file = folder / f"{dataset}.yaml"
    file.write_text(HEAD.format(dataset, rank) + entities)
    return str(file)


@pytest.fixture
def two(scratch: Store, model: Model, tmp_path: Path) -> Store:
    """A store with two datasets."""
    load(scratch, model, [write(tmp_path, "mine", 10, MINE), write(tmp_path, "theirs", 20, THEIRS)])
    return scratch


def drop(*arguments: str) -> Result:
    """The command, with nobody there to ask."""
    result = CliRunner().invoke(app, ["drop", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def answer(store: Store, text: str) -> Any:
    """The data of an answer."""
    return run_query(store, text)["data"]


def test_a_dataset_goes_whole_and_comes_back(two: Store, model: Model) -> None:
    dry = drop("mine", "--dry-run")
    assert "- league\n" in dry.stdout
    assert "  - memberOf league 1950/.. [mine]\n" in dry.stdout
    with pytest.raises(UsageError, match="there is no terminal on which to ask"):
        drop("mine")
    assert answer(two, "{ states { totalCount } }") == {"states": {"totalCount": 2}}

    result = drop("mine", "--yes", "--json")
    assert json.loads(result.stdout)["datasets"]["mine"]["removed"] == 6
    found = answer(two, "{ datasets { nodes { id } } states { nodes { id } } claims { totalCount } }")
    assert found == {"datasets": {"nodes": [{"id": "theirs"}]}, "states": {"nodes": [{"id": "sylvania"}]}, "claims": {"totalCount": 2}}

    before = next(e.version for e in read_journal(two) if e.dataset == "mine" and e.content)
    revert_to(two, model, before, LoadOptions(replace=True))
    assert answer(two, '{ alliance(key: {id: "league"}) { members { totalCount } } }') == {"alliance": {"members": {"totalCount": 1}}}


def test_what_goes_is_counted_and_named_before_one_is_asked(two: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foedera.asking._is_interactive", lambda: True)
    result = CliRunner().invoke(app, ["drop", "mine"], input="n\n")
    assert result.exit_code == 1
    words = "dataset mine goes, with 6 records:\nentities       2 (freedonia, league)\nrelationships  1\n"
    assert f"{words}Entities of other datasets that change: 0\nDrop it?" in result.stderr
    assert answer(two, "{ alliances { totalCount } }") == {"alliances": {"totalCount": 1}}
    assert CliRunner().invoke(app, ["drop", "mine"], input="y\n").exit_code == 0
    assert answer(two, "{ alliances { totalCount } }") == {"alliances": {"totalCount": 0}}


@pytest.mark.parametrize(
    ("facts", "what"),
    [("memberOf: league", "memberOf"), ("succeeds: freedonia", "succeeds")],
)
def test_nothing_goes_while_others_relate_to_it(two: Store, model: Model, tmp_path: Path, facts: str, what: str) -> None:
    load(two, model, [write(tmp_path, "theirs", 20, f"- {{id: sylvania, class: State, name: Sylvania, {facts}}}\n")])
    with pytest.raises(
        InputError, match=f"^dataset theirs says {what} of (league|freedonia), which would be gone; drop that dataset first"
    ):
        drop("mine", "--yes")


def test_nothing_goes_while_others_add_facts_to_it(two: Store, model: Model, tmp_path: Path) -> None:
    load(two, model, [write(tmp_path, "theirs", 20, THEIRS + "- {extends: freedonia, capital: Glory}\n")])
    with pytest.raises(InputError, match="dataset theirs says capital of freedonia"):
        drop("mine", "--yes")
    described = THEIRS + "- {id: freedonia, class: State, name: Freedonia}\n"
    load(two, model, [write(tmp_path, "theirs", 20, described)], LoadOptions(replace=True))
    drop("mine", "--yes")
    assert answer(two, '{ state(key: {id: "freedonia"}) { name } }') == {"state": {"name": "Freedonia"}}


def test_a_dataset_that_is_not_there(two: Store) -> None:
    with pytest.raises(NotFoundError) as caught:
        drop("mein", "--yes")
    assert str(caught.value) == "the store holds no dataset 'mein' (did you mean mine?)"
    assert two.address
