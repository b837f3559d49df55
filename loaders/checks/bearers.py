"""Who has a key that passes from one entity to another over time (f:sharedKey), such as the number of a state in a state system.

A reference by such a key leads to the one that existed on the day of the statement in which it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from common.dates import OPEN, Bounds, InvalidDateError, bounds
from facts.records import LinkRecord
from facts.spans import Span, stated_span
from ontology import Class, Datatype

Spells = Mapping[str, Sequence[Span]]


@dataclass(slots=True)
class Bearers:
    """The bearers of each value of a shared key, and the spells in which each of them exists."""

    owners: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    spells: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))

    def add(self, other: Bearers) -> None:
        """Take in what is known besides."""
        for key, owners in other.owners.items():
            for owner in owners:
                self.bear(key, owner)
        for subject, spells in other.spells.items():
            self.spells[subject] += spells

    def bear(self, key: tuple[str, str], subject: str) -> None:
        """Note that an entity has a value of a key."""
        if subject not in self.owners[key]:
            self.owners[key].append(subject)

    def exist(self, links: Iterable[LinkRecord]) -> None:
        """Note the spells that links state whose subjects are ids."""
        for link in links:
            with suppress(InvalidDateError):  # it is reported as a value
                self.spells[link.subject].append(stated_span(link))

    def on(self, key: tuple[str, str], days: Bounds | None) -> list[str]:
        """Those who may have a value: the only one there is, or those who existed on one of the days, if they are known."""
        owners = self.owners.get(key, [])
        if len(owners) < 2 or days is None:
            return list(owners)
        return [o for o in owners if any(span.may_hold(days.latest, days.earliest) for span in self.spells.get(o, ()))]


def days_of(link: LinkRecord, edge: Class) -> Bounds | None:
    """The days of which a statement speaks: of its beginning, or else of the first of its dates. None when it has no date."""
    dates = [n for n, p in edge.properties.items() if p.datatype is Datatype.EDTF and link.properties.get(n) not in (None, "", OPEN)]
    with suppress(InvalidDateError):
        known = [bounds(str(link.properties[name])) for name in sorted(dates, key=lambda n: n != "start")]
        return known[0] if "start" in dates else min(known, key=lambda b: b.earliest, default=None)
    return None
