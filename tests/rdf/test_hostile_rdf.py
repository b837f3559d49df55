"""What was made to break a reader of RDF ends in a clear error, soon and in little memory. Nothing is fetched, no other file read."""

from __future__ import annotations

import json
import pickle
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from rdf.reading import Limits
from rdf.reading.limits import MEBIBYTE
from tests.conftest import REPOSITORY
from tests.rdf.hostile import MAY, READ, REFUSED, Case, corpus

LIMITS = Limits(file=2 * MEBIBYTE, literal=200_000, blank=5_000, processor=5)
SECRET = "urn:read-from-another-file"


@pytest.fixture
def listening() -> socket.socket:
    """A server that nobody may ask."""
    server = socket.create_server(("127.0.0.1", 0))
    server.setblocking(False)
    return server


def test_hostile_inputs_end_in_clear_errors(tmp_path: Path, listening: socket.socket) -> None:
    secret = tmp_path / "context.jsonld"
    secret.write_text(json.dumps({"@context": {"p": SECRET, "T": SECRET}}))
    cases = corpus(listening.getsockname()[1], str(secret))
    assert len({(c.form, c.data) for c in cases}) >= 200
    feed = pickle.dumps((LIMITS, [(c.form.value, c.data) for c in cases]))
    done = subprocess.run(
        [sys.executable, "-m", "tests.rdf.reader"], input=feed, capture_output=True, timeout=240, cwd=REPOSITORY, check=True
    )
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [wrong for case, result in zip(cases, results, strict=True) if (wrong := _wrong(case, result))] == []
    with pytest.raises(BlockingIOError):
        listening.accept()
    listening.close()
    assert SECRET not in done.stdout.decode()


def _wrong(case: Case, result: dict[str, object]) -> str:
    """What is not as it should be."""
    frames, status = result["frames"], result["status"]
    assert isinstance(frames, list)
    last = frames[-1] if frames else ["", ""]
    name = f"{case.form} {case.name}: {last[0]} {last[1][:200]} ended with {status} after {result['seconds']} s, {result['memory']} bytes"
    if result["seconds"] > 8 or result["memory"] > 400 * MEBIBYTE or status != 0:  # type: ignore[operator]  # numbers
        return name
    said = json.loads(last[1]) if last[0] == "e" else {"cause": READ, "hint": READ}
    if last[0] not in {"d", "e"} or not said["hint"] or len(said["cause"]) > 1_000:
        return name
    right = said["cause"] != READ if case.says == REFUSED else case.says in said["cause"]
    return "" if case.says == MAY or right else name
