"""Runs the process that parses, and ends it when it takes too long."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from dataclasses import astuple
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pyoxigraph as ox

from common.errors import NotFoundError, RdfError, UsageError
from rdf.formats import Format
from rdf.processes import Frames
from rdf.reading.formats import format_named, format_of
from rdf.reading.limits import LIMITS, MEBIBYTE, Limits

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
    assert process.stdout is not None
    frames, reached = Frames(process.stdout), 0
    try:
        while frame := frames.take(limits.silence):
            kind, body = frame
            if kind == "d":
                return
            if kind == "e":
                said = json.loads(body)
                raise RdfError(name, said["cause"], said["hint"], said["line"], said["column"])
            places, _, lines = body.partition(b"\n")
            for quad, place in zip(ox.parse(lines, format=ox.RdfFormat.N_QUADS), places.split(b","), strict=True):
                reached = int(place)
                yield Parsed(quad, reached or None)
    except TimeoutError as error:
        raise RdfError(name, f"no statement could be read in {limits.silence:g} seconds", SIMPLER, reached or None) from error
    raise RdfError(name, _ended(process, limits), SIMPLER, reached or None)


def _ended(process: subprocess.Popen[bytes], limits: Limits) -> str:
    """Why a process ended that had not finished."""
    if process.wait() in {-signal.SIGXCPU, -signal.SIGKILL}:
        return "reading it takes too much time"
    return f"the parser failed: it is nested too deeply, or takes more than {limits.memory // MEBIBYTE} MiB of memory"
