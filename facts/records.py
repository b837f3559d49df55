"""What sources say, as immutable values: the common currency between reading, checking, deriving and writing."""

from __future__ import annotations

import builtins
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any, Self

import orjson

from facts.places import NOWHERE, UNPLACED, Layout, Location, Places

__all__ = [
    "ERROR", "FURTHER", "LOCAL_DATASET", "NOWHERE", "TELLING", "WARNING", "ClaimRecord", "ConflictNote", "CoverageRecord", "DatasetRecord",
    "LinkRecord", "Location", "Problem", "Provenance", "Records", "Said", "Scalar", "digest", "focus_of", "further_of", "in_order",
    "links_in_order",
]  # fmt: skip
Scalar = str | int | float | bool
Said = Scalar | list[str]
"""A property of what says who states a fact."""
LOCAL_DATASET = "local"
"""The dataset of what does not say to which it belongs."""
FURTHER = "furtherSources"
"""The property that has the sources besides the first."""


TELLING = ("start", "date", "ratified", "signed")
"""The days that tell one relationship of two from another, by the names under which they are stored; the first that is known counts."""
ERROR, WARNING = "error", "warning"
MOST_SHORT = 16_384


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong with a source: where, what, and what to do about it.

    `rule` is the code of a rule in loaders.rules. Where a value is wrong, `value` is that value, `focus` names the thing that has it
    (see loaders.validation.rdf) and `path` the property or relation.
    """

    location: Location
    message: str
    remedy: str = ""
    rule: str = ""
    level: str = ERROR
    value: str = ""
    focus: str = ""
    path: str = ""

    def __str__(self) -> str:
        """One line for a person."""
        place = f"{self.location}: " if self.location.file else ""
        return f"{place}{self.message}" + (f"; {self.remedy}" if self.remedy else "")


@dataclass(frozen=True, slots=True)
class DatasetRecord:
    """A dataset: its id, its rank (1 is preferred) and its other properties."""

    id: str
    rank: int
    properties: Mapping[str, Scalar] = field(hash=False)
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who says so, where, and how sure we are that they do. `places` are where a file says it, by property.

    `as_of` is the day of which the source speaks, where that is not the day on which it was read. `further` are the sources that say
    the same besides, in order; they do not tell one record from another.
    """

    dataset: str
    source: str
    retrieved: str = ""
    verification: str = "UNCHECKED"
    remark: str = ""
    as_of: str = ""
    further: tuple[str, ...] = ()
    page: str = ""
    quote: str = ""
    archived: str = ""
    archived_on: str = ""
    places: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, found: Mapping[str, str], further: tuple[str, ...], places: Mapping[str, Location]) -> Self:
        """By the names that they have in files and in RDF; what is not there is empty."""
        return cls(
            found.get("dataset", LOCAL_DATASET),
            found.get("source", ""),
            found.get("retrieved", ""),
            found.get("verification", "UNCHECKED"),
            found.get("remark", ""),
            found.get("asOf", ""),
            further,
            found.get("page", ""),
            found.get("quote", ""),
            found.get("archived", ""),
            found.get("archivedOn", ""),
            places,
        )

    def properties(self) -> dict[str, Said]:
        """As properties of a claim or relationship; what is empty is left out."""
        found: dict[str, Said] = {
            "dataset": self.dataset,
            "source": self.source,
            "retrieved": self.retrieved,
            "verification": self.verification,
            "remark": self.remark,
            "asOf": self.as_of,
            FURTHER: list(self.further),
            "page": self.page,
            "quote": self.quote,
            "archived": self.archived,
            "archivedOn": self.archived_on,
        }
        return {k: v for k, v in found.items() if v}

    def written(self) -> dict[str, Said]:
        """The same as a file of entities has it: all sources in one list."""
        found = self.properties()
        found.pop(FURTHER, None)
        return {**found, "source": [self.source, *self.further]} if self.further else found

    def packed(self) -> list[object]:
        """As plain values. What is empty at the end is left out: contents from before it was known stay the same."""
        more: list[object] = [self.further, self.page, self.quote, self.archived, self.archived_on]
        while more and not more[-1]:
            more.pop()
        return [self.dataset, self.source, self.retrieved, self.verification, self.remark, self.as_of, *more]

    @classmethod
    def unpacked(cls, values: Sequence[Any]) -> Self:
        """What packed() packed."""
        dataset, source, retrieved, verification, remark, as_of, *more = values
        further, *rest = more or ((),)
        return cls(dataset, source, retrieved, verification, remark, as_of, tuple(further), *rest)


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """One value of one property of one entity, as one source gives it. `class` counts as a property."""

    subject: str
    property: str
    value: str
    provenance: Provenance
    location: Location = field(default=NOWHERE, compare=False)
    _id: str = field(default="", init=False, compare=False, repr=False)

    @builtins.property  # the name means a field here
    def file(self) -> str:
        """The file in which it stands."""
        return self.location.file

    @builtins.property
    def id(self) -> str:
        """Stable as long as dataset, property, value and source are."""
        if not self._id:
            made = f"{self.subject}/{self.property}/{self.provenance.dataset}/{_short(self.value, self.provenance.source)}"
            object.__setattr__(self, "_id", made)
        return self._id


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """One relationship as one source gives it, in the direction in which it is stored.

    `properties` are those of its edge class. `layout` and `row` say where it stands (facts.places). Millions of them are in memory: what
    can be made of the rest, such as the id, is made when it is asked for.
    """

    relation: str
    subject: str
    object: str
    properties: Mapping[str, Scalar] = field(hash=False)
    provenance: Provenance
    layout: Layout = field(default=UNPLACED, compare=False, repr=False)
    row: int = field(default=0, compare=False, repr=False)

    @property
    def file(self) -> str:
        """The file in which it stands."""
        return self.layout.file

    @property
    def location(self) -> Location:
        """Where it stands."""
        return self.layout.location(self.row)

    @property
    def places(self) -> Mapping[str, Location]:
        """Where its parts stand."""
        return Places(self.layout, self.row)

    def place(self, name: str) -> Location:
        """Where a part of it stands, else where it stands itself."""
        return self.layout.place(name, self.row)

    @property
    def id(self) -> str:
        """Stable as long as its ends, dataset, role, source and the first of its days that is known are."""
        return f"{self.subject}/{self.relation}/{self.object}/{self.provenance.dataset}/{self._told_apart_by()}"

    def _told_apart_by(self) -> str:
        found = self.properties
        day = next((found[name] for name in TELLING if name in found), "")
        return _short_again(str(day), str(found.get("role", "")), self.provenance.source)

    @property
    def tiebreak(self) -> int:
        """A number of 48 bits that orders links of the same ends. The database reads it several times faster than an id."""
        return int.from_bytes(hashlib.blake2s(self.id.encode(), digest_size=6).digest())


