"""The process that parses: `python -I -m rdf.reading.child FORMAT LIMITS`, with the file as its standard input.

It opens nothing: once pyoxigraph is imported it may have no more descriptors than it has. What it writes are frames (rdf/processes.py):

    q  statements: a line with the line of the file where each ends (0: unknown), then the statements as N-Quads
    e  the fault at which it gave up, as JSON; nothing follows
    d  done; nothing follows
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import secrets
import sys
from collections.abc import Iterator
from time import monotonic
from typing import IO, BinaryIO, cast

import pyoxigraph as ox

from rdf.formats import Format
from rdf.processes import shut_in, write_frame
from rdf.reading.guards import Refused, guard_of
from rdf.reading.limits import MEBIBYTE, Limits

PIECE = 65_536
BATCH = 2_000
BATCH_SECONDS = 0.5
FORMATS = {
    Format.TTL: ox.RdfFormat.TURTLE,
    Format.NT: ox.RdfFormat.N_TRIPLES,
    Format.NQ: ox.RdfFormat.N_QUADS,
    Format.TRIG: ox.RdfFormat.TRIG,
    Format.JSONLD: ox.RdfFormat.JSON_LD,
    Format.RDFXML: ox.RdfFormat.RDF_XML,
}
ACTIVE = ("javascript:", "vbscript:", "data:")
"""Addresses that are programs or documents of their own. They name nothing, and a page that links to one would run it."""
_PLACE = re.compile(
    r"^Parser error (?:at line \d+ )?(?:between columns? \d+ and (?:column )?\d+|column \d+|between line .*?column \d+)?:? ?"
)
_AT_END = re.compile(r" \(line \d+\)$")
RELATIVE = "write the address in full, or give a base in the file"
HINTS = {
    "LoadDocumentCallback": (
        "a context at another address, and nothing is fetched here",
        'write the context into the file: "@context": {…}',
    ),
    "No scheme found": ("a relative address", RELATIVE),
    "nvalid UTF-8": (None, "save the file as UTF-8"),
    "using UTF-8": (None, "save the file as UTF-8"),
    "Only UTF-8": (None, "save the file as UTF-8"),
    "buffer": ("a statement or literal that is too long", "break the file into shorter statements"),
}


class _Lines:
    """Gives the parser a line, or a piece of one, at a time: it has read as many as the statement it gives out needs."""

    def __init__(self, file: BinaryIO, form: Format, limits: Limits) -> None:
        self.line = 0
        self.refused: Refused | None = None
        self._file = file
        self._limits = limits
        self._guard = guard_of(form, limits.depth)
        self._size = 0
        self._whole = True

    def read(self, size: int) -> bytes:
        """At most `size` bytes. Raises Refused."""
        piece = self._file.readline(min(size, PIECE))
        self.line += self._whole and bool(piece)
        self._whole = piece.endswith(b"\n")
        try:
            self._check(piece)
        except Refused as error:
            self.refused = error
            raise
        return piece

    def _check(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limits.file:
            raise Refused(f"the file has more than {self._limits.file // MEBIBYTE} MiB", "load it in parts")
        if b"\0" in piece:
            raise Refused("a NUL byte", "remove it; if the file has many, save it as UTF-8", self.line, piece.index(b"\0") + 1)
        self._guard(piece)


class _Checks:
    """What a parsed statement may not have."""

    def __init__(self, scheme: str, limits: Limits) -> None:
        self._scheme = scheme
        self._limits = limits
        self._blank: set[str] = set()

    def __call__(self, quad: ox.Quad) -> None:
        """Raise Refused."""
        for term in quad:
            self._term(term)

    def _term(self, term: object) -> None:
        if isinstance(term, ox.Triple):
            for part in term:
                self._term(part)
        elif isinstance(term, ox.BlankNode):
            self._blank.add(term.value)
            if len(self._blank) > self._limits.blank:
                raise Refused(f"more than {self._limits.blank:,} blank nodes", "give the things addresses")
        elif isinstance(term, ox.NamedNode):
            self._address(term.value)
        elif isinstance(term, ox.Literal):
            if "\0" in self._bounded(term.value):
                raise Refused("a NUL character in a literal", "remove it")
            self._address(term.datatype.value)

    def _address(self, address: str) -> None:
        self._bounded(address)
        if address.startswith(self._scheme):
            raise Refused(f"a relative address: {address.removeprefix(self._scheme).removeprefix('//base/')[:100]!r}", RELATIVE)
        if address[:11].lower().startswith(ACTIVE):
            raise Refused(f"an address that is a program or a document: {address[:60]!r}", "name the thing by an http or urn address")

    def _bounded(self, text: str) -> str:
        if len(text) > self._limits.literal:
            raise Refused(f"a literal or address of more than {self._limits.literal:,} characters", "shorten it")
        return text


def run(form: Format, limits: Limits, file: BinaryIO, out: BinaryIO) -> None:
    """Parse the file and write frames."""
    size = os.fstat(file.fileno()).st_size
    shut_in(limits.memory, limits.processor_seconds(min(size, limits.file)))
    lines = _Lines(file, form, limits)
    placed = form is not Format.JSONLD  # whose parser gives nothing out before it has read an object to its end
    try:
        for found in _batches(lines, form, limits):
            places = ",".join(str(line if placed else 0) for line, _ in found)
            quads = ox.serialize((quad for _, quad in found), format=ox.RdfFormat.N_QUADS)
            write_frame(out, "q", places.encode() + b"\n" + (quads or b""))
    except Refused as error:
        write_frame(out, "e", _fault(error, lines.line if placed or lines.refused else 0))
    except (SyntaxError, ValueError, OSError) as error:
        write_frame(out, "e", _fault(lines.refused or _refusal(error), lines.line if placed or lines.refused else 0))
    else:
        write_frame(out, "d", b"")


def _batches(lines: _Lines, form: Format, limits: Limits) -> Iterator[list[tuple[int, ox.Quad]]]:
    # Nobody can guess this scheme, so that what has it was relative.
    scheme = f"r{secrets.token_hex(16)}:"
    check, batch, begun = _Checks(scheme, limits), [], monotonic()
    for quad in ox.parse(cast(IO[bytes], lines), format=FORMATS[form], base_iri=f"{scheme}//base/"):
        check(quad)
        batch.append((lines.line, quad))
        if len(batch) == BATCH or monotonic() - begun > BATCH_SECONDS:
            yield batch
            batch, begun = [], monotonic()
    if batch:
        yield batch


def _refusal(error: Exception) -> Refused:
    text = _AT_END.sub("", _PLACE.sub("", str(error))).strip()
    line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    for sign, (cause, hint) in HINTS.items():
        if sign in text:
            return Refused(cause or text, hint, line, column)
    return Refused(text, "mend the file there", line, column)


def _fault(error: Refused, reached: int) -> bytes:
    said = {"cause": error.cause[:1_000], "hint": error.hint, "line": error.line or reached or None, "column": error.column}
    return json.dumps(said).encode()


if __name__ == "__main__":
    fields = dict(zip((f.name for f in dataclasses.fields(Limits)), json.loads(sys.argv[2]), strict=True))
    run(Format(sys.argv[1]), Limits(**fields), sys.stdin.buffer, sys.stdout.buffer)
    # Nothing is left to tidy, and tidying a hundred megabytes takes time.
    os._exit(0)
