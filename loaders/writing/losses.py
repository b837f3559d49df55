"""What a load takes away: counted and named before it happens, and refused where it was probably not meant."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from common.errors import InputError
from facts.losses import Record, lost, statements
from facts.records import ClaimRecord, ConflictNote, LinkRecord, Records

STDIN = "<stdin>"
MOST_NAMED = 12
FAIR_PART = 10
"""A load may take away a tenth of what a dataset says without being asked."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What a dataset would no longer say: how much of what it says now, and each by name.

    `unread` are files from which it was loaded and which are not part of this load.
    """

    dataset: str
    before: int
    lost: int
    names: tuple[str, ...]
    unread: tuple[str, ...] = ()

    @property
    def needs_consent(self) -> bool:
        """Whether it was probably not meant: it is a large part, or the rest stands in another file."""
        return self.lost * FAIR_PART > self.before or bool(self.unread)

    def __str__(self) -> str:
        """In a line."""
        more = f" and {len(self.names) - MOST_NAMED:,} more" if len(self.names) > MOST_NAMED else ""
        named = f"{', '.join(self.names[:MOST_NAMED])}{more}"
        return f"dataset {self.dataset} loses {self.lost:,} of its {self.before:,} statements: {named}{self._origin()}"

    def _origin(self) -> str:
        more = f" and {len(self.unread) - MOST_NAMED:,} more files" if len(self.unread) > MOST_NAMED else ""
        return f"; it was loaded from {', '.join(self.unread[:MOST_NAMED])}{more}" if self.unread else ""

    def plain(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return {**asdict(self), "needsReplace": self.needs_consent}


def find_loss(
    dataset: str, old: Records, new: Records, made_of: Iterable[str], read: Collection[str], led: Mapping[str, str] = MappingProxyType({})
) -> Loss | None:
    """What `dataset` would lose, if anything. `made_of` are the files of which it was made, `read` those of this load.

    `led`: to what former ids lead.
    """
    gone = lost(old, new, led)
    if not gone:
        return None
    unread = tuple(sorted(f for f in made_of if read and not any(_same(f, file) for file in read)))
    return Loss(dataset, len(statements(old)), len(gone), tuple(_names(gone)), unread)


def refuse_losses(losses: Sequence[Loss]) -> None:
    """Raise InputError for what was probably not meant."""
    if refused := [loss for loss in losses if loss.needs_consent]:
        raise InputError(
            "\n".join(f"this would take away what was loaded before: {loss}" for loss in refused),
            "nothing was written; --append adds to what is there, --replace takes it away if that is meant, --dry-run shows all of it",
        )


def _names(gone: Sequence[Record]) -> Iterator[str]:
    """Statements by name, those of an entity that goes itself together."""
    going = {r.subject for r in gone if isinstance(r, ClaimRecord) and r.property == "class"}
    together = Counter(subject for r in gone if (subject := _subject(r)) in going)
    yield from (f"{subject} ({count:,} statement{'s' * (count > 1)})" for subject, count in sorted(together.items()))
    yield from (_name(r) for r in gone if _subject(r) not in going)


def _subject(record: Record) -> str:
    return record.subject if isinstance(record, (ClaimRecord, LinkRecord, ConflictNote)) else record.of


def _name(record: Record) -> str:
    match record:
        case ClaimRecord():
            return f"{record.subject} {record.property} {record.value[:60]}"
        case LinkRecord():
            start = record.properties.get("start")
            return f"{record.subject} {record.relation} {record.object}{f' {start}' if start else ''}"
        case ConflictNote():
            return f"the note on {record.topic} of {record.subject}"
    return f"what it covers of {record.of or record.of_class or 'all'} {record.relation}".rstrip()


def _same(before: str, now: str) -> bool:
    """Whether a file of an earlier load may be one of this load.

    A name from a folder that nobody knows any more is that of the file whose whole path ends with it. What came by standard input never
    comes again.
    """
    if STDIN in (before, now):
        return False
    if os.path.isabs(before):  # noqa: PTH117  # a name of any form
        return os.path.normpath(before) == os.path.abspath(now)  # noqa: PTH100
    old = tuple(part for part in PurePath(before).parts if part not in ("..", "."))
    whole = PurePath(os.path.abspath(now)).parts  # noqa: PTH100
    return whole[-len(old) :] == old
