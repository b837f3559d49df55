"""Connections are bounded: what raw sockets send to hold them, or to fill the memory, ends soon, and others are served meanwhile."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from common.errors import UsageError
from foedera.connections import ConnectionLimits, _servers
from foedera.server import configuration

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
MEGABYTE = 1024 * 1024
SHORT = ConnectionLimits(connections=20, head_seconds=1, idle_seconds=1, stall_seconds=1)


async def answer(request: Request) -> Response:
    """How many bytes came, after a while if so asked, or as many bytes as are asked for, in pieces or in one; or the host."""
    if "host" in request.query_params:
        return PlainTextResponse(request.headers["host"])
    if wait := request.query_params.get("wait"):
        await asyncio.sleep(int(wait))
    if pieces := request.query_params.get("pieces"):
        return StreamingResponse(iter([b"x" * 65_536] * int(pieces)))
    if size := request.query_params.get("size"):
        return Response(b"x" * int(size))
    return PlainTextResponse(str(len(await request.body())))


@contextmanager
def listening(limits: ConnectionLimits) -> Iterator[int]:
    """A server with these limits; its port."""
    app = Starlette(routes=[Route("/", answer, methods=["GET", "POST"])])
    server = uvicorn.Server(configuration(app, limits, json_logs=False))
    server.config.port = 0
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def connected(port: int, number: int = 1) -> Iterator[list[socket.socket]]:
    """Connections to it."""
    peers = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(number)]
    try:
        yield peers
    finally:
        for peer in peers:
            peer.close()


def rest(peer: socket.socket) -> bytes:
    """What comes until the connection ends."""
    received = bytearray()
    with suppress(ConnectionResetError, BrokenPipeError):
        while data := peer.recv(65_536):
            received += data
    return bytes(received)


def asked(port: int, request: bytes = HEAD + b"Connection: close\r\n\r\n") -> bytes:
    """The whole answer to a request."""
    with connected(port) as [peer]:
        peer.sendall(request)
        return rest(peer)


@pytest.mark.parametrize(
    "piece",
    [b"a: " + b"b" * 1_000 + b"\r\n", b"a:\r\n", b"a" * 1_000],
    ids=["header lines", "short header lines", "a line without an end"],
)
def test_300_megabytes_of_head_are_refused_after_64_kilobytes(piece: bytes) -> None:
    with listening(ConnectionLimits()) as port, connected(port) as [peer]:
        before, sent = psutil.Process().memory_info().rss, 0
        peer.sendall(HEAD)
        with suppress(ConnectionResetError, BrokenPipeError):
            while sent < 300 * MEGABYTE:
                peer.sendall(piece * 64)
                sent += len(piece) * 64
        assert sent < 16 * MEGABYTE  # most of it in the buffers of the system
        assert psutil.Process().memory_info().rss - before < 30 * MEGABYTE
        assert asked(port).startswith(b"HTTP/1.1 200")


def test_a_head_that_is_too_large_is_told_so_and_a_large_body_is_none() -> None:
    with listening(ConnectionLimits(head_bytes=2_000)) as port:
        assert asked(port, HEAD + b"a: " + b"b" * 2_000 + b"\r\n\r\n").startswith(b"HTTP/1.1 431")
        post = b"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 300000\r\n\r\n"
        assert asked(port, post + b"x" * 300_000).endswith(b"\r\n\r\n300000")
        trailers = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n" + b"a: b\r\n" * 1_000
        assert b"HTTP/1.1 431" in asked(port, trailers)


def test_what_is_refused_below_the_application_is_read_by_pages_where_they_may_ask() -> None:
    wrong, allowed = b"NONSENSE\r\n\r\n", b"\r\naccess-control-allow-origin: *\r\n"
    for shared in (False, True):
        with listening(ConnectionLimits(head_bytes=2_000, shared=shared)) as port:
            for text, status in ((HEAD + b"a: " + b"b" * 2_000 + b"\r\n\r\n", b"431"), (wrong, b"400")):
                answer = asked(port, text)
                assert answer.startswith(b"HTTP/1.1 " + status)
                assert (allowed in answer) == shared


def test_half_heads_keep_nobody_out_and_end() -> None:
    with listening(SHORT) as port, connected(port, 60) as halves:
        for peer in halves:
            with suppress(ConnectionResetError, BrokenPipeError):
                peer.sendall(HEAD)
        assert asked(port).startswith(b"HTTP/1.1 200")
        began = time.monotonic()
        ends = [rest(peer) for peer in halves]
        assert time.monotonic() - began < 5
        assert {end[:12] for end in ends} == {b"", b"HTTP/1.1 408"}
        assert sum(end != b"" for end in ends) <= SHORT.connections


def test_one_address_has_so_many_connections_and_a_proxy_any_number() -> None:
    with listening(ConnectionLimits(per_address=3, proxies=("192.0.2.1",))) as port:
        with connected(port, 3) as peers:
            for peer in peers:  # accepted one after another, so that each is counted
                peer.sendall(HEAD + b"\r\n")
                assert peer.recv(100).startswith(b"HTTP/1.1 200")
            assert asked(port).startswith(b"HTTP/1.1 503")
        time.sleep(0.2)
        assert asked(port).startswith(b"HTTP/1.1 200")
    with listening(ConnectionLimits(per_address=3)) as port, connected(port, 10):
        assert asked(port).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(("given", "seconds"), [("", 75), ("120", 120)])
def test_a_connection_is_kept_for_the_next_request(monkeypatch: pytest.MonkeyPatch, given: str, seconds: int) -> None:
    # nginx keeps one for 60 s, and Node's agents for what the server says: it has to be there for longer than a proxy thinks.
    monkeypatch.setenv("FOEDERA_IDLE_SECONDS", given)
    limits = ConnectionLimits.from_environment()
    assert limits.told["idle_seconds"] == seconds
    assert configuration(None, limits, json_logs=False).timeout_keep_alive == seconds
    assert limits.head_seconds < 60 < limits.idle_seconds
    with listening(limits) as port, connected(port) as [peer]:
        peer.sendall(HEAD + b"\r\n")
        assert b"200 OK" in peer.recv(4096)
        [kept] = [one for server in _servers.values() for one in server.open if one.client and one.client[1] == peer.getsockname()[1]]
        kept.check(kept.since + seconds - 1)
        assert not kept.transport.is_closing()
        peer.sendall(HEAD + b"\r\n")
        assert b"200 OK" in peer.recv(4096)
        while not kept.waits_for_head:
            time.sleep(0.01)
        kept.check(kept.since + seconds + 1)
        assert kept.transport.is_closing()


def test_idle_connections_and_those_that_do_not_read_end() -> None:
    with listening(SHORT) as port, connected(port, 3) as [idle, deaf, dribbling]:
        idle.sendall(HEAD + b"\r\n")
        deaf.sendall(HEAD.replace(b"/ ", b"/?size=50000000 ", 1) + b"\r\n")
        # A body that nobody reads, and that never ends.
        dribbling.sendall(b"POST /?size=1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n")
        began = time.monotonic()
        assert rest(idle).startswith(b"HTTP/1.1 200")
        assert rest(dribbling).startswith(b"HTTP/1.1 200")
        assert time.monotonic() - began < 5
        time.sleep(1)
        assert len(rest(deaf)) < 50_000_000


@pytest.mark.parametrize(("pause", "ends"), [(0.05, True), (0.0, False)])
def test_a_client_that_always_reads_a_little_ends(pause: float, ends: bool) -> None:
    with listening(ConnectionLimits(stall_seconds=1, read_rate=1_000_000)) as port, connected(port) as [peer]:
        peer.sendall(HEAD.replace(b"/ ", b"/?pieces=400 ", 1) + b"Connection: close\r\n\r\n")
        received = 0
        for _ in range(60):
            received += len(peer.recv(8_192))
            time.sleep(pause)
        received += len(rest(peer))
        assert (received < 400 * 65_536) is ends


def test_requests_one_after_another_on_a_connection_are_all_answered() -> None:
    with listening(SHORT) as port, connected(port) as [peer]:
        for _ in range(8):
            peer.sendall(HEAD + b"\r\n")
            assert peer.recv(1_000).endswith(b"\r\n\r\n0")
            time.sleep(0.3)
        peer.sendall((HEAD + b"\r\n") * 50)
        assert rest(peer).count(b"HTTP/1.1 200") == 50


@pytest.mark.parametrize("given", ["many", "0", "-1"])
def test_a_limit_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("FOEDERA_CONNECTIONS", given)
    with pytest.raises(UsageError, match="FOEDERA_CONNECTIONS"):
        ConnectionLimits.from_environment()
