"""The JSON Schema of mappings, from which editors complete and explain them: keys of the tables' own, and the words of the ontology."""

from __future__ import annotations

import json
from typing import Any

from loaders.tables.codes import GEC, ID, NAME
from loaders.tables.reading import TABLE, UNKNOWN
from ontology import Kind, Model
from ontology.json_schema import DIALECT, json_schema

Schema = dict[str, Any]
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_TEXTS: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_CODES: Schema = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]}}


def _said(words: str, schema: Schema) -> Schema:
    return {"description": words, **schema}


_COLUMN = _said("The column from which the value comes.", _TEXT)
_CELL_WORDS: dict[str, Schema] = {
    "column": _COLUMN,
    "year": _said("The column of the year, where a date stands in several.", _TEXT),
    "month": _said("The column of the month.", _TEXT),
    "day": _said("The column of the day.", _TEXT),
    "split": _said("What stands between several values in a cell, such as a semicolon.", {"type": "string"}),
    "bracket": _said("What stands in brackets behind the value is put apart; without a column, it is the value.", {"type": "boolean"}),
    "match": _said("A regular expression: its first group is the value.", {"type": "string"}),
    "missing": _said("Cells that say nothing.", _TEXTS),
    "open": _said("Ends of what goes on, such as 9999-12-31.", _TEXTS),
    "terms": _said("What codes mean; - means nothing.", _CODES),
    "else": _said("What every other code means. Without it they are unknown.", _TEXT),
    "default": _said("What an empty cell means.", _TEXT),
    "date": _said("How dates are written, such as DD/MM/YYYY, MMM YYYY or messydates; the first that fits counts.", _TEXTS),
    "key": _said("By what an entity is found; the first that leads to one counts.", _TEXTS),
    "class": _said("Only entities of this class are meant by names.", {"type": "string"}),
    "at": _said("The date on which an entity is meant. Else the start of the relationship.", {}),
    "exceptions": _said("What single codes mean in spite of everything.", {"type": "object"}),
}
_CONDITION_WORDS: dict[str, Schema] = {
    "column": _COLUMN,
    "is": _said("One of these values.", _TEXTS),
    "not": _said("None of these values.", _TEXTS),
    "blank": _said("Whether the cell is empty.", {"type": "boolean"}),
    "match": _said("A regular expression that is found in the cell.", {"type": "string"}),
    "because": _said("Why, for the report.", {"type": "string"}),
}


def schema_of(model: Model) -> Schema:
    """The schema as plain data."""
    whole = json_schema(model)
    own = {k: v for k, v in whole["properties"].items() if k in ("datasets", "covers")}
    said = {n: {"description": model.classes["Claim"].properties[n].comment, "$ref": "#/$defs/value"} for n in model.provenance}
    return {
        "$schema": DIALECT,
        "title": "Foedera: a mapping of a table",
        "description": "What each row of a table says, in the form of a file of entities with columns in the place of values.",
        "type": "object",
        "required": [TABLE, "entities"],
        "properties": {**_own(), **own, **said, "entities": {"type": "array", "items": {"$ref": "#/$defs/entity"}}},
        "additionalProperties": False,
        "$defs": {**whole["$defs"], **_definitions(model, said), **_values(model)},
    }


def text(model: Model) -> str:
    """The schema as a file has it."""
    return json.dumps(schema_of(model), ensure_ascii=False) + "\n"


