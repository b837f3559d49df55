"""Records as RDF, in the terms of the ontology.

    id/entity/nato          a f:Alliance; its properties; a triple for each preferred relationship
    id/claim/...            a f:Claim: what one source says of one property (f:about the entity)
    id/link/...             a f:Membership or whatever the relation's edge is: a sourced rdf:Statement with subject, predicate and object
    id/dataset/core         a f:Dataset

An entity has the values of the preferred dataset. Where `views` are asked for, it is repeated for every other dataset, as it would be
if that one were preferred (id/entity/nato#atop): so every value meets the shapes, and none that another dataset gives makes two of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from urllib.parse import quote

from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from common.dates import OPEN
from common.labels import read_labels
from facts.preference import Preferences, order
from facts.records import ClaimRecord, LinkRecord, Provenance, Records, focus_of
from ontology import Datatype, Model, Property
from rdf.names import EDTF

F = Namespace("https://w3id.org/foedera/ontology#")
DATA = "https://w3id.org/foedera/id/"
Triple = tuple[URIRef, URIRef, Node]

_DATATYPES = {Datatype.URI: XSD.anyURI, Datatype.EDTF: URIRef(EDTF), Datatype.INTEGER: XSD.integer, Datatype.DECIMAL: XSD.decimal}
_DATATYPES |= {Datatype.BOOLEAN: XSD.boolean}


def iri(focus: str, view: str = "") -> URIRef:
    """The address of a thing that a problem or a triple is about, such as entity/nato."""
    return URIRef(DATA + quote(focus, safe="/") + (f"#{quote(view, safe='')}" if view else ""))


def to_graph(records: Records, model: Model, *, views: bool = False) -> Graph:
    """Checked records, of all datasets together, as RDF."""
    graph = Graph(bind_namespaces="core")
    graph.bind("f", F)
    for triple in triples(records, model, views=views):
        graph.add(triple)
    return graph


def triples(records: Records, model: Model, *, views: bool = False) -> Iterator[Triple]:
    """The same, one triple after the other."""
    ranks = {d.id: d.rank for d in records.datasets.values()}
    for dataset in records.datasets.values():
        node = iri(f"dataset/{dataset.id}")
        yield node, RDF.type, F.Dataset
        for name, prop in model.classes["Dataset"].properties.items():
            if (value := dataset.properties.get(name, "")) != "":
                yield node, F[name], literal(prop, str(value))
    by_subject: dict[str, list[ClaimRecord]] = defaultdict(list)
    for claim in sorted(records.claims, key=lambda c: order(c.provenance.dataset, ranks)):
        by_subject[claim.subject].append(claim)
        yield from _claim(claim, model)
    for subject, claims in by_subject.items():
        yield from _entity(subject, claims, model, views=views)
    preferences = Preferences(records, model)
    for link in records.links:
        if preferences.prefers(link):
            yield iri(f"entity/{link.subject}"), F[link.relation], iri(f"entity/{link.object}")
        yield from _link(link, model)


def literal(prop: Property, value: str) -> Literal:
    """A value as RDF has it. Words are plain, as those that shapes list are."""
    # Values that are not of their datatype stay as they are written; the checks report them.
    return Literal(value, datatype=_DATATYPES.get(prop.datatype), normalize=False)


def _entity(subject: str, claims: Sequence[ClaimRecord], model: Model, *, views: bool) -> Iterator[Triple]:
    kind = next((c for c in claims if c.property == "class"), None)
    if kind is None:
        return
    said: dict[str, dict[str, list[ClaimRecord]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        said[claim.property][claim.provenance.dataset].append(claim)
    datasets = list(dict.fromkeys(c.provenance.dataset for c in claims)) if views else []
    for view in ["", *datasets[1:]]:
        node = iri(f"entity/{subject}", view)
        yield node, RDF.type, F[kind.value]
        for name, prop in model.classes[kind.value].properties.items():
            if name in said:
                for value in _values(prop, said[name], view, every=views):
                    yield from ((node, F[name], one) for one in _literals(prop, value))


def _literals(prop: Property, value: str) -> Iterator[Literal]:
    """A value as RDF has it; names by language as one literal each."""
    if prop.datatype is not Datatype.LABELS:
        yield literal(prop, value)
        return
    # What is not in that form stays away; the checks report it.
    with suppress(ValueError):
        yield from (Literal(name, lang=tag) for tag, names in read_labels(value).items() for name in names)


def _values(prop: Property, said: Mapping[str, Sequence[ClaimRecord]], view: str, *, every: bool) -> Iterable[str]:
    """The values of a property as `view` has them if it says any, else the preferred dataset. `every`: also those it gives too many of."""
    if prop.many and not view:
        return dict.fromkeys(c.value for found in said.values() for c in found)
    claims = said.get(view) or next(iter(said.values()))
    return dict.fromkeys(c.value for c in (claims if every or prop.many else claims[:1]))


def _claim(claim: ClaimRecord, model: Model) -> Iterator[Triple]:
    node = iri(focus_of(claim))
    yield node, RDF.type, F.Claim
    yield node, F.about, iri(f"entity/{claim.subject}")
    yield node, F.property, Literal(claim.property)
    yield node, F.value, Literal(claim.value)
    yield from _provenance(node, claim.provenance, model.classes["Claim"].properties)


def _link(link: LinkRecord, model: Model) -> Iterator[Triple]:
    relation = model.relations[link.relation]
    properties = model.edges[relation.edge].properties
    node = iri(focus_of(link))
    yield node, RDF.type, F[relation.edge]
    yield node, RDF.subject, iri(f"entity/{link.subject}")
    yield node, RDF.predicate, F[link.relation]
    yield node, RDF.object, iri(f"entity/{link.object}")
    for name, value in link.properties.items():
        if properties[name].closes and value == OPEN:
            yield node, F.open, Literal(True)  # the value
        else:
            yield node, F[name], literal(properties[name], str(value))
    yield from _provenance(node, link.provenance, properties)


def _provenance(node: URIRef, said: Provenance, properties: Mapping[str, Property]) -> Iterator[Triple]:
    for name, value in said.properties().items():
        yield node, F[name], literal(properties[name], str(value))
