"""ETags of what is made from its content alone, and whether a client has it."""

from __future__ import annotations

import hashlib
import re

from starlette.requests import Request

ANY = "*"
_OPAQUE = re.compile(r'"[\x21\x23-\x7e\x80-\xff]*"')
"""A tag without its mark of weakness."""


def tag_of(content: bytes) -> str:
    """A weak tag: the same content may be compressed or not."""
    return f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


def has(request: Request, tag: str) -> bool:
    """Whether the client has what the tag stands for."""
    return names(request.headers.get("if-none-match", ""), tag)


def names(given: str, tag: str) -> bool:
    """Whether If-None-Match names a tag: by weak comparison, for which `W/"x"` and `"x"` are the same (RFC 9110, 8.8.3.2 and 13.1.2)."""
    return given.strip() == ANY or _OPAQUE.search(tag)[0] in _OPAQUE.findall(given)  # type: ignore[index]  # every tag of ours has one
