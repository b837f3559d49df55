"""Heads by which it is not certain where a request ends or for whom it is: refused, and what was asked before is answered."""

from __future__ import annotations

import time

import pytest

from foedera.connections import ConnectionLimits
from tests.foedera.test_connections import HEAD, asked, connected, listening, rest

POST = b"POST / HTTP/1.1\r\nHost: localhost\r\n"
CLOSE = b"Connection: close\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
BODY = b"5\r\nhello\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (POST + CHUNKED + CLOSE + b"\r\n" + BODY, b"200"),
        (POST + b"Transfer-Encoding: Chunked\r\n" + CLOSE + b"\r\n" + BODY, b"200"),
        (POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + BODY, b"501"),
        (POST + b"Transfer-Encoding: gzip\r\n" + CHUNKED + b"\r\n" + BODY, b"501"),
        (POST + b"Transfer-Encoding: chunked, gzip\r\n\r\n" + BODY, b"400"),
        (POST + b"Transfer-Encoding: gzip\r\n\r\n" + BODY, b"400"),
        (POST + b"Transfer-Encoding: identity\r\n\r\n" + BODY, b"400"),
        (POST + b"Transfer-Encoding: xchunked\r\n\r\n" + BODY, b"400"),
        (POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n" + BODY, b"400"),
        (POST + b"Transfer-Encoding:\r\n\r\n" + BODY, b"400"),
        (POST + b"Content-Length: 5\r\n" + CHUNKED + b"\r\n" + BODY, b"400"),
        (POST + CHUNKED + b"Content-Length: 5\r\n\r\n" + BODY, b"400"),
        (POST.replace(b"1.1", b"1.0") + CHUNKED + b"\r\n" + BODY, b"400"),
        (POST + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", b"400"),
        (POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", b"400"),
        (POST + b"Content-Length: 5, 5\r\n\r\nhello", b"400"),
        (POST + b"Content-Length: +5\r\n\r\nhello", b"400"),
        (POST + b"Content-Length: -5\r\n\r\nhello", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.0\r\n\r\n", b"200"),
        (HEAD + b"Host: localhost\r\n\r\n", b"400"),
        (HEAD + b"A: b\0c\r\n\r\n", b"400"),
        (HEAD + b"A: b\rc\r\n\r\n", b"400"),
        (HEAD + b"A: b\r\n c\r\n\r\n", b"400"),
        (HEAD + b"A : b\r\n\r\n", b"400"),
        (b"CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n", b"501"),
        (b"GET ftp://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
    ],
)
def test_where_a_request_ends_is_certain(request_: bytes, status: bytes) -> None:
    with listening(ConnectionLimits(head_seconds=1)) as port:
        answer = asked(port, request_)
        assert answer.startswith(b"HTTP/1.1 " + status), answer
        assert answer.count(b"content-length") == 1


@pytest.mark.parametrize("target", [b"http://example.org:80/?size=3", b"HTTP://example.org:80?size=3", b"/?size=3"])
def test_a_whole_address_says_for_which_host_it_is(target: bytes) -> None:
    with listening(ConnectionLimits()) as port:
        answer = asked(port, b"GET %b HTTP/1.1\r\nHost: example.org:80\r\n%b\r\n" % (target, CLOSE))
        assert answer.endswith(b"\r\n\r\nxxx")
        if not target.startswith(b"/"):
            other = asked(port, b"GET http://example.org/?host=1 HTTP/1.1\r\nHost: localhost\r\n%b\r\n" % CLOSE)
            assert other.endswith(b"\r\n\r\nexample.org"), "not the name in Host (RFC 9112, section 3.2.2)"


def test_what_cannot_be_read_is_refused_after_what_was_asked_before() -> None:
    with listening(ConnectionLimits()) as port:
        for first in (b"GET /?wait=1 ", b"GET /?pieces=30 "):
            answer = asked(port, HEAD.replace(b"GET / ", first) + b"\r\n" + b"NONSENSE\r\n\r\n")
            before, mark, after = answer.partition(b"HTTP/1.1 400")
            assert before.startswith(b"HTTP/1.1 200")
            assert before.endswith((b"\r\n\r\n0", b"\r\n0\r\n\r\n"))
            assert mark
            assert b"connection: close" in after


def test_a_body_that_breaks_is_refused_at_once() -> None:
    with listening(ConnectionLimits()) as port:
        began = time.monotonic()
        assert asked(port, POST + CHUNKED + b"\r\nnonsense\r\n").startswith(b"HTTP/1.1 400")
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("offered", [b"h2c", b"websocket"])
def test_another_protocol_that_is_offered_is_passed_over(offered: bytes, caplog: pytest.LogCaptureFixture) -> None:
    offer = HEAD + b"Connection: Upgrade\r\nUpgrade: " + offered + b"\r\n\r\n"
    with listening(ConnectionLimits()) as port:
        assert asked(port, offer * 400 + HEAD + CLOSE + b"\r\n").count(b"HTTP/1.1 200") == 401
        with connected(port) as [peer]:
            for _ in range(3):
                peer.sendall(offer)
                assert peer.recv(1_000).startswith(b"HTTP/1.1 200")
            peer.sendall(HEAD + CLOSE + b"\r\n")
            assert rest(peer).startswith(b"HTTP/1.1 200")
        with connected(port) as [peer]:
            peer.sendall(POST + b"Content-Length: 5\r\nConnection: Upgrade, close\r\nUpgrade: " + offered + b"\r\n\r\n")
            time.sleep(0.1)
            peer.sendall(b"GET /")
            assert rest(peer).endswith(b"\r\n\r\n5"), "a body, and not the next request"
        chunks = POST + CHUNKED + b"Connection: close, upgrade\r\nUpgrade: " + offered + b"\r\n\r\n" + BODY
        assert asked(port, chunks).endswith(b"\r\n\r\n5")
    assert not caplog.records


def test_what_follows_a_body_in_chunks_is_no_part_of_its_head() -> None:
    with listening(ConnectionLimits()) as port:
        request = b"POST /?host=1 HTTP/1.1\r\n" + CHUNKED + b"Host: localhost\r\n" + CLOSE + b"\r\n"
        assert asked(port, request + BODY.removesuffix(b"\r\n") + b"Host: example.org\r\n\r\n").endswith(b"\r\n\r\nlocalhost")


@pytest.mark.parametrize(("version", "times"), [(b"1.1", 1), (b"1.0", 0)])
def test_only_who_knows_of_it_is_told_to_continue(version: bytes, times: int) -> None:
    with listening(ConnectionLimits()) as port:
        request = POST.replace(b"1.1", version) + CLOSE + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n"
        with connected(port) as [peer]:
            peer.sendall(request)
            time.sleep(0.1)
            peer.sendall(b"hello")
            assert rest(peer).count(b"HTTP/1.1 100 Continue") == times
