"""What other datasets know of a statement: one that only corrects or repeats makes nothing less certain that others know of the same.

A date is known as well as the datasets that agree on it know it, and what several saw is certain until the last of their days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from common.dates import OPEN, Bounds
from facts.agreement import agree, alike
from facts.coverage import Coverages
from facts.records import LinkRecord
from facts.several import by_shared
from loaders.deriving.scope import pair_of


class Witnesses:
    """The statements of all datasets about the same two."""

    def __init__(self, links: Iterable[LinkRecord], coverages: Coverages) -> None:
        self.coverages = coverages
        self.stated = by_shared(links, pair_of)
        """By relation and pair, what several datasets state."""

    def agreeing(self, link: LinkRecord) -> Iterator[LinkRecord]:
        """Statements of other datasets that say the same of the same two: of each dataset the only one that may."""
        found: dict[str, list[LinkRecord]] = defaultdict(list)
        for other in self._others(link):
            if agree(link, other):
                found[other.provenance.dataset].append(other)
        yield from (others[0] for _, others in sorted(found.items()) if len(others) == 1)

    def seen(self, link: LinkRecord) -> Bounds | None:
        """From when to when the two were seen, by the source of the link and by others, if it says itself that it held when it spoke."""
        if not _is_seen(link):
            return None
        witnesses = [link, *(other for other in self._others(link) if _is_seen(other))]
        days = [found for witness in witnesses if (found := self.coverages.attested_link(witness))]
        return Bounds(min(d.earliest for d in days), max(d.latest for d in days)) if days else None

    def _others(self, link: LinkRecord) -> Iterator[LinkRecord]:
        for other in self.stated.get(pair_of(link), ()):
            if other.provenance.dataset != link.provenance.dataset and alike(link, other):
                yield other


def _is_seen(link: LinkRecord) -> bool:
    """Whether it is open, or its source has a day of its own, whatever it knows of the end."""
    return link.properties.get("end") == OPEN or bool(link.provenance.as_of)
