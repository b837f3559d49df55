"""What other datasets say under ids that lead elsewhere after a load: an entity was renamed, merged with another or split.

What they say stays as it is, but it is said of another entity then. So it counts as what differs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from facts.chunks import More
from facts.records import Records
from facts.redirects import FORMER_IDS, former_ids


@dataclass(frozen=True, slots=True)
class Moved:
    """Where former ids lead before and after a load, and what the datasets that it leaves alone say under those that lead elsewhere.

    `read`: what was asked for and not among the records given before.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    said: Records = field(default_factory=Records)
    read: Records = field(default_factory=Records)


def find_moved(old: Records, new: Records, everything: Records, more: More) -> Moved:
    """What is said under other ids when `old` becomes `new`, a part of `everything`."""
    changed = old.dataset_ids() | new.dataset_ids()
    after = former_ids(everything)
    others = [c for c in everything.claims if c.property == FORMER_IDS and c.provenance.dataset not in changed]
    before = former_ids(Records(claims=[*old.claims, *others]))
    moved = {name for name in before.keys() | after.keys() if before.get(name, name) != after.get(name, name)}
    if not moved:
        return Moved(before, after)
    read = more(moved, {})
    found = Records()
    for records in (everything, read):
        found.add(_naming(moved, records, changed))
    return Moved(before, after, found, read)


def _naming(moved: Collection[str], records: Records, changed: Collection[str]) -> Records:
    """What names some ids, in other datasets than those that changed."""
    return Records(
        claims=[c for c in records.claims if c.subject in moved and c.provenance.dataset not in changed],
        links=[o for o in records.links if (o.subject in moved or o.object in moved) and o.provenance.dataset not in changed],
        notes=[n for n in records.notes if n.subject in moved and n.dataset not in changed],
        coverages=[c for c in records.coverages if c.of in moved and c.provenance.dataset not in changed],
    )
