"""nginx as docs/operating.md sets it up keeps answers for as long as the server says, and fetches new ones while it gives the old."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from graph import Store
from loaders.loading import load
from loaders.writing.sync import LoadOptions
from ontology import Model
from tests.apps.conftest import missing, serving, until
from tests.conftest import REPOSITORY

MAX_AGE, STALE = 2, 600
CONFIGURATION = re.compile(r"```nginx\n(proxy_cache_path.*?)```", re.DOTALL)
NAMES = {"query": "{ agencies(first: 5) { nodes { name } } }"}
OLD, NEW = "Border Guard of Old", "Border Guard of New"
AGENCY = """datasets: [{{id: mine, title: Mine, rank: 10, licence: CC0-1.0}}]
dataset: mine
source: A book
retrieved: 2026-01-01
entities: [{{class: BorderAgency, id: guard, name: {name}}}]
"""


class Kept(NamedTuple):
    """What the proxy says of an answer (MISS, HIT, STALE …), and the name in it."""

    status: str | None
    name: str


@contextmanager
def nginx(folder: Path, server: str) -> Iterator[str]:
    """The address of a proxy in front of a server, set up as the docs say, in a folder."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        missing("nginx is missing: `apt-get install -y --no-install-recommends nginx-light` brings it")
    found = CONFIGURATION.search((REPOSITORY / "docs" / "operating.md").read_text(encoding="utf-8"))
    assert found
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
    text = found[1]
    for shown, own in {"/var/cache/nginx/foedera": f"{folder}/kept", "127.0.0.1:8080": address, "http://127.0.0.1:8000": server}.items():
        assert shown in text
        text = text.replace(shown, own)
    places = "".join(f"{of}_temp_path {folder}/{of};\n" for of in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;\n" if os.geteuid() == 0 else ""
    head = f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/errors;\nevents {{}}\n"
    (folder / "nginx.conf").write_text(f"{head}http {{\naccess_log off;\n{places}{text}}}\n", encoding="utf-8")
    process = subprocess.Popen([str(program), "-p", str(folder), "-e", f"{folder}/errors", "-c", str(folder / "nginx.conf")])
    try:
        until(lambda: _listens(address) or process.poll() is not None, "nginx listens")
        assert process.poll() is None, (folder / "errors").read_text(encoding="utf-8")
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(20)


def _listens(address: str) -> bool:
    host, _, port = address.partition(":")
    with socket.socket() as peer:
        return peer.connect_ex((host, int(port))) == 0


def ask(proxy: str) -> Kept:
    """The answer to GET."""
    answer = httpx.get(f"{proxy}/graphql", params=NAMES)
    [node] = answer.json()["data"]["agencies"]["nodes"]
    return Kept(answer.headers.get("x-cache-status"), node["name"])


def load_name(store: Store, model: Model, folder: Path, name: str) -> None:
    """Load the one agency under a name."""
    file = folder / "agency.yaml"
    file.write_text(AGENCY.format(name=name), encoding="utf-8")
    load(store, model, [str(file)], LoadOptions(replace=True))


@pytest.mark.slow
def test_a_shared_cache_keeps_answers_and_renews_them_aside(scratch: Store, model: Model, tmp_path: Path) -> None:
    load_name(scratch, model, tmp_path, OLD)
    with serving(FOEDERA_MAX_AGE=str(MAX_AGE), FOEDERA_STALE_SECONDS=str(STALE)) as served, nginx(tmp_path, served.url) as proxy:
        assert ask(proxy) == ("MISS", OLD)
        assert ask(proxy) == ("HIT", OLD)
        load_name(scratch, model, tmp_path, NEW)
        time.sleep(MAX_AGE)
        # It is too old now. Whoever asks is given it nevertheless, and the next one has what was fetched meanwhile.
        assert ask(proxy) == ("STALE", OLD)
        until(lambda: ask(proxy).name == NEW, "the new answer is kept")
        posted = httpx.post(f"{proxy}/graphql", json=NAMES)
        assert "x-cache-status" not in posted.headers


@pytest.mark.slow
def test_a_shared_cache_keeps_nothing_that_needs_a_token(scratch: Store, model: Model, tmp_path: Path) -> None:
    load_name(scratch, model, tmp_path, OLD)
    with serving(FOEDERA_MAX_AGE="60", FOEDERA_TOKENS="secret") as served, nginx(tmp_path, served.url) as proxy:
        for _ in range(2):
            mine = httpx.get(f"{proxy}/graphql", params=NAMES, headers={"authorization": "Bearer secret"})
            assert (mine.status_code, mine.headers["x-cache-status"]) == (200, "MISS")
        assert httpx.get(f"{proxy}/graphql", params=NAMES).status_code == 401


def test_who_comes_through_the_proxy_gets_no_statements(core_store: Store, tmp_path: Path) -> None:  # noqa: ARG001  # its data is asked for
    asked = {**NAMES, "extensions": {"explain": True}}
    with serving("--workers", "1") as served, nginx(tmp_path, served.url) as proxy:
        here = httpx.post(f"{served.url}/graphql", json=asked, timeout=60).json()
        assert "MATCH" in here["extensions"]["explain"]["cypher"]
        for pretended in ({"host": "localhost"}, {"host": "127.0.0.1:8000"}, {"x-forwarded-for": "127.0.0.1", "host": "localhost"}):
            there = httpx.post(f"{proxy}/graphql", json=asked, headers=pretended, timeout=60).json()
            assert there["data"] == here["data"]
            assert "explain" not in there["extensions"], pretended
