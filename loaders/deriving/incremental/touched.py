"""Which records differ between what datasets said and what they say now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from facts.records import CoverageRecord, DatasetRecord, LinkRecord, Records
from facts.redirects import former_ids
from loaders.deriving.scope import Pair, pair_of

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
FAR_REACHING = ("rank", "covers")
"""Properties of a dataset on which all its statements depend."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What the differing records are about.

    `said`: by entity, the properties of which other claims are made. `records`: ids of datasets, coverages, notes and redirects that
    differ. `before`: what was said of the `pairs`. `noted`: entities with other notes. `far`: the change reaches whatever a dataset or a
    class has, so its parts are not worth finding.
    """

    said: Mapping[str, frozenset[str]]
    pairs: frozenset[Pair]
    before: tuple[LinkRecord, ...] = field(repr=False)
    coverages: tuple[CoverageRecord, ...]
    noted: frozenset[str]
    records: frozenset[str]
    far: bool

    @property
    def size(self) -> int:
        """How many entities and pairs are touched at once."""
        return len(self.said) + len(self.pairs) + len(self.noted) + len(self.coverages)


def find_touched(old: Records, new: Records) -> Touched:
    """What differs between two states of some datasets, former ids led on in each to where they lead then."""
    claims = _differing(old.claims, new.claims, lambda c: (c.subject, c.property))
    said: dict[str, set[str]] = defaultdict(set)
    for subject, property_ in claims:
        said[subject].add(property_)
    pairs = frozenset(_differing(_sorted(old.links), _sorted(new.links), pair_of))
    notes = _differing(old.notes, new.notes, lambda n: n.id)
    subjects = frozenset(n.subject for n in (*old.notes, *new.notes) if n.id in notes)
    ids = _differing(old.coverages, new.coverages, lambda c: c.id)
    coverages = tuple(c for c in (*old.coverages, *new.coverages) if c.id in ids)
    datasets = {d for d in old.datasets.keys() | new.datasets.keys() if _of(old, d) != _of(new, d)}
    return Touched(
        {subject: frozenset(names) for subject, names in said.items()},
        pairs,
        tuple(o for o in old.links if pair_of(o) in pairs),
        coverages,
        subjects,
        frozenset({*datasets, *ids, *(f"note/{id_}" for id_ in notes), *_redirects(old, new)}),
        any(not c.of for c in coverages) or any(_is_far(old.datasets.get(d), new.datasets.get(d)) for d in datasets),
    )


def _redirects(old: Records, new: Records) -> set[str]:
    """The ids of the records that tell where former ids lead, of those that lead elsewhere."""
    before, after = former_ids(old), former_ids(new)
    return {f"redirect/{name}" for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def _is_far(old: DatasetRecord | None, new: DatasetRecord | None) -> bool:
    """Whether a description changes what the statements of its dataset mean. Those of one that comes or goes differ themselves."""
    if old is None or new is None:
        return False
    return old.rank != new.rank or any(old.properties.get(n) != new.properties.get(n) for n in FAR_REACHING)


def _of(records: Records, dataset: str) -> tuple[int, dict[str, object]] | None:
    found = records.datasets.get(dataset)
    return (found.rank, {k: v for k, v in found.properties.items() if v != ""}) if found else None


def _sorted(links: Iterable[LinkRecord]) -> list[LinkRecord]:
    """In the order in which links are derived, so that another order in a file is no difference."""
    return sorted(links, key=lambda o: o.id)


def _differing(old: Iterable[T], new: Iterable[T], key: Callable[[T], K]) -> set[K]:
    """The keys under which not the same stands in the same order."""
    before, after = _grouped(old, key), _grouped(new, key)
    return {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}


def _grouped(records: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    found: dict[K, list[T]] = defaultdict(list)
    for record in records:
        found[key(record)].append(record)
    return found
