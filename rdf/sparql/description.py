"""What the endpoint offers, in the vocabulary of the W3C (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from functools import lru_cache

from rdf.context import PUBLISHED
from rdf.formats import Format, brief_document
from rdf.names import PREFIXES, TYPE, local, ref
from rdf.sparql.results import Results

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
NAMES = {
    Results.JSON: "SPARQL_Results_JSON",
    Results.XML: "SPARQL_Results_XML",
    Results.CSV: "SPARQL_Results_CSV",
    Results.TSV: "SPARQL_Results_TSV",
    Format.TTL: "Turtle",
    Format.NT: "N-Triples",
    Format.JSONLD: "JSON-LD",
    Format.RDFXML: "RDF_XML",
    Format.NQ: "N-Quads",
    Format.TRIG: "TriG",
}


@lru_cache(32)
def description(endpoint: str, form: Format, datasets: tuple[str, ...]) -> bytes:
    """The description of the endpoint at an address, over the graphs of these datasets."""
    service = f"<{endpoint}>"
    said = [
        f"{service} {TYPE} <{SD}Service> .",
        f"{service} <{SD}endpoint> {service} .",
        f"{service} <{SD}supportedLanguage> <{SD}SPARQL11Query> .",
        f"{service} <{SD}feature> <{SD}UnionDefaultGraph> .",
        f"{service} <{SD}defaultDataset> <{endpoint}#dataset> .",
        f"<{endpoint}#dataset> {TYPE} <{SD}Dataset> .",
        *(line for id_ in datasets for line in _graph(endpoint, id_)),
        *(f"{service} <{SD}resultFormat> <{FORMATS}{name}> ." for name in NAMES.values()),
    ]
    return brief_document([f"{line}\n".encode() for line in sorted(said)], form, dict(PREFIXES) | PUBLISHED)


def _graph(endpoint: str, dataset: str) -> tuple[str, ...]:
    """A named graph: what one dataset says."""
    node = f"<{endpoint}#{local(dataset)}>"
    named = f"<{endpoint}#dataset> <{SD}namedGraph> {node} ."
    return named, f"{node} {TYPE} <{SD}NamedGraph> .", f"{node} <{SD}name> {ref('dataset', dataset)} ."
