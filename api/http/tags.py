"""ETags of what is made from its content alone, and whether a client has it."""

from __future__ import annotations

import hashlib

from starlette.requests import Request


def tag_of(content: bytes) -> str:
    """A weak tag: the same content may be compressed or not."""
    return f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


def has(request: Request, tag: str) -> bool:
    """Whether the client has what the tag stands for."""
    return tag in request.headers.get("if-none-match", "")
