"""Which entities and relationships an export has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from common.dates import InvalidDateError, bounds
from common.errors import UsageError
from common.suggest import suggest
from ontology import Kind, Model
from rdf.sources import LinkRow, Source

BATCH = 300
"""So many entities are read at once."""


@dataclass(frozen=True, slots=True)
class Part:
    """What to export; everything where nothing is said.

    `datasets`: what these say. `classes`, `entities`: entities of these classes (or classes below them) and of these ids, with all who are
    reached from them in `depth` steps, and every relationship that touches them. `at`: relationships that may hold on a day.
    """

    datasets: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    depth: int = 0
    at: str = ""

    @property
    def whole(self) -> bool:
        """Whether it has all entities."""
        return not (self.classes or self.entities)

    @property
    def read(self) -> tuple[str, ...]:
        """The datasets that have to be read; none where all have to: who is reached in steps is reached by what any says."""
        return self.datasets if self.whole else ()


ALL = Part()
MOST_STEPS = 10


@dataclass(frozen=True, slots=True)
class Extent:
    """The entities of a part with their classes; `outer` are others at the ends of their relationships."""

    part: Part
    classes: dict[str, str]
    ids: frozenset[str]
    outer: frozenset[str] = field(default_factory=frozenset)

    @property
    def all_ids(self) -> frozenset[str]:
        """Both."""
        return self.ids | self.outer

    def touches(self, row: LinkRow) -> bool:
        """Whether a relationship belongs to the part, as far as its ends and its dataset tell."""
        inside = self.part.whole or row.subject in self.ids or row.object in self.ids
        return inside and (not self.part.datasets or row.stored.get("dataset") in self.part.datasets)


def extent_of(source: Source, model: Model, part: Part) -> Extent:
    """The entities of a part. Raises UsageError for a class, an entity or a dataset that there is not, or a wrong day."""
    classes = dict(source.entities())
    _check(part, model, classes, [str(d["id"]) for d in source.records("Dataset")])
    if part.whole:
        return Extent(part, classes, frozenset(classes))
    wanted = {c for name in part.classes for c in model.classes[name].concrete}
    ids = {id_ for id_, name in classes.items() if name in wanted} | set(part.entities)
    for _ in range(part.depth):
        ids |= _others(source, ids)
    return Extent(part, classes, frozenset(ids), frozenset(_others(source, ids) - ids))


def _others(source: Source, ids: set[str]) -> set[str]:
    found: set[str] = set()
    for some in batches(sorted(ids)):
        found |= {row.object for row in source.links(some)} | {row.subject for row in source.back(some)}
    return found


def _check(part: Part, model: Model, entities: Collection[str], datasets: Sequence[str]) -> None:
    classes = [name for name, cls in model.classes.items() if cls.kind is Kind.ENTITY]
    for what, given, known in (
        ("class", part.classes, classes), ("entity", part.entities, entities), ("dataset", part.datasets, datasets)
    ):  # fmt: skip
        for name in given:
            if name not in known:
                raise UsageError(f"there is no {what} {name!r}", suggest(name, list(known)) or f"check how the {what} is written")
    if not 0 <= part.depth <= MOST_STEPS:
        raise UsageError(f"a depth is a number of steps from 0 to {MOST_STEPS}", "leave it out for 0")
    if part.at:
        day_of(part.at)


def day_of(text: str) -> str:
    """A day. Raises UsageError."""
    try:
        found = bounds(text)
    except InvalidDateError as error:
        raise UsageError(f"{text!r} is not a day", "write it as 1982-06-01") from error
    if found.earliest != found.latest:
        raise UsageError(f"{text!r} is not one day", "write it as 1982-06-01")
    return found.earliest


def batches(ids: Collection[str]) -> Iterator[list[str]]:
    """Ids, some at a time."""
    rest = iter(ids)
    while some := list(islice(rest, BATCH)):
        yield some
