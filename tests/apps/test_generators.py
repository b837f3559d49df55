"""What docs/embedding.md says about code generators is true: they take the schema, what they make compiles, and it gets answers."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.apps.tools import node, node_packages, python_tools, run
from tests.campaign import FULL

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
DOCS = (REPOSITORY / "docs" / "embedding.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"<!-- (?P<name>\S+) -->\n```\w+\n(?P<text>.*?)```", re.DOTALL)
FILES = {block["name"]: block["text"] for block in BLOCK.finditer(DOCS)}
SERVER = "http://127.0.0.1:8000"
MEMBERS = "01-nato-members-1982.graphql"


def write(name: str, folder: Path, **changes: str) -> Path:
    """A file as the docs show it, in a folder; `changes` are told apart by what they change."""
    text = FILES[name]
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in TypeScript with the saved examples as its operations."""
    packages = node_packages(HERE / "typescript" / "package-lock.json")
    for name in ("package.json", "tsconfig.json"):
        shutil.copy(HERE / "typescript" / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(packages)
    shutil.copytree(REPOSITORY / "queries" / "examples", tmp_path / "src", ignore=shutil.ignore_patterns("__*"))
    return tmp_path


# The plugin for operations writes the enumerations that they use, so the types of the whole schema stand in a file of their own.
ALL_TYPES = "generates: { 'src/schema.ts': { plugins: ['typescript'] },"


@pytest.mark.parametrize("generates", ["generates: {", *([ALL_TYPES] if FULL else [])])
def test_types_for_typescript(project: Path, server_url: str, generates: str) -> None:
    write("codegen.ts", project, **{SERVER: server_url, "generates: {": generates})
    client = write("src/client.ts", project, **{SERVER: server_url})
    modules = project / "node_modules"
    node(modules / "@graphql-codegen" / "cli" / "cjs" / "bin.js", folder=project)
    node(modules / "typescript" / "lib" / "tsc.js", folder=project)
    assert node(client, folder=project) == "16\n"


def test_a_wrong_field_does_not_compile(project: Path, server_url: str) -> None:
    write("codegen.ts", project, **{SERVER: server_url})
    write("src/client.ts", project, **{"members.totalCount": "members.howMany"})
    modules = project / "node_modules"
    node(modules / "@graphql-codegen" / "cli" / "cjs" / "bin.js", folder=project)
    with pytest.raises(AssertionError, match="Property 'howMany' does not exist"):
        node(modules / "typescript" / "lib" / "tsc.js", folder=project)


if FULL:

    def test_a_client_for_python(tmp_path: Path, server_url: str) -> None:
        programs = python_tools(HERE / "python" / "requirements.lock")
        write("pyproject.toml", tmp_path)
        client = write("client.py", tmp_path, **{SERVER: server_url})
        shutil.copy(REPOSITORY / "api" / "schema.graphql", tmp_path)
        shutil.copytree(REPOSITORY / "queries" / "examples", tmp_path / "operations", ignore=shutil.ignore_patterns("__*"))
        run([str(programs / "ariadne-codegen"), "client"], tmp_path)
        assert run([str(programs / "python"), str(client)], tmp_path) == "16\n"
