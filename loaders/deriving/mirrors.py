"""Where the members of an organization and the parties of the agreement that founded it are said to be so at different times.

Both lists tell the same spells (f:mirrors). They differ where one gives another day for what both call the same event, or ends a spell that
the other goes on with. What ends with the organization or the agreement itself is no disagreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from facts.agreement import compatible
from facts.records import LinkRecord
from facts.spans import Span, hull
from loaders.deriving.conflicts import ConflictFound, claim_of
from loaders.deriving.spells import Turn
from ontology import Model, Relation, stored

Days = Mapping[str, frozenset[str]]
"""By entity the days with which what belongs to it ends of itself."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A whole spell: the statements with which it begins and ends, and its span."""

    first: LinkRecord
    last: LinkRecord
    span: Span

    def text(self, name: str) -> str:
        """Its start, its end or an event, as the source gives it."""
        link = self.last if name.startswith(stored.END) else self.first
        return str(link.properties.get(name, ""))


Stretches = Mapping[tuple[str, str], Mapping[str, list[Stretch]]]
"""By relation and object, and then by subject, the spells in order of time."""


def find_mirrored(
    founded: Iterable[LinkRecord], turns: Iterable[tuple[LinkRecord, Turn]], ended: Days, model: Model
) -> Iterator[ConflictFound]:
    """The disagreements between both ends of the relationships `founded`, told at both; `turns` are those of preferred statements."""
    stretches = stretches_of(turns, model)
    for link in founded:
        mine, theirs = (model.relations[name] for name in model.relations[link.relation].mirrors)
        over = ended.get(link.subject, frozenset()) | ended.get(link.object, frozenset())
        pairs = list(_differing(stretches.get((mine.name, link.object), {}), stretches.get((theirs.name, link.subject), {}), over))
        if pairs:
            yield from _told(link, mine, theirs, pairs)


def mirrored_places(links: Iterable[LinkRecord], model: Model) -> set[tuple[str, str]]:
    """The lists that tell the spells of another, by relation and object."""
    found: set[tuple[str, str]] = set()
    for link in links:
        if mirrors := model.relations[link.relation].mirrors:
            mine, theirs = mirrors
            found |= {(mine, link.object), (theirs, link.subject)}
    return found


def without_organs(founded: Sequence[LinkRecord], parts: Iterable[LinkRecord]) -> list[LinkRecord]:
    """Those of `founded` whose body is no part of another that the same agreement founded: an organ has members of its own."""
    founders: dict[str, set[str]] = defaultdict(set)
    for link in founded:
        founders[link.object].add(link.subject)
    organs = {(agreement, part.subject) for part in parts for agreement in founders[part.subject] & founders[part.object]}
    return [link for link in founded if (link.subject, link.object) not in organs]


def stretches_of(turns: Iterable[tuple[LinkRecord, Turn]], model: Model) -> Stretches:
    """The spells of statements that bind their subject."""
    groups: dict[tuple[str, str, str, str, int], list[tuple[LinkRecord, Span]]] = defaultdict(list)
    for link, turn in turns:
        if not model.relations[link.relation].is_early(link.properties):
            groups[link.relation, link.object, link.subject, link.provenance.dataset, turn.number].append((link, turn.span))
    found: dict[tuple[str, str], dict[str, list[Stretch]]] = defaultdict(lambda: defaultdict(list))
    for (relation, object_, subject, *_), group in groups.items():
        first = min(group, key=lambda pair: (pair[1].start_earliest, pair[0].id))
        last = max(group, key=lambda pair: (pair[1].end_latest, pair[1].end_earliest, pair[0].id))
        found[relation, object_][subject].append(Stretch(first[0], last[0], hull(span for _, span in group)))
    return found


def _differing(
    mine: Mapping[str, list[Stretch]], theirs: Mapping[str, list[Stretch]], over: frozenset[str]
) -> Iterator[tuple[Stretch, Stretch]]:
    for subject in sorted(mine.keys() & theirs.keys()):
        for one in mine[subject]:
            yield from ((one, other) for other in theirs[subject] if _meet(one.span, other.span) and not _agree(one, other, over))


def _meet(one: Span, other: Span) -> bool:
    return one.start_earliest <= other.end_latest and other.start_earliest <= one.end_latest


def _agree(one: Stretch, other: Stretch, over: frozenset[str]) -> bool:
    events = one.text(stored.START_EVENT), other.text(stored.START_EVENT)
    same = events[0] == events[1] or not all(events)
    if same and not compatible(one.text(stored.START), other.text(stored.START)):
        return False
    ends = one.text(stored.END), other.text(stored.END)
    return compatible(*ends) or any(compatible(end, day) for end in ends for day in over)


def _told(link: LinkRecord, mine: Relation, theirs: Relation, pairs: list[tuple[Stretch, Stretch]]) -> Iterator[ConflictFound]:
    """One conflict at each end, with the same two sides."""
    sides = []
    for relation, stretches in ((mine, [one for one, _ in pairs]), (theirs, [other for _, other in pairs])):
        links = list({id(o): o for stretch in stretches for o in (stretch.first, stretch.last)}.values())
        sides.append((claim_of(links[0].object, relation.inverse or relation.name, relation, links), True))
    ids, involved = tuple(claim.id for claim, _ in sides), tuple(sorted({one.first.subject for one, _ in pairs}))
    for (claim, _), other in zip(sides, (link.subject, link.object), strict=True):
        yield ConflictFound(claim.subject, claim.property, "", ids, tuple(sides), beside=other, involved=involved)
