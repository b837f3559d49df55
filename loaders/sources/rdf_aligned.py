"""Reads other vocabularies in the terms of the ontology: ORG, schema.org, SKOS, ELI and Wikidata's truthy triples, by a mapping that is a
file (rdf/vocabularies/aligned.yaml).

Only what has a class of the mapping is an entity. Its source is its own address, unless it has a dcterms:source; its dataset is that of
its f:dataset or its graph, or `local`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import yaml

from common.dates import without_time
from common.labels import TAG
from common.text import fold
from loaders.sources.rdf_qualified import Qualified, as_known, direct
from ontology import Datatype, Kind, Model
from rdf.names import BASE, DCTERMS, ONTOLOGY, OWL, RDF
from rdf.reading import Parsed
from rdf.reading.wikidata import DIRECT

FILE = Path(__file__).parents[2] / "rdf" / "vocabularies" / "aligned.yaml"
WIKIDATA = "http://www.wikidata.org/entity/"
Value = ox.NamedNode | ox.Literal
_TAG = re.compile(TAG)
_NUMBER = re.compile(r"[A-Z]?[0-9]+")
_TYPE, _SAME, _SOURCE = f"{RDF}type", f"{OWL}sameAs", f"{DCTERMS}source"


@dataclass(frozen=True, slots=True)
class Alignment:
    """Classes and properties elsewhere, by their addresses, with the names of ours; `types`: properties that lead to a class;
    `qualifiers`: what stands on a statement about a relation.
    """

    classes: dict[str, str]
    properties: dict[str, str]
    qualifiers: dict[str, str]
    types: frozenset[str]


@cache
def read_alignment(file: Path = FILE) -> Alignment:
    """The mapping that ships."""
    found = yaml.safe_load(file.read_text(encoding="utf-8"))

    def whole(name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{found['prefixes'][prefix]}{local}"

    classes, properties, qualifiers = ({whole(k): v for k, v in found[part].items()} for part in ("classes", "properties", "qualifiers"))
    return Alignment(classes, properties, qualifiers, frozenset({_TYPE, *map(whole, found["types"])}))


def in_our_terms(statements: Iterable[Parsed], model: Model) -> Iterator[Parsed]:
    """Statements in the terms of the ontology: those that are already pass as they are; of others what the mapping knows."""
    foreign: list[tuple[str, Parsed]] = []
    for parsed in statements:
        subject = parsed.quad.subject
        if isinstance(subject, ox.NamedNode) and not subject.value.startswith(BASE):
            foreign.append((subject.value, parsed))
        else:
            yield parsed
    yield from _Translation(foreign, model).statements()


class _Translation:
    def __init__(self, statements: list[tuple[str, Parsed]], model: Model) -> None:
        self.found, self.model, self.known = statements, model, read_alignment()
        self.classes: dict[str, str] = {}
        names: dict[str, str] = {}
        for address, (quad, _) in statements:
            if quad.predicate.value in self.known.types and isinstance(quad.object, ox.NamedNode):
                if cls := self.known.classes.get(quad.object.value):
                    self.classes.setdefault(address, cls)
            elif (
                self.known.properties.get(quad.predicate.value) == "name" and isinstance(quad.object, ox.Literal) and _english(quad.object)
            ):
                names.setdefault(address, quad.object.value)
        self.ids = {address: ox.NamedNode(f"{BASE}id/{_slug(address, names.get(address, ''))}") for address in self.classes}
        self.sourced = {address for address, (quad, _) in statements if quad.predicate.value == _SOURCE}
        self.qualified = Qualified(statements, self.known.qualifiers)
        self.stated: dict[str, list[tuple[str, Value]]] = defaultdict(list)
        for address, (quad, _) in statements:
            name = "source" if quad.predicate.value == _SOURCE else quad.predicate.value.removeprefix(ONTOLOGY)
            if name in model.provenance and isinstance(quad.object, ox.NamedNode | ox.Literal):
                value = ox.Literal(quad.object.value) if name == "source" else quad.object
                self.stated[address].append((f"{ONTOLOGY}{name}", value))
        of_entities = (p for c in model.classes.values() if c.kind is Kind.ENTITY for p in c.properties.values())
        self.dates = {p.name for p in of_entities if p.datatype is Datatype.EDTF}

    def statements(self) -> Iterator[Parsed]:
        """All that is known."""
        begun: set[str] = set()
        for address, (quad, line) in self.found:
            if address not in self.ids:
                continue
            if address not in begun:
                begun.add(address)
                yield from (Parsed(ox.Quad(self.ids[address], ox.NamedNode(p), o, quad.graph_name), line) for p, o in self._head(address))
            cls, predicate = self.classes[address], quad.predicate.value
            if relation := self._qualified(cls, direct(predicate)):
                yield from self._statement(address, relation, quad, line)
            elif not (self._qualified(cls, predicate) and self.qualified.replaces(quad)):
                for name, value in self._said(cls, predicate, quad.object):
                    yield Parsed(ox.Quad(self.ids[address], ox.NamedNode(f"{ONTOLOGY}{name}"), value, quad.graph_name), line)

    def _qualified(self, cls: str, predicate: str) -> str:
        """The relation of a property elsewhere, if an entity of the class has it in this direction."""
        name = self.known.properties.get(predicate, "")
        return name if name in self.model.relations and self._has(cls, name) else ""

    def _statement(self, address: str, relation: str, arc: ox.Quad, line: int | None) -> Iterator[Parsed]:
        """A relation with what its qualifiers say of it, sourced as its entity is."""
        node = arc.object
        found = self.qualified.nodes.get(node.value) if isinstance(node, ox.NamedNode) else None
        if found is None or found.value is None or not isinstance(node, ox.NamedNode):
            return
        said = [(f"{ONTOLOGY}{name}", as_known(value), place) for name, value, place in found.said]
        said += [(f"{BASE}ps/{relation}", self.ids.get(found.value.value, found.value), line)]
        said += [(predicate, value, line) for predicate, value in self._provenance(address)]
        yield Parsed(ox.Quad(self.ids[address], ox.NamedNode(f"{BASE}p/{relation}"), node, arc.graph_name), line)
        yield from (Parsed(ox.Quad(node, ox.NamedNode(predicate), value, arc.graph_name), place) for predicate, value, place in said)

    def _provenance(self, address: str) -> Iterator[tuple[str, Value]]:
        stated = self.stated.get(address, [])
        if all(predicate != f"{ONTOLOGY}source" for predicate, _ in stated):
            yield f"{ONTOLOGY}source", ox.Literal(address)
        yield from stated

    def _head(self, address: str) -> Iterator[tuple[str, Value]]:
        yield _TYPE, ox.NamedNode(f"{ONTOLOGY}{self.classes[address]}")
        if address not in self.sourced:
            yield f"{ONTOLOGY}source", ox.Literal(address)
        if address.startswith(WIKIDATA):
            yield f"{ONTOLOGY}wikidata", ox.Literal(address.removeprefix(WIKIDATA))

    def _said(self, cls: str, predicate: str, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Iterator[tuple[str, Value]]:
        """What a statement says of an entity of a class. Others say more of a thing than the class has here; that is passed over."""
        if isinstance(value, ox.BlankNode | ox.Triple):
            return
        if predicate.startswith(ONTOLOGY):
            yield predicate.removeprefix(ONTOLOGY), value
        elif predicate == _SOURCE:
            yield "source", ox.Literal(value.value)
        elif predicate == _SAME and value.value.startswith(WIKIDATA):
            yield "wikidata", ox.Literal(value.value.removeprefix(WIKIDATA))
        elif (name := self.known.properties.get(predicate)) and self._has(cls, name):
            yield from self._value(name, as_known(value) if predicate.startswith(DIRECT) else value)

    def _has(self, cls: str, name: str) -> bool:
        return name in self.model.classes[cls].properties or name in self.model.classes[cls].ends

    def _value(self, name: str, value: Value) -> Iterator[tuple[str, Value]]:
        if isinstance(value, ox.NamedNode):
            yield name, self.ids.get(value.value, value)
        elif _english(value):
            yield name, ox.Literal(without_time(value.value) if name in self.dates else value.value)
        elif name == "name" and _TAG.fullmatch(value.language or ""):
            yield from ((labels, value) for labels in self.model.by_language)


def _english(value: ox.Literal) -> bool:
    return (value.language or "en").partition("-")[0] == "en"


def _slug(address: str, name: str) -> str:
    """An id for something elsewhere: from the end of its address, or from its name where that is a mere number."""
    text = re.split(r"[/#]", address.rstrip("/#"))[-1]
    text = name if name and _NUMBER.fullmatch(text) else text
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))[:100].strip("-") or "unnamed"
