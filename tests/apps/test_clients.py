"""Apollo Client, urql and Relay with their default caches: what a cache gives is what the server says, or it asks again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import orjson
import pytest

from api.language.schema import shipped_schema
from api.language.schema.excerpt import excerpt
from tests.apps.tools import node, node_packages
from tests.conftest import REPOSITORY

HERE = Path(__file__).parent / "clients"
SIZES = re.compile(r"^\| (?:the whole schema|`(\S+)`) ((?:\| [\d,]+ kB ){4})\|$", re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("client", ["apollo", "urql", "relay"])
def test_no_cache_shows_what_holds_at_another_time(client: str, tmp_path: Path, server_url: str) -> None:
    for file in HERE.glob("*.mjs"):
        shutil.copy(file, tmp_path)
    (tmp_path / "node_modules").symlink_to(node_packages(HERE / "package-lock.json"))
    said = node(tmp_path / f"{client}.mjs", f"{server_url}/graphql", folder=tmp_path)
    assert " 0 WRONG" in said


@pytest.mark.slow
def test_a_part_of_the_schema_weighs_in_clients_what_the_docs_say(tmp_path: Path) -> None:
    model, schema = shipped_schema()
    rows = SIZES.findall((REPOSITORY / "docs" / "embedding.md").read_text(encoding="utf-8"))
    assert len(rows) == 4
    files, told = list[str](), list[list[int]]()
    for roots, figures in rows:
        file = tmp_path / f"{roots or 'whole'}.graphql"
        whole = (REPOSITORY / "api" / "schema.graphql").read_text(encoding="utf-8")
        file.write_text(excerpt(schema._schema, model, tuple(roots.split(","))) if roots else whole, encoding="utf-8")
        files.append(str(file))
        told.append([int(figure.replace(",", "")) for figure in re.findall(r"[\d,]+(?= kB)", figures)])
    shutil.copy(HERE / "sizes.mjs", tmp_path)
    (tmp_path / "node_modules").symlink_to(node_packages(HERE / "package-lock.json"))
    measured = [orjson.loads(line) for line in node(tmp_path / "sizes.mjs", *files, folder=tmp_path).splitlines()]
    for row, found in zip(told, measured, strict=True):
        assert row == [pytest.approx(size / 1000, rel=0.1, abs=0.6) for size in found.values()]
