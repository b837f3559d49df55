"""`foedera fmt`: the same facts and the same comments in one form."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.records import Location, Problem, Records
from loaders.editing.formatting import format_file, format_text
from loaders.editing.modeline import with_modeline
from loaders.editing.rendering import inline
from loaders.editing.syntax import SyntaxRefusedError, parse
from loaders.loading import CORE_FOLDER
from loaders.sources.yaml_reading import read_paths
from loaders.sources.yaml_tree import Entries, Items, Text, parse_yaml
from ontology import Model
from tests.campaign import times
from tests.loaders.placing import put

MESSY = """
# About this file.

dataset: 'mine'
entities:
    # the first
    -   class:   Alliance   # a kind
        id: first
        name: "First"


        # where it sits
        headquarters: >-
            a town
            by the sea
        source: a book
        founded: "1949"

        members: [{role: member, ref: 'iso3:NOR', source: "here: there"}, iso3:POL]
        # more to come
    - id: second
      class: State
      iso2: NO
      name: 'No'
      aliases: ['null', "1.5", plain, "a, b", 'say "so"']
      description: |
        Two

        lines
      # at the end
source: x  # for all
# the end
"""
TIDY = """\
# About this file.

dataset: mine
source: x  # for all
entities:
# the first
- id: first
  class: Alliance  # a kind
  name: First

  # where it sits
  headquarters: a town by the sea
  founded: "1949"
  source: a book

  members:
  - {ref: iso3:NOR, role: member, source: "here: there"}
  - iso3:POL
  # more to come

- id: second
  class: State
  name: No
  iso2: NO
  aliases: ["null", "1.5", plain, "a, b", say "so"]
  description: |
    Two

    lines
  # at the end
# the end
"""


def test_a_messy_file_becomes_tidy(model: Model) -> None:
    assert format_text(MESSY, model) == TIDY


def test_tidy_files_stay(model: Model) -> None:
    once = format_text(MESSY, model)
    assert format_text(once, model) == once


VALUES = r"""
NO .. 1949-04-04 2007 0010 1990~ ~ '~' "null" null true 'true' "" http://a.b/c?d=e#f -1 a:b '@a' '%a' "\\\\" 'it''s' '---'
é 'a:' '[a' "a\tb"
"two\nlines" "\n" "\u00e9\x07" "\u2028" "\U0001F600"
"""
SPACED = ["'- a'", "'a # b'", "'a: b'", "'a '", "é ü", '"  a\\nb"', "|\n    a\n     b\n", ">+\n    a\n    b\n\n"]


@pytest.mark.parametrize("value", [*VALUES.split(), *SPACED])
def test_values_keep_their_meaning(model: Model, value: str) -> None:
    text = f"entities:\n- id: x\n  note: {value}\n"
    made = format_text(text, model)
    assert format_text(made, model) == made
    row = f"entities:\n- id: x\n  members:\n  - {{ref: {value}, role: member}}\n"
    if "|" not in value and ">" not in value:
        format_text(row, model)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.text(st.sampled_from("a1 :#-?,[]{}'\"\\\n.~"), max_size=6))
def test_any_text_is_read_back(text: str) -> None:
    block, flow = (inline(text, "'", flow=where) for where in (False, True))
    tree = parse_yaml(f"a: {block}\nb: [{flow}]".encode(), "")
    assert isinstance(tree, Entries)
    one, other = tree.entries["a"], tree.entries["b"]
    assert isinstance(other, Items)
    for found in (one, other.items[0]):
        assert isinstance(found, Text)
        assert found.text == text
        assert not found.is_null


def test_rows_are_never_wrapped_and_long_lists_of_words_are(model: Model) -> None:
    row = "  - {ref: nato, remark: " + "word " * 60 + "end}"
    words = ", ".join(f"iso3:A{n:02}" for n in range(40))
    made = format_text(f"entities:\n- id: x\n  memberOf:\n{row}\n  participants: [{words}]\n", model)
    assert row in made.splitlines()
    rest = made[made.index("participants") :].splitlines()
    assert len(rest) == 4
    assert all(len(line) <= 140 for line in rest)


def test_lists_keep_their_order(model: Model) -> None:
    text = "entities:\n- id: b\n  class: State\n  aliases: [z, a]\n\n- id: a\n  class: State\n"
    assert format_text(text, model) == text


def test_aliases_stay_behind_their_anchors(model: Model) -> None:
    text = "entities:\n- id: x\n  note: &n words\n  name: *n\n"
    assert format_text(text, model) == text


@pytest.mark.parametrize("text", ["entities:\n- id: !x y\n", "entities:\n- {id: a, # why\n  class: State}\n"])
def test_what_would_be_lost_is_refused(model: Model, text: str) -> None:
    with pytest.raises(SyntaxRefusedError):
        format_text(text, model)


def content(records: Records) -> object:
    """What records say, wherever they stand."""
    links = [(link, tuple(link.properties.items())) for link in records.links]
    return set(records.claims), set(map(repr, links)), set(records.notes), records.datasets


def bare(records: Records) -> Records:
    """Records without places."""
    found = Records(datasets=records.datasets)
    nowhere = Location("", 0, 0)
    for name in ("claims", "links", "notes"):
        rows = getattr(found, name)
        for row in getattr(records, name):
            put(row, nowhere)
            rows.append(row)
    return found


@pytest.mark.slow
def test_the_core_says_the_same_afterwards(tmp_path: Path, model: Model) -> None:
    copy = tmp_path / "core"
    files = sorted(CORE_FOLDER.rglob("*.yaml"))[:: times(1, 6)]
    for file in files:
        to = copy / file.relative_to(CORE_FOLDER)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, to)
    before, _ = read_paths([copy], model)
    texts = {}
    for file in sorted(copy.rglob("*.yaml")):
        found = format_file(file, model)
        assert isinstance(found, tuple), found
        texts[file] = found[1]
        file.write_text(found[1], encoding="utf-8")
        assert sorted(parse(found[0])[1]) == sorted(parse(found[1])[1])
    after, _ = read_paths([copy], model)
    assert content(bare(before)) == content(bare(after))
    for file, text in list(texts.items())[::10]:
        assert format_file(file, model) == (text, text)


def test_other_yaml_is_left_alone(tmp_path: Path, model: Model) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("columns:   [a]\n")
    assert format_file(file, model) is None


def test_a_broken_file_is_a_problem(tmp_path: Path, model: Model) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("entities: [")
    found = format_file(file, model)
    assert isinstance(found, Problem)
    assert "a.yaml:" in str(found)


def test_the_line_for_editors(tmp_path: Path, model: Model) -> None:
    (tmp_path / "foedera.schema.json").write_text("{}")
    file = tmp_path / "states" / "a.yaml"
    file.parent.mkdir()
    text = "entities:\n- id: x\n  class: State\n"
    line = "# yaml-language-server: $schema=../foedera.schema.json\n"
    for before in (text, line + text, line.replace("../", "") + text):
        file.write_text(before)
        assert format_file(file, model) == (before, line + text)
    other = "# yaml-language-server: $schema=https://example.org/other.json\n" + text
    file.write_text(other)
    assert format_file(file, model) == (other, other)


@pytest.mark.parametrize("file", sorted(CORE_FOLDER.rglob("*.yaml")), ids=lambda f: str(f.relative_to(CORE_FOLDER)))
def test_every_file_of_the_core_names_its_schema(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert with_modeline(text, file) == text, f"run foedera fmt {file.name}"
