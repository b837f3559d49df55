"""Entities of Wikidata as JSON, as its Special:EntityData gives one and its dumps many, one on each line: as the triples that its own
export makes of them (https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format).

That is of each property the statements of the best rank: directly ("truthy"), and those with qualifiers as a node as well. References are
left out. Dates are as precise as they are said to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pyoxigraph as ox

from common.errors import NotFoundError, RdfError, UsageError
from rdf.names import RDF, RDFS, SKOS, XSD
from rdf.reading.limits import MEBIBYTE
from rdf.reading.parsing import Parsed

SUFFIX = ".json"
MOST = 64 * MEBIBYTE
"""A document, or a line of a dump, is not larger."""
ENTITY, ARC = "http://www.wikidata.org/entity/", "http://www.wikidata.org/prop/"
DIRECT, STATED, QUALIFIER, NONE = f"{ARC}direct/", f"{ARC}statement/", f"{ARC}qualifier/", f"{ARC}novalue/"
"""From an entity to a value, from a statement to its value and to a qualifier's; NONE: a class of what has no value of a property."""
BEST_RANK = "http://wikiba.se/ontology#BestRank"
_TEXTS = {"labels": f"{RDFS}label", "aliases": f"{SKOS}altLabel", "descriptions": "http://schema.org/description"}
_NAME = re.compile(r"[PQ][1-9][0-9]{0,12}")
_STATEMENT = re.compile(r"[PQpq][0-9]{1,13}\$[0-9A-Fa-f-]{1,60}")
_TYPE = ox.NamedNode(f"{RDF}type")
_TIME = re.compile(r"\+(\d{4})-(\d{2})-(\d{2})T00:00:00Z")
_GREGORIAN = f"{ENTITY}Q1985727"
_CUT = {11: slice(0, 10), 10: slice(0, 7), 9: slice(0, 4)}
"""How much of a date its precision leaves: a day, a month, a year. What is vaguer (decades, centuries) is left out."""
Json = Mapping[str, Any]
Value = ox.NamedNode | ox.Literal
Triple = tuple[ox.NamedNode, ox.NamedNode, Value]


def parse_entities(path: Path) -> Iterator[Parsed]:
    """The triples of a file, each with the line of its entity. Raises NotFoundError, UsageError and RdfError."""
    for entity, line in _entities(path):
        try:
            yield from (Parsed(ox.Quad(*triple), line) for triple in _triples(entity))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise _odd(path, line) from error


def _entities(path: Path) -> Iterator[tuple[Json, int]]:
    try:
        with path.open("rb") as file:
            number, text = 1, file.readline(MOST + 1)
            if text.strip() != b"[":
                whole = _loaded(path, text + file.read(MOST + 1 - len(text)), 1)
                several = whole.get("entities", {"": whole})
                if not isinstance(several, dict):
                    raise _odd(path, 1)
                yield from ((one, 1) for one in several.values())
                return
            while text := file.readline(MOST + 1):
                number += 1
                if (line := text.strip().rstrip(b",")) not in (b"", b"]"):
                    yield _loaded(path, line, number), number
    except FileNotFoundError as error:
        raise NotFoundError(f"there is nothing at {path}", "check the spelling") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "check the name and the rights") from error


def _loaded(path: Path, text: bytes, line: int) -> Json:
    if len(text) > MOST:
        raise RdfError(str(path), f"an entity takes more than {MOST // MEBIBYTE} MiB", "give a dump one entity on each line", line)
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise RdfError(str(path), f"it is not JSON: {error.msg}", "check it with another program", line, error.colno) from error
    if not isinstance(found, dict):
        raise _odd(path, line)
    return found


def _odd(path: Path, line: int) -> RdfError:
    return RdfError(
        str(path),
        "it is no entity of Wikidata as JSON",
        "see Special:EntityData/Q7184.json; facts of your own in JSON end in .yaml or .jsonl",
        line,
    )


def _triples(entity: Json) -> Iterator[Triple]:
    subject = ox.NamedNode(ENTITY + _named(entity["id"]))
    for part, predicate in _TEXTS.items():
        # An empty mapping is an empty list there.
        for said in (entity.get(part) or {}).values():
            for text in said if isinstance(said, list) else [said]:
                yield subject, ox.NamedNode(predicate), ox.Literal(text["value"], language=text["language"])
    for name, statements in (entity.get("claims") or {}).items():
        ranks = {statement.get("rank") for statement in statements}
        best = "preferred" if "preferred" in ranks else "normal"
        for statement in statements:
            value = _value(statement["mainsnak"]) if statement.get("rank") == best else None
            if value is not None:
                yield subject, ox.NamedNode(DIRECT + _named(name)), value
                if statement.get("qualifiers"):
                    yield from _statement(subject, name, value, statement)


def _statement(subject: ox.NamedNode, name: str, value: Value, statement: Json) -> Iterator[Triple]:
    """A statement as a node, with its qualifiers."""
    node = ox.NamedNode(f"{ENTITY}statement/{_identified(statement['id'])}")
    yield subject, ox.NamedNode(ARC + name), node
    yield node, ox.NamedNode(STATED + name), value
    yield node, _TYPE, ox.NamedNode(BEST_RANK)
    for qualifier, snaks in statement["qualifiers"].items():
        for snak in snaks:
            if snak["snaktype"] == "novalue":
                yield node, _TYPE, ox.NamedNode(NONE + _named(qualifier))
            elif (said := _value(snak)) is not None:
                yield node, ox.NamedNode(QUALIFIER + _named(qualifier)), said


def _value(snak: Json) -> Value | None:
    """A value, where one is known that RDF has."""
    if snak["snaktype"] != "value":
        return None
    kind, value = snak["datavalue"]["type"], snak["datavalue"]["value"]
    match kind:
        case "wikibase-entityid":
            return ox.NamedNode(ENTITY + _named(value["id"])) if "id" in value else None
        case "string":
            return ox.NamedNode(value) if snak.get("datatype") == "url" else ox.Literal(value)
        case "monolingualtext":
            return ox.Literal(value["text"], language=value["language"])
        case "quantity":
            return ox.Literal(value["amount"].removeprefix("+"), datatype=ox.NamedNode(f"{XSD}decimal"))
        case "time":
            return _date(value)
    return None


def _date(value: Json) -> ox.Literal | None:
    """A date, as far as it is known; of the Julian calendar no more than the year, because days there are other days."""
    if not _TIME.fullmatch(value["time"]) or value["precision"] not in _CUT:
        return None
    exact = _CUT[value["precision"]] if value["calendarmodel"] == _GREGORIAN else _CUT[9]
    return ox.Literal(value["time"][1:][exact])


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    return name


def _identified(name: str) -> str:
    if not _STATEMENT.fullmatch(name):
        raise ValueError(name)
    return name.replace("$", "-")
