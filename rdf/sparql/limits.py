"""How much a query may be, and what answering it may take."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """Limits of one query.

    bytes, tokens: its length. The engine joins in an order that it looks for among all, so that length is time.
    depth: how deep groups, parentheses and lists may be nested; the engine crashes from some 3,000 on.
    chained: operators such as `/`, `||`, `!`, UNION and FILTER; a path of 1,000 steps is planned for more than a minute.
    seconds: time until there is a whole answer.
    light_seconds: what takes longer is heavy: it is ended, and begun anew when there is a place for such a one.
    memory: bytes of the process that answers, without the files of the snapshot. Some 170 MB of them are set aside from the start and not
        used: sorting or counting all statements of the core takes less than as much again.
    rows, answer: rows (or triples) and bytes of an answer.
    """

    bytes: int = 20_000
    tokens: int = 4_000
    depth: int = 64
    chained: int = 256
    seconds: float = 10.0
    light_seconds: float = 1.0
    memory: int = 512 * MEBIBYTE
    rows: int = 100_000
    answer: int = 16 * MEBIBYTE


LIMITS = QueryLimits()
