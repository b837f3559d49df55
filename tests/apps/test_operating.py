"""What docs/operating.md names exists, and what it says of protection is so."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from typer.main import get_command

from common.errors import FoederaError
from foedera import cli
from graph import Store
from graph.reading import Neo4jReader
from tests.apps.conftest import REPOSITORY

DOCS = (REPOSITORY / "docs" / "operating.md").read_text(encoding="utf-8")


@pytest.fixture
def figures(server_url: str) -> set[str]:
    """The names of all figures of a server that has answered."""
    httpx.post(f"{server_url}/graphql", json={"query": "{ dataVersion }"})
    families = text_string_to_metric_families(httpx.get(f"{server_url}/metrics").text)
    return {sample.name for family in families for sample in family.samples}


def test_every_figure_is_told_and_every_one_told_exists(figures: set[str]) -> None:
    named = set(re.findall(r"foedera_(?!api|loads)[a-z_]+", DOCS))
    ends = ("", "_total", "_bucket", "_count", "_sum")
    assert {name for name in named if not any(name + end in figures for end in ends)} == set()
    ours = {name for name in figures if name.startswith("foedera_") and not name.endswith("_created")}
    table = {name for name in ours if name in named or re.sub(r"_(bucket|count|sum)$", "", name) in named}
    assert ours - table == set()


def test_the_alerts_ask_for_figures_that_exist(figures: set[str]) -> None:
    [block] = re.findall(r"```yaml\n(groups:.*?)```", DOCS, re.DOTALL)
    rules: list[dict[str, Any]] = yaml.safe_load(block)["groups"][0]["rules"]
    assert len(rules) == 5
    for rule in rules:
        assert set(re.findall(r"foedera_[a-z_]+", rule["expr"])) <= figures


def test_every_option_that_is_told_exists() -> None:
    told = {word for word in re.findall(r"(?<![\w-])--[a-z][a-z-]+", DOCS) if word not in ("--to-path",)}
    of_uv = {"--extra", "--universal", "--python-version", "--generate-hashes", "--no-header", "--no-annotate", "--group"}
    commands: Any = get_command(cli.app).commands  # type: ignore[attr-defined]  # a group
    parameters = [parameter for name in ("serve", "load") for parameter in commands[name].params]
    options = {name for parameter in parameters for name in (*parameter.opts, *parameter.secondary_opts)}
    assert told - of_uv <= options
    assert "--workers" in told


def test_a_session_for_reading_cannot_write(core_store: Store) -> None:
    async def write() -> None:
        async with core_store.async_driver() as driver:
            await Neo4jReader(driver, core_store.address.database, 10).row("CREATE (n:Intruder) RETURN [1]", {})

    with pytest.raises(FoederaError):
        asyncio.run(write())
    assert core_store.driver.execute_query("MATCH (n:Intruder) RETURN count(n) AS n").records[0]["n"] == 0
