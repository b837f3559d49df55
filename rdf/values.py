"""Values as RDF terms, by what the ontology says of their properties."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from common.labels import read_labels
from ontology import Class, Datatype, Kind, Model, Property
from ontology.linked_terms import Reference
from ontology.own_names import CLASS
from rdf import names

Write = Callable[[str], str]
JSON = f"{names.RDF}JSON"
_DATATYPES: Mapping[Datatype, str] = {
    Datatype.URI: f"{names.XSD}anyURI",
    Datatype.EDTF: names.EDTF,
    Datatype.DAY: f"{names.XSD}date",
    Datatype.INTEGER: f"{names.XSD}integer",
    Datatype.DECIMAL: f"{names.XSD}decimal",
    Datatype.BOOLEAN: f"{names.XSD}boolean",
    Datatype.LABELS: JSON,
}


class Values:
    """Writes the values of properties."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.entity = _by_name(c for c in model.classes.values() if c.kind is Kind.ENTITY)
        self._writers: dict[tuple[str, str], Write] = {}

    def of_entity(self, name: str, value: str) -> str:
        """A value of a property of entities, as claims have it. The class of an entity counts as a property."""
        if name == CLASS:
            return names.term(value)
        return self.write(self.entity[name], value) if name in self.entity else names.literal(value)

    def direct(self, name: str, value: str) -> Iterator[str]:
        """The same as it stands at the entity itself: names by language come one by one."""
        prop = self.entity.get(name)
        if prop is None or prop.datatype is not Datatype.LABELS:
            yield self.of_entity(name, value)
            return
        with suppress(ValueError):  # the checks report it
            yield from (names.literal(text, language=tag) for tag, texts in read_labels(value).items() for text in texts)

    def write(self, prop: Property, value: object) -> str:
        """A value of a property. One that is not of its datatype stays as it is written; the checks report it."""
        key = prop.name, prop.vocabulary.name if prop.vocabulary else ""
        if key not in self._writers:
            self._writers[key] = lru_cache(maxsize=8_192)(self._writer(prop))
        return self._writers[key](text_of(value))

    def _writer(self, prop: Property) -> Write:
        match self.model.linked.refers.get(prop.name):
            case Reference.TERM:
                vocabulary = prop.vocabulary.name if prop.vocabulary else prop.name
                return lambda value: names.concept(vocabulary, value)
            case Reference.DATASET:
                return lambda value: names.ref("dataset", value)
            case Reference.ENTITY:
                return lambda value: names.ref("id", value)
            case Reference.NAME:
                return topic
            case Reference.CLASS:
                return names.term
        if prop.datatype is Datatype.TEXT:
            language = "en" if prop.name in self.model.linked.english else ""
            return lambda value: names.literal(value, language=language)
        if prop.datatype is Datatype.DECIMAL:
            return lambda value: names.literal(_decimal(value), _DATATYPES[Datatype.DECIMAL])
        datatype = _DATATYPES[prop.datatype]
        return lambda value: names.literal(value, datatype)


def topic(name: str) -> str:
    """What a claim is about: a property or relation, or the class of an entity."""
    return names.TYPE if name == CLASS else names.term(name)


def text_of(value: object) -> str:
    """A stored value as text."""
    return value if isinstance(value, str) else json.dumps(value)


def _decimal(text: str) -> str:
    """xsd:decimal knows no exponent."""
    try:
        return format(Decimal(text), "f") if "e" in text.lower() else text
    except InvalidOperation:
        return text


def _by_name(classes: Iterator[Class]) -> dict[str, Property]:
    """Properties of several classes; of one name the one with a vocabulary."""
    found: dict[str, Property] = {}
    for cls in classes:
        for prop in cls.properties.values():
            if prop.name not in found or (prop.vocabulary and not found[prop.name].vocabulary):
                found[prop.name] = prop
    return found
