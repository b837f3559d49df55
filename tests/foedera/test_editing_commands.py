"""The commands that help a curator: new, fmt, rename, show, schema."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from foedera.__main__ import main
from foedera.cli import app
from graph import Store
from loaders.loading import load
from ontology import Model
from tests.campaign import FULL

Captured = pytest.CaptureFixture[str]
FILE = """\
datasets:
- {id: mine, title: Mine, rank: 5, licence: CC0-1.0}
- {id: other, title: Other, rank: 50, licence: CC0-1.0}
dataset: mine
source: A book
entities:
- id: poland
  class: State
  name: Poland
  iso3: POL

- id: league
  class: Alliance
  name: League of All
  formerIds: [old-league]
  wikidata: Q1
  founded: 1949-04-04
  claims:
  - {property: founded, value: 1949-09-17, dataset: other, source: Another book, remark: first session}
  conflicts:
  - {topic: founded, explanation: "Signature, or first session"}
  members:
  - {ref: iso3:POL, start: 1999-03-12, end: .., role: member}
  - {ref: iso3:POL, start: 1997, end: .., dataset: other, source: Another book}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "mine.yaml"
    found.write_text(FILE)
    return found


@pytest.fixture
def shown(scratch: Store, model: Model, file: Path) -> None:
    """The file in a store."""
    load(scratch, model, [str(file)])


@pytest.mark.parametrize("command", ["new", "fmt", "rename", "merge", "split", "show", "schema"])
def test_help_has_examples(command: str, capsys: Captured) -> None:
    assert main([command, "--help"]) == 0
    assert "foedera " + command in capsys.readouterr().out.replace("Usage: foedera", "")


def test_help_keeps_what_stands_in_brackets(capsys: Captured) -> None:
    """Brackets are markup for what prints the help: of "[land-border, customs]" nothing was left but the quotes."""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    for name, command in group.commands.items():
        bracketed = re.findall(r"\[[^\]]*\]", (command.help or "").replace("\\[", "["))
        assert main([name, "--help"]) == 0
        shown = "".join(capsys.readouterr().out.split())
        assert [words for words in bracketed if "".join(words.split()) not in shown] == [], name


# -- new


def test_new_lists_classes_and_prints_a_skeleton(capsys: Captured) -> None:
    assert main(["new"]) == 0
    assert "BorderAgency" in capsys.readouterr().out
    assert main(["new", "border-agency", "--name", "Watch"]) == 0
    assert "- id: watch\n  class: BorderAgency\n  name: Watch\n" in capsys.readouterr().out
    assert main(["new", "border-agenzy"]) == 2
    assert capsys.readouterr().err == "error: there is no class 'border-agenzy' (did you mean BorderAgency?)\n"


def test_new_writes_a_file_that_names_the_schema_and_never_overwrites(tmp_path: Path, capsys: Captured) -> None:
    assert main(["schema", "--output", str(tmp_path / "foedera.schema.json")]) == 0
    path = tmp_path / "states" / "a.yaml"
    path.parent.mkdir()
    assert main(["new", "state", "--name", "A", "--source", "B", "-o", str(path)]) == 0
    assert path.read_text().startswith("# yaml-language-server: $schema=../foedera.schema.json\n")
    assert main(["check", str(path)]) == 0
    assert main(["new", "state", "-o", str(path)]) == 2
    assert "is there already" in capsys.readouterr().err


# -- schema


def test_schema_is_json(capsys: Captured) -> None:
    for command in (["schema", "--no-references"], ["schema", "--mapping"]):
        assert main(command) == 0
        assert json.loads(capsys.readouterr().out)["$schema"].endswith("2020-12/schema")


@pytest.mark.usefixtures("shown")
def test_schema_offers_the_entities_of_the_store(capsys: Captured) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$defs"]["reference"]["examples"] == ["iso3:POL", "league", "poland"]
    assert main(["schema", "--no-references"]) == 0
    assert "examples" not in json.loads(capsys.readouterr().out)["$defs"]["reference"]


# -- fmt


def test_fmt_names_what_it_changes(file: Path, capsys: Captured) -> None:
    file.write_text(FILE.replace("dataset: mine", "dataset:   'mine'  # whose"))
    assert main(["fmt", str(file.parent), "--check"]) == 1
    assert capsys.readouterr().out == f"{file}\n"
    assert "'mine'" in file.read_text()
    assert main(["fmt", str(file.parent)]) == 0
    assert "dataset: mine  # whose\n" in file.read_text()
    assert main(["fmt", str(file.parent), "--check"]) == 0
    assert "0 of 1 files would change" in capsys.readouterr().err


