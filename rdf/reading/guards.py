"""Looks at bytes on their way to the parser, which itself expands entities without limit, crashes on deep nesting and reads NUL.

A guard is fed pieces in order and raises Refused. None of them decides alone: whatever they let through meets the limits of the process.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from rdf.braces import OPENING, Braces
from rdf.formats import Format

Guard = Callable[[bytes], None]
_TURTLE_STRING = re.compile(rb"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|<[^<>\s]*>")
_TERM = re.compile(rb"<<|>>|\.\s*$")


class Refused(Exception):  # noqa: N818  # the same word for queries and files
    """What stands in the way of reading, and what to do about it. The place is None where it is the one reached."""

    def __init__(self, cause: str, hint: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(cause)
        self.cause = cause
        self.hint = hint
        self.line = line
        self.column = column


def guard_of(form: Format, depth: int) -> Guard:
    """The guard of a format."""
    match form:
        case Format.RDFXML:
            return XmlGuard(depth)
        case Format.JSONLD:
            return JsonGuard(depth)
    return TermGuard(depth)


def too_deep(depth: int, line: int | None = None, column: int | None = None) -> NoReturn:
    """Raise Refused."""
    raise Refused(f"nested more than {depth} deep", "write what is nested on its own, with an address", line, column)


class JsonGuard:
    """Counts open braces and brackets outside strings."""

    def __init__(self, depth: int) -> None:
        self._most = depth
        self._depth = 0
        self._braces = Braces()

    def __call__(self, piece: bytes) -> None:
        """Feed a piece. Raises Refused."""
        for brace in self._braces(piece):
            self._depth += 1 if brace in OPENING else -1
            if self._depth > self._most:
                too_deep(self._most)


class TermGuard:
    """Counts open triple terms. What looks like one in a text of several lines is counted too, until a line ends in a full stop."""

    def __init__(self, depth: int) -> None:
        self._most = depth
        self._depth = 0

    def __call__(self, piece: bytes) -> None:
        """Feed a piece. Raises Refused."""
        if not self._depth and b"<<" not in piece:
            return
        for found in _TERM.finditer(_TURTLE_STRING.sub(b"", piece)):
            self._depth = self._depth + 1 if found[0] == b"<<" else max(0, self._depth - 1) if found[0] == b">>" else 0
            if self._depth > self._most:
                too_deep(self._most)


class XmlGuard:
    """Parses XML before the RDF parser does: it refuses any DOCTYPE and knows where XML is not well-formed."""

    def __init__(self, depth: int) -> None:
        self._most = depth
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def __call__(self, piece: bytes) -> None:
        """Feed a piece; the empty one ends the file. Raises Refused."""
        try:
            self._parser.Parse(piece, not piece)
        except expat.ExpatError as error:
            raise Refused(
                f"not well-formed XML: {expat.ErrorString(error.code)}", "mend the XML", error.lineno, error.offset + 1
            ) from error

    def _doctype(self, *_: object) -> None:
        raise Refused(
            "a DOCTYPE, which could define entities", "remove <!DOCTYPE …>, and write out the entities it defines", *self._place()
        )

    def _start(self, *_: object) -> None:
        self._depth += 1
        if self._depth > self._most:
            too_deep(self._most, *self._place())

    def _end(self, *_: object) -> None:
        self._depth -= 1

    def _place(self) -> tuple[int, int]:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
