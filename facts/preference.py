"""Which claims and links are preferred: of the datasets that state a fact, those of the one with the best rank.

A fact is a property of an entity (for properties with several values: one value of it), or a relation between two entities. A dataset
speaks for nothing but what it states, unless it declares that its list is complete: then what a dataset of a lower rank adds to the list
contradicts it, and is not preferred.
"""

from __future__ import annotations

from collections.abc import Mapping

from common.dates import InvalidDateError
from facts.coverage import Complete, Coverages, classes_of
from facts.records import LinkRecord, Records
from facts.several import besides_largest
from facts.spans import stated_span
from ontology import Model, Relation

LOWEST = 1001
Fact = tuple[str, ...]


class Preferences:
    """Which links are preferred, among all that are known."""

    def __init__(self, records: Records, model: Model, coverages: Coverages | None = None) -> None:
        self.model = model
        self.ranks = {d.id: d.rank for d in records.datasets.values()}
        self.coverages = coverages or Coverages(records, model, classes_of(records))
        self.best: dict[Fact, str] = dict.fromkeys(map(self.fact, besides_largest(records.links)), "")
        """By fact the best dataset, where several may state it."""
        self._answers: dict[int, bool] = {}
        self._asked: list[LinkRecord] = []
        complete = {c.provenance.dataset for c in records.coverages if c.complete}
        self.stated = {(o.provenance.dataset, o.relation, o.subject, o.object) for o in records.links if o.provenance.dataset in complete}
        for link in records.links if self.best else ():
            dataset, best = link.provenance.dataset, self.best.get(fact := self.fact(link))
            if best == "" or (best is not None and order(dataset, self.ranks) < order(best, self.ranks)):
                self.best[fact] = dataset

    def fact(self, link: LinkRecord) -> Fact:
        """The fact that a link is about."""
        return fact_of_link(link, self.model.relations[link.relation])

    def prefers(self, link: LinkRecord) -> bool:
        """Whether a link is preferred; asked of each several times. The link is kept, so that no other has its id()."""
        if not self.best and not self.coverages.declared:
            return True
        if (known := self._answers.get(id(link))) is None:
            known = self._is_best(link) and not self.denied(link)
            self._answers[id(link)] = known
            self._asked.append(link)
        return known

    def _is_best(self, link: LinkRecord) -> bool:
        mine = link.provenance.dataset
        return not self.best or self.best.get(self.fact(link), mine) == mine

    def denied(self, link: LinkRecord) -> Complete | None:
        """The complete list of a dataset of better rank that lacks the two whom a link relates."""
        mine = order(link.provenance.dataset, self.ranks)
        for found in self.coverages.complete(link):
            lacks = (found.dataset, link.relation, link.subject, link.object) not in self.stated
            if lacks and order(found.dataset, self.ranks) < mine and _contradicts(found, link):
                return found
        return None


def fact_of_link(link: LinkRecord, relation: Relation) -> Fact:
    """The fact that a link is about."""
    return (relation.name, link.subject, link.object, *(str(link.properties.get(name, "")) for name in relation.distinct))


def order(dataset: str, ranks: Mapping[str, int]) -> tuple[int, str]:
    """Sorts datasets: the preferred first; of equal ranks the one whose name comes first."""
    return ranks.get(dataset, LOWEST), dataset


def _contradicts(complete: Complete, link: LinkRecord) -> bool:
    """Whether a list without the link says that it does not hold: it certainly would for a time, or at no other."""
    try:
        span = stated_span(link)
    except InvalidDateError:  # reported as a value
        return False
    certainly = span.start_latest <= complete.last and span.end_earliest >= complete.first
    return certainly or (span.start_earliest >= complete.first and span.end_latest <= complete.last)
