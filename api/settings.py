"""What can be chosen about the HTTP side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from api.language.limits import Limits
from rdf.sparql.limits import QueryLimits


@dataclass(frozen=True, slots=True)
class Settings:
    """How the API is served.

    store: address of the store (None: FOEDERA_STORE, else the local one).
    cors_origins: pages of these origins may ask from a browser; "*" for all.
    cors_headers: what these pages may send as headers, beside the common ones (api/app.py).
    max_age, stale_seconds: how long caches may give an answer to GET without asking, and how long more while they ask.
    tokens: if any, one of them has to be sent as a bearer token.
    tokens_file: a file of more of them, with names and limits (api/http/tokens.py).
    concurrency, queue: operations that run at once, and that may wait; more are refused with 503.
    heavy: of those that run, how many may be heavy (api/answering/pricing.py); None: half of the processors.
    costly: operations that are not small, and the like, that a client does at once while others ask (api/http/fairness.py); None: one for
        each two processors.
    body_seconds: how long a client may take to send its request.
    explain: whether clients may ask for the statement behind an answer; None: those on this machine (api/http/hosts.py).
    hosts: names for which the server answers, besides those of loopback and all addresses; "*" for all.
    cache_bytes: memory for answers, cached while the data stays the same (0: none).
    answers_bytes: memory for answers on their way to clients, of all operations together; half of it for one client.
    trusted: folder or file of the only operations that are answered (api/http/persisted.py); None: any.
    base: the address of this server for others (FOEDERA_BASE), such as https://data.example.org; empty: that by which it is asked.
    sparql, sparql_processes: limits of a SPARQL query, and how many run at once (0: SPARQL is not offered).
    subgraph: whether a gateway joins this schema with others (Apollo Federation).
    mcp: whether the tools for assistants are offered (api/assistants), at /mcp.
    tool_bytes: how large an answer of a tool may be.
    exports: files of the whole graph that are sent at once, apart from operations: their clients may read slowly, for minutes.
    connections: limits that the server around this has, by name: they are told at /limits and kept elsewhere (foedera/connections.py).
    drain_seconds: how long to go on serving after TERM, when the server is no longer ready.
    warm: ask the saved examples in the background once connected, so that Neo4j has planned their statements.
    """

    store: str | None = None
    limits: Limits = field(default_factory=Limits)
    cors_origins: tuple[str, ...] = ()
    cors_headers: tuple[str, ...] = ()
    max_age: int = 0
    stale_seconds: int = 0
    tokens: tuple[str, ...] = field(default=(), repr=False)
    tokens_file: Path | None = None
    concurrency: int = 16
    queue: int = 64
    heavy: int | None = None
    costly: int | None = None
    body_seconds: float = 10.0
    explain: bool | None = None
    hosts: tuple[str, ...] = ()
    cache_bytes: int = 64 * 1024 * 1024
    answers_bytes: int = 256 * 1024 * 1024
    trusted: Path | None = None
    base: str = ""
    sparql: QueryLimits = field(default_factory=QueryLimits)
    sparql_processes: int = 4
    subgraph: bool = False
    mcp: bool = False
    tool_bytes: int = 256 * 1024
    exports: int = 4
    connections: Mapping[str, float] = field(default_factory=dict)
    drain_seconds: float = 0.0
    warm: bool = True

    @property
    def closed(self) -> bool:
        """Whether only those who have a token are answered."""
        return bool(self.tokens) or self.tokens_file is not None

    @property
    def caching(self) -> str:
        """What caches may do with an answer to GET; empty unless they may do anything without asking. With tokens only the client's own."""
        if not self.max_age:
            return ""
        stale = f", stale-while-revalidate={self.stale_seconds}" if self.stale_seconds else ""
        return f"{'private' if self.closed else 'public'}, max-age={self.max_age}{stale}"

    @property
    def offers_sparql(self) -> bool:
        """Whether any query of SPARQL is answered."""
        return self.sparql_processes > 0 and self.trusted is None
