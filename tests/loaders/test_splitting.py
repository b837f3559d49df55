"""`foedera split`: what goes to a new entity stays in its files, with its sources, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.errors import NotFoundError, UsageError
from facts.records import Records
from foedera.__main__ import main
from loaders.checks.conforming import check_records
from loaders.editing.merging import merge
from loaders.editing.splitting import NewEntity, Part, Splitting, split
from loaders.sources.gathering import read_text
from loaders.sources.yaml_reading import read_paths
from ontology import Model

HOME = """\
datasets:
- {id: d, title: D, rank: 1, licence: CC0-1.0}
- {id: e, title: E, rank: 2, licence: CC0-1.0}
dataset: d
source: a book
entities:
- {id: here, class: State, name: Here}
- {id: there, class: State, name: There, memberOf: [{ref: union, start: 1955-05-06, end: ..}]}

# One body, or two?
- id: union
  class: Alliance
  name: Union
  source: its charter
  founded: 1948-03-17
  members:
  # from the beginning
  - {ref: here, start: 1948-03-17, end: ..}
  - {ref: other, start: 1954-10-23, end: .., role: member}   # the second one
  description: Two bodies that share a name.

- {id: other, class: State, name: Other}
"""
AWAY = """\
dataset: e
source: another book
entities:
- extends: union
  founded: 1954-10-23
  aliases: [U, {value: Second Union, source: a leaflet}]
- {extends: here, cooperatesWith: [union]}
"""
NEW = NewEntity("second-union", "Second Union", succeeds=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "home.yaml").write_text(HOME)
    (tmp_path / "away.yaml").write_text(AWAY)
    return tmp_path


def divided(folder: Path, part: Part, model: Model, new: NewEntity = NEW) -> Splitting:
    found = split("union", new, part, [folder], model, Records)
    for file, text in found.texts.items():
        file.write_text(text)
    return found


def test_what_may_go_on_or_begin_behind_the_day_is_told(folder: Path, model: Model) -> None:
    away = (folder / "away.yaml").read_text()
    more = "- {id: open, class: State, name: Open, memberOf: {ref: union, end: ..}}\n"
    more += "- {id: vague, class: State, name: Vague, memberOf: {ref: union, start: 195X}}\n"
    (folder / "away.yaml").write_text(away + more)
    told = [line.partition(": ")[2] for line in divided(folder, Part(since="1954-10-23"), model).staying]
    assert "open memberOf union goes on after 1954-10-23 and stays with union" in told
    assert "vague memberOf union may have begun after 1954-10-23 and stays with union" in told


def test_what_begins_then_goes_in_every_file(folder: Path, model: Model) -> None:
    found = divided(folder, Part(since="1954-10-23"), model)
    assert found.moved == 2
    assert [line.partition(": ")[2] for line in found.staying] == ["here memberOf union goes on after 1954-10-23 and stays with union"]
    text = (folder / "home.yaml").read_text()
    assert "memberOf: [{ref: second-union, start: 1955-05-06, end: ..}]" in text
    assert (
        """\
  members:
  # from the beginning
  - {ref: here, start: 1948-03-17, end: ..}
  description: Two bodies that share a name.

- id: second-union
  class: Alliance
  name: Second Union
  source: its charter
  succeeds: union
  members:
  - {ref: other, start: 1954-10-23, end: .., role: member}  # the second one

- {id: other, class: State, name: Other}
"""
        in text
    )
    records, problems = read_paths([folder], model)
    assert not [*problems, *check_records(records, model)[1]]


def test_what_is_named_goes(folder: Path, model: Model) -> None:
    part = Part(["founded=1954-10-23", "aliases=Second Union", "members=other", "cooperatesWith"])
    assert divided(folder, part, model, NewEntity("second-union", "Second Union")).moved == 4
    assert (
        (folder / "away.yaml").read_text()
        == """\
dataset: e
source: another book
entities:
- extends: union
  aliases: [U]

- extends: second-union
  founded: 1954-10-23
  aliases: [{value: Second Union, source: a leaflet}]
