"""Answers cached while the data stays the same.

An answer depends on the operation (text, name, variables), the day and the data version. Whether that version is still current is asked
of the store for every answer given from the cache, so a load by any process is seen at once.

A statement that ran while a load was being committed may have seen a part of it. So an answer is cached only when the version it carries,
which the statement read last, was also seen shortly before it began.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.answer_warnings import AnswerWarning
from api.answering.keys import OperationKey
from api.answering.version_check import VersionCheck
from api.cache import Cache
from api.language.compiling.computing import Method

OVERHEAD = 8_000
"""What an answer takes beside its data: the growth of a worker's memory by 5,000 small answers, measured."""
WARNING = 500


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """The data of an answer as JSON, the version of the data it was made of, its warnings and methods, and whose statements are in it."""

    version: str
    data: bytes
    warnings: tuple[AnswerWarning, ...] = ()
    methods: Mapping[str, Method] = field(default_factory=dict)
    datasets: tuple[str, ...] | None = None


class AnswerCache:
    """Cached answers up to a number of bytes (0: none)."""

    def __init__(self, versions: VersionCheck, weight: int) -> None:
        self.versions = versions
        self.cache: Cache[OperationKey, CachedAnswer] = Cache(weight)

    async def get(self, key: OperationKey) -> CachedAnswer | None:
        """The answer to `key`, if there is one of the data as it is now. Raises StoreError."""
        found = self.cache.get(key)
        if found is None:
            return None
        if await self.versions.current() == found.version:
            return found
        self.cache.drop(key)
        return None

    async def holds(self, key: OperationKey) -> bool:
        """Whether there is an answer to `key` of the data as it is now or was a moment ago; not a use of it. Raises StoreError."""
        found = self.cache.peek(key)
        return found is not None and found.version == await self.versions.recent()

    async def before(self) -> str | None:
        """The version from which a statement about to run begins; None when nothing is to be cached. Raises StoreError."""
        return await self.versions.recent() if self.cache.weight else None

    def put(self, key: OperationKey, answer: CachedAnswer, before: str | None) -> None:
        """Cache an answer whose statement began at the version `before`."""
        if before == answer.version:
            self.cache.put(key, answer, len(answer.data) + key.weight + OVERHEAD + WARNING * len(answer.warnings))
