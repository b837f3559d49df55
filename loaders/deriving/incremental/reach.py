"""Which parts of the state a load can change, from the records that differ.

A relationship depends on what else is said of the same two, on the lives of both, on the rule of an agreement and on what is declared to be
covered; a life on the entity's own claims and relationships, and on the lives of its elders. What an entity shows depends on its claims and
on all its relationships. So a life that changes reaches the dated relationships of its entity and those who are younger, and stops there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from common.dates import bounds
from facts.records import LinkRecord
from facts.spans import Span
from loaders.deriving.derive import lives_of
from loaders.deriving.graph_state import Properties
from loaders.deriving.incremental.held import Held
from loaders.deriving.incremental.known import CLASS, Known
from loaders.deriving.incremental.touched import Touched
from loaders.deriving.lives import Life
from loaders.deriving.scope import Pair, Scope, pair_of
from ontology import Model, Side
from ontology.stored import LIFE_SPELLS, SPAN_DAYS

MOST_ENTITIES = 1_500
"""When more entities are touched, deriving everything costs no more."""


def find_scope(touched: Touched, known: Known, held: Held, model: Model) -> Scope | None:
    """The parts that can change; None when that is worth no search: too many, or all that a dataset says."""
    if touched.far or touched.size > MOST_ENTITIES:
        return None
    pairs = touched.pairs | _more_pairs(touched, known, model)
    lives = _Lives(known, held, model)
    changed = lives.changed(touched.said.keys() | _ends(pairs))
    if changed is None:
        return None
    pairs |= {pair_of(o) for o in known.links_at(changed) if model.relations[o.relation].dated or model.relations[o.relation].binding}
    entities = {*touched.said, *changed, *_ends(pairs), *touched.noted, *(c.of for c in touched.coverages)}
    entities = _with_mirrors(entities, [*known.links_at(entities), *touched.before], known, model)
    if len(entities) > MOST_ENTITIES:
        return None
    covered = {c.id for c in known.records.coverages if c.of in entities}
    return Scope(frozenset(entities), frozenset(pairs), touched.records | covered, lives.around(entities))


def _more_pairs(touched: Touched, known: Known, model: Model) -> set[Pair]:
    """The pairs that change because something else is said of one of the two."""
    classed = [id_ for id_, names in touched.said.items() if CLASS in names]
    ruling = [id_ for id_, names in touched.said.items() if names & known.rules]
    found = {pair_of(o) for o in known.links_at(classed)}
    found |= {pair_of(o) for o in known.links_at(ruling) if model.relations[o.relation].binding}
    for coverage in touched.coverages:
        found |= {pair_of(o) for o in known.links_at([coverage.of]) if coverage.relation in ("", *_names(o, coverage.of, model))}
    return found


def _names(link: LinkRecord, entity: str, model: Model) -> set[str]:
    """How a relation is named at an end of it."""
    relation = model.relations[link.relation]
    own = {relation.name} if link.subject == entity else set()
    return own | ({relation.inverse or relation.name} if link.object == entity else set())


def _ends(pairs: Iterable[Pair]) -> set[str]:
    return {end for _, *ends in pairs for end in ends}


def _with_mirrors(entities: set[str], links: Iterable[LinkRecord], known: Known, model: Model) -> set[str]:
    """With the organizations that agreements among them founded, and the other way round: their lists are compared."""
    while more := {end for o in links if model.relations[o.relation].mirrors for end in (o.subject, o.object)} - entities:
        entities, links = entities | more, known.links_at(more)
    return entities


class _Lives:
    """The lives of entities before and after."""

    def __init__(self, known: Known, held: Held, model: Model) -> None:
        self.known, self.held, self.model = known, held, model
        self.before: dict[str, Life | None] = {}
        self.after: dict[str, Life | None] = {}

    def changed(self, entities: set[str]) -> set[str] | None:
        """Those of `entities`, and of all who are younger, whose lives change; None when there are too many."""
        while len(entities) <= MOST_ENTITIES:
            lives = lives_of(entities, self.known.around(entities), self.model, self._held(self._neighbours(entities)))
            self._held(entities)
            self.after = {name: lives.get(name) for name in entities}
            found = {name for name in entities if self.after[name] != self.before[name]}
            younger = self._younger(found) - entities
            if not younger:
                return found
            entities = entities | younger
        return None

    def around(self, entities: set[str]) -> dict[str, Life]:
        """The lives of `entities` and of all to whom they are related, after the load."""
        found = self._held((self._neighbours(entities) | entities) - self.after.keys())
        return found | {name: life for name, life in self.after.items() if life}

    def _neighbours(self, entities: set[str]) -> set[str]:
        return {end for link in self.known.links_at(entities) for end in (link.subject, link.object)} - entities

    def _younger(self, entities: set[str]) -> set[str]:
        found = set()
        for link in self.known.links_at(entities):
            side = self.model.relations[link.relation].younger
            if side is not None:
                found.add(link.subject if side is Side.SUBJECT else link.object)
        return found

    def _held(self, entities: set[str]) -> dict[str, Life]:
        unread = entities - self.before.keys()
        days = self.held.days(unread) if unread else {}
        self.before |= {name: _life(days[name], self.model) if name in days else None for name in unread}
        return {name: life for name in entities if (life := self.before[name])}


def _life(properties: Mapping[str, object] | Properties, model: Model) -> Life:
    """The life of an entity as its node tells it."""
    cls = model.classes[str(properties[CLASS])]
    span = Span(*(str(properties[name]) for name in SPAN_DAYS))
    acts = [bounds(str(properties[p.name])).earliest for p in cls.properties.values() if p.precedes and p.name in properties]
    return Life(span, min([*acts, span.start_earliest]), tuple(Span(*days.split()) for days in _texts(properties.get(LIFE_SPELLS))))


def _texts(value: object) -> list[str]:
    return [str(text) for text in value] if isinstance(value, list) else []
