"""What can be chosen about the HTTP side."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.limits import Limits


@dataclass(frozen=True, slots=True)
class Settings:
    """How the API is served.

    store: address of the store (None: FOEDERA_STORE, else the local one).
    cors_origins: pages of these origins may ask from a browser; "*" for all.
    tokens: if any, one of them has to be sent as a bearer token.
    concurrency, queue: operations that run at once, and that may wait; more are refused with 503.
    body_seconds: how long a client may take to send its request.
    explain: whether clients may ask for the statement behind an answer.
    """

    store: str | None = None
    limits: Limits = field(default_factory=Limits)
    cors_origins: tuple[str, ...] = ()
    tokens: tuple[str, ...] = field(default=(), repr=False)
    concurrency: int = 16
    queue: int = 64
    body_seconds: float = 10.0
    explain: bool = True
