"""What a store holds, dataset by dataset: when each was loaded, by whom, from which files, and which of those are others now."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from loaders.sources.gathering import CORE_FOLDER
from loaders.sources.reference import versions
from loaders.writing.journal import LoadEntry

CHANGED, GONE = "changed", "gone"


@dataclass(frozen=True, slots=True)
class DatasetStatus:
    """One dataset: the load that made it what it is, how many records it has, and files of it that differ from what was loaded."""

    dataset: str
    load: str
    loaded: str
    by: str
    records: int
    files: int
    pending: tuple[tuple[str, str], ...] = ()

    def plain(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return {**asdict(self), "pending": [{"file": file, "state": state} for file, state in self.pending]}


def find_status(entries: Sequence[LoadEntry]) -> list[DatasetStatus]:
    """The datasets that are there after all `entries`, in order of their ids."""
    newest = {e.dataset: e for e in entries}
    return [_status(e, entries) for _, e in sorted(newest.items()) if e.content]


def changed_here(entries: Sequence[LoadEntry], shipped: Collection[str]) -> list[str]:
    """Which of the datasets that ship are here as somebody else than the program loaded them: from files of one's own, or added to."""
    newest = {e.dataset: e for e in entries}
    return sorted(d for d, e in newest.items() if d in shipped and e.content and not _ships(_files_of(e, entries)))


def _ships(files: Iterable[str]) -> bool:
    """Whether files, as a load names them, are those of the core or of the reference data."""
    names = [file.rpartition(" ")[0] for file in files]
    return all(name in versions() or Path(name).parts[:1] == (CORE_FOLDER.name,) for name in names)


def _files_of(entry: LoadEntry, entries: Iterable[LoadEntry]) -> tuple[str, ...]:
    """The files of which a dataset is made: when it was brought back, those of the load that it was brought back to."""
    return next((e.files for e in reversed(list(entries)) if (e.dataset, e.content) == (entry.dataset, entry.content) and e.files), ())


def _status(entry: LoadEntry, entries: Iterable[LoadEntry]) -> DatasetStatus:
    c = entry.counts
    files = _files_of(entry, entries)
    count = c.added + c.changed + c.unchanged
    return DatasetStatus(entry.dataset, entry.id, entry.finished, entry.by, count, len(files), tuple(_pending(files)))


def _pending(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Files that are not as they were loaded. Those of another folder or machine, of which no one is here, are not looked for.

    Reference data comes with the program, and some of it has versions in the place of files.
    """
    loaded = {file: hash_ for file, _, hash_ in (entry.rpartition(" ") for entry in files)}
    shipped = versions()
    if not loaded.keys() >= shipped.keys():
        shipped = {}
    yield from ((file, CHANGED) for file, version in shipped.items() if loaded[file] != version)
    found = [(file, hash_, _here(file)) for file, hash_ in loaded.items() if file not in shipped]
    if not any(path.is_file() for _, _, path in found):
        return
    for file, hash_, path in found:
        if not path.is_file():
            yield file, GONE
        elif hashlib.sha256(path.read_bytes()).hexdigest() != hash_:
            yield file, CHANGED


def _here(file: str) -> Path:
    """Where a file is that a load names: the core that ships is named from its own folder."""
    shipped = CORE_FOLDER.parent / file
    return shipped if Path(file).parts[:1] == (CORE_FOLDER.name,) and shipped.is_file() else Path(file)
