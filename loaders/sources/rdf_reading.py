"""Reads files of RDF as records: with the line where each fact stands, as far as the format tells."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from facts.records import Location, Problem, Records
from loaders.checks import rules
from loaders.sources.rdf_aligned import in_our_terms
from loaders.sources.rdf_records import records_of
from ontology import Model

SUFFIXES = (".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf", ".rdfxml", ".owl", ".json")
"""How files of RDF (and entities of Wikidata as JSON) end; those of YAML are found in folders, these have to be named."""


def is_rdf(path: Path) -> bool:
    """Whether a target is a file of RDF, by how it is called."""
    return path.suffix.lower() in SUFFIXES and not os.path.isdir(path)  # noqa: PTH112  # no name is too odd to ask


def read_rdf(paths: Iterable[Path], model: Model) -> tuple[Records, list[Problem]]:
    """Everything that files say, and all that is wrong with how they say it. Raises NotFoundError and UsageError."""
    from common.errors import RdfError  # noqa: PLC0415
    from rdf.reading import parse  # noqa: PLC0415  # pyoxigraph takes a moment, and most loads need none
    from rdf.reading.wikidata import SUFFIX, parse_entities  # noqa: PLC0415

    records, problems = Records(), list[Problem]()
    for path in paths:
        try:
            statements = parse_entities(path) if path.suffix.lower() == SUFFIX else parse(path)
            found, wrong = records_of(in_our_terms(statements, model), model, str(path))
        except RdfError as error:
            where = Location(str(path), error.line or 1, error.column or 1)
            problems.append(rules.NOT_RDF.broken(where, error.cause, error.hint or ""))
            continue
        found.files[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
        records.add(found)
        problems += wrong
    return records, problems
