"""A core that was changed here is not replaced by an upgrade of the program unless that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.journal import Counts, LoadEntry
from foedera.commands.serve import load_if_stale
from graph import Store
from loaders.loading import load
from loaders.writing.status import changed_here
from loaders.writing.sync import is_current, read_held
from ontology import Model

MINE = """\
datasets: [{id: core, title: My core, rank: 10, licence: CC0-1.0}]
dataset: core
source: a book
entities:
- {id: freedonia, class: State, name: Freedonia}
"""


def entry(number: int, content: str, *files: str, dataset: str = "core") -> LoadEntry:
    named = tuple(f"{file} 0" for file in files)
    return LoadEntry(f"{number}/{dataset}", dataset, content, "", "", "", Counts(), "", named, number)


@pytest.mark.parametrize(
    ("entries", "changed"),
    [
        ([entry(1, "a", "core/x.yaml")], []),
        ([entry(1, "a", "mycore/x.yaml")], ["core"]),
        ([entry(1, "a", "core/x.yaml"), entry(2, "b", "added.yaml")], ["core"]),
        ([entry(1, "a", "core/x.yaml"), entry(2, "b", "added.yaml"), entry(3, "a")], []),
        ([entry(1, "a", "mine.yaml", dataset="mine")], []),
        ([entry(1, "a", "mycore/x.yaml"), entry(2, "")], []),
    ],
    ids=["shipped", "a copy", "added to", "undone", "another", "dropped"],
)
def test_what_was_changed_here(entries: list[LoadEntry], changed: list[str]) -> None:
    assert changed_here(entries, {"core"}) == changed


def test_a_changed_core_stays(scratch: Store, model: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(MINE)
    load(scratch, model, [str(file)])
    with scratch.driver.session(database=scratch.address.database) as session:
        session.run("MATCH (v {id: 'current'}) WHERE v.derivation IS NOT NULL SET v.derivation = 'older'").consume()
    assert not is_current(scratch, model)
    load_if_stale(scratch, model, None, None)
    said = capsys.readouterr().err
    assert "yours was changed here: core\n" in said
    assert "if it were: dataset core loses 2 of its 2 statements: freedonia" in said
    assert "foedera export --dataset" in said
    assert is_current(scratch, model)
    assert {c.subject for c in read_held(scratch).claims} == {"freedonia"}
