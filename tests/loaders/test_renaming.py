"""`foedera rename`: an id and all references change, nothing else does, and the old id leads to the new one."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest

from common.errors import InputError, NotFoundError, UsageError
from facts.records import Records
from facts.redirects import former_ids
from loaders.checks.conforming import check_records
from loaders.editing.renaming import rename
from loaders.loading import CORE_FOLDER, gather
from loaders.sources.yaml_reading import read_paths
from ontology import Model
from tests.campaign import FULL

HOME = """\
datasets:
- {id: d, title: D, rank: 1, licence: CC0-1.0}
dataset: d
source: a book
entities:
# The league, not the leagues.
- id: league   # its id
  class: Alliance
  name: league
  note: A league of "league"
- id: here
  class: State
  name: Here
  memberOf:
  - { ref: "league",  start: 1950 }
- {id: other, class: Alliance, name: Other, succeeds: league}
"""
AWAY = """\
dataset: d
source: leagues and other leagues, league
entities:
- extends: league
  members: [other, 'here']
  description: The league
- extends: here
  cooperatesWith:
  - {ref: other, under: league}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "home.yaml").write_text(HOME)
    (tmp_path / "away.yaml").write_text(AWAY)
    return tmp_path


def applied(folder: Path, old: str, new: str, model: Model) -> dict[str, str]:
    """Rename and write; the new texts by name of file."""
    for file, text in rename(old, new, [folder], model).texts.items():
        file.write_text(text)
    return {f.name: f.read_text() for f in folder.iterdir()}


def changed(old: str, new: str) -> list[str]:
    """The lines of `new` that are not in `old`."""
    return [line[2:] for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line.startswith("+ ")]


def test_the_id_and_every_reference_change_and_nothing_else(folder: Path, model: Model) -> None:
    texts = applied(folder, "league", "great-league", model)
    assert changed(HOME, texts["home.yaml"]) == [
        "- id: great-league   # its id",
        "  formerIds: [league]",
        '  - { ref: "great-league",  start: 1950 }',
        "- {id: other, class: Alliance, name: Other, succeeds: great-league}",
    ]
    assert changed(AWAY, texts["away.yaml"]) == ["- extends: great-league", "  - {ref: other, under: great-league}"]
    records, problems = read_paths([folder], model)
    assert not [*problems, *check_records(records, model)[1]]


def test_one_entity_on_one_line(folder: Path, model: Model) -> None:
    texts = applied(folder, "other", "another", model)
    assert "- {id: another, class: Alliance, name: Other, formerIds: [other], succeeds: league}" in texts["home.yaml"]
    assert "members: [another, 'here']" in texts["away.yaml"]


def test_ids_gather_and_going_back_is_allowed(folder: Path, model: Model) -> None:
    applied(folder, "league", "a", model)
    texts = applied(folder, "a", "b", model)
    assert "formerIds: [league, a]" in texts["home.yaml"]
    texts = applied(folder, "b", "league", model)
    assert "formerIds: [b, a]" in texts["home.yaml"]


@pytest.mark.parametrize("value", ["old", "[old]", "[ old ]", "\n  - old\n  - older  # why"])
def test_former_ids_in_any_form_are_kept(folder: Path, model: Model, value: str) -> None:
    (folder / "home.yaml").write_text(HOME.replace("  name: league\n", f"  name: league\n  formerIds: {value}\n"))
    applied(folder, "league", "new", model)
    records, problems = read_paths([folder], model)
    assert not problems
    assert {"old", "league"} <= former_ids(records).keys()


def test_the_description_is_written_first(folder: Path, model: Model) -> None:
    assert [f.name for f in rename("league", "x", [folder], model).texts] == ["home.yaml", "away.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "error", "words"),
    [
        ("leage", "x", NotFoundError, "did you mean league"),
        ("league", "Great League", UsageError, "is not an id"),
        ("league", "here", UsageError, "is described in"),
        ("league", "league", UsageError, "league has that id"),
        ("league", "d", UsageError, "d is the id of a dataset"),
        ("league", "redirect", UsageError, "redirect is the id of former ids"),
        ("gone", "x", NotFoundError, "is a former id of here"),
        ("league", "gone", UsageError, "is a former id of here"),
    ],
)
def test_what_cannot_be_is_refused(folder: Path, model: Model, old: str, new: str, error: type[Exception], words: str) -> None:
    (folder / "home.yaml").write_text(HOME.replace("name: Here", "name: Here\n  formerIds: gone"))
    with pytest.raises(error, match=words):
        rename(old, new, [folder], model)


def test_a_broken_file_stops_it(folder: Path, model: Model) -> None:
    (folder / "broken.yaml").write_text("entities: [")
    with pytest.raises(InputError, match="broken"):
        rename("league", "x", [folder], model)


if FULL:

    @pytest.mark.slow
    def test_the_core_after_a_renaming(tmp_path: Path, model: Model) -> None:
        copy = tmp_path / "core"
        shutil.copytree(CORE_FOLDER, copy)
        found = rename("nato", "north-atlantic-alliance", [copy], model)
        assert len(found.texts) > 2
        for file, text in found.texts.items():
            old = file.read_text(encoding="utf-8")
            assert len(text.splitlines()) - len(old.splitlines()) == (file == copy / "organizations" / "nato.yaml")
            file.write_text(text, encoding="utf-8")
        before, _ = gather(["core"], model)
        records, problems = read_paths([copy], model)
        assert not problems
        assert len(records.links) <= len(before.links)
        assert not [link for link in records.links if "nato" in (link.subject, link.object)]
        moved = sum("north-atlantic-alliance" in (link.subject, link.object) for link in records.links)
        assert moved == sum("nato" in (link.subject, link.object) for link in before.links)


def test_an_id_of_the_core_is_not_given_to_another(folder: Path, model: Model, core_records: Records) -> None:
    with pytest.raises(UsageError) as refused:
        rename("league", "nato", [folder], model, lambda: core_records)
    assert (refused.value.message, "foedera merge league nato" in str(refused.value.hint)) == ("nato is described in dataset core", True)
    assert rename("league", "union-of-here", [folder], model, lambda: core_records).texts
