"""The application under uvicorn in this process, over the core data or over an empty store."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from api.app import Settings, create_app
from graph import Store
from loaders.loading import load
from ontology import Model
from tests.conftest import emptied

READY_SECONDS = 60
TWO_DATASETS = """datasets:
- {id: mine, title: Mine, rank: 10, licence: CC0-1.0, covers: 1900/..}
- {id: theirs, title: Theirs, rank: 20, licence: CC0-1.0}
dataset: mine
source: A book
retrieved: 2026-01-01
verification: CHECKED
"""
"""The head of a file of facts: two datasets, the better of which is meant unless another is named."""
Serve = Callable[[Settings], AbstractContextManager[httpx.Client]]


@contextmanager
def serving(served: Settings | Starlette) -> Iterator[httpx.Client]:
    """A client of a running server: of ours with these settings, or of another application."""
    app = create_app(replace(served, warm=False)) if isinstance(served, Settings) else served
    config = uvicorn.Config(app, port=0, log_level="warning", lifespan="on", server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()


def until(true: Callable[[], bool], seconds: float = READY_SECONDS) -> None:
    """Wait for something to become true."""
    give_up = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < give_up, "it took too long"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def serve(core_store: Store) -> Serve:  # noqa: ARG001  # holds the store open
    """Starts servers over the core data that answer already."""

    @contextmanager
    def ready(settings: Settings) -> Iterator[httpx.Client]:
        with serving(settings) as client:
            until(lambda: client.get("/health/ready").status_code == 200)
            yield client

    return ready


@pytest.fixture(scope="session")
def http(serve: Serve) -> Iterator[httpx.Client]:
    """A client of a server with the default settings."""
    with serve(Settings()) as client:
        yield client


@pytest.fixture(scope="module")
def store(_scratch: tuple[Store, Path], model: Model, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Store:
    """A store with the FACTS of the module, all of whose tests only read it."""
    file = tmp_path_factory.mktemp("facts") / "facts.yaml"
    file.write_text(request.module.FACTS, encoding="utf-8")
    found = emptied(_scratch[0])
    load(found, model, [str(file)])
    return found
