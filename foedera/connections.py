"""Connections of clients, bounded: in number, in all and per address, in the bytes and the time of a request's head, in the time that they
may be idle, and in the time that a client may take to read.

Uvicorn bounds none of these: 300 MB of header lines were taken, and half a head was waited for without an end. When there are too many
connections, the one that has waited longest for a head is closed in favour of a new one, so that half heads keep nobody out.
"""

from __future__ import annotations

import asyncio
import os
import resource
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from weakref import WeakKeyDictionary

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from common.errors import UsageError
from foedera.framing import BAD, Refusal, refusal, relative, without_offer

SWEEP_SECONDS = 0.5
SPARE_FILES = 100
"""What the process opens besides connections of clients: the store, logs, files of the playground."""
LOOPBACK = ("127.0.0.1", "::1")
ROOM = 64 * 1024
"""What asyncio lets wait before it asks an application to pause. Each pause ends when most of that is read."""
LINE = 4
"""What a header line has besides name and value."""


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """Limits on connections. `proxies` are addresses that speak for many clients and have no limit of their own.

    A client that has kept an answer waiting for `stall_seconds`, in one pause or in many, has to read `read_rate` bytes a second.
    `shared`: pages of other origins may ask, and so read also what is refused below the application, which knows no origins.
    """

    connections: int = 1_000
    per_address: int = 200
    head_bytes: int = 64 * 1024
    head_seconds: float = 10.0
    idle_seconds: int = 75
    stall_seconds: float = 30.0
    read_rate: int = 8 * 1024
    proxies: tuple[str, ...] = LOOPBACK
    shared: bool = False

    @classmethod
    def from_environment(cls, proxies: Sequence[str] = ()) -> ConnectionLimits:
        """The limits that the settings name (docs/operating.md). Raises UsageError."""
        usual = cls()
        return cls(
            connections=number("FOEDERA_CONNECTIONS", usual.connections),
            per_address=number("FOEDERA_CONNECTIONS_PER_ADDRESS", usual.per_address),
            head_bytes=number("FOEDERA_HEAD_BYTES", usual.head_bytes),
            head_seconds=number("FOEDERA_HEAD_SECONDS", int(usual.head_seconds)),
            idle_seconds=number("FOEDERA_IDLE_SECONDS", usual.idle_seconds),
            stall_seconds=number("FOEDERA_STALL_SECONDS", int(usual.stall_seconds)),
            read_rate=number("FOEDERA_READ_RATE", usual.read_rate),
            proxies=tuple(proxies) or LOOPBACK,
        )

    @property
    def told(self) -> Mapping[str, float]:
        """All numbers by name, for those who ask what the limits are."""
        numbers = asdict(self) | {"connections": self.most}
        return {name: value for name, value in numbers.items() if name not in ("proxies", "shared")}

    @property
    def most(self) -> int:
        """How many connections there may be, with regard to the files that this process may open."""
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        return min(self.connections, max(files - SPARE_FILES, files // 2)) if files != resource.RLIM_INFINITY else self.connections


def number(name: str, default: int) -> int:
    """The number that a setting of the environment gives. Raises UsageError."""
    given = os.environ.get(name)
    if not given:
        return default
    if not given.isdecimal() or not 0 < int(given) < 10**9:
        raise UsageError(f"{name} is {given!r}", "set it to a whole number from 1 on, or unset it")
    return int(given)


class Connections:
    """All connections of one server."""

    def __init__(self, limits: ConnectionLimits, loop: asyncio.AbstractEventLoop) -> None:
        self.limits = limits
        self.most = limits.most
        self.loop = loop
        self.open: dict[Bounded, None] = {}
        self.by_address: Counter[str] = Counter()
        loop.call_later(SWEEP_SECONDS, self._sweep)

    def admit(self, new: Bounded) -> str | None:
        """Take note of a connection; or why it is refused."""
        if new.address not in ("", *self.limits.proxies) and self.by_address[new.address] >= self.limits.per_address:
            return "too many connections from this address"
        if len(self.open) >= self.most and not self._make_room():
            return "too many connections"
        self.open[new] = None
        self.by_address[new.address] += 1
        return None

    def forget(self, gone: Bounded) -> None:
        """Take note that a connection has ended."""
        if gone in self.open:
            del self.open[gone]
            self.by_address[gone.address] -= 1
            if not self.by_address[gone.address]:
                del self.by_address[gone.address]

    def _make_room(self) -> bool:
        """Close the connection that has waited for a head longest, if one does."""
        waiting = (connection for connection in self.open if connection.waits_for_head)
        oldest = min(waiting, key=lambda connection: connection.since, default=None)
        if oldest is None:
            return False
        self.forget(oldest)
        oldest.transport.abort()
        return True

    def _sweep(self) -> None:
        now = self.loop.time()
        for connection in list(self.open):
            connection.check(now)
        if not self.loop.is_closed():
            self.loop.call_later(SWEEP_SECONDS, self._sweep)


_servers: WeakKeyDictionary[ServerState, Connections] = WeakKeyDictionary()


class Bounded(HttpToolsProtocol):
    """One connection. `since` is when the phase began that it is in: waiting for a head, for its client to read, or to be closed."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        limits: ConnectionLimits,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.limits = limits
        if server_state not in _servers:
            _servers[server_state] = Connections(limits, self.loop)
        self.all = _servers[server_state]
        self.address = ""
        self.since = self.loop.time()
        self.waits_for_head = True
        self._idle = False
        self._stalled = False
        self._pauses = 0
        self._paused = 0.0
        self._in_body = False
        self._received = 0
        self._head = 0
        self._wrong: Refusal | None = None
        self._over = False
        self._last = b""
        self._offering = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """See asyncio."""
        super().connection_made(transport)
        self.address = self.client[0] if self.client else ""
        if reason := self.all.admit(self):
            self._refuse(b"503 Service Unavailable", reason, b"retry-after: 1\r\n")

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio."""
        self.all.forget(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """See asyncio."""
        if self._over or self.transport.is_closing():
            return
        if self._idle:
            self._idle, self.since = False, self.loop.time()
        self._received += 0 if self._in_body else len(data)
        self._unset_keepalive_if_required()
        self._feed(data)
        # A line without an end reaches no callback; a piece of data that holds the end of a head may hold a body, too.
        if self.waits_for_head and self._received > self.limits.head_bytes and not self.transport.is_closing():
            self.send_400_response("")

    def _feed(self, data: bytes) -> None:
        """Read on. Another protocol that a client offers (h2c, WebSocket) is passed over, as RFC 9110 has it.

        The parser ends at the head with such an offer, and would take its body for the next request: the head is read anew without it.
        """
        try:
            while data:
                try:
                    self.parser.feed_data(data)
                    return
                except HttpParserUpgrade as offered:
                    data = data[offered.args[0] :]
                    head, self._offering = self._offering, b""
                    self.parser = HttpRequestParser(self)
                    self.parser.set_dangerous_leniencies(lenient_data_after_close=True)  # as in uvicorn
                    self.parser.feed_data(head)
        except HttpParserError:
            self.send_400_response("Invalid HTTP request received.")

    def on_message_begin(self) -> None:
        """See httptools."""
        super().on_message_begin()
        self._head, self._pauses, self._paused = 0, 0, 0.0

    def on_url(self, url: bytes) -> None:
        """See httptools."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """See httptools: header lines, and what follows a body in pieces, which is no part of the head (RFC 9110, section 6.5)."""
        self._count(len(name) + len(value) + LINE)
        if not self._in_body:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """See httptools."""
        if wrong := refusal(self.parser.get_method(), self.parser.get_http_version(), self.headers):
            self._wrong = wrong
            raise ValueError(wrong[1])  # as in _count
        if not self.url.startswith(b"/"):
            self.url, self.headers[:] = relative(self.url, self.headers)
        if self.parser.should_upgrade():
            self._offering = without_offer(self.parser.get_method(), self.url, self.parser.get_http_version(), self.headers)
            return
        self.expect_100_continue &= self.parser.get_http_version() != "1.0"
        self.waits_for_head, self._in_body, self._received = False, True, 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """See httptools."""
        if self._offering:
            return
        self._in_body = False
        super().on_message_complete()
        self._rest()

    def on_response_complete(self) -> None:
        """See uvicorn: the answer is written, or waits to be."""
        super().on_response_complete()
        self._rest()
        if self._last and self.cycle.response_complete:
            self._end(self._last)

    def _rest(self) -> None:
        """Begin to wait for the next request if this one is answered. What is left of its body has as long as a head."""
        if self.cycle.response_complete:
            self.since, self.waits_for_head, self._idle = self.loop.time(), True, not self._in_body

    def send_400_response(self, msg: str) -> None:
        """See uvicorn."""
        if self._received > self.limits.head_bytes or self._head > self.limits.head_bytes:
            self._refuse(b"431 Request Header Fields Too Large", f"The head of a request has at most {self.limits.head_bytes:,} bytes.")
        else:
            self._refuse(*(self._wrong or (BAD, msg)))

    def pause_writing(self) -> None:
        """See asyncio: the client does not read as fast as is written."""
        self._stalled, self.since = True, self.loop.time()
        self._pauses += 1
        super().pause_writing()

    def resume_writing(self) -> None:
        """See asyncio."""
        self._stalled = False
        self._paused += self.loop.time() - self.since
        super().resume_writing()

    def check(self, now: float) -> None:
        """Close the connection if its time is up."""
        waited = now - self.since
        if self.transport.is_closing():
            # Closed, but what was written last is not read.
            if waited > self.limits.stall_seconds:
                self.transport.abort()
        elif self._stalled:
            if waited > self.limits.stall_seconds or self._reads_too_slowly(self._paused + waited):
                self.transport.abort()
        elif self.waits_for_head and self._idle:
            if waited > self.limits.idle_seconds:
                self.transport.close()
        elif self.waits_for_head and waited > self.limits.head_seconds:
            self._refuse(b"408 Request Timeout", "The head of the request did not arrive in time.")

    def _reads_too_slowly(self, paused: float) -> bool:
        return paused > self.limits.stall_seconds and self._pauses * ROOM < paused * self.limits.read_rate

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > self.limits.head_bytes:
            raise ValueError("the head of the request is too large")  # httptools stops, and uvicorn calls send_400_response

    def _refuse(self, status: bytes, reason: str, more: bytes = b"") -> None:
        """Answer without the application, after what was asked before, and close."""
        body = f"{reason}\n".encode()
        more += b"access-control-allow-origin: *\r\n" if self.limits.shared else b""
        head = b"HTTP/1.1 %s\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\nconnection: close\r\n%s\r\n"
        answer = head % (status, len(body), more) + body
        self._over = True
        if self.cycle is None or self.cycle.response_complete:
            self._end(answer)
        elif not self._in_body:
            self._last = answer
        else:  # the body of the last request is broken; an answer that has begun cannot be another one
            self._end(b"" if self.pipeline or self.cycle.response_started else answer)

    def _end(self, answer: bytes) -> None:
        self.transport.write(answer)
        self.since = self.loop.time()
        self.transport.close()
