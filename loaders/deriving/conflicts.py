"""Where datasets disagree.

On a property with one value: when values of two datasets cannot both be right (words of names and descriptions do not count: two
wordings are no disagreement; a date does not contradict a vaguer one). On a relation: when a lower-ranked dataset has a link that the
preferred one has otherwise, or that the complete list of a better one lacks. A curator's note makes a conflict of any topic and says why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from common.dates import bounds
from facts.agreement import agree
from facts.preference import Fact, Preferences, fact_of_link, order
from facts.records import ClaimRecord, ConflictNote, LinkRecord
from facts.several import by_shared
from ontology import Datatype, Model, Property, Relation, Search, Side

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class ConflictFound:
    """A conflict over `topic` of an entity. `sides` are ids of claims; `claims` are made here, with whether they are preferred.

    `beside` is another entity whose list says otherwise, where that is what the conflict is with. `involved`: those in the list on whom the
    claims differ.
    """

    subject: str
    topic: str
    explanation: str
    sides: tuple[str, ...]
    claims: tuple[tuple[ClaimRecord, bool], ...] = ()
    beside: str = ""
    involved: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Stable as long as what it is over."""
        return "/".join(filter(None, (self.subject, self.topic, self.beside)))


def find_conflicts(
    claims: Sequence[ClaimRecord],
    links: Sequence[LinkRecord],
    notes: Mapping[tuple[str, str], ConflictNote],
    preferences: Preferences,
    classes: Mapping[str, str],
) -> Iterator[ConflictFound]:
    """All conflicts. `claims` come with those of preferred datasets first."""
    yield from _of_properties(claims, notes, preferences.model, classes)
    yield from _of_relations(links, notes, preferences, classes)


def _of_properties(
    claims: Sequence[ClaimRecord],
    notes: Mapping[tuple[str, str], ConflictNote],
    model: Model,
    classes: Mapping[str, str],
) -> Iterator[ConflictFound]:
    groups: dict[tuple[str, str], list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        if claim.subject in classes:
            groups[claim.subject, claim.property].append(claim)
    for (subject, topic), group in groups.items():
        note = notes.get((subject, topic))
        prop = model.classes[classes[subject]].properties.get(topic)
        disputed = differ(prop, group) if prop else len({c.value for c in group}) > 1
        if note or disputed:
            sides = tuple(dict.fromkeys(c.id for c in group))
            yield ConflictFound(subject, topic, note.explanation if note else "", sides)


def differ(prop: Property, claims: Sequence[ClaimRecord]) -> bool:
    """Whether some of the values cannot be right if the first is."""
    if prop.many or (prop.search and prop.datatype.textual and prop.search is not Search.CODE):
        return False
    first, *others = claims
    if prop.datatype is Datatype.EDTF:
        mine = bounds(first.value)
        theirs = [bounds(c.value) for c in others]
        return any(t.earliest > mine.latest or t.latest < mine.earliest for t in theirs)
    return any(c.value != first.value for c in others)


def _of_relations(
    links: Sequence[LinkRecord], notes: Mapping[tuple[str, str], ConflictNote], preferences: Preferences, classes: Mapping[str, str]
) -> Iterator[ConflictFound]:
    relations = preferences.model.relations

    def topic_of(link: LinkRecord) -> tuple[str, ...]:
        # Of a list that somebody keeps all facts together, else each by itself.
        relation = relations[link.relation]
        return (relation.name, *_seat(link, relation)) if relation.listed else fact_of_link(link, relation)

    for about in by_shared(links, topic_of).values():
        group = [link for link in about if link.subject in classes and link.object in classes]
        if not group:
            continue
        relation = relations[group[0].relation]
        subject, topic = _seat(group[0], relation)
        note = notes.get((subject, topic))
        by_dataset: dict[str, list[LinkRecord]] = defaultdict(list)
        for link in sorted(group, key=lambda o: order(o.provenance.dataset, preferences.ranks)):
            by_dataset[link.provenance.dataset].append(link)
        differing = _differing(by_dataset, preferences)
        if differing or (note and len(by_dataset) > 1):
            shown = differing or dict(list(by_dataset.items())[1:])
            yield _found(_Dispute(subject, topic, note, relation), by_dataset, shown, preferences)


def _differing(by_dataset: Mapping[str, Sequence[LinkRecord]], preferences: Preferences) -> dict[str, list[LinkRecord]]:
    """By dataset, the links that what is preferred contradicts."""
    mine: dict[Fact, list[LinkRecord]] = defaultdict(list)
    for links in by_dataset.values():
        for link in links:
            if preferences.prefers(link):
                mine[preferences.fact(link)].append(link)

    def differs(link: LinkRecord) -> bool:
        known = mine[preferences.fact(link)]
        return not any(agree(link, m) for m in known) if known else preferences.denied(link) is not None

    found = {d: [o for o in links if differs(o)] for d, links in by_dataset.items()} if len(by_dataset) > 1 else {}
    return {d: links for d, links in found.items() if links}


def _seat(link: LinkRecord, relation: Relation) -> tuple[str, str]:
    """The entity that a conflict on a relation is about, and the relation's name there."""
    if relation.listed is Side.OBJECT and relation.inverse:
        return link.object, relation.inverse
    return link.subject, relation.name


@dataclass(frozen=True, slots=True)
class _Dispute:
    """What a conflict is over, and why, where a curator knows."""

    subject: str
    topic: str
    note: ConflictNote | None
    relation: Relation


def _found(
    dispute: _Dispute,
    by_dataset: Mapping[str, Sequence[LinkRecord]],
    differing: Mapping[str, Sequence[LinkRecord]],
    preferences: Preferences,
) -> ConflictFound:
    """The conflict with a claim for each side: who is linked, from when to when; of long lists only where they differ."""
    pairs = {(o.subject, o.object) for found in differing.values() for o in found}
    best = next(iter(by_dataset))
    others = {d: [o for o in found if (o.subject, o.object) in pairs] for d, found in by_dataset.items() if d not in differing}
    sides = {d: by_dataset[d] for d in by_dataset if d in differing or others[d] or d == best}
    if max(map(len, sides.values())) > MOST_NAMED:
        sides = {d: differing.get(d) or others[d] or by_dataset[d] for d in sides}
    subject, topic, relation = dispute.subject, dispute.topic, dispute.relation
    claims = tuple(
        (claim_of(subject, topic, relation, links), all(map(preferences.prefers, differing.get(d, links)))) for d, links in sides.items()
    )
    note, ids = dispute.note, tuple(c.id for c, _ in claims)
    involved = tuple(sorted({end for pair in pairs for end in pair} - {subject}))
    return ConflictFound(subject, topic, note.explanation if note else "", ids, claims, involved=involved)


def claim_of(subject: str, topic: str, relation: Relation, links: Sequence[LinkRecord]) -> ClaimRecord:
    """What links say of a list of an entity, as one claim: who is linked, from when to when."""

    def one(link: LinkRecord) -> str:
        other = link.subject if link.object == subject else link.object
        start, end = (str(link.properties.get(k, "")) for k in ("start", "end"))
        amount = f" = {link.properties['amount']:g}" if "amount" in link.properties else ""
        return f"{other}{f' ({start}/{end})' if relation.dated and (start or end) else ''}{amount}"

    text = ", ".join(sorted(one(link) for link in links))
    return ClaimRecord(subject, topic, text, links[0].provenance)
