"""The pages for researchers are true: queries have the answers that are shown, programs print what they say, pictures can be read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "research"
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}
HERE = "http://127.0.0.1:8000"
PROGRAM = re.compile(r"<!-- python -->\n```python\n(.*?)\n```", re.DOTALL)
ASKED = re.compile(r"<!-- graphql -->\n```graphql\n(.*?)\n```\n+<!-- answer -->\n```json\n(.*?)\n```", re.DOTALL)
# A query with WHAT for the first cell of each row; the other cells are the values of the answer, in order.
ROWS = re.compile(r"<!-- each: (.*?) -->\n(\|.*?\n)(?=\n|\Z)", re.DOTALL)
PRINTED = re.compile(r"^\s*# → (.*)$", re.MULTILINE)


def found(pattern: re.Pattern[str]) -> list[Any]:
    """The places of a pattern in all pages, each as a parameter with the name of its page and its number."""
    places = [(name, n, m) for name, page in PAGES.items() for n, m in enumerate(pattern.finditer(page), 1)]
    return [pytest.param(match, id=f"{name.removesuffix('.md')}-{n}") for name, n, match in places]


def ask(base: str, text: str) -> Any:
    """The data of an answer."""
    answer = httpx.post(f"{base}/graphql", json={"query": text}, timeout=60).json()
    assert "errors" not in answer, (text, answer["errors"])
    return answer["data"]


def values(data: Any) -> Iterator[Any]:
    """The values in an answer, in order."""
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else None
    if parts is None:
        yield data
    else:
        for part in parts:
            yield from values(part)


@pytest.fixture(scope="module")
def base(server_url: str) -> str:
    """A server that has read its table of spells: on a busy machine the first reading may take longer than one question may."""
    query = '{ series(of: ["nato"], list: MEMBERS, from: "1954", to: "1954") { nodes { certain } } }'
    for _ in range(10):
        if httpx.get(f"{server_url}/graphql", params={"query": query}, timeout=90).status_code != httpx.codes.SERVICE_UNAVAILABLE:
            break
        time.sleep(1)
    return server_url


@pytest.mark.parametrize("match", found(PROGRAM))
def test_programs_print_what_they_say(match: re.Match[str], base: str, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(match[1].replace(HERE, base), encoding="utf-8")
    done = subprocess.run([sys.executable, program.name], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.splitlines() == PRINTED.findall(match[1]), done.stderr


@pytest.mark.parametrize("match", found(ASKED))
def test_queries_have_the_answer_that_is_shown(match: re.Match[str], base: str) -> None:
    assert ask(base, match[1]) == json.loads(match[2])["data"]


@pytest.mark.parametrize("match", found(ROWS))
def test_rows_have_the_answer_of_their_query(match: re.Match[str], base: str) -> None:
    rows = [[cell.strip().strip("`") for cell in line.strip().strip("|").split("|")] for line in match[2].splitlines()[2:]]
    assert rows
    for what, *cells in rows:
        answer = ask(base, match[1].replace("WHAT", what))
        assert [json.dumps(v).strip('"') if v is not None else "null" for v in values(answer)] == cells, what


def test_there_is_something_of_each_kind() -> None:
    assert all(len(found(pattern)) >= least for pattern, least in ((PROGRAM, 8), (ASKED, 3), (ROWS, 5)))


def test_programs_that_are_not_run_say_so() -> None:
    for name, page in PAGES.items():
        for before in re.findall(r"(.*)\n+```python\n", page):
            assert before == "<!-- python -->", name


def test_pictures_can_be_read_by_everybody() -> None:
    shown = {target: words for page in PAGES.values() for words, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page)}
    assert set(shown) == {path.name for path in FOLDER.glob("*.svg")}
    for target, words in shown.items():
        root = ElementTree.fromstring((FOLDER / target).read_text(encoding="utf-8"))
        names = [child.tag.rpartition("}")[2] for child in root]
        assert names[:2] == ["title", "desc"], target
        assert len(words) > 20, target
        assert "prefers-color-scheme: dark" in ElementTree.tostring(root, encoding="unicode"), target


def test_the_reference_for_managers_is_json() -> None:
    [text] = re.findall(r"<!-- csl -->\n```json\n(.*?)\n```", PAGES["citing.md"], re.DOTALL)
    [reference] = json.loads(text)
    assert {"id", "type", "title", "author", "version", "accessed"} <= set(reference)
