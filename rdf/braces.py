"""The braces and brackets of JSON that comes in pieces."""

from __future__ import annotations

import re

_ESCAPE = re.compile(rb"\\.", re.S)
_STRING = re.compile(rb'"[^"]*"')
_NOT_STRUCTURE = bytes(set(range(256)) - set(b'"{}[]'))
OPENING = b"{["


class Braces:
    """Finds those that stand outside strings."""

    def __init__(self) -> None:
        self._in_string = False
        self._escaping = False

    def __call__(self, piece: bytes) -> bytes:
        """Those of the next piece."""
        if self._escaping:
            piece = piece[1:]
        plain = _ESCAPE.sub(b"", piece)
        self._escaping = plain.endswith(b"\\")
        plain = plain.translate(None, _NOT_STRUCTURE)
        plain = _STRING.sub(b"", b'"' + plain if self._in_string else plain)
        outside, quote, _ = plain.partition(b'"')
        self._in_string = bool(quote)
        return outside
