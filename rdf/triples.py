"""Records as RDF for a validator of SHACL, by the one mapping of `rdf.mapping`.

An entity has the values of the preferred dataset. Where `views` are asked for, it is repeated for every other dataset, as it would be
if that one were preferred (id/nato#atop): so every value meets the shapes, and none that another dataset gives makes two of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from rdflib import Graph, Namespace, URIRef

from common.dates import OPEN
from facts.preference import order
from facts.records import ClaimRecord, LinkRecord, Records
from ontology import Model, Property
from ontology.own_names import CLASS
from rdf.export import coverage_lines, note_lines
from rdf.mapping import Stored, Writer
from rdf.names import BASE, ONTOLOGY, TYPE, address, ref, term

F = Namespace(ONTOLOGY)
_KINDS = {"entity": "id", "link": "statement"}
"""The kinds of addresses, where problems call them otherwise."""


def iri(focus: str) -> URIRef:
    """The address of a thing that a problem is about, such as entity/nato."""
    kind, _, id_ = focus.partition("/")
    return URIRef(f"{BASE}file/{quote(id_)}" if kind == "file" else address(_KINDS.get(kind, kind), id_))


def to_graph(records: Records, model: Model, *, views: bool = False, keep: Callable[[str], bool] = lambda address: True) -> Graph:
    """Checked records, of all datasets together, as RDF: what is said of the addresses that `keep` keeps."""
    graph = Graph(bind_namespaces="core")
    graph.bind("f", F)
    kept = (line for line in lines(records, model, views=views) if keep(line[1 : line.index(">")]))
    return graph.parse(data="\n".join(kept), format="nt")


def lines(records: Records, model: Model, *, views: bool = False) -> Iterator[str]:
    """The same as lines of N-Triples, in no order."""
    write = Writer(model)
    ranks = {d.id: d.rank for d in records.datasets.values()}
    for dataset in records.datasets.values():
        own = {k: v for k, v in dataset.properties.items() if v != ""}
        yield from write.record(ref("dataset", dataset.id), "Dataset", own)
    by_subject: dict[str, list[ClaimRecord]] = defaultdict(list)
    for claim in sorted(records.claims, key=lambda c: order(c.provenance.dataset, ranks)):
        by_subject[claim.subject].append(claim)
        yield from write.claim(claim.subject, stored_claim(claim))
    for subject, claims in by_subject.items():
        yield from _entity(subject, claims, write, views=views)
    for link in records.links:
        yield from write.statement(link.subject, link.object, model.relations[link.relation], stored_link(link))
    for coverage in records.coverages:
        yield from coverage_lines(write, {"id": coverage.id, **coverage.properties()})
    for note in records.notes:
        said = {"noteOn": note.subject, "topic": note.topic, "explanation": note.explanation, "dataset": note.dataset}
        yield from note_lines(write, {"id": f"note/{note.id}", **{name: value for name, value in said.items() if value}})


def stored_claim(claim: ClaimRecord) -> Stored:
    """A claim as the mapping reads it, without what is derived."""
    return {"id": claim.id, "property": claim.property, "value": claim.value, **claim.provenance.properties()}


def stored_link(link: LinkRecord) -> Stored:
    """A relationship as the mapping reads it, without what is derived."""
    own = {name: value for name, value in link.properties.items() if value != OPEN}
    return {"id": link.id, **own, "open": OPEN in link.properties.values(), **link.provenance.properties()}


def _entity(subject: str, claims: Sequence[ClaimRecord], write: Writer, *, views: bool) -> Iterator[str]:
    kind = next((c for c in claims if c.property == CLASS), None)
    if kind is None:
        return
    said: dict[str, dict[str, list[ClaimRecord]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        said[claim.property][claim.provenance.dataset].append(claim)
    datasets = list(dict.fromkeys(c.provenance.dataset for c in claims)) if views else []
    for view in ["", *datasets[1:]]:
        node = f"{ref('id', subject)[:-1]}#{quote(view, safe='')}>" if view else ref("id", subject)
        yield f"{node} {TYPE} {term(kind.value)} ."
        for name, prop in write.model.classes[kind.value].properties.items():
            for value in _values(prop, said[name], view, every=views) if name in said else ():
                yield from (f"{node} {term(name)} {one} ." for one in write.values.direct(name, value))


def _values(prop: Property, said: Mapping[str, Sequence[ClaimRecord]], view: str, *, every: bool) -> Iterable[str]:
    """The values of a property as `view` has them if it says any, else the preferred dataset. `every`: also those it gives too many of."""
    if prop.many and not view:
        return dict.fromkeys(c.value for found in said.values() for c in found)
    claims = said.get(view) or next(iter(said.values()))
    return dict.fromkeys(c.value for c in (claims if every or prop.many else claims[:1]))
