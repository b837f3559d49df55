"""What differs between two states of a dataset, for those who hold a copy of the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from facts.records import ClaimRecord, LinkRecord, Records

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Differences(Generic[T]):
    """What one state has and the other has not, and what both have and say otherwise; of what is gone, as it was."""

    added: tuple[T, ...]
    changed: tuple[T, ...]
    removed: tuple[T, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class DatasetChanges:
    """The entities of which a dataset says something else than before, by their slugs, and its relationships."""

    dataset: str
    entities: Differences[str]
    relationships: Differences[LinkRecord]

    def __bool__(self) -> bool:
        return bool(self.entities or self.relationships)


def changes(dataset: str, old: Records, new: Records) -> DatasetChanges:
    """How a dataset became another. An entity is added or removed when the dataset says nothing else of it."""
    before, after = _said_of(old), _said_of(new)
    entities = _differences(before, after)
    ties = _differences({link.id: link for link in old.links}, {link.id: link for link in new.links})
    kept = {link.id: link for link in (*old.links, *new.links)}
    named = (tuple(kept[id_] for id_ in ids) for ids in (ties.added, ties.changed, ties.removed))
    return DatasetChanges(dataset, entities, Differences(*named))


def _said_of(records: Records) -> Mapping[str, frozenset[ClaimRecord]]:
    found: defaultdict[str, set[ClaimRecord]] = defaultdict(set)
    for claim in records.claims:
        found[claim.subject].add(claim)
    return {subject: frozenset(claims) for subject, claims in found.items()}


def _differences(old: Mapping[str, object], new: Mapping[str, object]) -> Differences[str]:
    return Differences(
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(key for key in old.keys() & new.keys() if old[key] != new[key])),
        tuple(sorted(old.keys() - new.keys())),
    )
