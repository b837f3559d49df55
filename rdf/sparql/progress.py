"""How far the making of a snapshot is, for all who wait for it: a file in the folder in which it is made.

What is counted are entities that were read, of which an export reads each several times; what remains is estimated from the time that it
took so far. Most of the loading goes on between reads, so that the estimate includes it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from rdf.mapping import Stored
from rdf.sources import ConflictRow, LinkRow, Source

FILE = "progress.json"
READS = 5
"""How often an export of all reads an entity: its claims and its links twice, and what leads to it once (rdf/export.py)."""
LOADED = 0.1
"""The share of the time that goes by after the last read: the last lines are loaded, and everything is brought into few files."""
EARLY = 0.05
"""Below this share an estimate would be a guess."""
UNKNOWN_SECONDS = 30
AGAIN_SECONDS = 0.5
"""So often at most the file is written."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The share that is done, and how many seconds it took so far. Before anything is known: both nought."""

    share: float = 0.0
    seconds: float = 0.0

    @property
    def remaining(self) -> int:
        """An estimate, in seconds; at least one."""
        if self.share < EARLY:
            return UNKNOWN_SECONDS
        return max(1, round(self.seconds * (1 - self.share) / self.share))


def progress_in(folder: Path) -> Progress:
    """How far the snapshot is that is being made in a folder."""
    for file in folder.glob(f"building-*/{FILE}"):
        with suppress(OSError, ValueError, KeyError):
            said = json.loads(file.read_bytes())
            return Progress(min(1.0, said["share"]), max(0.0, time.time() - said["begun"]))
    return Progress()


@dataclass(slots=True)
class Reporter:
    """Writes how far it is into a folder."""

    folder: Path
    begun: float = field(default_factory=time.time)
    _written: float = 0.0

    def __call__(self, share: float) -> None:
        """Say what share is done, unless that was just said."""
        if time.time() - self._written < AGAIN_SECONDS:
            return
        self._written = time.time()
        fresh = self.folder / f"{FILE}.fresh"
        fresh.write_text(json.dumps({"share": share, "begun": self.begun}), encoding="ascii")
        fresh.replace(self.folder / FILE)


class Watched:
    """A source that says what share of its entities was read. See rdf/sources.py for its methods."""

    def __init__(self, source: Source, said: Callable[[float], None]) -> None:
        self._source = source
        self._said = said
        self._all = self._read = 0

    def entities(self) -> Mapping[str, str]:
        """See Source."""
        found = self._source.entities()
        self._all = len(found) * READS
        return found

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """See Source."""
        return self._source.names(ids)

    def claims(self, ids: Collection[str]) -> Iterable[tuple[str, Stored]]:
        """See Source."""
        self._count(ids)
        return self._source.claims(ids)

    def links(self, ids: Collection[str]) -> Iterable[LinkRow]:
        """See Source."""
        self._count(ids)
        return self._source.links(ids)

    def back(self, ids: Collection[str], *, symmetric: bool = False) -> Iterable[LinkRow]:
        """See Source."""
        self._count(ids)
        return self._source.back(ids, symmetric=symmetric)

    def conflicts(self) -> Iterable[ConflictRow]:
        """See Source."""
        return self._source.conflicts()

    def records(self, cls: str) -> Iterable[Stored]:
        """See Source."""
        return self._source.records(cls)

    def _count(self, ids: Collection[str]) -> None:
        self._said((1 - LOADED) * self._read / self._all if self._all else 0.0)
        self._read += len(ids)
