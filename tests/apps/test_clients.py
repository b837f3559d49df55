"""Apollo Client, urql and Relay with their default caches: what a cache gives is what the server says, or it asks again."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import orjson
import pytest

from api.language.schema import shipped_schema
from api.language.schema.excerpt import excerpt
from graph import Store
from loaders.loading import load
from loaders.writing.sync import LoadOptions
from ontology import Model
from tests.apps.conftest import missing, serving
from tests.apps.tools import node, node_packages
from tests.conftest import REPOSITORY
from tests.faults.clock import DAY, make_clock

HERE = Path(__file__).parent / "clients"
SIZES = re.compile(r"^\| (?:the whole schema|`(\S+)`) ((?:\| [\d,]+ kB ){4})\|$", re.MULTILINE)


CLIENTS = ("apollo", "urql", "relay")
LEAGUE = """datasets: [{{id: mine, title: Mine, rank: 10, licence: CC0-1.0}}]
dataset: mine
source: A book
retrieved: 2026-01-01
entities:
- {{id: freedonia, class: State, name: Freedonia}}
- {{id: sylvania, class: State, name: Sylvania}}
- {{id: ruritania, class: State, name: Ruritania}}
- id: league
  class: Alliance
  name: League
  members: [{{ref: freedonia, start: 1950}}, {{ref: sylvania, start: {tomorrow}}}{more}]
"""
"""A member from tomorrow on, and one more after the data changed."""


def programs(folder: Path) -> None:
    """Put the programs in a folder, with the packages that they need."""
    for file in HERE.glob("*.mjs"):
        shutil.copy(file, folder)
    (folder / "node_modules").symlink_to(node_packages(HERE / "package-lock.json"))


class Session(NamedTuple):
    """One session of an app: whether it had a cache from before, the number of members in it, and what the server says."""

    restored: bool
    held: int | None
    told: int


def session(folder: Path, url: str, *options: str) -> dict[str, Session]:
    """A session of an app with each client, one after another."""
    lines = node(folder / "persisted.mjs", f"{url}/graphql", str(folder), *options, folder=folder).splitlines()
    return {one["name"]: Session(one["restored"], one["held"], one["told"]) for one in map(orjson.loads, lines)}


@pytest.mark.slow
def test_a_cache_that_outlives_the_page_is_right_after_data_and_day_change(scratch: Store, model: Model, tmp_path: Path) -> None:
    programs(tmp_path)
    clock = make_clock(tmp_path)
    if clock is None:
        missing("cc is missing: `apt-get install -y gcc` brings it")

    tomorrow = dt.date.today() + dt.timedelta(days=1)  # the server's today is that of its machine

    def write(more: str) -> None:
        file = tmp_path / "league.yaml"
        file.write_text(LEAGUE.format(tomorrow=tomorrow, more=more), encoding="utf-8")
        load(scratch, model, [str(file)], LoadOptions(replace=True))

    def all_of(found: dict[str, Session]) -> Session:
        assert set(found) == set(CLIENTS)
        assert len(set(found.values())) == 1, found
        return found["apollo"]

    write("")
    with serving(folder=None, **clock.environment) as served:
        assert all_of(session(tmp_path, served.url, "--unnamed")) == Session(restored=False, held=None, told=1)
        assert all_of(session(tmp_path, served.url)) == Session(restored=False, held=None, told=1)
        assert all_of(session(tmp_path, served.url)) == Session(restored=True, held=1, told=1)
        write(", {ref: ruritania, start: 1960}")
        assert all_of(session(tmp_path, served.url)) == Session(restored=False, held=None, told=2)
        clock.jump(DAY)
        assert all_of(session(tmp_path, served.url)) == Session(restored=False, held=None, told=3)
        assert all_of(session(tmp_path, served.url)) == Session(restored=True, held=3, told=3)
        wrong = all_of(session(tmp_path, served.url, "--unnamed"))
        assert wrong == Session(restored=True, held=1, told=3), "named by neither, a cache would give what was"


def test_the_docs_have_the_keys_by_which_graphcache_is_quiet() -> None:
    [function] = re.findall(r"^export const (keysOf.*?;)$", (HERE / "keys.mjs").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert re.sub(r"\s+", " ", function) in re.sub(r"\s+", " ", (REPOSITORY / "docs" / "embedding.md").read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("client", CLIENTS)
def test_no_cache_shows_what_holds_at_another_time(client: str, tmp_path: Path, server_url: str) -> None:
    programs(tmp_path)
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