def _own() -> Schema:
    conditions = {"type": "array", "items": {"$ref": "#/$defs/condition"}}
    return {
        TABLE: _said("The file of the table, from the folder of the mapping; or several.", _TEXTS),
        "sheet": _said("The sheet of a workbook. Default: the first.", _TEXT),
        "header": _said("The row of the header. Default: 1.", {"type": "integer", "minimum": 1}),
        "delimiter": _said("What divides cells. Default: what the header has.", {"type": "string"}),
        "encoding": _said("The encoding of a CSV file. Default: UTF-8.", {"type": "string"}),
        "each": _said("Of JSON: the key of a list of which each item makes a row.", _TEXTS),
        "missing": _said("Cells that say nothing.", _TEXTS),
        "open": _said("Dates that mean that something goes on.", _TEXTS),
        "only": _said("Only these rows.", conditions),
        "except": _said("Not these rows.", conditions),
        "unpivot": _said("Wide to long: each of these columns makes a row of its own.", {"$ref": "#/$defs/unpivot"}),
        "spells": _said("State-years to spells: each run of years makes one row.", {"$ref": "#/$defs/spells"}),
        "phases": _said("Phases to spells: rows that follow without a gap make one row.", {"$ref": "#/$defs/phases"}),
        "exceptions": _said(
            "What single codes mean: by column and code, or a file as --unknown writes it.", {"type": ["object", "string"]}
        ),
        "unknown": _said("What becomes of codes that nobody knows.", {"enum": list(UNKNOWN)}),
    }


def _definitions(model: Model, said: Schema) -> Schema:
    entities = [c for c in model.classes.values() if c.kind is Kind.ENTITY]
    properties = {p.name: _said(p.comment, {"$ref": "#/$defs/value"}) for c in entities for p in c.properties.values()}
    relations = {e.name: _said(e.comment, {"$ref": f"#/$defs/rows.{e.relation.edge}"}) for c in entities for e in c.ends.values()}
    when = {"when": _said("Only for these rows.", {"type": "array", "items": {"$ref": "#/$defs/condition"}})}
    entity = {
        "id": _said("Its id, such as league-{name}.", {"$ref": "#/$defs/value"}),
        "extends": _said("An entity that is described elsewhere.", {"$ref": "#/$defs/value"}),
        "class": {"enum": list(model.entities)},
        **when,
        **said,
        **properties,
        **relations,
        **{key: {} for key in ("claims", "conflicts", "covers")},
    }
    edges = {e.relation.edge for c in entities for e in c.ends.values()}
    rows = {f"rows.{edge}": _rows({"ref": {"$ref": "#/$defs/value"}, **_stated(edge, model), **when, **said}) for edge in sorted(edges)}
    return {"entity": {"type": "object", "properties": entity, "additionalProperties": False}, **rows}


def _stated(edge: str, model: Model) -> Schema:
    return {p.name: _said(p.comment, {"$ref": "#/$defs/value"}) for p in model.stated(edge)}


def _rows(properties: Schema) -> Schema:
    row = {"type": "object", "properties": properties, "required": ["ref"], "additionalProperties": False}
    one: list[Schema] = [row, {"$ref": "#/$defs/cell"}, {"type": "string"}]
    return {"anyOf": [*one, {"type": "array", "items": {"anyOf": one}}]}


def _values(model: Model) -> Schema:
    keys = [ID, NAME, GEC, *(k for _, k in model.keys), *(k for _, k in model.shared_keys)]
    cell = {
        **_CELL_WORDS,
        "key": _said("By what an entity is found.", {"anyOf": [{"enum": keys}, {"type": "array", "items": {"enum": keys}}]}),
    }
    cell |= {"at": {"$ref": "#/$defs/value"}}
    closed: Schema = {"type": "object", "additionalProperties": False}
    return {
        "cell": {**closed, "properties": cell, "anyOf": [{"required": [k]} for k in ("column", "bracket", "year")]},
        "value": {"anyOf": [_TEXT, {"$ref": "#/$defs/cell"}, {"type": "array"}]},
        "condition": {**closed, "properties": _CONDITION_WORDS, "required": ["column"]},
        "unpivot": {**closed, "properties": {"columns": _TEXTS, "name": _TEXT, "value": _TEXT}, "required": ["columns", "name", "value"]},
        "spells": {
            **closed,
            "properties": {
                "of": _TEXTS,
                "year": _TEXT,
                "start": _TEXT,
                "end": _TEXT,
                "gap": {"type": "integer", "minimum": 0},
                "last": {"enum": ["unknown", "open", "stated"]},
            },
            "required": ["of", "year"],
        },
        "phases": {
            **closed,
            "properties": {"of": _TEXTS, "start": _TEXT, "end": _TEXT, "date": _TEXTS},
            "required": ["of", "start", "end"],
        },
    }
