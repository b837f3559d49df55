"""What a dataset says after something is added to it: what the addition speaks of anew is updated, and all else stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from facts.records import TELLING, ClaimRecord, LinkRecord, Records
from ontology import Model


def appended(old: Records, new: Records, model: Model) -> Records:
    """The records of one dataset with those of `new`; references are resolved in both.

    A relationship of the same ends, role and first known day takes the place of the one before. A value of a property that has one takes
    the place of the value from the same source, or else of the first; where there may be several, it stands beside them.
    """
    found = Records(datasets={**old.datasets, **new.datasets}, files=new.files)
    several = {p.name for cls in model.classes.values() for p in cls.properties.values() if p.many}
    found.claims = _claims(old.claims, new.claims, several)
    links, notes, coverages = {_link(o) for o in new.links}, {n.id for n in new.notes}, {c.id for c in new.coverages}
    found.links = [*(o for o in old.links if _link(o) not in links), *new.links]
    found.notes = [*(n for n in old.notes if n.id not in notes), *new.notes]
    found.coverages = [*(c for c in old.coverages if c.id not in coverages), *new.coverages]
    return found


def _link(link: LinkRecord) -> tuple[str, ...]:
    day = next((str(link.properties[name]) for name in TELLING if name in link.properties), "")
    return (link.relation, link.subject, link.object, str(link.properties.get("role", "")), day)


def _claims(old: Iterable[ClaimRecord], new: Sequence[ClaimRecord], several: set[str]) -> list[ClaimRecord]:
    given: dict[tuple[str, str], list[ClaimRecord]] = defaultdict(list)
    for claim in new:
        given[claim.subject, claim.property].append(claim)
    before: dict[tuple[str, str], list[ClaimRecord]] = defaultdict(list)
    for claim in old:
        before[claim.subject, claim.property].append(claim)
    stay = [c for key, claims in before.items() for c in _staying(claims, given.get(key, ()), several=key[1] in several)]
    # Of several values of a property that has one, the first is preferred.
    return [*new, *stay]


def _staying(old: list[ClaimRecord], new: Sequence[ClaimRecord], *, several: bool) -> list[ClaimRecord]:
    if not new:
        return old
    if several:
        values = {c.value for c in new}
        return [c for c in old if c.value not in values]
    sources, values = {c.provenance.source for c in new}, {c.value for c in new}
    stay = [c for c in old if c.provenance.source not in sources and c.value not in values]
    return stay if len(stay) < len(old) else stay[1:]