- {extends: here, cooperatesWith: [second-union]}
"""
    )
    assert "succeeds" not in (folder / "home.yaml").read_text()


def test_it_may_succeed_others_too(folder: Path, model: Model) -> None:
    for form in ("other-union", "[other-union]", "\n  - {ref: other-union, date: 1955}"):
        other = "\n- {id: other-union, class: Alliance, name: Other Union}\n"
        (folder / "home.yaml").write_text(HOME.replace("  members:\n", f"  succeeds: {form}\n  members:\n") + other)
        divided(folder, Part(["succeeds", "members=other"]), model)
        records, problems = read_paths([folder], model)
        assert not problems
        found = {(o.subject, o.object) for o in records.links if o.relation == "succeeds"}
        assert found == {("second-union", "other-union"), ("second-union", "union")}


def test_all_of_a_property_goes_with_its_key(folder: Path, model: Model) -> None:
    divided(folder, Part(["description", "members"]), model)
    text = (folder / "home.yaml").read_text()
    assert "  founded: 1948-03-17\n\n- id: second-union\n" in text
    assert text.count("from the beginning") == 1


@pytest.mark.parametrize(
    ("old", "new", "part", "error", "words"),
    [
        ("unio", NEW, Part(["founded"]), NotFoundError, "did you mean union"),
        ("union", NewEntity("Second", "S"), Part(["founded"]), UsageError, "is not an id"),
        ("union", NewEntity("here", "S"), Part(["founded"]), UsageError, "is an id already"),
        ("union", NewEntity("d", "S"), Part(["founded"]), UsageError, "d is the id of a dataset"),
        ("union", NEW, Part(["foundet"]), NotFoundError, "did you mean founded"),
        ("union", NEW, Part(["name"]), UsageError, "every Alliance needs its name"),
        ("union", NEW, Part(["members=nobody"]), NotFoundError, "no file here says members=nobody of union"),
        ("union", NEW, Part(since="1999"), NotFoundError, "nothing goes"),
        ("union", NEW, Part(since="soon"), UsageError, "--since is 'soon', which is not a date"),
    ],
)
def test_what_cannot_be_is_refused(
    folder: Path, model: Model, old: str, new: NewEntity, part: Part, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        split(old, new, part, [folder], model, Records)


def test_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["split", "union", "second-union", str(folder), "--since", "1954-10-23", "--succeeds"]
    assert main(command) == 2
    assert "has no name" in capsys.readouterr().err
    command += ["--name", "Second Union", "--store", "none"]
    assert main([*command, "--dry-run"]) == 0
    shown = capsys.readouterr()
    assert "+- id: second-union\n" in shown.out
    assert "goes on after 1954-10-23" in shown.err
    assert (folder / "home.yaml").read_text() == HOME
    assert main(command) == 0
    assert capsys.readouterr().err.endswith("2 statements went from union to second-union\n")


def test_files_with_a_class_that_there_is_not_are_told_with_their_place(tmp_path: Path, model: Model) -> None:
    file = tmp_path / "mine.yaml"
    head = "datasets: [{id: d, title: D, rank: 5, licence: CC0-1.0}]\ndataset: d\nsource: A\nentities:\n"
    file.write_text(head + "- {id: one, class: Alliances, name: One}\n- {id: other, class: Alliances, name: Other}\n")
    words = r"mine.yaml:5:\d+: 'Alliances' is not a class of entities \(did you mean Alliance\?\)"
    with pytest.raises(UsageError, match=words):
        split("one", NEW, Part(["founded"]), [file], model, Records)
    with pytest.raises(UsageError, match=words):
        merge("one", "other", [file], model, Records)


def test_what_is_described_elsewhere_is_not_offered_in_its_own_place(folder: Path, model: Model) -> None:
    elsewhere, _ = read_text("entities:\n- {id: far, class: Alliance, name: Far}\n", model)
    with pytest.raises(NotFoundError, match=r"no file here describes 'far' \(name the files and folders that describe it\)"):
        split("far", NEW, Part(["founded"]), [folder], model, lambda: elsewhere)
