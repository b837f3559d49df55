"""What changed since a version of the data, from the journal of loads."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common.errors import NotFoundError
from facts.chunks import content_of
from facts.following import DatasetChanges, changes
from facts.journal import LoadEntry, contents_after, entry_of
from facts.records import Records
from graph.reading import ReadingStore, no_data
from queries.journal import CONTENTS, LOADS

HINT = "it is too old, or of another store: read everything anew"


@dataclass(frozen=True, slots=True)
class Since:
    """What changed between two versions of the data, by dataset."""

    since: str
    version: str
    datasets: Sequence[DatasetChanges]


class Following:
    """Reads the journal of a store."""

    def __init__(self, store: ReadingStore) -> None:
        self.store = store

    async def loads(self) -> list[LoadEntry]:
        """All loads, oldest first. Raises StoreError."""
        row = await self.store.row(LOADS, {})
        if not row or not row[0]:
            raise no_data()
        return [entry_of(properties) for properties in row[0]]

    async def since(self, version: str) -> Since:
        """What changed since the data had that version. Raises NotFoundError when nobody knows it any more, and StoreError."""
        loads = await self.loads()
        newest = loads[-1].version
        if version not in {entry.version for entry in loads}:
            raise NotFoundError(f'no load led to the data version "{version[:60]}"', HINT)
        old, new = contents_after(loads, version), contents_after(loads, newest)
        differ = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
        packed = await self._contents({part[name] for part in (old, new) for name in differ if name in part})
        return Since(version, newest, await asyncio.to_thread(_changes, differ, old, new, packed))

    async def _contents(self, ids: set[str]) -> Mapping[str, list[bytes]]:
        row = await self.store.row(CONTENTS, {"ids": sorted(ids)})
        found = {name: [data, *chunks] for name, data, chunks in row[0]} if row else {}
        if missing := ids - set(found):
            raise NotFoundError(f"what {len(missing)} loads wrote since is not there any more", HINT)
        return found


def _changes(names: Sequence[str], old: Mapping[str, str], new: Mapping[str, str], packed: Mapping[str, Any]) -> list[DatasetChanges]:
    def records(content: str | None) -> Records:
        return content_of(packed[content]) if content else Records()

    found = (changes(name, records(old.get(name)), records(new.get(name))) for name in names)
    return [one for one in found if one]
