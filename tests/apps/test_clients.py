"""Apollo Client, urql and Relay with their default caches: what a cache gives is what the server says, or it asks again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.apps.tools import node, node_packages

HERE = Path(__file__).parent / "clients"


@pytest.mark.slow
@pytest.mark.parametrize("client", ["apollo", "urql", "relay"])
def test_no_cache_shows_what_holds_at_another_time(client: str, tmp_path: Path, server_url: str) -> None:
    for file in HERE.glob("*.mjs"):
        shutil.copy(file, tmp_path)
    (tmp_path / "node_modules").symlink_to(node_packages(HERE / "package-lock.json"))
    said = node(tmp_path / f"{client}.mjs", f"{server_url}/graphql", folder=tmp_path)
    assert " 0 WRONG" in said
