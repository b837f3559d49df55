"""A local Neo4j that was killed under a running server comes back, and the server finds it."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from api.settings import Settings
from graph import open_store
from graph.local.paths import paths
from tests.api.conftest import serving, until


@pytest.mark.slow
@pytest.mark.store
def test_a_killed_store_is_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDERA_HOME", str(tmp_path))
    with open_store("local") as store, serving(Settings()) as http:
        with store.driver.session(database=store.address.database) as session:
            session.run("CREATE (:FoederaDataVersion {id: 'current', version: '1'})").consume()
        until(lambda: http.get("/health/ready").status_code == 200)
        os.kill(json.loads(paths().state.read_text())["java"], signal.SIGKILL)
        asked = http.post("/graphql", json={"query": "{ dataVersion }"})
        assert asked.status_code in (200, 503)
        until(lambda: http.get("/health/ready").status_code == 200)
        assert http.post("/graphql", json={"query": "{ dataVersion }"}).json()["data"] == {"dataVersion": "1"}
