"""The formats of answers: of tables and yes or no (SELECT, ASK), and of graphs (CONSTRUCT, DESCRIBE)."""

from __future__ import annotations

from enum import StrEnum


class Results(StrEnum):
    """A format of solutions, by the word that names it."""

    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"


class Graphs(StrEnum):
    """A format of triples, by the word that names it."""

    TURTLE = "ttl"
    N_TRIPLES = "nt"
    JSON_LD = "jsonld"
    RDF_XML = "rdf"
    N_QUADS = "nq"
    TRIG = "trig"


Form = Results | Graphs
MEDIA: dict[Form, str] = {
    Results.JSON: "application/sparql-results+json",
    Results.XML: "application/sparql-results+xml",
    Results.CSV: "text/csv",
    Results.TSV: "text/tab-separated-values",
    Graphs.TURTLE: "text/turtle",
    Graphs.N_TRIPLES: "application/n-triples",
    Graphs.JSON_LD: "application/ld+json",
    Graphs.RDF_XML: "application/rdf+xml",
    Graphs.N_QUADS: "application/n-quads",
    Graphs.TRIG: "application/trig",
}
