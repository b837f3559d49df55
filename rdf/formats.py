"""The formats in which RDF is written. Lines pass through pyoxigraph as a stream, and the same lines make the same bytes."""

from __future__ import annotations

import enum
import io
import queue
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from rdf.compacting import Context, brief, compacted
from rdf.names import PREFIXES

if TYPE_CHECKING:
    from typing_extensions import Buffer

PIECE = 1 << 16
"""So many bytes are written at once."""


class Format(enum.StrEnum):
    """A format, by the ending of its files."""

    NT = "nt"
    NQ = "nq"
    TTL = "ttl"
    TRIG = "trig"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"

    @property
    def graphs(self) -> bool:
        """Whether it can name the graph of a triple."""
        return self in (Format.NQ, Format.TRIG)

    @property
    def media_type(self) -> str:
        """Its media type."""
        return _MEDIA[self]

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]


_MEDIA = {
    Format.NT: "application/n-triples",
    Format.NQ: "application/n-quads",
    Format.TTL: "text/turtle",
    Format.TRIG: "application/trig",
    Format.JSONLD: "application/ld+json",
    Format.RDFXML: "application/rdf+xml",
}
_LABELS = {
    Format.NT: "N-Triples",
    Format.NQ: "N-Quads",
    Format.TTL: "Turtle",
    Format.TRIG: "TriG",
    Format.JSONLD: "JSON-LD",
    Format.RDFXML: "RDF/XML",
}
_WRITERS = {
    Format.TTL: ox.RdfFormat.TURTLE,
    Format.TRIG: ox.RdfFormat.TRIG,
    Format.JSONLD: ox.RdfFormat.JSON_LD,
    Format.RDFXML: ox.RdfFormat.RDF_XML,
}


_TURTLE_HEAD = re.compile(rb"((?:@prefix [^\n]*\n)+)")
_XML_HEAD = re.compile(rb"<\?xml[^\n]*\n<rdf:RDF((?: xmlns:[^=]+=\"[^\"]*\")+)")
_HEADS = {Format.TTL: _TURTLE_HEAD, Format.TRIG: _TURTLE_HEAD, Format.RDFXML: _XML_HEAD, Format.JSONLD: None}
_DECLARED = {_TURTLE_HEAD: rb"@prefix [^\n]*\n", _XML_HEAD: rb" xmlns:[^=]+=\"[^\"]*\""}
MAX_HEAD = 8_192
"""The declarations of prefixes are shorter than this."""


def write(
    lines: Iterable[bytes], form: Format, output: BinaryIO, prefixes: Mapping[str, str] = PREFIXES, context: Context | None = None
) -> None:
    """Write sorted lines of N-Triples (of N-Quads where the format has graphs) in a format; memory does not grow with their number.

    JSON-LD has the short names of `context`, or else no names but addresses.
    """
    if form not in _WRITERS:
        for line in lines:
            output.write(line)
        return
    quads = ox.parse(_Reader(lines), format=ox.RdfFormat.N_QUADS if form.graphs else ox.RdfFormat.N_TRIPLES)  # type: ignore[arg-type]  # it reads
    statements = quads if form.graphs else (quad.triple for quad in quads)
    buffered = io.BufferedWriter(_Raw(_Headed(output, _HEADS[form])), PIECE)
    if context is not None and form is Format.JSONLD:
        buffered.writelines(compacted((quad.triple for quad in quads), context))
    else:
        ox.serialize(statements, buffered, _WRITERS[form], prefixes=dict(prefixes))
    buffered.flush()
    buffered.close()


def document(lines: Iterable[bytes], form: Format, context: Context | None = None) -> bytes:
    """The same as one piece, for what is known to be small."""
    output = io.BytesIO()
    write(lines, form, output, context=context)
    return output.getvalue()


def brief_document(lines: Iterable[bytes], form: Format, context: Context) -> bytes:
    """The same for what is not of entities: its JSON-LD has of the context no more than it uses."""
    if form is not Format.JSONLD:
        return document(lines, form)
    return brief((quad.triple for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.N_TRIPLES)), context)


def serialize(lines: Iterable[bytes], form: Format, context: Context | None = None) -> Iterator[bytes]:
    """The same piece by piece, as they are asked for. Errors of `lines` are raised here."""
    if form not in _WRITERS:
        yield from lines
        return
    yield from pushed(lambda output: write(lines, form, output, context=context))


def pushed(writing: Callable[[BinaryIO], None]) -> Iterator[bytes]:
    """What a function writes, piece by piece, as they are asked for. Errors of the function are raised here."""
    pieces: queue.Queue[bytes | BaseException | None] = queue.Queue(maxsize=4)
    gone = threading.Event()
    thread = threading.Thread(target=_push, args=(writing, pieces, gone), daemon=True)
    thread.start()
    try:
        while (piece := pieces.get()) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        gone.set()
        thread.join()


class _GoneError(Exception):
    """Nobody wants the rest."""


def _push(writing: Callable[[BinaryIO], None], pieces: queue.Queue[bytes | BaseException | None], gone: threading.Event) -> None:
    """What a thread does: libraries push what they write, and readers pull."""

    def put(piece: bytes | BaseException | None) -> None:
        while not gone.is_set():
            try:
                return pieces.put(piece, timeout=0.1)
            except queue.Full:
                continue
        raise _GoneError

    with suppress(_GoneError, OSError):
        try:
            writing(_Output(put))  # type: ignore[arg-type]  # it is written to, and no more
        except Exception as error:  # raised again where it is read
            put(error)
        put(None)


class _Output:
    def __init__(self, put: Callable[[bytes], None]) -> None:
        self._put = put

    def write(self, piece: Buffer) -> int:
        self._put(bytes(piece))
        return len(memoryview(piece))

    def flush(self) -> None:
        pass


class _Headed:
    """Puts the declarations of prefixes in order, which pyoxigraph writes in another order each time."""

    def __init__(self, output: BinaryIO, pattern: re.Pattern[bytes] | None) -> None:
        self._output, self._pattern = output, pattern
        self._head = b""

    def write(self, piece: bytes) -> None:
        """Pass on a piece; the beginning once all of the head is there."""
        self._head += piece
        if self._pattern is None or len(self._head) >= MAX_HEAD:
            self.flush()

    def flush(self) -> None:
        """Pass on what was kept back."""
        if self._pattern and (found := self._pattern.match(self._head)):
            parts = b"".join(sorted(re.findall(_DECLARED[self._pattern], found[1])))
            self._head = self._head[: found.start(1)] + parts + self._head[found.end(1) :]
        self._output.write(self._head)
        self._head, self._pattern = b"", None


class _Raw(io.RawIOBase):
    """What pyoxigraph writes to; it writes a few bytes at a time, so there is a buffer before it."""

    def __init__(self, output: _Headed) -> None:
        self._output = output

    def close(self) -> None:
        if not self.closed:
            self._output.flush()
        super().close()

    def writable(self) -> bool:
        return True

    def write(self, piece: Buffer) -> int:
        self._output.write(bytes(piece))
        return len(memoryview(piece))


class _Reader(io.RawIOBase):
    """Lines as a file."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        found, length = [self._rest], len(self._rest)
        while size < 0 or length < size:
            line = next(self._lines, None)
            if line is None:
                break
            found.append(line)
            length += len(line)
        data = b"".join(found)
        data, self._rest = (data, b"") if size < 0 else (data[:size], data[size:])
        return data
