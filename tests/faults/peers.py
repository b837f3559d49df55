"""A service that speaks Bolt and is not a Neo4j: it says of itself what it is told to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Talk = Callable[[socket.socket], None]


def read(connection: socket.socket, size: int) -> bytes:
    """So many bytes. Raises ConnectionError at the end."""
    found = b""
    while len(found) < size:
        more = connection.recv(size - len(found))
        if not more:
            raise ConnectionError
        found += more
    return found


def bolt(agent: str, free: threading.Event | None = None) -> Talk:
    """A peer that speaks Bolt 5.4, says who it is and agrees to everything; to statements only while it is `free`."""

    def text(words: str) -> bytes:
        return bytes([0xD0, len(words)]) + words.encode()

    def success(**fields: bytes) -> bytes:
        told = b"\xb1\x70" + bytes([0xA0 + len(fields)]) + b"".join(text(name) + value for name, value in fields.items())
        return len(told).to_bytes(2) + told + b"\x00\x00"

    hello, run = success(server=text(agent), connection_id=text("bolt-1")), success(fields=b"\x90")

    def talk(connection: socket.socket) -> None:
        read(connection, 20)
        connection.sendall(b"\x00\x00\x04\x05")
        while True:
            message = b""
            while size := int.from_bytes(read(connection, 2)):
                message += read(connection, size)
            if message[1:2] == b"\x02":  # goodbye
                return
            if free and message[1:2] == b"\x10":
                free.wait(20)
            connection.sendall({b"\x01": hello, b"\x10": run}.get(message[1:2], success()))

    return talk


@contextmanager
def listening(talk: Talk, port: int = 0) -> Iterator[str]:
    """A service at a port of loopback; its address. Its connections end with it."""
    service, opened = socket.create_server(("127.0.0.1", port)), list[socket.socket]()
    threading.Thread(target=_serve, args=(service, talk, opened), daemon=True).start()
    try:
        yield f"127.0.0.1:{service.getsockname()[1]}"
    finally:
        for one in (service, *opened):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        service.close()


def _serve(service: socket.socket, talk: Talk, opened: list[socket.socket]) -> None:
    while True:
        try:
            connection, _ = service.accept()
        except OSError:
            return
        opened.append(connection)
        threading.Thread(target=_answer, args=(connection, talk), daemon=True).start()


def _answer(connection: socket.socket, talk: Talk) -> None:
    with connection, suppress(OSError):
        talk(connection)
