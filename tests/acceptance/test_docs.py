"""What the documents name exists: files, folders, links, commands, settings, modules, imports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import grimp
import pytest
import typer
import yaml
from typer.main import get_command

from foedera.cli import app

REPOSITORY = Path(__file__).parents[2]
PAGES = {
    path.relative_to(REPOSITORY).as_posix(): path.read_text(encoding="utf-8")
    for path in (
        REPOSITORY / "README.md",
        REPOSITORY / "CONTRIBUTING.md",
        REPOSITORY / "CHANGELOG.md",
        *(REPOSITORY / "docs").rglob("*.md"),
    )
}
PACKAGES = ("foedera", "api", "loaders", "queries", "rdf", "analysis", "graph", "facts", "ontology", "common")
ARCHITECTURE, GLOSSARY, INDEX, OPERATING = (PAGES[f"docs/{name}.md"] for name in ("architecture", "glossary", "index", "operating"))
# Those whose every path is one of this repository; others show files of their reader, too.
OURS = ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md", "docs/index.md")
# What only is there after `make setup`, or stands for any name.
MADE = re.compile(r"\.venv.*|.*NAME.*")
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
ARROW = re.compile(r"^  (\w+)(?:\[[^\]]*\])? --> (\w+)", re.MULTILINE)


def paths(text: str) -> Iterator[str]:
    """The words in code that look like a path of ours."""
    for word in CODE.findall(text):
        if (
            not word.endswith("/..")
            and re.fullmatch(r"\.?[\w*.-]+(/[\w*.-]+)*/?", word)
            and ("/" in word or re.search(r"\.(py|md|ttl|toml|yaml|lock|graphql)$", word))
        ):
            yield word


@pytest.mark.parametrize("page", OURS)
def test_files_and_folders_exist(page: str) -> None:
    named = [path for path in paths(PAGES[page]) if not MADE.fullmatch(path)]
    files = [path for path in named if not (path.startswith("freedonia") or path in ("application/json",))]
    assert [path for path in files if not list(REPOSITORY.glob(path.rstrip("/")))] == []


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for link in LINK.findall(PAGES[page]):
        if "://" not in link:
            file, _, anchor = link.partition("#")
            target = (REPOSITORY / page).parent / file if file else REPOSITORY / page
            assert target.exists(), link
            assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link


def anchors(text: str) -> set[str]:
    """The anchors of the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_targets_of_make_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        target for words in re.findall(r"(?:`|^)make ((?:[a-z-]+ ?)+)(?:`|  +#|$)", PAGES[page], re.MULTILINE) for target in words.split()
    }
    assert named <= targets


@pytest.mark.parametrize("page", PAGES)
def test_commands_exist(page: str) -> None:
    root = get_command(app)
    assert isinstance(root, typer.core.TyperGroup)
    for first, second in re.findall(r"(?:`|^|bin/)foedera (?:--[\w-]+ )*([a-z]+)(?: ([a-z]+))?", PAGES[page], re.MULTILINE):
        command = root.commands.get(first)
        assert command, first
        if isinstance(command, typer.core.TyperGroup) and second:
            assert second in command.commands, second


@pytest.mark.parametrize("page", PAGES)
def test_modules_that_are_run_exist(page: str) -> None:
    for name in re.findall(r"python -m ([\w.]+)", PAGES[page]):
        assert find_spec(name), name


def test_every_command_is_in_a_document() -> None:
    root = get_command(app)
    assert isinstance(root, typer.core.TyperGroup)
    everything = "\n".join(PAGES.values())
    assert [name for name in root.commands if f"foedera {name}" not in everything] == []


def test_every_page_is_in_the_index() -> None:
    for index in ("docs/index.md", "docs/research/README.md"):
        folder = index.rpartition("/")[0]
        pages = {p.rpartition("/")[2] for p in PAGES if p.rpartition("/")[0] == folder and p != index}
        assert set(LINK.findall(PAGES[index])) >= pages
    assert "research/README.md" in LINK.findall(INDEX)


def test_every_package_is_in_the_architecture() -> None:
    named = {path.rstrip("/") for path in paths(ARCHITECTURE)}
    found = {p.parent for package in PACKAGES for p in (REPOSITORY / package).rglob("__init__.py")}
    top = {p.relative_to(REPOSITORY).as_posix() for p in found}
    assert {p for p in top if p.count("/") < 2} - {"loaders", "api"} <= named | {p.rsplit("/", 1)[0] for p in named}


def test_the_drawing_of_the_floors_is_that_of_the_imports() -> None:
    drawn: dict[str, set[str]] = {}
    for above, below in ARROW.findall(ARCHITECTURE.split("```mermaid")[1].split("```")[0]):
        drawn.setdefault(above.rstrip("_"), set()).add(below.rstrip("_"))

    def reach(package: str) -> set[str]:
        return {b for a in drawn.get(package, ()) for b in (a, *reach(a))}

    graph = grimp.build_graph(PACKAGES[0], *PACKAGES[1:], cache_dir=None)
    imports = {
        (importer.split(".")[0], imported.split(".")[0])
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    }
    assert {(a, b) for a, b in imports if a != b and b not in reach(a)} == set(), "imports without an arrow"
    assert {(a, b) for a in drawn for b in drawn[a]} <= imports, "arrows without an import"


def test_the_glossary_names_what_is_in_the_code() -> None:
    for row in re.findall(r"^\|.*\| ([^|]*) \|$", GLOSSARY, re.MULTILINE):
        for name in re.findall(r"`((?:\w+\.)+\w+)`", row):
            module, _, attribute = name.rpartition(".")
            assert hasattr(import_module(module), attribute) if attribute[0].isupper() else find_spec(name), name


def test_every_setting_is_documented_and_every_one_there_exists() -> None:
    named = set(re.findall(r"FOEDERA_[A-Z0-9_]+", OPERATING))
    sources = [p for folder in PACKAGES for p in (REPOSITORY / folder).rglob("*.py")]
    sources.append(REPOSITORY / "hatch_build.py")
    used = {name for p in sources for name in re.findall(r'"(FOEDERA_[A-Z0-9_]+)"', p.read_text(encoding="utf-8"))}
    assert used <= named, "not documented"
    assert named <= used, "documented and unknown"


def test_hooks_before_a_commit_fetch_nothing() -> None:
    [repository] = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert repository["repo"] == "local"
    tools = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    for hook in repository["hooks"]:
        tool = Path(hook["entry"].split()[0])
        assert (hook["language"], tool.parent.as_posix()) == ("system", ".venv/bin")
        assert {"lint-imports": "import-linter"}.get(tool.name, tool.name) in tools
