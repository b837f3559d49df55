"""The JSON Schema of the curated YAML, from which editors complete, explain and check while one types.

`python -m ontology.json_schema` writes loaders/core.schema.json. Every word in it that is not about the form of the file comes from the
ontology. It says what one file can say by itself; whether a reference leads anywhere is for `foedera check`.

A file is read as YAML 1.2, so a year alone (`founded: 2007`) is a number to an editor: wherever text is meant, a number is text as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from common.labels import TAG
from ontology.cached import read_model
from ontology.model import Class, Constraint, Datatype, End, Model, Property

FILE = Path(__file__).parents[1] / "loaders" / "core.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DATE = "^[-0-9XYE~?%/.:,{}\\[\\]]+$"
DATE_MESSAGE = "A date is written as 1949-04-04, 1985-06, 1990~ (about) or 1950/1960 (between)."
DATE_EXAMPLES = ("1949-04-04", "1985-06", "1990~", "1950/1960", "2018-12/..")

Schema = dict[str, Any]


def json_schema(model: Model, known: Sequence[str] = ()) -> Schema:
    """The schema as plain data. `known` are ids and keys of entities, which editors offer where one is named."""
    found = _Builder(model).schema()
    if known:
        found["$defs"]["reference"]["examples"] = list(known)
    return found


def text(model: Model, known: Sequence[str] = ()) -> str:
    """The schema as it stands in the file: a line for each key of its definitions keeps both it and its changes readable."""
    schema = json_schema(model, known)
    definitions = ",\n".join(f"{json.dumps(k)}: {_compact(v)}" for k, v in schema.pop("$defs").items())
    head = ",\n".join(f"{json.dumps(k)}: {_compact(v)}" for k, v in schema.items())
    return f'{{\n{head},\n"$defs": {{\n{definitions}\n}}\n}}\n'


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _ref(name: str) -> str:
    return f"#/$defs/{name}"


def _or_list(item: Schema) -> list[Schema]:
    return [item, {"type": "array", "items": item}]


class _Builder:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.entities = [model.classes[n] for n in model.entities]
        self.properties = {n: p for c in self.entities for n, p in c.properties.items()}
        self.ends = {n: e for c in self.entities for n, e in c.ends.items() if e.relation.sourced}
        self.claim = model.classes["Claim"]

    def schema(self) -> Schema:
        return {
            "$schema": DIALECT,
            "$id": "https://w3id.org/foedera/core.schema.json",
            "title": "Foedera: a file of entities",
            "description": "Facts on entities. A fact takes dataset, source, retrieved, asOf and verification from the nearest place "
            "that gives them: its own line, the entity, the file.",
            "type": "object",
            "properties": self._file(),
            "additionalProperties": False,
            "$defs": dict(self._definitions()),
        }

    def _file(self) -> Schema:
        inherited = {n: form for n, form in self._said_by().items() if n not in self.model.alone}
        default = {"type": "string", "description": "The dataset of all files loaded together with this one that name none themselves."}
        return {
            "default_dataset": default,
            **inherited,
            "covers": {
                "description": "What a dataset knows of a relation: of all entities of a class, or of all there are.",
                "type": "array",
                "items": {"$ref": _ref("coverage")},
            },
            "datasets": {"description": "Datasets that are described here.", "type": "array", "items": {"$ref": _ref("dataset")}},
            "entities": {"description": "What the file is about.", "type": "array", "items": {"$ref": _ref("entity")}},
        }

    def _said_by(self) -> Schema:
        return {n: {"$ref": _ref(f"provenance.{n}")} for n in self.model.provenance}

    @staticmethod
    def _said(prop: Property) -> Schema:
        """Of a source, a list is it and those that say the same besides."""
        if not prop.cites:
            return _words(prop) | _value(prop)
        return _words(prop) | {"anyOf": [_value(prop), {"type": "array", "items": _value(prop), "minItems": 1}]}

    def _definitions(self) -> Iterable[tuple[str, Schema]]:
        yield "entity", self._entity()
        yield "extension", self._extension()
        for cls in self.entities:
            yield f"class.{cls.name}", self._class(cls)
        for name, prop in self.properties.items():
            yield f"property.{name}", self._property(prop)
        for name, end in self.ends.items():
            yield f"relation.{name}", self._relation(end)
        for edge in dict.fromkeys(e.relation.edge for e in self.ends.values()):
            yield f"link.{edge}", self._link(self.model.edges[edge])
        yield "reference", self._reference()
        for name in self.model.provenance:
            yield f"provenance.{name}", self._said(self.claim.properties[name])
        yield "claim", self._claim()
        yield "conflict", self._conflict()
        yield "coverage", self._coverage()
        yield "dataset", self._dataset()

    # -- entities

    def _entity(self) -> Schema:
        """What class an entity has decides what else it may have."""
        by_class = [
            {"if": {"properties": {"class": {"const": c.name}}, "required": ["class"]}, "then": {"$ref": _ref(f"class.{c.name}")}}
            for c in self.entities
        ]
        form = self.model.id_form
        kinds = {
            "description": "What kind of thing it is.",
            "enum": [c.name for c in self.entities],
            "enumDescriptions": [c.comment for c in self.entities],
        }
        return {
            "type": "object",
            "properties": {
                "id": {"description": "Its id: lower-case letters, digits and hyphens. It never changes.", "$ref": _ref("reference")},
                "class": kinds,
                "extends": {"description": "Adds facts to an entity that is described elsewhere.", "$ref": _ref("reference")},
            },
            "if": {"required": ["id"]},
            "then": {"required": ["class"], "properties": {"id": {"pattern": form.pattern, "maxLength": form.max_length}}},
            "else": {"required": ["extends"], "$ref": _ref("extension")},
            "allOf": by_class,
        }

    def _common(self) -> Schema:
        return {
            "id": True,
            "class": True,
            "extends": True,
            **self._said_by(),
            "claims": {
                "description": "What other sources say of single properties, beside what stands above.",
                "anyOf": _or_list({"$ref": _ref("claim")}),
            },
            "covers": {
                "description": "What the dataset knows of its relations: complete or not, from when until when.",
                "anyOf": _or_list({"$ref": _ref("coverage")}),
            },
            "conflicts": {
                "description": "Why sources differ, where that is known.",
                "anyOf": _or_list({"$ref": _ref("conflict")}),
            },
        }

    def _extension(self) -> Schema:
        known = {n: {"$ref": _ref(f"property.{n}")} for n in self.properties}
        known |= {n: {"$ref": _ref(f"relation.{n}")} for n in self.ends}
        return {"properties": {**self._common(), **known}, "additionalProperties": False}

    def _class(self, cls: Class) -> Schema:
        known = {n: {"$ref": _ref(f"property.{n}")} for n in cls.properties}
        known |= {n: {"$ref": _ref(f"relation.{n}")} for n, e in cls.ends.items() if e.relation.sourced}
        return {
            "title": cls.label,
            "description": cls.comment,
            "required": ["id", "class"],
            # Where all that stands here has been checked, a name that has not may stand in a block of its own (`extends`).
            "if": {"required": ["verification"]},
            "else": {"required": [p.name for p in cls.properties.values() if p.required]},
            "properties": {**self._common(), **known},
            "additionalProperties": False,
        }

    def _property(self, prop: Property) -> Schema:
        value = _value(prop)
        sourced: Schema = {
            "type": "object",
            "required": ["value"],
            "properties": {"value": {"anyOf": _or_list(value)} if prop.many else value, **self._said_by()},
            "additionalProperties": False,
        }
        either: list[Schema] = [value, sourced]
        return _words(prop) | {"anyOf": _or_list({"anyOf": either}) if prop.many else either}

    # -- relations

    def _relation(self, end: End) -> Schema:
        link = {"anyOf": [{"$ref": _ref("reference")}, {"$ref": _ref(f"link.{end.relation.edge}")}]}
        words = f"{end.comment} Each is an id or a key, or a mapping with ref."
        return {"title": end.label, "description": words, "anyOf": _or_list(link)}

    def _link(self, edge: Class) -> Schema:
        own = {p.name: _words(p) | _value(p) for p in self.model.stated(edge.name)}
        return {
            "title": edge.label,
            "description": edge.comment,
            "type": "object",
            "required": ["ref", *(n for n in own if edge.properties[n].required)],
            "properties": {
                "ref": {"$ref": _ref("reference")},
                **own,
                **self._said_by(),
            },
            "additionalProperties": False,
        }

    def _reference(self) -> Schema:
        keys = sorted({key for _, key in (*self.model.keys, *self.model.shared_keys)})
        slug = (self.model.id_form.pattern or "").removeprefix("^").removesuffix("$")
        words = f"Another entity, by its id or by a key: one of {', '.join(keys)}, a colon and the value, such as iso3:POL."
        return {
            "description": words,
            "type": ["string", "integer"],
            "pattern": f"^({slug}|({'|'.join(keys)}):\\S.*)$",
            "patternErrorMessage": words,
        }

    # -- claims, conflicts, datasets

    def _claim(self) -> Schema:
        by_name = [
            {"if": {"properties": {"property": {"const": n}}}, "then": {"properties": {"value": _value(p)}}}
            for n, p in self.properties.items()
            if (p.constraints or not p.datatype.textual) and p.datatype is not Datatype.LABELS
        ]
        wanted = {
            "property": {"description": self.claim.properties["property"].comment, "enum": ["class", *self.properties]},
            "value": _words(self.claim.properties["value"]) | _value(self.claim.properties["value"]),
        }
        return {
            "type": "object",
            "required": list(wanted),
            "properties": {**wanted, **self._said_by()},
            "additionalProperties": False,
            "allOf": by_name,
        }

    def _conflict(self) -> Schema:
        properties = self.model.classes["Conflict"].properties
        topics = list(dict.fromkeys(["class", *self.properties, *self.ends]))
        return {
            "type": "object",
            "required": ["topic"],
            "properties": {
                "topic": {"description": properties["topic"].comment, "enum": topics},
                "explanation": _words(properties["explanation"]) | _value(properties["explanation"]),
            },
            "additionalProperties": False,
        }

    def _coverage(self) -> Schema:
        cls = self.model.classes["Coverage"]
        own = {n: _words(p) | _value(p) for n, p in cls.properties.items() if n not in self.model.provenance}
        own["relation"] = _words(cls.properties["relation"]) | {"enum": list(self.ends)}
        own["class"] = _words(cls.properties["ofClass"]) | {"enum": list(self.model.classes)}
        del own["ofClass"]
        return {
            "title": cls.label,
            "description": cls.comment,
            "type": "object",
            "properties": own | {k: v for k, v in self._said_by().items() if k in cls.properties},
            "additionalProperties": False,
        }

    def _dataset(self) -> Schema:
        cls = self.model.classes["Dataset"]
        return {
            "title": cls.label,
            "description": cls.comment,
            "type": "object",
            "required": ["id", *(p.name for p in cls.properties.values() if p.required)],
            "properties": {
                "id": {"type": "string", "description": "The name by which facts refer to it."},
                **{p.name: _words(p) | _value(p) for p in cls.properties.values()},
            },
            "additionalProperties": False,
        }


def _words(prop: Property) -> Schema:
    advice = [c.message for c in prop.constraints if c.pattern or (c.one_of and not prop.vocabulary)]
    return {"title": prop.label, "description": " ".join([prop.comment, *(f"({a})" for a in advice)])}


_FORMS: Mapping[Datatype, Schema] = {
    Datatype.TEXT: {"type": ["string", "number", "boolean"]},
    Datatype.URI: {"type": "string"},
    Datatype.EDTF: {"type": ["string", "integer"], "pattern": DATE, "patternErrorMessage": DATE_MESSAGE, "examples": list(DATE_EXAMPLES)},
    Datatype.INTEGER: {"type": "integer"},
    Datatype.DECIMAL: {"type": "number"},
    Datatype.BOOLEAN: {"type": "boolean"},
    Datatype.LABELS: {
        "type": "object",
        "propertyNames": {"pattern": f"^({TAG})$"},
        "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    },
}


def _value(prop: Property) -> Schema:
    """The form of one value."""
    form = dict(_FORMS[prop.datatype])
    limits = [limit for c in prop.constraints if (limit := _limit(c))]
    for limit in limits:
        if not limit.keys() & (form.keys() - {"type"}):
            form |= limit
        else:
            form.setdefault("allOf", []).append(limit)
    if "enum" in form:
        form.pop("type")
        if prop.vocabulary:
            form["enumDescriptions"] = [term.comment for term in prop.vocabulary.terms]
    elif prop.required and prop.datatype.textual:
        form = {"minLength": 1} | form
    return form


def _limit(c: Constraint) -> Schema:
    found: Schema = {
        "pattern": c.pattern,
        "enum": list(c.one_of) or None,
        "minLength": c.min_length,
        "maxLength": c.max_length,
        "minimum": c.minimum,
        "maximum": c.maximum,
    }
    if c.pattern:
        found["patternErrorMessage"] = c.message
    return {k: v for k, v in found.items() if v is not None}


if __name__ == "__main__":
    FILE.write_text(text(read_model()), encoding="utf-8")
