"""Entities of Wikidata as JSON, as its Special:EntityData gives one and its dumps many, one on each line: as the truthy triples of them.

Truthy is what Wikidata's own export calls so (https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format#Truthy_statements): of each
property the statements of the best rank, without qualifiers and references. Dates are as precise as they are said to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pyoxigraph as ox

from common.errors import NotFoundError, RdfError, UsageError
from rdf.names import RDFS, SKOS, XSD
from rdf.reading.limits import MEBIBYTE
from rdf.reading.parsing import Parsed

SUFFIX = ".json"
MOST = 64 * MEBIBYTE
"""A document, or a line of a dump, is not larger."""
ENTITY, DIRECT = "http://www.wikidata.org/entity/", "http://www.wikidata.org/prop/direct/"
_TEXTS = {"labels": f"{RDFS}label", "aliases": f"{SKOS}altLabel", "descriptions": "http://schema.org/description"}
_NAME = re.compile(r"[PQ][1-9][0-9]{0,12}")
_TIME = re.compile(r"\+(\d{4})-(\d{2})-(\d{2})T00:00:00Z")
_GREGORIAN = f"{ENTITY}Q1985727"
_CUT = {11: slice(0, 10), 10: slice(0, 7), 9: slice(0, 4)}
"""How much of a date its precision leaves: a day, a month, a year. What is vaguer (decades, centuries) is left out."""
Json = Mapping[str, Any]


def parse_entities(path: Path) -> Iterator[Parsed]:
    """The truthy triples of a file, each with the line of its entity. Raises NotFoundError, UsageError and RdfError."""
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


def _triples(entity: Json) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
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


def _value(snak: Json) -> ox.NamedNode | ox.Literal | None:
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
