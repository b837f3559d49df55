"""A client with little overhead: HTTP/1.1 with keep-alive, requests built beforehand, answers not decoded.

One thread with a selector sends over several connections at once. Against a server that answers a constant it does some 60,000
requests a second (python -m bench.client), twenty times what any contender serves.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Sequence
from contextlib import suppress

from common.errors import FoederaError

_BUFFER = memoryview(bytearray(1 << 18))  # made once: recv() with as much room takes 38 µs a call, this 3
SECONDS = 20.0
"""A contender that takes longer for one answer is not measured further."""


class TooSlowError(FoederaError):
    """An answer timed out."""


class HttpError(FoederaError):
    """The server did not answer with 200, or closed the connection."""


def request(path: str, body: bytes) -> bytes:
    """A whole POST request."""
    kind = "Content-Type: application/json\r\nAccept: application/json"
    return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def _received(peer: socket.socket) -> bytes:
    return bytes(_BUFFER[: peer.recv_into(_BUFFER)])


class Reply:
    """One response, read piece by piece. `body` is complete once feed() has returned True."""

    def __init__(self) -> None:
        self.status = 0
        self.body = b""
        self._pieces: list[bytes] = []
        self._head = b""
        self._missing = -1

    def feed(self, piece: bytes) -> bool:
        """Add a piece; returns whether the response is complete. Raises HttpError."""
        if not piece:
            raise HttpError("the connection was closed")
        if not self._head:
            head, end, piece = (b"".join(self._pieces) + piece).partition(b"\r\n\r\n")
            if not end:
                self._pieces = [head]
                return False
            self._begin(head)
        self._pieces.append(piece)
        if self._missing < 0:
            return self._is_last_chunk()
        self._missing -= len(piece)
        if self._missing > 0:
            return False
        self.body = b"".join(self._pieces)
        return True

    def _begin(self, head: bytes) -> None:
        self._head, self._pieces = head.lower(), []
        self.status = int(head.split(b" ", 2)[1])
        _, found, rest = self._head.partition(b"content-length:")
        if found:
            self._missing = int(rest.partition(b"\r\n")[0])

    def _is_last_chunk(self) -> bool:
        """Whether all chunks have arrived, in a response without Content-Length."""
        if not self._pieces[-1].endswith(b"0\r\n\r\n"):
            return False
        text = b"".join(self._pieces)
        found: list[bytes] = []
        while text:
            size, _, text = text.partition(b"\r\n")
            length = int(size, 16)
            if len(text) < length + 2:
                return False
            if length == 0:
                self.body = b"".join(found)
                return True
            found.append(text[:length])
            text = text[length + 2 :]
        return False


class Connection:
    """One connection to a port of this machine, used for one request at a time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = self._open()

    def _open(self) -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def ask(self, request: bytes) -> bytes:
        """The body of the answer. Raises TooSlowError and HttpError."""
        try:
            try:
                return self._ask(request)
            except (ConnectionError, HttpError):
                # The server closed it after its keep-alive timeout.
                self.socket.close()
                self.socket = self._open()
                return self._ask(request)
        except TimeoutError as error:
            self.socket.close()
            self.socket = self._open()
            raise TooSlowError(f"no answer in {SECONDS:.0f} s") from error

    def _ask(self, request: bytes) -> bytes:
        self.socket.sendall(request)
        reply = Reply()
        while not reply.feed(_received(self.socket)):
            pass
        if reply.status != 200:
            raise HttpError(f"{reply.status}: {reply.body[:300]!r}")
        return reply.body

    def close(self) -> None:
        """Close it."""
        self.socket.close()


def throughput(port: int, requests: Sequence[bytes], connections: int, seconds: float) -> float:
    """Answers per second when so many connections send requests back to back.

    Raises HttpError and TooSlowError.
    """
    opened = [Connection(port) for _ in range(connections)]
    replies = {c.socket.fileno(): Reply() for c in opened}
    asked = answered = 0
    with selectors.DefaultSelector() as selector:
        for connection in opened:
            selector.register(connection.socket, selectors.EVENT_READ)
        begun = last = time.perf_counter()
        for connection in opened:
            connection.socket.sendall(requests[asked % len(requests)])
            asked += 1
        while answered < asked:
            ready = selector.select(SECONDS)
            if not ready:
                raise TooSlowError(f"no answer in {SECONDS:.0f} s")
            for key, _ in ready:
                peer = key.fileobj
                assert isinstance(peer, socket.socket)
                if not replies[key.fd].feed(_received(peer)):
                    continue
                if replies[key.fd].status != 200:
                    raise HttpError(f"{replies[key.fd].status}: {replies[key.fd].body[:300]!r}")
                last = time.perf_counter()
                answered += 1
                if last - begun < seconds:
                    replies[key.fd] = Reply()
                    peer.sendall(requests[asked % len(requests)])
                    asked += 1
    for connection in opened:
        connection.close()
    return answered / (last - begun)


def _answer_constantly(listening: socket.socket) -> None:
    """Serve a constant response until the socket is closed."""
    constant = b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n" + b'{"data": "yes"}'
    with selectors.DefaultSelector() as selector, suppress(OSError, ValueError):
        selector.register(listening, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                peer = key.fileobj
                assert isinstance(peer, socket.socket)
                if peer is listening:
                    selector.register(peer.accept()[0], selectors.EVENT_READ)
                elif _received(peer):
                    peer.sendall(constant)
                else:
                    selector.unregister(peer)
                    peer.close()


def main() -> None:
    """Print the highest rate that the client can reach."""
    import multiprocessing  # noqa: PLC0415  # nobody else needs it

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = multiprocessing.get_context("fork").Process(target=_answer_constantly, args=(listening,), daemon=True)
        server.start()
        print(f"{throughput(listening.getsockname()[1], [request('/', b'{}')], 8, 3.0):,.0f} answers per second")
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()
