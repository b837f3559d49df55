"""The JSON-LD context of Foedera's terms: short names for what the ontology defines, and the datatypes of their values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ontology import Datatype, Model, Property
from rdf import names

PUBLISHED = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "vann": "http://purl.org/vocab/vann/",
}
_TYPES = {
    Datatype.EDTF: names.EDTF,
    Datatype.DAY: f"{names.XSD}date",
    Datatype.INTEGER: f"{names.XSD}integer",
    Datatype.DECIMAL: f"{names.XSD}decimal",
    Datatype.BOOLEAN: f"{names.XSD}boolean",
    Datatype.URI: f"{names.XSD}anyURI",
}


def context(model: Model) -> dict[str, Any]:
    """Short names, by which documents of JSON-LD are written."""
    return {"@version": 1.1, **names.PREFIXES, "label": {"@id": "rdfs:label", "@language": "en"}, **dict(_terms(model))}


def published_context(model: Model) -> dict[str, Any]:
    """The same with prefixes for the vocabularies in which the ontology, the catalogue and the endpoint are described."""
    return context(model) | PUBLISHED


def _terms(model: Model) -> Iterator[tuple[str, Any]]:
    everything = (*model.classes.values(), *model.edges.values())
    for cls in everything:
        yield cls.name, f"f:{cls.name}"
    for prop in dict.fromkeys(p for c in everything for p in c.properties.values() if not _is_prefix(p.name)):
        yield prop.name, _property(prop, model)
        yield f"ps:{prop.name}", _property(prop, model, "ps")
        yield f"p:{prop.name}", {"@type": "@id"}
    for relation in model.relations.values():
        yield from ((name, {"@type": "@id"}) for name in (f"p:{relation.name}", f"ps:{relation.name}"))
        yield relation.name, {"@id": f"f:{relation.name}", "@type": "@id"}


def _is_prefix(name: str) -> bool:
    return name in names.PREFIXES


def _property(prop: Property, model: Model, prefix: str = "f") -> dict[str, Any]:
    found: dict[str, Any] = {"@id": f"{prefix}:{prop.name}"}
    if prop.name in model.linked.refers:
        return found | {"@type": "@id"}
    if prop.name in model.linked.english:
        return found | {"@language": "en"}
    return found | ({"@type": _TYPES[prop.datatype]} if prop.datatype in _TYPES else {})
