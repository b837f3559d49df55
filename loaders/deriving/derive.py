"""From checked records to the state of the graph: labels, preferred values, folded words, days of dates, spells and conflicts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from common.dates import Bounds, bounds, written
from common.labels import read_labels, tagged
from facts.binding import rule_of
from facts.coverage import Coverages, classes_of
from facts.listing import UNCHECKED, find_listed
from facts.preference import Preferences, order
from facts.records import ClaimRecord, ConflictNote, CoverageRecord, LinkRecord, Records, in_order
from facts.redirects import follow, former_ids
from facts.spans import Span
from loaders.deriving.conflicts import ConflictFound, find_conflicts
from loaders.deriving.graph_state import GraphState, LinkKey, Node, NodeKey, PlainLink, Properties, Value
from loaders.deriving.lives import Entity, Life, find_lives
from loaders.deriving.mirrors import find_mirrored, mirrored_places, without_organs
from loaders.deriving.scope import Scope, pair_of
from loaders.deriving.searching import add_search
from loaders.deriving.spans import Ends, beginning_of, span_of
from loaders.deriving.spells import Turn, find_spells
from loaders.deriving.statements import StatedLinks, Statements
from loaders.deriving.storing import convert, stored
from loaders.deriving.witnesses import Witnesses
from ontology import Datatype, Model, Property, Relation
from ontology.stored import COVERAGE, PLACE, START, START_DERIVED, START_EVENT, UNCHECKED_PROPERTIES, earliest, latest

ENTITY, RECORD = "Entity", "Record"
NOT_DERIVED: Properties = {}
"""Of a beginning that follows from no rule."""
NOT_BEGUN: Properties = {START_DERIVED: False}
"""Of one that a rule might tell, but does not."""


def derive(records: Records, model: Model) -> GraphState:
    """The state that `records` (checked, of all datasets together) lead to."""
    deriver = _Deriver(in_order(follow(records, model)), model)
    deriver.derive()
    add_search(deriver.state, model)
    return deriver.state


def derive_parts(records: Records, model: Model, scope: Scope) -> GraphState:
    """The parts of the state that are in `scope`. `records`: all that these parts follow from, former ids led on already."""
    deriver = _Deriver(in_order(records), model, scope)
    deriver.derive()
    return deriver.state


def lives_of(names: Collection[str], records: Records, model: Model, given: Mapping[str, Life]) -> dict[str, Life]:
    """The lives of some entities. `records`: all claims and links of them; `given`: the lives of the others, as far as known."""
    return _Deriver(in_order(records), model).lives_of(names, given)


class _Deriver:
    def __init__(self, records: Records, model: Model, scope: Scope | None = None) -> None:
        self.records = records
        self.model = model
        self.scope = scope
        self.ranks = {d.id: d.rank for d in records.datasets.values()}
        self.classes: dict[str, str] = {}
        self.coverages = Coverages(records, model, classes_of(records))
        self.preferences = Preferences(records, model, self.coverages)
        self.entities: dict[str, Entity] = {}
        self.lives: dict[str, Life] = {}
        self.links = StatedLinks(Statements(model))
        self.state = GraphState(links=self.links)
        self.turns: dict[int, Turn] = {}
        """Of the statements that may tell the spells of another list, by id()."""

    def derive(self) -> None:
        """Fill the state with all that is in the scope."""
        claims = sorted(self.records.claims, key=lambda c: order(c.provenance.dataset, self.ranks))
        self._entities(claims)
        for dataset in self.records.datasets.values():
            properties = {k: v for k, v in dataset.properties.items() if v != ""}
            self._stated("Dataset", dataset.id, properties)
        for coverage in self.records.coverages:
            self._coverage(coverage)
        for note in self.records.notes:
            properties = {"noteOn": note.subject, "topic": note.topic, "explanation": note.explanation, "dataset": note.dataset}
            self._stated("Note", f"note/{note.id}", properties)
        for old, new in former_ids(self.records).items():
            self._stated("Redirect", f"redirect/{old}", {"leadsTo": new})
        self._lives()
        self._links()
        self._conflicts(claims)

    def lives_of(self, names: Collection[str], given: Mapping[str, Life]) -> dict[str, Life]:
        """The lives of some of the entities."""
        self._entities(sorted(self.records.claims, key=lambda c: order(c.provenance.dataset, self.ranks)))
        found = find_lives(
            self.entities, filter(self.preferences.prefers, self._known()), self.model, {n: o for n, o in given.items() if n not in names}
        )
        return {name: found[name] for name in names if name in found}

    def _wanted(self, entity: str) -> bool:
        return self.scope is None or entity in self.scope.entities

    def _known(self) -> list[LinkRecord]:
        return [o for o in self.records.links if o.subject in self.classes and o.object in self.classes]

    # -- entities and what is claimed of them

    def _entities(self, claims: Iterable[ClaimRecord]) -> None:
        by_subject: dict[str, list[ClaimRecord]] = defaultdict(list)
        for claim in claims:
            by_subject[claim.subject].append(claim)
        for subject, own in by_subject.items():
            self._entity(subject, own)

    def _entity(self, subject: str, claims: list[ClaimRecord]) -> None:
        kind = next((c for c in claims if c.property == "class"), None)
        if kind is None:
            return
        cls = self.model.classes[kind.value]
        self.classes[subject] = cls.name
        properties: Properties = {"id": subject, "class": cls.name}
        preferred, unchecked = {kind.id}, list[str]()
        for prop in cls.properties.values():
            own = [c for c in claims if c.property == prop.name]
            if not own:
                continue
            chosen = _distinct(own) if prop.many else own[:1]
            preferred |= {c.id for c in chosen}
            properties |= stored(prop, _value(prop, [c.value for c in chosen]))
            values = {c.value for c in chosen}
            if prop.factual and all(c.provenance.verification == UNCHECKED for c in own if c.value in values):
                unchecked.append(prop.name)
        if unchecked:
            properties[UNCHECKED_PROPERTIES] = unchecked
        self.entities[subject] = Entity(cls, properties, self.coverages.attested(kind.provenance))
        if not self._wanted(subject):
            return
        self.state.nodes[NodeKey(ENTITY, subject)] = Node(cls.lineage, properties)
        places: Counter[str] = Counter()
        for claim in claims:
            self._claim(claim, claim.id in preferred)
            self._place(claim, cls.properties.get(claim.property), places[claim.property])
            places[claim.property] += 1

    def _place(self, claim: ClaimRecord, prop: Property | None, place: int) -> None:
        """What makes the value comparable when only some datasets count."""
        node = self.state.nodes[NodeKey(RECORD, claim.id)].properties
        node[PLACE] = place
        if prop and prop.datatype is Datatype.EDTF:
            meant = bounds(claim.value)
            node |= {earliest("value"): meant.earliest, latest("value"): meant.latest}

    def _claim(self, claim: ClaimRecord, preferred: bool) -> None:
        properties: Properties = {
            "property": claim.property,
            "value": claim.value,
            "preferred": preferred,
            **claim.provenance.properties(),
        }
        self._record("Claim", claim.id, properties)
        self._bare("about", NodeKey(RECORD, claim.id), NodeKey(ENTITY, claim.subject))

    def _coverage(self, coverage: CoverageRecord) -> None:
        self._stated("Coverage", coverage.id, coverage.properties())
        if coverage.of in self.classes and NodeKey(RECORD, coverage.id) in self.state.nodes:
            self._bare("coverageOf", NodeKey(RECORD, coverage.id), NodeKey(ENTITY, coverage.of))

    def _stated(self, name: str, id_: str, properties: Mapping[str, Value]) -> None:
        """A record that is one by itself."""
        if self.scope is None or id_ in self.scope.records:
            self._record(name, id_, properties)

    def _record(self, name: str, id_: str, properties: Mapping[str, Value]) -> None:
        cls = self.model.classes[name]
        found: Properties = {"id": id_, "class": name}
        for key, value in properties.items():
            found |= stored(cls.properties[key], value)
        self.state.nodes[NodeKey(RECORD, id_)] = Node(cls.lineage, found)

    def _bare(self, relation: str, start: NodeKey, end: NodeKey) -> None:
        type_ = self.model.relations[relation].type
        self.state.links[LinkKey(start, end, type_)] = PlainLink(type_, {})

    # -- links

    def _lives(self) -> None:
        """Give every entity the days between which it exists."""
        lives = (
            find_lives(self.entities, filter(self.preferences.prefers, self._known()), self.model)
            if self.scope is None
            else self.scope.lives
        )
        self.lives = dict(lives)
        for name, life in self.lives.items():
            if node := self.state.nodes.get(NodeKey(ENTITY, name)):
                node.properties.update(life.properties())

    def _links(self) -> None:
        known = self._known()
        mirrored = mirrored_places(known, self.model)
        twice = _said_twice(known)
        begun: set[str] = set()
        for link, turn in self._turned(known):
            beginning = self._begun(link, turn.span) if turn and self.model.relations[link.relation].binding else NOT_DERIVED
            if beginning.get(START_DERIVED):
                begun.add(link.id)
            if turn and (link.relation, link.object) in mirrored:
                self.turns[id(link)] = turn
            if self.scope is None or pair_of(link) in self.scope.pairs:
                state = self.links.restate if twice and link.id in twice else self.links.state
                state(link, turn, beginning, preferred=self.preferences.prefers(link))
        for name, lines in find_listed(known, self.coverages, self.preferences, self.records.coverages, begun).items():
            if node := self.state.nodes.get(NodeKey(ENTITY, name)):
                node.properties[COVERAGE] = lines

    def _turned(self, known: Sequence[LinkRecord]) -> Iterator[tuple[LinkRecord, Turn | None]]:
        """Every link with its turn; without one where it is not dated. Not all turns at once: they take much memory."""
        relations, witnesses = self.model.relations, Witnesses(known, self.coverages)
        yield from ((link, None) for link in known if not relations[link.relation].dated)
        yield from find_spells((link, self._span(link, witnesses)) for link in known if relations[link.relation].dated)

    def _span(self, link: LinkRecord, witnesses: Witnesses) -> Span:
        relation = self.model.relations[link.relation]
        return span_of(link, relation, self.model.edges[relation.edge], self._ends(link, relation), witnesses)

    def _ends(self, link: LinkRecord, relation: Relation) -> Ends:
        return Ends(self.lives[link.subject], self.lives[link.object], rule_of(self.entities[link.object].values, relation))

    def _begun(self, link: LinkRecord, span: Span) -> Properties:
        """The start that follows from what a party did and from the rule of its agreement, where no source gives one."""
        relation = self.model.relations[link.relation]
        edge = self.model.edges[relation.edge]
        days = beginning_of(link, relation, edge, self._ends(link, relation))
        text = written(days) if days and days == Bounds(span.start_earliest, span.start_latest) else ""
        if not text or not relation.binding:
            return NOT_BEGUN
        event = "" if relation.is_early(link.properties) else relation.binding.event
        found: Properties = {START_DERIVED: True, **stored(edge.properties[START], text)}
        return found | (stored(edge.properties[START_EVENT], event) if event and START_EVENT not in link.properties else {})

    # -- conflicts

    def _conflicts(self, claims: list[ClaimRecord]) -> None:
        known = [n for n in self.records.notes if n.subject in self.classes]
        notes: dict[tuple[str, str], ConflictNote] = {(n.subject, n.topic): n for n in known}
        told = find_conflicts(claims, self.records.links, notes, self.preferences, self.classes)
        for conflict in filter(lambda c: self._wanted(c.subject), (*told, *self._mirrored())):
            id_ = conflict.id
            properties: Properties = {"topic": conflict.topic}
            if conflict.explanation:
                properties["explanation"] = conflict.explanation
            self._record("Conflict", id_, properties)
            self._bare("over", NodeKey(RECORD, id_), NodeKey(ENTITY, conflict.subject))
            for name in conflict.involved:
                self._bare("involves", NodeKey(RECORD, id_), NodeKey(ENTITY, name))
            for claim, preferred in conflict.claims:
                self._claim(claim, preferred)
            for side in conflict.sides:
                self._bare("sides", NodeKey(RECORD, id_), NodeKey(RECORD, side))

    def _mirrored(self) -> Iterable[ConflictFound]:
        """Where an organization and the agreement that founded it say otherwise of the same spells."""
        if not self.turns:
            return ()
        preferred = list(filter(self.preferences.prefers, self._known()))
        founded = [o for o in preferred if self.model.relations[o.relation].mirrors]
        parts = [o for o in preferred if self.model.relations[o.relation].hierarchy]
        return find_mirrored(
            without_organs(founded, parts),
            [(o, self.turns[id(o)]) for o in preferred if id(o) in self.turns],
            self._ended(preferred),
            self.model,
        )

    def _ended(self, preferred: Iterable[LinkRecord]) -> Mapping[str, frozenset[str]]:
        """The days on which entities ended or another took their place, with which what belongs to them ends of itself."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, entity in self.entities.items():
            last = entity.cls.lifespan[1]
            found[name] |= {str(entity.values[last.name])} if last and last.name in entity.values else set()
        for link in preferred:
            if self.model.relations[link.relation].one_body and "date" in link.properties:
                found[link.object].add(str(link.properties["date"]))
        return {name: frozenset(days) for name, days in found.items() if days}


def _said_twice(links: Sequence[LinkRecord]) -> set[str]:
    """The ids that several links have, which come in the order of their ids: of two under one id, after one led to the other."""
    return {one.id for one, other in pairwise(links) if pair_of(one) == pair_of(other) and one.id == other.id}


def _distinct(claims: Iterable[ClaimRecord]) -> list[ClaimRecord]:
    found: dict[str, ClaimRecord] = {}
    for claim in claims:
        found.setdefault(claim.value, claim)
    return list(found.values())


def _value(prop: Property, texts: list[str]) -> Value:
    if prop.datatype is Datatype.LABELS:
        return tagged(map(read_labels, texts))
    return texts if prop.many else convert(prop.datatype, texts[0])
