"""TERM takes a server out of routing before it ends."""

from __future__ import annotations

import signal
import time

import httpx

from graph import Store
from tests.apps.conftest import serving, until, version_of


def test_term_drains(core_store: Store) -> None:  # noqa: ARG001
    with serving("--drain", "600") as served:
        url = served.url
        served.process.terminate()
        until(lambda: httpx.get(f"{url}/health/ready").status_code == 503, "not ready")
        assert httpx.get(f"{url}/health/live").status_code == 200
        assert version_of(url)
        began = time.monotonic()
        served.process.terminate()
        assert served.process.wait(30) in (-signal.SIGTERM, 128 + signal.SIGTERM)
        assert time.monotonic() - began < 10
