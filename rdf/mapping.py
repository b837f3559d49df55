"""The one mapping between the graph and RDF: what the graph stores of a thing becomes lines of N-Triples or N-Quads.

What a dataset says stands in its named graph; what Foedera derives (direct triples, preference, spells, bounds, conflicts) in the default
graph. Without graphs both stand together, and f:dataset tells. Everything follows from the Model; docs/rdf.md explains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from common.dates import FOREVER, OPEN, Bounds, bounds
from ontology import Model, Relation
from ontology.own_names import CLASS
from ontology.stored import (
    END_EARLIEST,
    END_LATEST,
    PLACE,
    SPAN_DAYS,
    SPELL_START_EARLIEST,
    SPELL_START_LATEST,
    START,
    START_DERIVED,
    START_EARLIEST,
    START_EVENT,
    START_LATEST,
)
from rdf import names
from rdf.names import TYPE, arcs, ref, term
from rdf.values import Values

Stored = Mapping[str, object]
"""Properties of a node or relationship as the graph stores them."""
_ADDRESS = re.compile(r"https?://[^\x00-\x20<>\"{}|^`\\\[\]]+")
TRUE = names.literal("true", f"{names.XSD}boolean")
_LONGEST_CACHE = 20_000


class Writer:
    """Writes lines. `graphs`: each dataset in a graph of its own. `at`: the day, month or year throughout which relationships hold, if not
    without end; what goes on without a gap is one, as everywhere.
    """

    def __init__(self, model: Model, *, graphs: bool = False, at: str = "") -> None:
        self.model = model
        self.graphs = graphs
        self.days = bounds(at) if at else None
        self.values = Values(model)
        self.relations = {r.type: r for r in model.relations.values()} | {r.claim_type: r for r in model.relations.values()}
        self.topics = {name for r in model.relations.values() for name in (r.name, r.inverse) if name}
        self.claim_class = model.classes["Claim"].properties
        self._said: dict[tuple[object, ...], tuple[str, list[str]]] = {}
        self._aside = {name: edge.terms_where(lambda term: term.aside or term.contested) for name, edge in model.edges.items()}
        self._qualifiers = {name: [p for p in model.stated(name) if p.name not in SPAN_DAYS] for name in model.edges}

    # -- provenance

    def graph(self, dataset: object) -> str:
        """The end of a line that says what a dataset says."""
        return f" {ref('dataset', str(dataset))} ." if self.graphs and dataset else " ."

    def said(self, stored: Stored) -> tuple[str, list[str]]:
        """The end of the lines of what somebody says, and the provenance: predicates and objects. A few of them stand on many facts."""
        key = tuple(tuple(v) if isinstance(v := stored.get(name), list) else v for name in self.model.provenance)
        found = self._said.get(key)
        if found is None:
            if len(self._said) > _LONGEST_CACHE:
                self._said.clear()
            found = self._said[key] = self._provenance(stored)
        return found

    def _provenance(self, stored: Stored) -> tuple[str, list[str]]:
        end = self.graph(stored.get("dataset"))
        own = [(n, v) for n in self.model.provenance for v in _each(stored.get(n))]
        lines = [f" {term(n)} {self.values.write(self.claim_class[n], v)}{end}" for n, v in own]
        cited = (v for n, v in own if self.claim_class[n].cites and _ADDRESS.fullmatch(str(v)))
        return end, lines + [f" {names.PRIMARY_SOURCE} <{v}>{end}" for v in cited]

    # -- what sources say

    def claim(self, subject: str, stored: Stored) -> Iterator[str]:
        """A claim: its node. What is made of a side of a conflict over a relation is derived, and its value is a text."""
        node, name, value = ref("claim", str(stored["id"])), str(stored["property"]), str(stored["value"])
        derived = name in self.topics
        end, said = self.said(stored)
        end = " ." if derived else end
        yield f"{node} {TYPE} {term('Claim')}{end}"
        yield f"{node} {term('about')} {ref('id', subject)}{end}"
        yield f"{node} {term('property')} {self.values.write(self.claim_class['property'], name)}{end}"
        yield f"{node} {term('value')} {names.literal(value)}{end}"
        yield from (f"{node}{line}" for line in said)
        if stored.get("preferred"):
            yield f"{node} {term('preferred')} {TRUE} ."
        if not derived:
            yield f"{node} {arcs(name)[1]} {self.values.of_entity(name, value)}{end}"
            if stored.get(PLACE):
                yield f"{node} {term(PLACE)} {_integer(stored[PLACE])} ."

    def statement(self, subject: str, object_: str, relation: Relation, stored: Stored) -> Iterator[str]:
        """A relationship: its node."""
        node, (end, said) = ref("statement", str(stored["id"])), self.said(stored)
        yield f"{node} {TYPE} {term(relation.edge)}{end}"
        yield f"{node} {arcs(relation.name)[1]} {ref('id', object_)}{end}"
        yield from (f"{node}{line}" for line in said)
        for arc, one in zip(self.model.linked.arcs.get(relation.edge, ()), (subject, object_), strict=False):
            yield f"{node} <{arc}> {ref('id', one)} ."
        derived = self.derived_names(relation, stored)
        for prop in self._qualifiers[relation.edge]:
            value = stored.get(prop.name)
            if value is not None and value != OPEN:
                yield f"{node} {term(prop.name)} {self.values.write(prop, value)}{' .' if prop.name in derived else end}"
        if stored.get("open") or stored.get("end") == OPEN:
            yield f"{node} {term('ongoing')} {TRUE}{end}"
        yield from self._derived(node, relation, stored)

    def derived_names(self, relation: Relation, stored: Stored) -> tuple[str, ...]:
        """Which of the properties of a relationship no source states: a start that follows from an act, and what that day is the day of."""
        if not stored.get(START_DERIVED):
            return ()
        event = relation.binding.event if relation.binding and not relation.is_early(stored) else ""
        return (START, START_EVENT) if event and stored.get(START_EVENT) == event else (START,)

    def _derived(self, node: str, relation: Relation, stored: Stored) -> Iterator[str]:
        if stored.get("preferred"):
            yield f"{node} {term('preferred')} {TRUE} ."
        if stored.get(START_DERIVED):
            yield f"{node} {term(START_DERIVED)} {TRUE} ."
        if relation.dated and "spell" in stored:
            yield f"{node} {term('spell')} {_integer(stored['spell'])} ."
            yield from (f"{node} {term(day)} {names.literal(str(stored[day]), f'{names.XSD}date')} ." for day in SPAN_DAYS if day in stored)

    # -- entities

    def entity_claim(self, subject: str, cls: str, stored: Stored) -> Iterator[str]:
        """What a claim adds to its entity, of a class: the arc to it and, if it is preferred, its value."""
        name, value = str(stored["property"]), str(stored["value"])
        if name in self.topics:
            return
        node = ref("id", subject)
        yield f"{node} {arcs(name)[0]} {ref('claim', str(stored['id']))}{self.graph(stored['dataset'])}"
        if not stored.get("preferred"):
            return
        for one in self.values.direct(name, value):
            yield f"{node} {TYPE if name == CLASS else term(name)} {one} ."
            if name in self.model.linked.labels:
                yield f"{node} {names.LABEL} {one} ."
        yield from self._elsewhere(node, cls, name, value)

    def _elsewhere(self, node: str, cls: str, name: str, value: str) -> Iterator[str]:
        """What a code identifies elsewhere, and that it is the same as the entity."""
        begin = self.model.linked.identifies.get(name)
        if begin and _ADDRESS.fullmatch(begin + value):
            same = next((found for c in self.model.classes[cls].lineage if (found := self.model.linked.same.get(c))), None)
            for by in {f"{names.SKOS}exactMatch", same} - {None}:
                yield f"{node} <{by}> <{begin}{value}> ."

    def named(self, id_: str, cls: str, name: str) -> Iterator[str]:
        """What an entity is and how it is called, where nothing more is said of it."""
        yield f"{ref('id', id_)} {TYPE} {term(cls)} ."
        yield f"{ref('id', id_)} {names.LABEL} {names.literal(name, language='en')} ."
        for prop in self.model.linked.labels & self.model.classes[cls].properties.keys():
            yield f"{ref('id', id_)} {term(prop)} {names.literal(name, language='en')} ."

    def entity_link(self, subject: str, relation: Relation, stored: Stored) -> str:
        """What a relationship adds to its subject: the arc to it."""
        return f"{ref('id', subject)} {arcs(relation.name)[0]} {ref('statement', str(stored['id']))}{self.graph(stored['dataset'])}"

    def direct(self, subject: str, object_: str, relation: Relation, stored: Stored) -> Iterator[tuple[str, str]]:
        """The direct triples of a relationship, each with the entity that it stands at; symmetric ones stand at both."""
        if self.counts(relation, stored):
            yield subject, f"{ref('id', subject)} {term(relation.name)} {ref('id', object_)} ."
            if relation.symmetric:
                yield object_, f"{ref('id', object_)} {term(relation.name)} {ref('id', subject)} ."

    def counts(self, relation: Relation, stored: Stored) -> bool:
        """Whether a relationship is preferred, holds (until further notice, or certainly then) and belongs in full."""
        if not stored.get("preferred") or any(stored.get(name) in values for name, values in self._aside[relation.edge].items()):
            return False
        if not relation.dated:
            return True
        if self.days:
            return _lasting(stored, self.days, START_LATEST, END_EARLIEST, SPELL_START_LATEST)
        return stored.get(END_LATEST, FOREVER) == FOREVER

    def may_hold(self, relation: Relation, stored: Stored) -> bool:
        """Whether a relationship may hold then."""
        if self.days is None or not relation.dated or START_EARLIEST not in stored:
            return True
        return _lasting(stored, self.days, START_EARLIEST, END_LATEST, SPELL_START_EARLIEST)

    # -- records

    def record(self, node: str, cls: str, stored: Stored, dataset: object = None) -> Iterator[str]:
        """A record of a class: its type and its properties, as `dataset` says, if any does."""
        end = self.graph(dataset)
        yield f"{node} {TYPE} {term(cls)}{end}"
        for prop in self.model.classes[cls].properties.values():
            for value in _each(stored.get(prop.name)):
                yield f"{node} {term(prop.name)} {self.values.write(prop, value)}{end}"
                if prop.name in self.model.linked.labels:
                    yield f"{node} {names.LABEL} {self.values.write(prop, value)}{end}"
                if prop.cites and _ADDRESS.fullmatch(str(value)):
                    yield f"{node} {names.PRIMARY_SOURCE} <{value}>{end}"
                if address := self.model.linked.address(prop.name, str(value)):
                    yield f"{node} <{self.model.linked.named[prop.name].arc}> <{address}>{end}"


def _lasting(stored: Stored, days: Bounds, start: str, end: str, spell: str) -> bool:
    """Whether a relationship holds on the last of the days, and its spell (where it is not read, itself) had begun by the first."""
    if start not in stored or end not in stored:
        return False
    begun = str(stored.get(spell, stored[start]))
    return str(stored[start]) <= days.latest <= str(stored[end]) and begun <= days.earliest


def _each(value: object) -> Sequence[object]:
    """The values of a property that may have several; none where there is none."""
    return value if isinstance(value, list) else () if value is None else (value,)


def _integer(value: object) -> str:
    return names.literal(str(value), f"{names.XSD}integer")
