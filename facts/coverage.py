"""What datasets say they know: of which days they speak, and where who is not named was none.

What a source says still holds is certain until the day of which it speaks, and possible after. That day is the statement's own (asOf),
else that of the declared coverage nearest to it (of the entity, of its class, of the relation), else the later of the end of what the
dataset `covers` and the day on which the source was read. A month or a year counts whole. Maintained is what is open until further notice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from common.dates import BEGINNING, FOREVER, OPEN, Bounds, InvalidDateError, bounds
from facts.records import CoverageRecord, DatasetRecord, LinkRecord, Provenance, Records
from ontology import Model

Place = tuple[str, str]
"""An entity, a class or (empty) everything, and a relation by its name there."""


@dataclass(frozen=True, slots=True)
class Complete:
    """The list of a dataset in which everybody is named, from the first day to the last."""

    dataset: str
    place: Place
    first: str
    last: str


class Coverages:
    """The coverage that datasets declare. `classes` are those of the entities, by id."""

    def __init__(self, records: Records, model: Model, classes: Mapping[str, str]) -> None:
        self.model = model
        self.classes = classes
        self.whole = {name: _of_dataset(d) for name, d in records.datasets.items()}
        self.declared: dict[Place, list[CoverageRecord]] = defaultdict(list)
        for coverage in records.coverages:
            self.declared[coverage.of or coverage.of_class, coverage.relation].append(coverage)
        self._relations = {relation for _, relation in self.declared}

    def attested(self, said: Provenance) -> Bounds | None:
        """The days of which a fact speaks; None when nothing says. Of a maintained dataset: from its being read on."""
        if own := days_of(said.as_of):
            return own
        read, declared = days_of(said.retrieved), self.whole.get(said.dataset)
        if declared and declared.latest == FOREVER:
            return _from(read)
        known = [days for days in (read, declared) if days]
        return max(known, key=lambda days: days.latest) if known else None

    def attested_link(self, link: LinkRecord) -> Bounds | None:
        """The days of which a relationship speaks."""
        said = link.provenance
        if self._speaks_of(link) and not said.as_of:
            for level in self._levels(link):
                found = [_period(c, said) for c in level if c.provenance.dataset == said.dataset and (c.until or c.maintained)]
                if known := [days for days in found if days]:
                    return max(known, key=lambda days: days.latest)
        return self.attested(said)

    def complete(self, link: LinkRecord) -> Iterator[Complete]:
        """The complete lists in which a relationship ought to stand, of any dataset."""
        for level in self._levels(link) if self._speaks_of(link) else ():
            for coverage in level:
                if coverage.complete:
                    place = coverage.of or coverage.of_class, coverage.relation
                    yield Complete(coverage.provenance.dataset, place, *period_of(coverage))

    def nearest(self, id_: str, relation: str, dataset: str) -> list[CoverageRecord]:
        """What a dataset declares of a relation of one entity, by its name there: of the entity itself, else of its class, else of all."""
        for level in self._levels_at(id_, relation) if self.declared else ():
            if found := [c for c in level if c.provenance.dataset == dataset]:
                return found
        return []

    def entities_of(self, coverage: CoverageRecord) -> Iterator[str]:
        """The entities whose relation is declared."""
        for id_, name in self.classes.items() if not coverage.of else ():
            cls = self.model.classes[name]
            if coverage.relation in cls.ends and coverage.of_class in ("", *cls.lineage):
                yield id_
        if coverage.of in self.classes:
            yield coverage.of

    def _speaks_of(self, link: LinkRecord) -> bool:
        """Whether anything is declared of the relation, of whatever entity."""
        relation = self.model.relations[link.relation]
        return relation.name in self._relations or relation.inverse in self._relations

    def _levels(self, link: LinkRecord) -> Iterator[list[CoverageRecord]]:
        """What is declared of the relation at either end: for the entity, its class and those above, and for all."""
        relation = self.model.relations[link.relation]
        ends = ((link.object, relation.inverse or relation.name), (link.subject, relation.name))
        found = [self._levels_at(*end) for end in ends]
        # Lineages differ in depth; what is declared for all comes last at both ends.
        for level in (*zip_longest(*(levels[:-1] for levels in found), fillvalue=()), tuple(levels[-1] for levels in found)):
            yield [c for part in level for c in part]

    def _levels_at(self, id_: str, relation: str) -> list[Sequence[CoverageRecord]]:
        return [self.declared.get((place, relation), ()) for place in (id_, *self._lineage(id_), "")]

    def _lineage(self, id_: str) -> tuple[str, ...]:
        return self.model.classes[self.classes[id_]].lineage if id_ in self.classes else ()


def period_of(coverage: CoverageRecord) -> tuple[str, str]:
    """The first and the last day that are covered."""
    first, last = days_of(coverage.start), days_of(coverage.until)
    return first.earliest if first else BEGINNING, last.latest if last else FOREVER


def classes_of(records: Records) -> dict[str, str]:
    """The class of every entity that records describe."""
    return {c.subject: c.value for c in records.claims if c.property == "class"}


def days_of(text: str) -> Bounds | None:
    """The days that a date may mean; None when it is none, which is reported as a value."""
    try:
        return bounds(text) if text else None
    except InvalidDateError:
        return None


def _period(coverage: CoverageRecord, said: Provenance) -> Bounds | None:
    return _from(days_of(said.retrieved)) if coverage.maintained else days_of(coverage.until)


def _from(read: Bounds | None) -> Bounds:
    """From the day of reading on; when that is not known, something undated was not seen on any day."""
    return Bounds(read.earliest if read else FOREVER, FOREVER)


def _of_dataset(dataset: DatasetRecord) -> Bounds | None:
    """The end of the period that a dataset covers; an open one is for ever."""
    covers = str(dataset.properties.get("covers", ""))
    end = covers.rpartition("/")[2]
    return Bounds(FOREVER, FOREVER) if covers and end in ("", OPEN) else days_of(end)