@dataclass(frozen=True, slots=True)
class ConflictNote:
    """Why claims about a property or relation differ, where a curator knows."""

    subject: str
    topic: str
    explanation: str
    dataset: str
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def file(self) -> str:
        """The file in which it stands."""
        return self.location.file

    @property
    def id(self) -> str:
        """Stable as long as what it is on, and whose it is."""
        return f"{self.subject}/{self.topic}/{self.dataset}"


@dataclass(frozen=True, slots=True)
class CoverageRecord:
    """What a dataset says it knows of a relation: of the entity `of`, else of all entities of the class `of_class`, else of all there are.

    `relation` is its name at that end; empty for everything that the dataset says. `complete`: who is not named from `start` to `until` was
    none. `maintained`: what is open stays so until the dataset says otherwise.
    """

    relation: str
    provenance: Provenance
    of: str = ""
    of_class: str = ""
    complete: bool = False
    start: str = ""
    until: str = ""
    maintained: bool = False
    location: Location = field(default=NOWHERE, compare=False)
    places: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)

    @property
    def file(self) -> str:
        """The file in which it stands."""
        return self.location.file

    @property
    def id(self) -> str:
        """Stable as long as dataset, relation, what it is of and its period are."""
        period = _short(self.start, self.until)
        return f"{self.of or self.of_class or 'all'}/{self.relation or 'all'}/{self.provenance.dataset}/{period}"

    def properties(self) -> dict[str, Said]:
        """As properties of its record; what is empty is left out."""
        texts: dict[str, Said] = {"relation": self.relation, "ofClass": self.of_class, "from": self.start, "until": self.until}
        flags: dict[str, Said] = {"complete": self.complete, "maintained": self.maintained}
        # Of which day a file speaks is said of a list by `until` or `maintained`.
        said = {k: v for k, v in self.provenance.properties().items() if k != "asOf"}
        return {k: v for k, v in texts.items() if v} | flags | said


