"""Who says so, where, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from api.pages.dates import in_words
from common.citations import LONGEST, cited
from facts.listing import UNCHECKED
from facts.records import FURTHER


@dataclass(frozen=True, slots=True)
class Work:
    """A work that a source names: as it is cited, and its address."""

    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """What stands behind a statement. `checked`: somebody has compared it with its source."""

    dataset: str
    works: tuple[Work, ...]
    retrieved: str
    checked: bool
    remark: str
    as_of: str
    page: str
    quote: str
    archived: str


def source_of(said: Mapping[str, Any]) -> Source:
    """The source of a statement, from its properties."""
    return Source(
        said.get("dataset", ""),
        tuple(work for text in (said.get("source", ""), *said.get(FURTHER, ())) for work in _works_in(str(text))),
        in_words(str(said.get("retrieved", ""))),
        said.get("verification", UNCHECKED) != UNCHECKED,
        str(said.get("remark", "")),
        in_words(str(said.get("asOf", ""))),
        str(said.get("page", "")),
        str(said.get("quote", "")),
        str(said.get("archived", "")),
    )


def _works_in(text: str) -> tuple[Work, ...]:
    """The works that a text names. Long ones are not kept, so that so many take little."""
    return _works(text) if len(text) <= LONGEST else _works.__wrapped__(text)


@lru_cache(4096)
def _works(text: str) -> tuple[Work, ...]:
    return tuple(_work([one.citation, one.locator], one.url) for one in cited(text)) if text else ()


def _work(parts: Sequence[str | None], url: str | None) -> Work:
    words = ", ".join(part for part in parts if part)
    return Work(words or url or "", url)
