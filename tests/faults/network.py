"""A relay before a store, in a network of its own whose traffic can be dropped: connections then lead nowhere, and no error tells."""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

NEW_NETWORK = 0x40000000
"""CLONE_NEWNET, see setns(2)."""
PIECE = 64 * 1024


@dataclass
class Relay:
    """Hands what comes to `address` on to a port of this machine. `network` is where it listens, if it has one of its own."""

    port: int
    listening: socket.socket
    network: Network | None = None
    opened: list[socket.socket] = field(default_factory=list)
    swallows: bool = False

    @property
    def address(self) -> str:
        """Host and port to connect to."""
        host, port = self.listening.getsockname()[:2]
        return f"{host}:{port}"

    def serve(self) -> None:
        """Take connections until it is closed."""
        while True:
            try:
                near, _ = self.listening.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.port), 5)
            except OSError:
                _reset(near)  # as a machine does on which nothing listens
                continue
            far.settimeout(None)
            self.opened += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    @contextmanager
    def swallowed(self) -> Iterator[None]:
        """Take what is sent and hand nothing on: what a loss of traffic is to who sends, where there is no network to unplug."""
        self.swallows = True
        try:
            yield
        finally:
            self.swallows = False

    def forget(self) -> None:
        """Know nothing of its connections any more, as a machine that starts anew. What it sends of that may be dropped."""
        forgotten, self.opened = self.opened, []
        for one in forgotten:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RD)  # its reader wakes up
            _reset(one)

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(PIECE):
                if not self.swallows:
                    other.sendall(piece)
        if one in self.opened:
            for end in (one, other):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True)
class Network:
    """A network that this machine reaches over one cable: `near` is this end of it, `far` the other."""

    name: str
    near: str
    far: str

    @contextmanager
    def dropped(self) -> Iterator[None]:
        """Lose everything that is sent there, and let nobody know."""
        _ip("-n", self.name, "link", "set", f"{self.name}b", "down")
        try:
            yield
        finally:
            _ip("-n", self.name, "link", "set", f"{self.name}b", "up")


@contextmanager
def relay(port: int) -> Iterator[Relay]:
    """A relay to a port, in a network of its own where this user may make one."""
    with _network() as network:
        listening = _listen_in(network) if network else socket.create_server(("127.0.0.1", 0))
        found = Relay(port, listening, network)
        threading.Thread(target=found.serve, daemon=True).start()
        try:
            yield found
        finally:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            listening.close()
            found.forget()


@contextmanager
def _network() -> Iterator[Network | None]:
    pid = os.getpid()
    name, block = f"fd{pid % 100_000}", f"10.{200 + (pid >> 14) % 50}.{(pid >> 6) % 256}"  # others may run at the same time
    if not (shutil.which("ip") and _may_make(name)):
        yield None
        return
    found = Network(name, *(f"{block}.{pid % 64 * 4 + end}" for end in (1, 2)))
    try:
        _ip("link", "add", f"{name}a", "type", "veth", "peer", "name", f"{name}b", "netns", name)
        _ip("addr", "add", f"{found.near}/30", "dev", f"{name}a")
        _ip("link", "set", f"{name}a", "up")
        _ip("-n", name, "addr", "add", f"{found.far}/30", "dev", f"{name}b")
        _ip("-n", name, "link", "set", f"{name}b", "up")
        yield found
    finally:
        _ip("netns", "del", name)


def _may_make(name: str) -> bool:
    return subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False).returncode == 0


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


def _listen_in(network: Network) -> socket.socket:
    """A socket that listens there. Only the thread that makes it goes there, and ends."""
    made: list[socket.socket] = []

    def make() -> None:
        with Path("/run/netns", network.name).open("rb") as place:
            assert ctypes.CDLL(None).setns(place.fileno(), NEW_NETWORK) == 0
        made.append(socket.create_server((network.far, 0)))

    thread = threading.Thread(target=make)
    thread.start()
    thread.join()
    return made[0]


def _reset(connection: socket.socket) -> None:
    """End a connection at once, without saying goodbye."""
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
