"""What a request asks of the service, checked and bounded. What cannot be answered is refused by UsageError, in words for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from common.dates import InvalidDateError, bounds, without_time
from common.errors import UsageError
from common.suggest import suggest
from ontology import Kind, Model

MOST_QUERIES, MOST_IDS = 100, 500
"""How many names one request may hold, and how many entities of which values are asked for. OpenRefine sends ten of each."""
MOST_LETTERS = 500
MOST_PROPERTIES, MOST_VALUES = 20, 20
MOST_CANDIDATES, CANDIDATES = 50, 5
MOST_CELLS, CELLS = 200, 50
"""How many values of one property of an entity are given at most, and where nothing is said."""
AT = "at"
"""A property that no entity has: the day, month or year at which a name is meant."""


@dataclass(frozen=True, slots=True)
class Query:
    """A name to be found, or the values of one: `classes` are the only ones it may be of, `at` the time at which it is meant."""

    text: str
    classes: frozenset[str]
    most: int = CANDIDATES
    at: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A property or relation whose values are wanted, how many of them, and of which day those of a relation."""

    name: str
    most: int = CELLS
    at: str = ""


def queries_of(text: str, model: Model) -> dict[str, Query]:
    """The queries of a batch, by the keys that the client gave them."""
    batch = _json(text, "queries")
    if not isinstance(batch, dict) or not all(isinstance(one, dict) for one in batch.values()):
        raise UsageError("queries has to be an object of queries", 'send {"q0": {"query": "Burma"}}')
    if len(batch) > MOST_QUERIES:
        raise UsageError(f"there are {len(batch):,} queries", f"send at most {MOST_QUERIES} in a request")
    return {key: _query(key, given, model) for key, given in batch.items()}


def extension_of(text: str, model: Model) -> tuple[list[str], list[Wanted]]:
    """The entities of which values are wanted, and the properties."""
    given = _json(text, "extend")
    ids, properties = (given.get("ids"), given.get("properties")) if isinstance(given, dict) else (None, None)
    if not isinstance(ids, list) or not isinstance(properties, list) or not all(isinstance(one, str) for one in ids):
        raise UsageError("extend has to be an object with ids and properties", 'send {"ids": ["nato"], "properties": [{"id": "founded"}]}')
    if len(ids) > MOST_IDS or len(properties) > MOST_PROPERTIES:
        raise UsageError(f"there are {len(ids):,} ids and {len(properties):,} properties", f"send {MOST_IDS} and {MOST_PROPERTIES} at most")
    return ids, [_wanted(one, model) for one in properties]


def property_names(model: Model) -> dict[str, str]:
    """The properties and relations of all entities that sources state, by name, with their labels."""
    classes = [cls for cls in model.classes.values() if cls.kind is Kind.ENTITY]
    found = {p.name: p.label for cls in classes for p in cls.properties.values() if not p.derived}
    return found | {end.name: end.label for cls in classes for end in cls.ends.values() if end.relation.sourced}


def _json(text: str, what: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{what} is not JSON: {error}", "send it in a form, percent-encoded") from error


def _query(key: str, given: Mapping[str, Any], model: Model) -> Query:
    values = _values(key, given.get("properties") or [], model)
    # An empty cell means nothing, which is no fault of the table.
    text = given.get("query", "" if values else None)
    if not isinstance(text, str):
        raise UsageError(f"{key}: query has to be text", "give a name, or properties")
    if len(text) > MOST_LETTERS:
        raise UsageError(f"{key}: the name has {len(text):,} letters", f"{MOST_LETTERS} are the most")
    at = next(iter(values.pop(AT, ())), "")
    return Query(
        text.strip(), _classes(key, given.get("type") or [], model), _number(given.get("limit"), CANDIDATES, MOST_CANDIDATES), at, values
    )


def _classes(key: str, given: Any, model: Model) -> frozenset[str]:
    """The concrete classes that are named, or lie below one that is."""
    names = given if isinstance(given, list) else [given]
    known = {name: cls for name, cls in model.classes.items() if cls.kind is Kind.ENTITY}
    for name in names:
        if name not in known:
            raise UsageError(f"{key}: there is no type {str(name)[:60]!r}", suggest(str(name), known) or f"there are {', '.join(known)}")
    return frozenset(concrete for name in names for concrete in known[name].concrete)


def _values(key: str, given: Any, model: Model) -> dict[str, tuple[str, ...]]:
    if not isinstance(given, list) or len(given) > MOST_PROPERTIES:
        raise UsageError(f"{key}: properties has to be a list of at most {MOST_PROPERTIES}", 'send [{"pid": "founded", "v": "1949"}]')
    found: dict[str, tuple[str, ...]] = {}
    for one in given:
        name = one.get("pid") if isinstance(one, dict) else None
        _known(name, {AT: "", **property_names(model)}, key)
        values = one.get("v")
        texts = [_text(v) for v in (values if isinstance(values, list) else [values])][:MOST_VALUES]
        if kept := tuple(text for text in texts if text):
            found[str(name)] = kept
    return found


def _known(name: Any, known: Mapping[str, str], key: str) -> None:
    if name not in known:
        remedy = suggest(str(name), known) or "see what suggest/property lists"
        raise UsageError(f"{key}: there is no property {str(name)[:60]!r}", remedy)


def _text(value: Any) -> str:
    """A value as text; of an entity its id."""
    if isinstance(value, dict):
        value = value.get("id") or value.get("name")
    return "" if value is None or isinstance(value, (dict, list)) else str(value).strip()[:MOST_LETTERS]


def _wanted(given: Any, model: Model) -> Wanted:
    name = given.get("id") if isinstance(given, dict) else None
    _known(name, property_names(model), "extend")
    settings = given.get("settings")
    settings = settings if isinstance(settings, dict) else {}
    at = str(settings.get(AT) or "").strip()
    try:
        if at:
            bounds(without_time(at))
    except InvalidDateError as error:
        raise UsageError(f"at is {at[:60]!r}, which {error.why}", "give a day, a month or a year") from error
    return Wanted(str(name), _number(settings.get("limit"), CELLS, MOST_CELLS), without_time(at))


def _number(given: Any, usual: int, most: int) -> int:
    try:
        number = int(given)
    except (TypeError, ValueError, OverflowError):
        return usual
    return min(number, most) if number > 0 else usual
