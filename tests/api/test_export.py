"""Exports at their addresses."""

from __future__ import annotations

import asyncio
import hashlib
import io
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import cast

import httpx
import pyoxigraph as ox
import pytest
from starlette.types import Receive, Send

from api.app import create_app
from api.http.export import Export, _Making
from api.http.gate import Gate
from api.http.graphql import Endpoint
from api.http.routes import Address
from api.settings import Settings
from foedera.__main__ import main
from graph.connection import StoreConnection
from ontology import Model


def test_an_address_and_the_command_write_the_same_bytes(http: httpx.Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = http.get("/export/foedera.nt", params={"entity": "nato", "at": "1982-06-01"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/n-triples")
    file = tmp_path / "nato.nt"
    assert main(["export", "--entity", "nato", "--at", "1982-06-01", "-o", str(file)]) == 0
    assert file.read_bytes() == answer.content
    assert hashlib.sha256(answer.content).hexdigest() in capsys.readouterr().err
    assert (tmp_path / "nato.nt.manifest.json").is_file()
    graph = ox.parse(io.BytesIO(answer.content), format=ox.RdfFormat.N_TRIPLES)
    members = {q.subject.value for q in graph if q.predicate.value.endswith("ontology#memberOf") and q.object.value.endswith("/id/nato")}
    assert "https://w3id.org/foedera/id/france" in members
    assert "https://w3id.org/foedera/id/poland" not in members


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/export/foedera.ttf", 404, 'did you mean foedera.ttl?",'),
        ("/export/foedera.nt?clas=State", 400, "class"),
        ("/export/foedera.nt?entity=natto", 400, "nato"),
        ("/export/corr.nt", 400, "core"),
        ("/export/foedera.nt?at=1982-13", 400, "1982-06-01"),
        ("/export/foedera.nt?depth=deep", 400, "number of steps"),
    ],
)
def test_what_cannot_be_exported_is_refused(path: str, status: int, words: str, http: httpx.Client) -> None:
    answer = http.get(path)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text


@pytest.mark.usefixtures("http")
def test_a_reader_that_goes_away_is_no_fault_of_the_store() -> None:
    command = f'"{sys.executable}" -m foedera export --class State -f nt | true'
    run = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert "error" not in run.stderr


@pytest.mark.usefixtures("http")
def test_a_full_disk_is_told_as_such() -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        command = [sys.executable, "-m", "foedera", "export", "--entity", "nato", "-f", "nt"]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 2
    assert "standard output cannot be written: No space left on device" in run.stderr


@pytest.mark.parametrize("others", [0, 1])
def test_an_export_rests_while_others_ask(others: int, model: Model) -> None:
    took = 0.2
    gate = Gate(2, 2)

    def pieces() -> Generator[bytes, None, None]:
        time.sleep(took)
        gate.asked += others
        yield b"piece"

    export = Export(model, cast("StoreConnection", None), Gate(2, 2), gate)
    begun = time.monotonic()
    assert asyncio.run(export._next(_Making(pieces(), "client"))) == b"piece"
    rested = time.monotonic() - begun > 2 * took
    assert rested == bool(others)


def test_the_others_are_those_who_ask_operations() -> None:
    served = {route.path: route.endpoint for route in create_app(Settings()).routes if isinstance(route, Address)}
    export, endpoint = served["/export/{name}"], served["/graphql"]
    assert isinstance(export, Export)
    assert isinstance(endpoint, Endpoint)
    assert export.others is endpoint.gate
    assert export.gate is not endpoint.gate


def test_an_export_that_is_broken_off_while_a_piece_is_made_ends_as_such(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the end of a server does it: what is answered then must be no error of ours, and what the store lends is given back."""
    made, ended = threading.Event(), threading.Event()

    def pieces(*_given: object) -> Generator[bytes, None, None]:
        try:
            made.wait(10)
            yield b"piece"
        finally:
            ended.set()

    async def asked() -> None:
        scope = {"type": "http", "method": "GET", "query_string": b"", "headers": [], "path_params": {"name": "core.nq"}}
        asking = asyncio.create_task(export(scope, cast("Receive", None), cast("Send", None)))
        await asyncio.sleep(0.2)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert not ended.is_set()
        made.set()
        assert await asyncio.to_thread(ended.wait, 10)

    export = Export(model, cast("StoreConnection", None), Gate(2, 2), Gate(2, 2))
    monkeypatch.setattr(export, "_pieces", pieces)
    asyncio.run(asked())
    assert export.gate.inside == 0
