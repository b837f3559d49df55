"""Runs the process that parses, and ends it when it takes too long."""

from __future__ import annotations

import json
import os
import select
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from dataclasses import astuple
from pathlib import Path
from time import monotonic
from typing import BinaryIO, NamedTuple

import pyoxigraph as ox

from common.errors import NotFoundError, RdfError, UsageError
from rdf.reading.formats import Format, format_named, format_of
from rdf.reading.limits import LIMITS, MEBIBYTE, Limits

READ = 1 << 20
SIMPLER = "break it into simpler parts"


class Parsed(NamedTuple):
    """A statement, and the line of the file where it ends (None: its format does not tell)."""

    quad: ox.Quad
    line: int | None


def parse(path: Path, form: Format | str | None = None, limits: Limits = LIMITS) -> Iterator[Parsed]:
    """The statements of a file, in order, in the format that is given or that its suffix tells.

    It is parsed by a process of its own, in bounded time and memory. Nothing is fetched, and no other file is read. Blank nodes have the
    names that the parser gave them. Raises NotFoundError and UsageError at once, RdfError while statements are read: what came before it
    is no whole file.
    """
    chosen = format_of(path) if form is None else format_named(form)
    return _parsed(_opened(path), str(path), chosen, limits)


def parse_bytes(data: bytes, name: str, form: Format | str, limits: Limits = LIMITS) -> Iterator[Parsed]:
    """The same for what is in memory; `name` stands for the file in messages."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed where it is read
    file.write(data)
    file.seek(0)
    return _parsed(file, name, format_named(form), limits)


def _opened(path: Path) -> BinaryIO:
    try:
        # Without blocking, which a FIFO would do.
        file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    except FileNotFoundError as error:
        raise NotFoundError(f"there is nothing at {path}", "check the spelling") from error
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}", "check the name and the rights") from error
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise UsageError(f"{path} is not an ordinary file", "name a file of RDF")
    return file


def _parsed(file: BinaryIO, name: str, form: Format, limits: Limits) -> Generator[Parsed, None, None]:
    command = [sys.executable, "-I", "-m", "rdf.reading.child", form.value, json.dumps(astuple(limits))]
    with file:
        process = subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={})
    try:
        yield from _statements(process, name, limits)
    finally:
        process.kill()
        process.communicate()


def _statements(process: subprocess.Popen[bytes], name: str, limits: Limits) -> Iterator[Parsed]:
    reached = 0
    frames = _Frames(process, limits.silence)
    try:
        for kind, body in frames:
            if kind == "e":
                said = json.loads(body)
                raise RdfError(name, said["cause"], said["hint"], said["line"], said["column"])
            places, _, lines = body.partition(b"\n")
            for quad, place in zip(ox.parse(lines, format=ox.RdfFormat.N_QUADS), places.split(b","), strict=True):
                reached = int(place)
                yield Parsed(quad, reached or None)
    except _TooSlowError as error:
        raise RdfError(name, f"no statement could be read in {limits.silence:g} seconds", SIMPLER, reached or None) from error
    if not frames.done:
        raise RdfError(name, _ended(process, limits), SIMPLER, reached or None)


def _ended(process: subprocess.Popen[bytes], limits: Limits) -> str:
    """Why a process ended that had not finished."""
    code = process.wait()
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return "reading it takes too much time"
    return f"the parser failed: it is nested too deeply, or takes more than {limits.memory // MEBIBYTE} MiB of memory"


class _TooSlowError(Exception):
    pass


class _Frames:
    """The frames of a process up to the last. Raises _TooSlowError. `done`: the last has come, so that nothing is missing."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        assert process.stdout is not None
        self.done = False
        self._pipe = process.stdout.fileno()
        self._seconds = seconds
        self._held = bytearray()

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        while head := self._head():
            kind, size = head.split()
            body = self._take(int(size))
            self.done = kind != b"q" and body is not None
            if body is None or kind == b"d":
                return
            yield kind.decode(), body

    def _head(self) -> bytes | None:
        until = monotonic() + self._seconds
        while (end := self._held.find(b"\n")) < 0:
            if not self._more(until):
                return None
        return self._cut(end + 1)

    def _take(self, size: int) -> bytes | None:
        until = monotonic() + self._seconds
        while len(self._held) < size:
            if not self._more(until):
                return None
        return self._cut(size)

    def _cut(self, size: int) -> bytes:
        piece = bytes(self._held[:size])
        del self._held[:size]
        return piece

    def _more(self, until: float) -> bool:
        if not select.select([self._pipe], [], [], max(0.0, until - monotonic()))[0]:
            raise _TooSlowError
        piece = os.read(self._pipe, READ)
        self._held += piece
        return bool(piece)
