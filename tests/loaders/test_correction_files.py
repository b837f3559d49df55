"""Corrections go into a file that is there: a second one of the same replaces the first, and nothing else is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from common.errors import UsageError
from facts.datasets import split
from facts.records import Records
from foedera.cli import app
from graph import Store
from loaders.editing.correcting import Correction, Corrector, write_correction
from loaders.editing.correction_files import ADDED, REPLACED, THERE, Put, put
from loaders.editing.entity_files import EntityFile
from loaders.loading import load
from loaders.sources.gathering import read_text
from loaders.sources.yaml_tree import Entries, parse_yaml
from ontology import Model
from tests.loaders.test_correcting import WORLD, world

HEAD = """\
datasets:
- {id: my-corrections, title: Mine, rank: 5, licence: CC0-1.0}
dataset: my-corrections
source: A letter
"""


@pytest.fixture
def held(model: Model) -> Records:
    """What the graph holds."""
    return world(WORLD, model)


def into(text: str, wanted: Correction, held: Records, model: Model) -> Put:
    """What becomes of the text of a file of corrections."""
    tree = parse_yaml(text.encode(), "mine.yaml")
    assert isinstance(tree, Entries)
    corrector = Corrector(held, model, split(read_text(text, model)[0]).get("my-corrections"))
    return put(EntityFile(Path("mine.yaml"), text, tree), write_correction(wanted, held, model, corrector), corrector)


def after(text: str, wanted: Correction, held: Records, model: Model) -> str:
    """The entities of the file afterwards."""
    return into(HEAD + text, wanted, held, model).text.partition("entities:")[2].lstrip("\n")


def test_the_same_twice_is_there_already(held: Records, model: Model) -> None:
    for wanted in (
        Correction("nato", "founded", "1949-08-24", "A letter", note="entry into force"),
        Correction("nato", "members", "iso3:SWE", "A letter", {"start": "2024-03-08"}),
        Correction("nato", "members", "france", "A letter", {"start": "2031"}, spell="2009-04-04"),
        Correction("nato", "labels", "{fr: OTAN}", "A letter"),
        Correction("nato", "aliases", "[B, A]", "A letter"),
    ):
        first = "# Mine.\n" + write_correction(wanted, held, model)
        again = Correction(wanted.subject, wanted.name, wanted.value, wanted.source, wanted.details, spell="2031" if wanted.spell else "")
        found = into(first, again, held, model)
        assert found.text == first
        assert set(found.done[THERE]) == {f"{wanted.name} of nato"}
        assert not found.done[ADDED]
        assert not found.done[REPLACED]


def test_another_one_stands_at_the_end(held: Records, model: Model) -> None:
    text = "# Mine.\nentities:\n- extends: nato\n  founded: 1949-08-24  # by the letter\n# The end.\n"
    found = into(HEAD + text, Correction("sweden", "capital", "Stockholm", "An atlas"), held, model)
    assert str(found) == "capital of sweden added"
    assert found.text.endswith("- {extends: sweden, capital: Stockholm, source: An atlas}\n")
    assert all(comment in found.text for comment in ("# Mine.", "# by the letter", "# The end."))


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        (
            "entities:\n# On NATO.\n- extends: nato\n  founded: 1949-08-24  # by the letter\n  aliases: [B]\n",
            Correction("nato", "founded", "1949-08-25", "A letter"),
            "# On NATO.\n- extends: nato\n  founded: 1949-08-25  # by the letter\n  aliases: [B]\n",
        ),
        (
            "entities:\n- extends: nato\n  founded: 1949-08-24\n",
            Correction("nato", "founded", "1949-08-25", "A book", {"page": "p. 3"}),
            "- extends: nato\n  founded: {value: 1949-08-25, source: A book, page: p. 3}\n",
        ),
        (
            "entities:\n- extends: nato\n  aliases: [B]\n",
            Correction("nato", "aliases", "C", "A letter"),
            "- extends: nato\n  aliases: [B]\n\n- {extends: nato, aliases: C}\n",
        ),
        (
            "entities:\n- extends: nato\n  labels: {fr: OTAN}\n",
            Correction("nato", "labels", "{fr: Otan}", "A letter"),
            "- extends: nato\n  labels: {fr: Otan}\n",
        ),
        (
            "entities:\n- extends: nato\n  labels: {fr: OTAN}\n",
            Correction("nato", "labels", "{ru: НАТО}", "A letter"),
            "- extends: nato\n  labels: {fr: OTAN}\n\n- extends: nato\n  labels: {ru: НАТО}\n",
        ),
        (
            "entities:\n- extends: nato\n  founded: 1949-08-24\n  conflicts:\n  - {topic: founded, explanation: old}\n",
            Correction("nato", "founded", "1949-08-25", "A letter", note="new"),
            "- extends: nato\n  founded: 1949-08-25\n  conflicts:\n  - {topic: founded, explanation: new}\n",
        ),
        (
            "entities: []\n",
            Correction("nato", "founded", "1949-08-25", "A letter"),
            "- {extends: nato, founded: 1949-08-25}\n",
        ),
        (
            "entities:\n  - extends: nato\n    aliases: [B]\n",
            Correction("nato", "founded", "1949-08-25", "A letter"),
            "- extends: nato\n  aliases: [B]\n\n- {extends: nato, founded: 1949-08-25}\n",
        ),
        (
            "entities:\n- extends: nato\n  members:\n  - {ref: sweden, start: 2024-03-08, end: ..}  # the letter\n  - france\n",
            Correction("nato", "members", "iso3:SWE", "A book", {"role": "observer"}),
            "- extends: nato\n  members:\n"
            "  - {ref: iso3:SWE, start: 2024-03-08, end: .., role: observer, source: A book}  # the letter\n  - france\n",
        ),
        (
            "entities:\n- extends: nato\n  members:\n  - ref: sweden\n    start: 2024-03-08  # the letter\n    end: ..\n",
            Correction("nato", "members", "sweden", "A letter", {"start": "2024-03-09", "role": "member"}),
            "- extends: nato\n  members:\n  - ref: sweden\n    start: 2024-03-09  # the letter\n    end: ..\n    role: member\n",
        ),
        (
            "entities:\n- extends: nato\n  members:\n  - {ref: sweden, start: 2024-03-08, end: ..}  # the letter\n",
            Correction("nato", "members", "sweden", "A letter", {"start": "2031"}, spell="new"),
            '- extends: nato\n  members:\n  - {ref: sweden, start: 2024-03-08, end: ..}  # the letter\n  - {ref: sweden, start: "2031"}\n',
        ),
    ],
)
def test_what_becomes_of_a_file(held: Records, model: Model, text: str, wanted: Correction, expected: str) -> None:
    assert after(text, wanted, held, model) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("entities:\n- &a {extends: nato, founded: &b 1949}\n- {extends: sweden, founded: *b}\n", "behind a mark"),
        ("entities: [{extends: sweden, aliases: A}]\n", "in brackets"),
    ],
)
def test_what_cannot_be_put_into_a_file(held: Records, model: Model, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        after(text, Correction("nato", "founded", "1950", "A letter"), held, model)


def test_a_file_of_another_dataset(held: Records, model: Model) -> None:
    with pytest.raises(UsageError, match="is no file of dataset my-corrections"):
        into(WORLD, Correction("nato", "founded", "1950", "A letter"), held, model)


def test_what_is_said_from_the_other_end(held: Records, model: Model) -> None:
    with pytest.raises(UsageError, match="says already of sweden what relates it with nato"):
        after("entities:\n- {extends: sweden, memberOf: nato}\n", Correction("nato", "members", "sweden", "A letter"), held, model)


def test_the_command_says_what_it_did(scratch: Store, model: Model, tmp_path: Path) -> None:
    (tmp_path / "world.yaml").write_text(WORLD, encoding="utf-8")
    load(scratch, model, [str(tmp_path / "world.yaml")])
    file = tmp_path / "mine.yaml"

    def correct(*words: str) -> str:
        done = CliRunner().invoke(app, ["correct", *words, "--source", "A letter", "-o", str(file)])
        assert done.exit_code == 0, (done.output, done.exception)
        return done.stderr

    assert f"{file}: written; load it" in correct("nato", "members", "iso3:SWE", "start=2024-03-08")
    file.write_text(file.read_text(encoding="utf-8") + "# Mine.\n", encoding="utf-8")
    load(scratch, model, [str(file)])
    assert f"{file}: members of nato there already; load it" in correct("nato", "members", "iso3:SWE", "start=2024-03-08")
    assert f"{file}: members of nato replaced; load it" in correct("nato", "members", "iso3:SWE", "start=2024-03-09")
    assert f"{file}: labels of nato added; load it" in correct("nato", "labels", "{fr: OTAN}")
    text = file.read_text(encoding="utf-8")
    assert text.count("ref: iso3:SWE, start: 2024-03-09, end: .., role: member") == 1
    assert "# Mine." in text
