"""An entity as search engines read it: structured data of schema.org, by the alignments of the ontology."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pyoxigraph as ox

from api.pages.whole import Portrait
from ontology import Model
from ontology.sources import SOURCES
from rdf.names import ONTOLOGY, RDFS

SCHEMA = "https://schema.org/"
THING = frozenset({"name", "alternateName", "description", "url"})
"""Properties that schema.org gives to everything."""
OF = {"foundingDate": "Organization", "dissolutionDate": "Organization", "legalName": "Organization"}
"""Properties that only things of a type have."""
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def structured(found: Portrait, model: Model) -> dict[str, Any]:
    """The description of an entity."""
    aligned = _aligned()
    types = [term for cls in (found.cls, *found.lineage) for term in aligned.get(cls.name, ())]
    known: dict[str, Any] = {"@context": SCHEMA.rstrip("/"), "@type": types[0] if types else "Thing", "@id": found.iri}
    known |= {"identifier": found.id, "description": " ".join(found.lead) or f"{found.cls.label}: {found.cls.comment}"}
    for fact in (*found.naming, *found.facts):
        for term in aligned.get(fact.name, ()):
            values = [value.value for value in fact.values if isinstance(value.value, str)]
            if values and (term in THING or OF.get(term) in types) and _fits(term, values):
                known[term] = values if len(values) > 1 else values[0]
    same = list(_same(found, model))
    return known | ({"sameAs": same} if same else {})


def _fits(term: str, values: list[str]) -> bool:
    """Whether values are what schema.org expects; it knows no uncertain dates."""
    return not term.endswith("Date") or all(_DATE.fullmatch(value) for value in values)


def _same(found: Portrait, model: Model) -> Iterator[str]:
    for fact in found.facts:
        if begin := model.linked.identifies.get(fact.name):
            yield from (f"{begin}{value.value}" for value in fact.values)


@cache
def _aligned() -> Mapping[str, tuple[str, ...]]:
    """By the names of classes and properties the terms of schema.org that are above them."""
    found: dict[str, list[str]] = defaultdict(list)
    above = {f"{RDFS}subClassOf", f"{RDFS}subPropertyOf"}
    for quad in ox.parse(path=str(SOURCES[0]), format=ox.RdfFormat.TURTLE):
        subject, term = quad.subject, quad.object
        named = isinstance(subject, ox.NamedNode) and isinstance(term, ox.NamedNode)
        if named and quad.predicate.value in above and term.value.startswith(SCHEMA):
            found[subject.value.removeprefix(ONTOLOGY)].append(term.value.removeprefix(SCHEMA))
    return {name: tuple(sorted(terms)) for name, terms in found.items()}
