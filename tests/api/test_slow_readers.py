"""Clients that ask for large answers and do not read them: they hold so much memory, others are served, and it is given back."""

from __future__ import annotations

import gc
import re
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from urllib.parse import quote

import httpx
import orjson
import psutil
import pytest

from api.answering import held
from api.language.limits import Limits
from api.settings import Settings
from tests.api.conftest import Serve, until

MEGABYTE = 1024 * 1024
CLIENTS = 8
MEMORY = 16 * MEGABYTE
LONG = " ".join(f"{'a' * 150}{i}: name" for i in range(40))
WHOLE = f"{{ organizations(first: 900) {{ nodes {{ {LONG} }} }} }}"
STREAM = f"{{ organizations(first: 900) {{ nodes {{ {LONG} partOf(first: 30) {{ totalCount nodes {{ id }} }} }} }} }}"
TRIPLES = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 18000"
QUICK = {"query": '{ state(key: {id: "poland"}) { name } }'}


def asking(http: httpx.Client, query: str, number: int) -> AbstractContextManager[list[socket.socket]]:
    """Connections that have asked an operation and do not read."""
    body = orjson.dumps({"query": query})
    head = f"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return unread(http, head.encode() + body, number)


@contextmanager
def unread(http: httpx.Client, request: bytes, number: int) -> Iterator[list[socket.socket]]:
    """Connections that have sent a request and do not read. Their windows are small, so that the system does not read for them."""
    peers = []
    for _ in range(number):
        peer = socket.socket()
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        peer.settimeout(60)
        peer.connect((http.base_url.host, http.base_url.port or 80))
        peer.sendall(request)
        peers.append(peer)
    try:
        yield peers
    finally:
        for peer in peers:
            peer.close()


def unsent(http: httpx.Client) -> float:
    found = re.search(r"^foedera_answers_unsent_bytes (.*)$", http.get("/metrics").text, re.MULTILINE)
    assert found
    return float(found[1])


def head_of(peer: socket.socket) -> str:
    """The status line and what of the header lines came with it."""
    with suppress(ConnectionResetError):
        return peer.recv(1500).decode("latin-1").lower()
    return ""


def test_clients_that_do_not_read_hold_so_much_and_others_are_served(serve: Serve) -> None:
    with serve(Settings(cache_bytes=0, answers_bytes=MEMORY, concurrency=2)) as http:
        large = http.post("/graphql", json={"query": WHOLE})
        assert large.status_code == 200
        assert 2 * MEGABYTE < len(large.content) < MEMORY // 2
        del large
        gc.collect()
        before = psutil.Process().memory_info().rss
        with asking(http, WHOLE, CLIENTS) as peers:
            heads = [head_of(peer) for peer in peers]
            refused = [head for head in heads if head.startswith("http/1.1 503")]
            assert len(refused) >= CLIENTS - 4
            assert all("retry-after: 1" in head for head in refused)
            assert 0 < unsent(http) <= MEMORY // 2
            assert http.post("/graphql", json=QUICK).status_code == 200
            assert psutil.Process().memory_info().rss - before < 4 * MEMORY
        until(lambda: unsent(http) == 0, 10)
        assert http.post("/graphql", json={"query": WHOLE}).status_code == 200


def test_streams_that_are_not_read_break_off(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "PATIENCE_SECONDS", 0.5)
    with serve(Settings(cache_bytes=0, answers_bytes=MEMORY)) as http:
        with asking(http, STREAM, CLIENTS) as peers:
            assert {head_of(peer)[:12] for peer in peers} <= {"http/1.1 200", "http/1.1 503"}
            until(lambda: 'foedera_operations{state="running"} 0.0' in http.get("/metrics").text, 20)
            assert unsent(http) <= MEMORY
            assert http.post("/graphql", json=QUICK).status_code == 200
        until(lambda: unsent(http) == 0, 10)
        whole = http.post("/graphql", json={"query": STREAM})
        assert len(whole.json()["data"]["organizations"]["nodes"]) > 300


def test_an_answer_that_turns_out_too_large_is_refused(serve: Serve) -> None:
    with serve(Settings(cache_bytes=0, limits=Limits(whole_bytes=20_000))) as http:
        small = http.post("/graphql", json={"query": "{ organizations(first: 400) { nodes { id } } }"})
        assert small.status_code == 200
        asked = {"query": "{ organizations(first: 400) { nodes { id name description } } }"}
        refused = http.post("/graphql", json=asked, headers={"accept": "application/graphql-response+json"})
        assert refused.status_code == 413
        [error] = refused.json()["errors"]
        assert error["extensions"]["code"] == "ANSWER_TOO_LARGE"
        assert "lower first" in error["extensions"]["hint"]


def test_answers_of_sparql_are_counted_too(serve: Serve) -> None:
    path = f"/sparql?query={quote(TRIPLES)}&format=json"
    with serve(Settings(answers_bytes=MEMORY, sparql_processes=1)) as http:
        until(lambda: http.get(path).status_code == 200)
        assert MEMORY // 8 < len(http.get(path).content) < MEMORY // 2
        with unread(http, f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(), CLIENTS) as peers:
            heads = [head_of(peer) for peer in peers]
            refused = [head for head in heads if head.startswith("http/1.1 503")]
            assert CLIENTS - 4 <= len(refused) < CLIENTS
            assert all("retry-after: 1" in head for head in refused)
            assert 0 < unsent(http) <= MEMORY // 2
            assert http.get("/id/nato.json").status_code == 200
        until(lambda: unsent(http) == 0, 10)
        assert http.get(path).status_code == 200
