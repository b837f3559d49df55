"""docs/curating.md and docs/loader-scripts.md are true: commands run, what is named exists, the example is the one that is tested."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from loaders import Dataset, Loader
from tests.conftest import Shell

DOCS = Path(__file__).parents[2] / "docs"
CURATING = (DOCS / "curating.md").read_text(encoding="utf-8")
SCRIPTS = (DOCS / "loader-scripts.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"<!-- (?P<what>run|file)(?:: (?P<name>\S+))? -->\n```\w+\n(?P<text>.*?)\n```", re.DOTALL)


def test_the_example_is_the_file() -> None:
    [block] = BLOCK.finditer(SCRIPTS)
    assert (DOCS / block["name"]).read_text(encoding="utf-8") == block["text"] + "\n"


def test_the_lines_of_the_example_are_those_of_its_mistakes() -> None:
    lines = (DOCS / "examples" / "northern_patrols.py").read_text(encoding="utf-8").splitlines()
    first, second = (int(n) for n in re.findall(r"^northern_patrols\.py:(\d+):1 \(", SCRIPTS, re.MULTILINE))
    assert "loader.entity(" in lines[first - 1]
    assert "loader.link(" in lines[second - 1]


def test_every_method_and_field_is_documented() -> None:
    methods = {n for n, _ in inspect.getmembers(Loader, inspect.isfunction) if not n.startswith("_")}
    assert set(re.findall(r"^\| `(\w+)\(", SCRIPTS, re.MULTILINE)) == methods
    signature = re.search(r"`Dataset\((.*?)\)`", SCRIPTS)
    assert signature
    assert re.findall(r"(\w+)(?:=\"\")?(?:, |$)", signature[1]) == list(Dataset.__slots__)


def test_the_commands_run(shell: Shell) -> None:
    shown = ""
    for block in BLOCK.finditer(CURATING):
        if block["what"] == "file":
            (shell.folder / block["name"]).write_text(block["text"] + "\n", encoding="utf-8")
            continue
        for line in block["text"].splitlines():
            printed = shell.run(line)
            shown = printed if line.startswith("foedera show") else shown
    assert shown.startswith("Freedonian Border Watch (freedonia-frontier-service), BorderAgency\n")
    text = (shell.folder / "freedonia.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=foedera.schema.json\n")
    assert "  formerIds: [freedonia-border-watch]\n" in text
    assert "  # The second edition has another year.\n  claims:\n" in text