def test_fmt_tells_of_broken_files_and_formats_the_others(file: Path, capsys: Captured) -> None:
    file.write_text(FILE.replace("dataset: mine", "dataset:   mine"))
    (file.parent / "broken.yaml").write_text("entities:\n- a: [\n")
    assert main(["fmt", str(file.parent)]) == 1
    assert "dataset: mine\n" in file.read_text()
    assert f"{file.parent / 'broken.yaml'}:3:1: not YAML" in capsys.readouterr().err
    assert main(["fmt", str(file.parent / "gone.yaml")]) == 2


def test_fmt_keeps_rights_links_and_leaves_nothing_behind(file: Path) -> None:
    file.write_text(FILE.replace("dataset: mine", "dataset:   mine"))
    file.chmod(0o640)
    link = file.parent / "sub" / "link.yaml"
    link.parent.mkdir()
    link.symlink_to(file)
    assert main(["fmt", str(link)]) == 0
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert "dataset: mine\n" in file.read_text()
    assert sorted(f.name for f in file.parent.iterdir()) == ["mine.yaml", "sub"]


# -- rename


def test_rename_writes_unless_told_not_to(file: Path, capsys: Captured) -> None:
    assert main(["rename", "league", "great-league", str(file), "--dry-run"]) == 0
    assert capsys.readouterr().out == f"{file}: 1\n"
    assert file.read_text() == FILE
    assert main(["rename", "league", "great-league", str(file)]) == 0
    assert "old-league leads" not in capsys.readouterr().err
    assert "- id: great-league\n" in file.read_text()
    assert "formerIds: [old-league, league]" in file.read_text()
    assert main(["check", str(file)]) == 0
    capsys.readouterr()
    assert main(["rename", "league", "x", str(file)]) == 2
    assert capsys.readouterr().err == "error: league is a former id of great-league (rename great-league)\n"


# -- show


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize("reference", ["league", "old-league", "wikidata:Q1"])
def test_show_tells_everything(reference: str, capsys: Captured) -> None:
    assert main(["show", reference]) == 0
    out = capsys.readouterr().out
    assert out.startswith("League of All (league), Alliance\n")
    assert "founded\n* 1949-04-04  [mine: A book; UNCHECKED]\n  1949-09-17  [other: Another book; UNCHECKED; first session]\n" in out
    assert (
        "members (2)\n* poland  Poland  1999-03-12/..  role: member  [mine: A book; UNCHECKED]\n  poland  Poland  1997/..  [other: " in out
    )
    assert "conflict over founded: Signature, or first session\n" in out


@pytest.mark.usefixtures("shown")
def test_show_reads_relations_from_both_ends_and_speaks_json(capsys: Captured) -> None:
    assert main(["show", "iso3:POL", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["id"], found["class"], found["name"]) == ("poland", "State", "Poland")
    first, second = found["relations"]["memberOf"]
    assert (first["id"], first["preferred"], first["start"], first["dataset"]) == ("league", True, "1999-03-12", "mine")
    assert (second["preferred"], second["dataset"]) == (False, "other")
    assert {c["property"] for c in found["claims"]} == {"class", "name", "iso3"}


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("leage", "did you mean league?"),
        ("League of all", "did you mean league?"),
        ("POL", "did you mean iso3:POL?"),
        ("unknown-id", "there is no entity 'unknown-id' (look for a name with `foedera match`)"),
        ("iso3:POX", "nothing has the iso3 'POX' (did you mean iso3:POL?)"),
        ("iso4:POL", "'iso4' is not a key (did you mean iso2?)"),
    ],
)
def test_show_guesses_what_was_meant(reference: str, words: str, capsys: Captured) -> None:
    assert main(["show", reference]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.usefixtures("scratch")
def test_show_of_an_empty_store_says_so(capsys: Captured) -> None:
    assert main(["show", "nato"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "error: the store holds no entities (load the core with `foedera load`)"


if FULL:

    def test_status_of_files_tells_how_much_they_know(file: Path, capsys: Captured) -> None:
        main(["status", str(file), "--json"])
        lines = json.loads(capsys.readouterr().out)
        assert all(set(line) >= {"kind", "name", "entities", "facts", "dated", "checked", "complete"} for line in lines)
        main(["status", str(file)])
        words = capsys.readouterr().out
        assert all(line["name"] in words for line in lines)
        assert f"{sum(line['facts'] for line in lines)} facts, 0 % of them checked" in words
