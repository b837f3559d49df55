"""From statements of RDF in the terms of the ontology back to records: what sources say, and not what Foedera derives from it.

A file may come from an export, or be written by hand. By hand an entity may have its values and relations directly; then its f:source,
f:dataset and so on say who states them, as they do of an entity in a YAML file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from common.dates import OPEN
from common.labels import write_labels
from common.suggest import suggest
from facts.places import laid_out
from facts.records import (
    FURTHER,
    LOCAL_DATASET,
    ClaimRecord,
    ConflictNote,
    CoverageRecord,
    DatasetRecord,
    LinkRecord,
    Location,
    Problem,
    Provenance,
    Records,
    Scalar,
    further_of,
)
from loaders.checks import rules
from loaders.checks.rules import Rule
from ontology import Datatype, Kind, Model, Property, Relation
from ontology.linked_terms import Reference
from ontology.own_names import CLASS
from ontology.stored import END, PLACE, START, START_DERIVED, START_EVENT
from rdf.concepts import notations
from rdf.names import BASE, ONTOLOGY, RDF, id_of
from rdf.reading import Parsed

Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
WIKIDATA = "http://www.wikidata.org/entity/"
DERIVED = {"conflict", "term"}
"""Kinds of addresses of which everything is derived."""
ABOUT, PROPERTY = "about", "property"


@dataclass(slots=True)
class _Node:
    """What is said of one subject: names of the ontology (or addresses), values and lines; and the line where it begins."""

    line: int
    graph: str = ""
    facts: dict[str, list[tuple[Object, int]]] = field(default_factory=lambda: defaultdict(list))

    def one(self, name: str) -> tuple[Object, int] | None:
        """The first value."""
        found = self.facts.get(name)
        return found[0] if found else None


def records_of(statements: Iterable[Parsed], model: Model, file: str) -> tuple[Records, list[Problem]]:
    """The records that statements of a file hold, in an order of their own, and what is wrong with how they are said."""
    return _Reader(model, file).read(statements)


class _Reader:
    def __init__(self, model: Model, file: str) -> None:
        self.model, self.file = model, file
        self.problems: list[Problem] = []
        self.records = Records()
        self.claims: list[tuple[int, ClaimRecord]] = []
        self.nodes: dict[str, _Node] = {}
        self.arcs: dict[str, tuple[str, str, int]] = {}
        self.notations = notations(model)
        self.entity: dict[str, Property] = {}
        for cls in model.classes.values():
            if cls.kind is Kind.ENTITY:
                self.entity.update((n, p) for n, p in cls.properties.items() if n not in self.entity or p.vocabulary)
        self.ends = {r.name: (r, True) for r in model.relations.values()}
        self.ends |= {r.inverse: (r, False) for r in model.relations.values() if r.inverse}
        self.known = {p.name for c in (*model.classes.values(), *model.edges.values()) for p in c.properties.values()} | self.ends.keys()
        self.known |= {"ongoing", PLACE, "spell"}

    def read(self, statements: Iterable[Parsed]) -> tuple[Records, list[Problem]]:
        for quad, line in statements:
            self._take(quad, line or 1)
        for address in sorted(self.nodes):
            self._node(address, self.nodes[address])
        self.records.claims = [claim for _, claim in sorted(self.claims, key=lambda pair: (pair[0], pair[1].id))]
        if not (self.records.dataset_ids() or self.problems):
            remedy = f"give entities addresses such as {BASE}id/nato; docs/rdf.md shows how"
            self.problem(rules.NOTHING_SAID, 1, "the file says nothing in the terms of the ontology", remedy)
        return self.records, self.problems

    def problem(self, rule: Rule, line: int, message: str, remedy: str, value: str = "") -> None:
        """Note what is wrong."""
        self.problems.append(rule.broken(Location(self.file, line, 1), message, remedy, value=value))

    def _take(self, quad: ox.Quad, line: int) -> None:
        predicate, subject = quad.predicate.value, _key(quad.subject)
        if predicate.startswith(_P) and not isinstance(quad.object, ox.Literal):
            self.arcs[_key(quad.object)] = subject, predicate.removeprefix(_P), line
            return
        node = self.nodes.get(subject)
        if node is None:
            node = self.nodes[subject] = _Node(line)
        if isinstance(quad.graph_name, ox.NamedNode):
            node.graph = quad.graph_name.value
        name = CLASS if predicate == _TYPE else predicate.removeprefix(ONTOLOGY)
        if predicate.startswith(ONTOLOGY) and name not in self.known and _place_of(subject)[0] not in DERIVED:
            self.problem(rules.UNKNOWN_PROPERTY, line, f"unknown property or relation {name[:60]!r}", suggest(name, self.known), name[:60])
        node.facts[name].append((quad.object, line))

    # -- things

    def _node(self, address: str, node: _Node) -> None:
        kind, id_ = _place_of(address)
        if kind == "dataset":
            self._dataset(id_, node)
        elif kind == "coverage":
            self._coverage(node)
        elif kind == "note":
            self._note(node)
        elif address in self.arcs or PROPERTY in node.facts:
            self._said(address, node)
        elif kind in ("id", ""):
            self._plain(id_ or address, node)
        elif kind in ("statement", "claim"):
            self.problem(rules.MISSING_KEY, node.line, f"nothing leads to {address}", f"say of which entity it is, by {_P}… or f:about")

    def _said(self, address: str, node: _Node) -> None:
        """A claim or a relationship with a node of its own."""
        subject, name, line = self.arcs.get(address) or (*self._owner(node), node.line)
        if name in self.ends and name != self.ends[name][0].name:
            return  # the side of a conflict over a list, which is derived
        value = node.one(_PS + name)
        if name in self.ends and value is None:
            return
        if value is None:
            self.problem(rules.MISSING_KEY, node.line, f"{address} states nothing", f"add {_PS}{name}")
            return
        said, where = self._provenance(node), Location(self.file, value[1] or line, 1)
        if name in self.ends:
            self._link(self.ends[name][0], self._entity_id(subject), self._text(value[0], Reference.ENTITY), node, said, where)
        else:
            text = self._value(name, value[0])
            self.claims.append((_whole(node), ClaimRecord(self._entity_id(subject), name, text, said, where)))

    def _owner(self, node: _Node) -> tuple[str, str]:
        about, name = node.one(ABOUT), node.one(PROPERTY)
        return (_key(about[0]) if about else "", self._text(name[0], Reference.NAME) if name else "")

    def _link(self, relation: Relation, subject: str, object_: str, node: _Node, said: Provenance, where: Location) -> None:
        properties: dict[str, Scalar] = {}
        places = {"ref": where}
        for prop in self.model.stated(relation.edge):
            if (found := node.one(prop.name)) is None:
                continue
            value = self._typed(prop, *found)
            if value is not None:
                properties[prop.name] = value
                places[prop.name] = Location(self.file, found[1], 1)
        if _true(node, "ongoing"):
            properties[END] = OPEN
        if _true(node, START_DERIVED):
            properties.pop(START, None)
            event = relation.binding.event if relation.binding and not relation.is_early(properties) else ""
            if event and properties.get(START_EVENT) == event:
                del properties[START_EVENT]
        self.records.links.append(LinkRecord(relation.name, subject, object_, properties, said, *laid_out(where, places)))

    def _typed(self, prop: Property, value: Object, line: int) -> Scalar | None:
        text = self._of(prop, value)
        if prop.datatype not in (Datatype.DECIMAL, Datatype.INTEGER):
            return text
        try:
            return float(text) if prop.datatype is Datatype.DECIMAL else int(text)
        except ValueError:
            self.problem(rules.WRONG_TYPE, line, f"{prop.name} is {text[:60]!r}", "write a number", text[:60])
            return None

    def _dataset(self, id_: str, node: _Node) -> None:
        found: dict[str, Scalar] = {}
        for name, prop in self.model.classes["Dataset"].properties.items():
            if (value := node.one(name)) and (typed := self._typed(prop, *value)) is not None:
                found[name] = typed
            elif value is None and (meant := self._named(name, node)):
                found[name] = meant
        rank = found.get("rank", 0)
        if found:
            self.records.datasets[id_] = DatasetRecord(id_, rank if isinstance(rank, int) else 0, found, Location(self.file, node.line, 1))

    def _coverage(self, node: _Node) -> None:
        of, relation, cls = (node.one(name) for name in ("coverageOf", "relation", "ofClass"))
        start, until = (self._value_of("Coverage", name, found[0]) if (found := node.one(name)) else "" for name in ("from", "until"))
        self.records.coverages.append(
            CoverageRecord(
                self._text(relation[0], Reference.NAME) if relation else "",
                self._provenance(node),
                self._text(of[0], Reference.ENTITY) if of else "",
                self._text(cls[0], Reference.CLASS) if cls else "",
                _true(node, "complete"),
                start,
                until,
                _true(node, "maintained"),
                Location(self.file, node.line, 1),
            )
        )

    def _note(self, node: _Node) -> None:
        on, topic, words = (node.one(name) for name in ("noteOn", "topic", "explanation"))
        if on is None or words is None:
            self.problem(rules.MISSING_KEY, node.line, "a note needs f:noteOn and f:explanation", "add them")
            return
        name = self._text(topic[0], Reference.NAME) if topic else ""
        dataset, where = self._provenance(node).dataset, Location(self.file, node.line, 1)
        self.records.notes.append(ConflictNote(self._text(on[0], Reference.ENTITY), name, self._text(words[0], None), dataset, where))

    def _plain(self, id_: str, node: _Node) -> None:
        """An entity with values and relations of its own, which count where it says who states them."""
        if "source" not in node.facts and "dataset" not in node.facts:
            return
        said = self._provenance(node)
        labels: dict[str, list[str]] = defaultdict(list)
        for name, values in node.facts.items():
            for value, line in values:
                where = Location(self.file, line, 1)
                if name in self.ends:
                    relation, out = self.ends[name]
                    ends = (id_, self._text(value, Reference.ENTITY))
                    layout = laid_out(where, {"ref": where})
                    self.records.links.append(LinkRecord(relation.name, *(ends if out else ends[::-1]), {}, said, *layout))
                elif name in self.model.by_language and isinstance(value, ox.Literal) and value.language:
                    labels[value.language].append(value.value)
                elif (name == CLASS and self._is_class(value)) or (name in self.entity and name not in self.model.provenance):
                    self.claims.append((0, ClaimRecord(id_, name, self._value(name, value), said, where)))
        if labels:
            name = next(iter(self.model.by_language))
            self.claims.append((0, ClaimRecord(id_, name, write_labels(labels), said, Location(self.file, node.line, 1))))

    def _is_class(self, value: Object) -> bool:
        return isinstance(value, ox.NamedNode) and value.value.startswith(ONTOLOGY)

    # -- values

    def _named(self, name: str, node: _Node) -> str | None:
        """The value of a property of which a node has the address alone, as others write it (dcterms:license)."""
        named = self.model.linked.named.get(name)
        found = node.one(named.arc) if named else None
        return named.value(_key(found[0])) or _key(found[0]) if named and found else None

    def _provenance(self, node: _Node) -> Provenance:
        found, places = dict[str, str](), dict[str, Location]()
        for name in self.model.provenance:
            if value := node.one(name):
                found[name] = self._value_of("Claim", name, value[0])
                places[name] = Location(self.file, value[1], 1)
        further = further_of(found.get("source", ""), (self._value_of("Claim", FURTHER, value) for value, _ in node.facts.get(FURTHER, ())))
        dataset = found.get("dataset") or (_place_of(node.graph)[1] if node.graph else "") or LOCAL_DATASET
        return Provenance.of({**found, "dataset": dataset}, further, places)

    def _entity_id(self, address: str) -> str:
        return _place_of(address)[1] or _elsewhere(address)

    def _value(self, name: str, value: Object) -> str:
        if name == CLASS:
            return self._text(value, Reference.CLASS)
        return self._of(self.entity[name], value) if name in self.entity else self._text(value, None)

    def _value_of(self, cls: str, name: str, value: Object) -> str:
        return self._of(self.model.classes[cls].properties[name], value)

    def _of(self, prop: Property, value: Object) -> str:
        return self._text(value, self.model.linked.refers.get(prop.name))

    def _text(self, value: Object, reference: Reference | None) -> str:
        """A value as files have it. What names something may be its address, or how files name it."""
        if isinstance(value, ox.Literal):
            return value.value
        address = _key(value)
        match reference:
            case Reference.TERM:
                return self.notations.get(address) or address.rpartition("/")[2].partition(".")[2] or address
            case Reference.NAME | Reference.CLASS:
                return CLASS if address == _TYPE else address.removeprefix(ONTOLOGY)
            case Reference.ENTITY | Reference.DATASET:
                return self._entity_id(address)
        return address


_P, _PS, _TYPE = f"{BASE}p/", f"{BASE}ps/", f"{RDF}type"


def _key(node: Object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _place_of(address: str) -> tuple[str, str]:
    """The kind and the id of something with an address of ours; of anything else empty."""
    kind, slash, local = address.removeprefix(BASE).partition("/")
    return (kind, id_of(local)) if address.startswith(BASE) and slash else ("", "")


def _elsewhere(address: str) -> str:
    """The key of something that has an address elsewhere, or that address."""
    return f"wikidata:{address.removeprefix(WIKIDATA)}" if address.startswith(WIKIDATA) else address


def _true(node: _Node, name: str) -> bool:
    found = node.one(name)
    return found is not None and isinstance(found[0], ox.Literal) and found[0].value in ("true", "1")


def _whole(node: _Node) -> int:
    found = node.one(PLACE)
    return int(found[0].value) if found and isinstance(found[0], ox.Literal) and found[0].value.isdecimal() else 0
