"""Between which days entities exist, drawn together from everything known.

The day on which an entity began may be given. Where it is not, it still did not begin before what came first by the ontology: its own
signature, the text that founded it, the first of its owners or members (f:precedes, f:younger). And it had begun by the first day on which
it had a dated relation, signed or ratified something, or on which a source saw it. What is not known to have ended goes on, but not through
a time in which none of its owners or members existed.

What exists by a relation (f:existsBy: a state by its statehood) lives from the beginning of the first of its spells to the end of the last,
with gaps between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from common.dates import FOREVER, Bounds, bounds
from facts.binding import acts
from facts.records import LinkRecord
from facts.spans import Span, apart, hull, stated_span
from loaders.deriving.graph_state import Properties
from ontology import Class, Model, Relation, Side
from ontology.stored import LIFE_SPELLS


@dataclass(frozen=True, slots=True)
class Life:
    """The span of an entity. From `first` on others may refer to it: a treaty from its signature, before it is in force.

    `spells`, in order of time, are those between which it did not exist; none where there is no such gap.
    """

    span: Span
    first: str
    spells: tuple[Span, ...] = ()

    def first_by(self, day: str) -> str:
        """From when on others may have referred to it that did so by `day`, and no more after a gap."""
        sooner = [spell.start_earliest for spell in self.spells if spell.start_earliest <= day]
        return max(sooner, default=self.first)

    def properties(self) -> Properties:
        """As they are stored."""
        days = [" ".join(spell.days().values()) for spell in self.spells]
        return {**self.span.days(), **({LIFE_SPELLS: days} if days else {})}


@dataclass(frozen=True, slots=True)
class Entity:
    """What a life is found from: the class, the preferred values, and the days of which the source that describes it speaks, if any."""

    cls: Class
    values: Properties
    seen: Bounds | None


MOST_ROUNDS = 10
"""How many generations of those who are younger than others are followed. The core has three."""


def find_lives(
    entities: Mapping[str, Entity], links: Iterable[LinkRecord], model: Model, given: Mapping[str, Life] = MappingProxyType({})
) -> dict[str, Life]:
    """The life of every entity; `links` are the preferred ones. Those `given` are known already."""
    known = _Known(entities, model.edges)
    for link in links:
        known.note(link, model.relations[link.relation])
    found = {**given, **{name: known.life(name, {}) for name in entities if name not in given}}
    # All at once in each round, so that it does not matter who comes first, nor that some are each other's elders.
    for _ in range(MOST_ROUNDS):
        younger = {name: life for name in known.elders if name not in given and (life := known.life(name, found)) != found[name]}
        if not younger:
            break
        found |= younger
    return found


class _Known:
    """What is known of lives: by relation the elders of those that are younger, days by which they had begun, and spells."""

    def __init__(self, entities: Mapping[str, Entity], edges: Mapping[str, Class]) -> None:
        self.entities = entities
        self.edges = edges
        self.elders: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.begun: dict[str, str] = {}
        self.spells: dict[str, list[Span]] = defaultdict(list)

    def note(self, link: LinkRecord, relation: Relation) -> None:
        """Keep what a relationship says of the lives of its ends."""
        if relation.younger is not None:
            younger, elder = (link.subject, link.object) if relation.younger is Side.SUBJECT else (link.object, link.subject)
            self.elders[younger][relation.name].add(elder)
        if self.entities[link.subject].cls.exists_by == relation.name:
            self.spells[link.subject].append(stated_span(link))
        if relation.dated and (start := str(link.properties.get("start", ""))):
            self._begun_by(link.subject, bounds(start).latest)
            if not relation.is_early(link.properties):
                self._begun_by(link.object, bounds(start).latest)
        for act in acts(link, self.edges[relation.edge]):
            self._begun_by(link.subject, act.latest)

    def _begun_by(self, name: str, day: str) -> None:
        self.begun[name] = min(self.begun.get(name, FOREVER), day)

    def life(self, name: str, lives: Mapping[str, Life]) -> Life:
        """The life of an entity, as far as those of its elders are known."""
        if name in self.spells:
            span, spells = hull(self.spells[name]), apart(self.spells[name])
            return Life(span, span.start_earliest, tuple(spells) if len(spells) > 1 else ())
        entity = self.entities[name]
        begins, ends = (bounds(str(entity.values[p.name])) if p and p.name in entity.values else None for p in entity.cls.lifespan)
        signed = [p.name for p in entity.cls.properties.values() if p.precedes]
        acts = [bounds(str(entity.values[p])).earliest for p in signed if p in entity.values]
        span = Span().ending(ends) if ends else Span().lasting_to(FOREVER)
        span = span.starting(begins) if begins else span
        for day in acts:
            span = span.not_before(day)
        if not begins:
            begun = [self.begun.get(name, FOREVER)]
            # A text that was signed may never enter into force, even if a source has seen it.
            if entity.seen and not signed and not ends:
                begun.append(entity.seen.earliest)
            there = min(*begun, ends.earliest if ends else FOREVER)
            for elders in self.elders[name].values() if name in self.elders and lives else ():
                span = span.not_before(min(lives[elder].first_by(there) for elder in elders))
            for day in begun:
                span = span.begun_by(day)
        span = span.settled()
        return Life(span, min([*acts, span.start_earliest]))
