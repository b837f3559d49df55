"""The formats of answers: of tables and yes or no (SELECT, ASK); graphs (CONSTRUCT, DESCRIBE) come in all formats of RDF."""

from __future__ import annotations

from enum import StrEnum

from rdf.formats import Format


class Results(StrEnum):
    """A format of solutions, by the word that names it."""

    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"


Form = Results | Format
MEDIA: dict[Form, str] = {
    Results.JSON: "application/sparql-results+json",
    Results.XML: "application/sparql-results+xml",
    Results.CSV: "text/csv",
    Results.TSV: "text/tab-separated-values",
    **{form: form.media_type for form in Format},
}
