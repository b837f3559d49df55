"""Stores that cannot be used as they are: not there, another service, too old. What answers is a peer of our own on loopback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from socket import socket

import pytest

from common.errors import StoreError, StoreUnavailableError, StoreVersionError
from graph import connection
from graph.connection import StoreConnection
from graph.store import check_version, open_store
from tests.faults.peers import Talk, bolt, listening

Peer = Callable[[Talk], str]


@pytest.fixture
def peer() -> Iterator[Peer]:
    """Starts a service and gives its address."""
    with ExitStack() as services:
        yield lambda talk: services.enter_context(listening(talk))


def refused(address: str, kind: type[StoreError]) -> str:
    with pytest.raises(kind) as caught:
        open_store(address)
    assert "\n" not in str(caught.value)
    assert caught.value.http_status == 503
    return str(caught.value)


def test_a_busy_server_is_told_from_one_that_is_lost(peer: Peer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    for name, seconds in {"BEAT_SECONDS": 0.05, "ANSWER_SECONDS": 0.2}.items():
        monkeypatch.setattr(connection, name, seconds)
    free = threading.Event()
    free.set()
    address = peer(bolt("Neo4j/5.26.4", free))

    def said(words: str) -> bool:
        return any(record.getMessage().startswith(words) for record in caplog.records)

    async def watch() -> None:
        watched = StoreConnection(f"bolt://{address}", 30)
        watched.open()
        while watched.store is None or await watched.reader.turn() is None:
            await asyncio.sleep(0.05)
        free.clear()
        while not said("Neo4j is busy"):
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
        assert not said("the store was lost")
        monkeypatch.setattr(connection, "BUSY_SECONDS", 0.5)
        while not said("the store was lost"):
            await asyncio.sleep(0.02)
        free.set()
        while watched.store is None or watched._reader is None:
            await asyncio.sleep(0.02)
        await watched.close()

    asyncio.run(asyncio.wait_for(watch(), 20))


def test_a_server_that_is_new_enough_is_taken(peer: Peer) -> None:
    with open_store(f"bolt://{peer(bolt('Neo4j/5.26.4'))}") as store:
        assert store.version == "5.26.4"
        assert not store.local


@pytest.mark.parametrize("agent", ["Neo4j/5.25.1", "Neo4j/4.4.48"])
def test_a_server_that_is_too_old_is_named(peer: Peer, agent: str) -> None:
    error = refused(f"bolt://{peer(bolt(agent))}", StoreVersionError)
    assert error == f"the store is {agent}; Foedera needs Neo4j 5.26 or newer (upgrade it, or use the local store)"


def test_a_server_too_old_for_the_driver(peer: Peer) -> None:
    address = f"bolt://{peer(lambda connection: connection.sendall(bytes(4)))}"
    error = refused(address, StoreVersionError)
    assert error == f"what answers at {address} is not a Neo4j that this driver knows (use Neo4j 5.26 or newer)"


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/5.26", "Neo4j/2025.01.0", "Neo4j/2026.09.0-aura", "Neo4j/5.27-aura"])
def test_versions_that_are_new_enough(agent: str) -> None:
    assert check_version(agent) == agent.removeprefix("Neo4j/")


@pytest.mark.parametrize("agent", ["Neo4j/3.5.35", "Neo4j/5.9.0", "Memgraph", "Neo4j/dev", ""])
def test_versions_that_are_not(agent: str) -> None:
    with pytest.raises(StoreVersionError, match=r"needs Neo4j 5\.26 or newer"):
        check_version(agent)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_nobody_listens(scheme: str) -> None:
    error = refused(f"{scheme}://127.0.0.1:1", StoreUnavailableError)
    assert error == f"Neo4j at {scheme}://127.0.0.1:1 refuses connections (check that it runs and that FOEDERA_STORE names it)"


def test_no_such_host() -> None:
    error = refused("bolt://no-such-host.invalid", StoreUnavailableError)
    assert error == "Neo4j at bolt://no-such-host.invalid cannot be found (check the host name in FOEDERA_STORE)"


def test_the_port_for_browsers(peer: Peer) -> None:
    address = f"bolt://{peer(lambda connection: connection.sendall(b'HTTP/1.1 400 Bad Request'))}"
    error = refused(address, StoreUnavailableError)
    assert error == f"Neo4j at {address} speaks HTTP, not Bolt (the port for Bolt is usually 7687)"


def test_encryption_that_the_server_does_not_have(peer: Peer) -> None:
    def talk(connection: socket) -> None:
        connection.recv(2000)
        connection.sendall(b"this is not TLS")
        connection.recv(2000)

    address = f"bolt+s://{peer(talk)}"
    error = refused(address, StoreUnavailableError)
    assert error.startswith(f"Neo4j at {address} cannot be reached with encryption (use bolt:// or neo4j:// without +s")


def test_a_service_that_hangs_up(peer: Peer) -> None:
    address = f"bolt://{peer(lambda _: None)}"
    assert refused(address, StoreUnavailableError).startswith(f"Neo4j at {address} does not answer (")
