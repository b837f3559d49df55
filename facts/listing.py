"""What is known of single lists: one relation of one entity, by dataset. A list that nobody wrote down is told from an empty one.

Stored as lines of text with each entity, so that reading them costs no more than reading a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from common.dates import BEGINNING, FOREVER
from facts.coverage import Coverages, period_of
from facts.preference import order
from facts.records import CoverageRecord, LinkRecord


@dataclass(frozen=True, slots=True)
class Listed:
    """What one dataset knows of a list: complete or not from the first day to the last; `maintained`: the last day is open.

    Where nothing is declared, the last day is that of which its statements speak; empty, when that is not known.
    """

    relation: str
    dataset: str
    complete: bool
    maintained: bool
    first: str = BEGINNING
    last: str = ""

    def line(self) -> str:
        """As it is stored."""
        return " ".join((self.relation, self.dataset, str(int(self.complete)), str(int(self.maintained)), self.first, self.last))


def read_lines(lines: Iterable[str], relation: str) -> list[Listed]:
    """What is stored of one relation, the better datasets first."""
    found = (line.split(" ") for line in lines if line.startswith(f"{relation} "))
    return [Listed(name, dataset, complete == "1", kept == "1", first, last) for name, dataset, complete, kept, first, last in found]


@dataclass(frozen=True, slots=True)
class Summary:
    """What is known of a list within a question: whether it is complete throughout the time asked for, and who says anything of it."""

    complete: bool
    first: str | None
    until: str | None
    maintained: bool
    datasets: tuple[str, ...] = field(default=())


def summed_up(listed: Sequence[Listed], first: str, last: str) -> Summary | None:
    """The knowledge of a list from `first` to `last`; None when nobody wrote anything down.

    The best dataset that is complete then counts, else the best.
    """
    if not listed:
        return None
    complete = next((k for k in listed if k.complete and k.first <= first and last <= k.last), None)
    best = complete or listed[0]
    days = (best.first if best.first > BEGINNING else None, best.last if "" < best.last < FOREVER else None)
    return Summary(complete is not None, *days, best.maintained, tuple(dict.fromkeys(k.dataset for k in listed)))


def find_listed(
    links: Iterable[LinkRecord], coverages: Coverages, ranks: Mapping[str, int], declared: Iterable[CoverageRecord]
) -> dict[str, list[str]]:
    """The lines of every entity of which a dataset states a relation, or declares that a list of its is complete."""
    spoken: dict[tuple[str, str, str], str] = defaultdict(str)
    for link in links:
        relation, attested = coverages.model.relations[link.relation], coverages.attested_link(link)
        for place in ((link.subject, relation.name), (link.object, relation.inverse or relation.name)):
            key = (*place, link.provenance.dataset)
            spoken[key] = max(spoken[key], attested.latest if attested else "")
    for coverage in declared:
        for entity in coverages.entities_of(coverage) if coverage.complete else ():
            spoken.setdefault((entity, coverage.relation, coverage.provenance.dataset), "")
    found: dict[str, list[str]] = defaultdict(list)
    for (entity, name, dataset), last in sorted(spoken.items(), key=lambda item: (*item[0][:2], *order(item[0][2], ranks))):
        nearest = [c for c in coverages.nearest(entity, name, dataset) if c.complete or c.until or c.maintained]
        known = [Listed(name, dataset, c.complete, c.maintained, *period_of(c)) for c in nearest]
        found[entity] += [k.line() for k in known or [Listed(name, dataset, False, last == FOREVER, last=last)]]
    return dict(found)
