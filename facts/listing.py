"""What is known of single lists: one relation of one entity, by dataset. A list that nobody wrote down is told from an empty one.

Stored as lines of text with each entity, so that reading them costs no more than reading a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from common.dates import BEGINNING, FOREVER
from facts.coverage import Coverages, period_of
from facts.preference import Preferences, order
from facts.records import CoverageRecord, LinkRecord

KEPT = 4_096
"""So many lines are remembered, which takes some 3 MB: the same lists are asked for again and again."""
UNCHECKED = "UNCHECKED"
"""The verification of a statement that nobody has compared with its source."""


@dataclass(frozen=True, slots=True)
class Stated:
    """How many statements of a list there are, how many of them say nothing of when they began, and how many nobody has checked."""

    number: int = 0
    undated: int = 0
    unchecked: int = 0

    def __add__(self, other: Stated) -> Stated:
        """Those of two lists together."""
        return Stated(self.number + other.number, self.undated + other.undated, self.unchecked + other.unchecked)


@dataclass(frozen=True, slots=True)
class Listed:
    """What one dataset knows of a list: complete or not from the first day to the last; `maintained`: the last day is open.

    Where nothing is declared, the last day is that of which its statements speak; empty, when that is not known. `stated`: all its
    statements; `preferred`: those of them that are. They stand in the first line of a dataset only.
    """

    relation: str
    dataset: str
    complete: bool
    maintained: bool
    first: str = BEGINNING
    last: str = ""
    stated: Stated = field(default=Stated(), compare=False)
    preferred: Stated = field(default=Stated(), compare=False)

    def line(self) -> str:
        """As it is stored."""
        flags = str(int(self.complete)), str(int(self.maintained))
        numbers = (str(n) for counts in (self.stated, self.preferred) for n in (counts.number, counts.undated, counts.unchecked))
        return " ".join((self.relation, self.dataset, *flags, self.first, self.last, *numbers))


def read_lines(lines: Iterable[str], relation: str) -> list[Listed]:
    """What is stored of one relation, the better datasets first."""
    begun = beginning(relation)
    return [_read(line) for line in lines if line.startswith(begun)]


@lru_cache(KEPT)
def _read(line: str) -> Listed:
    name, dataset, complete, kept, first, last, *numbers = line.split(" ")
    stated, preferred = (Stated(*map(int, three)) for three in (numbers[:3], numbers[3:]))
    return Listed(name, dataset, complete == "1", kept == "1", first, last, stated, preferred)


def said_by(listed: Iterable[Listed], datasets: Container[str] | None) -> list[Listed]:
    """What is known by some datasets (None: by all)."""
    return [k for k in listed if datasets is None or k.dataset in datasets]


def beginning(relation: str) -> str:
    """How the lines of a relation begin."""
    return f"{relation} "


@dataclass(frozen=True, slots=True)
class Summary:
    """What is known of a list within a question: whether it is complete throughout the time asked for, and who says anything of it."""

    complete: bool
    first: str | None
    until: str | None
    maintained: bool
    datasets: tuple[str, ...] = field(default=())


def summed_up(listed: Sequence[Listed], first: str, last: str, today: str) -> Summary | None:
    """The knowledge of a list from `first` to `last`; None when nobody wrote anything down.

    The best dataset that is complete then counts, else the best. Of days after `today` nobody knows all: what begins by then and lasts
    beyond is asked about until then, what begins later is not complete.
    """
    if not listed:
        return None
    asked = min(last, max(first, today))
    complete = next((k for k in listed if k.complete and k.first <= first and asked <= min(k.last, today)), None)
    best = complete or listed[0]
    days = (best.first if best.first > BEGINNING else None, best.last if "" < best.last < FOREVER else None)
    return Summary(complete is not None, *days, best.maintained, tuple(dict.fromkeys(k.dataset for k in listed)))


def find_listed(
    links: Iterable[LinkRecord],
    coverages: Coverages,
    preferences: Preferences,
    declared: Iterable[CoverageRecord],
    derived: Container[str] = (),
) -> dict[str, list[str]]:
    """The lines of every entity of which a dataset states a relation, or declares that a list of its is complete.

    `derived` are the ids of links whose beginning is known without being stated: it follows from a rule of their agreement.
    """
    ranks = preferences.ranks
    spoken: dict[tuple[str, str, str], str] = defaultdict(str)
    stated: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    preferred: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for link in links:
        relation, attested = coverages.model.relations[link.relation], coverages.attested_link(link)
        undated = relation.dated and not link.properties.get("start") and link.id not in derived
        unchecked = link.provenance.verification == UNCHECKED
        for place in ((link.subject, relation.name), (link.object, relation.inverse or relation.name)):
            key = (*place, link.provenance.dataset)
            spoken[key] = max(spoken[key], attested.latest if attested else "")
            for counts in (stated[key], preferred[key]) if preferences.prefers(link) else (stated[key],):
                counts[0] += 1
                counts[1] += undated
                counts[2] += unchecked
    for coverage in declared:
        for entity in coverages.entities_of(coverage) if coverage.complete else ():
            spoken.setdefault((entity, coverage.relation, coverage.provenance.dataset), "")
    found: dict[str, list[str]] = defaultdict(list)
    for (entity, name, dataset), last in sorted(spoken.items(), key=lambda item: (*item[0][:2], *order(item[0][2], ranks))):
        nearest = [c for c in coverages.nearest(entity, name, dataset) if c.complete or c.until or c.maintained]
        known = [Listed(name, dataset, c.complete, c.maintained, *period_of(c)) for c in nearest]
        known = known or [Listed(name, dataset, False, last == FOREVER, last=last)]
        own = (entity, name, dataset)
        known[0] = replace(known[0], stated=Stated(*stated[own]), preferred=Stated(*preferred[own]))
        found[entity] += [k.line() for k in known]
    return dict(found)