@dataclass(slots=True)
class Records:
    """Everything read so far. `unreadable` are references to what stands in files that could not be read.

    `repeated` are relationships that a file has again in the same words: one of each is among `links`.
    """

    datasets: dict[str, DatasetRecord] = field(default_factory=dict)
    claims: list[ClaimRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)
    notes: list[ConflictNote] = field(default_factory=list)
    coverages: list[CoverageRecord] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    repeated: list[LinkRecord] = field(default_factory=list, compare=False)

    def add(self, other: Records) -> None:
        """Take in what another reading found."""
        self.datasets |= other.datasets
        self.claims += other.claims
        self.links += other.links
        self.notes += other.notes
        self.coverages += other.coverages
        self.files |= other.files
        self.unreadable |= other.unreadable
        self.repeated += other.repeated

    def dataset_ids(self) -> set[str]:
        """The datasets that say something here."""
        said = {c.provenance.dataset for c in self.claims} | {o.provenance.dataset for o in self.links}
        said |= {c.provenance.dataset for c in self.coverages}
        return said | {n.dataset for n in self.notes} | set(self.datasets)


def in_order(records: Records) -> Records:
    """The same records in an order that does not depend on how they were read, so that the same facts make the same data version.

    Several values of one property stay in the order in which their dataset gives them, which readers see.
    """
    found = Records(datasets=dict(sorted(records.datasets.items())), files=records.files, unreadable=records.unreadable)
    found.claims = sorted(records.claims, key=lambda c: (c.subject, c.property, c.provenance.dataset))
    found.links = links_in_order(records.links)
    found.notes = sorted(records.notes, key=lambda n: n.id)
    found.coverages = sorted(records.coverages, key=lambda c: c.id)
    return found


def links_in_order(links: list[LinkRecord]) -> list[LinkRecord]:
    """Links in the order of their ids; the same list, if they are. To sort a million takes 100 MB, which is not needed again and again."""
    ordered = all(one <= other for one, other in pairwise(link.id for link in links))
    return links if ordered else sorted(links, key=lambda o: o.id)


def further_of(source: str, sources: Iterable[str]) -> tuple[str, ...]:
    """What of `sources` stands beside the first, each once, in order: they say the same in whatever order they are named."""
    return tuple(sorted({one for one in sources if one} - {source}))


def _short(*parts: str) -> str:
    return hashlib.blake2s("\0".join(parts).encode(), digest_size=4).hexdigest()


@lru_cache(MOST_SHORT)
def _short_again(*parts: str) -> str:
    """The same of what many records share, such as the day on which they begin."""
    return _short(*parts)


def digest(value: object) -> str:
    """A short hash of plain data, the same wherever it is computed."""
    return hashlib.blake2s(orjson.dumps(value, option=orjson.OPT_SORT_KEYS), digest_size=12).hexdigest()


def focus_of(record: ClaimRecord | LinkRecord | CoverageRecord) -> str:
    """The name under which a problem speaks of a record, and its address as RDF ends."""
    kind = "claim" if isinstance(record, ClaimRecord) else "link" if isinstance(record, LinkRecord) else "coverage"
    return f"{kind}/{record.id}"
