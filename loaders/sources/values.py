"""One value against its property: its datatype, and the constraints that SHACL shapes put on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from functools import cache

from common import languages
from common.dates import InvalidDateError, bounds
from common.labels import read_labels
from loaders.checks import rules
from loaders.checks.rules import Rule
from loaders.sources.characters import as_meant, stray
from loaders.sources.core_types import is_decimal, is_integer
from loaders.sources.date_remedies import GENERAL, date_remedy
from loaders.sources.key_remedies import number_remedy
from ontology import Constraint, Datatype

TYPE_REMEDY = {
    Datatype.EDTF: GENERAL,
    Datatype.INTEGER: "write a whole number",
    Datatype.DECIMAL: "write a number",
    Datatype.BOOLEAN: "write true or false",
    Datatype.TEXT: "remove it",
    Datatype.URI: "remove it",
    Datatype.LABELS: "write a mapping of languages to names, such as {fr: OTAN, ru: НАТО}",
}


QUOTES = "\"'“”„‟«»‹›‘’‚"
"""Marks around a text that belong to no value."""


def type_remedy(datatype: Datatype, value: str) -> str:
    """What to write in place of a value that is not of a datatype."""
    if datatype is Datatype.EDTF:
        return date_remedy(value)
    if datatype in (Datatype.TEXT, Datatype.URI) and (meant := as_meant(value)) != value:
        return f"write {meant[:80]}"
    if datatype is Datatype.LABELS and (tag := next((tag for tag in map(languages.meant, _tags(value)) if tag), "")):
        return f"write {tag}"
    return (number_remedy(value) if datatype in (Datatype.INTEGER, Datatype.DECIMAL) else "") or TYPE_REMEDY[datatype]


def wrong_type(datatype: Datatype, value: str) -> str:
    """Why `value` is not of a datatype, as `told` has it; empty when it is."""
    match datatype:
        case Datatype.EDTF:
            return _wrong_date(value)
        case Datatype.INTEGER:
            return "" if is_integer(value) else "is not a whole number"
        case Datatype.DECIMAL:
            return "" if is_decimal(value) else "is not a number"
        case Datatype.BOOLEAN:
            return "" if value in ("true", "false") else "is not true or false"
    if datatype is Datatype.LABELS:
        return _wrong_labels(value)
    return stray(value)


def told(name: str, value: str, wrong: str) -> str:
    """That what is called `name` has a wrong value, and why: one sentence."""
    return f"{name} is {value[:60]!r}, which {wrong}"


def _wrong_labels(value: str) -> str:
    try:
        tags = read_labels(value)
    except ValueError as error:
        return str(error)
    return next((f"has {tag!r}, which is no language of ISO 639" for tag in tags if languages.unknown(tag)), "")


def _tags(value: str) -> list[str]:
    with suppress(ValueError):
        return list(read_labels(value))
    return []


def _wrong_date(value: str) -> str:
    try:
        bounds(value)
    except InvalidDateError as error:
        # Of 31/02/2001 the slashes are not what is wrong.
        if value.count("/") > 1 and date_remedy(value) != GENERAL:
            return "is not a date"
        return error.why
    return ""


def broken_rules(constraint: Constraint, values: Sequence[str]) -> list[tuple[Rule, str]]:
    """Each rule of a shape that `values` break, with a value that does; what is missing has none. As SHACL counts, all values together."""
    found: list[tuple[Rule, str]] = []
    distinct = list(dict.fromkeys(values))
    if constraint.required and not distinct:
        found.append((rules.REQUIRED, ""))
    if constraint.max_count is not None and len(distinct) > constraint.max_count:
        found.append((rules.TOO_MANY, distinct[constraint.max_count]))
    return found + [(rule, value) for value in distinct for rule in _broken(constraint, value)]


def form_remedy(rule: Rule, constraint: Constraint, value: str) -> str:
    """What to write in place of a value that has not the form, the length or the size that a shape asks for."""
    if rule is rules.PATTERN and constraint.pattern:
        bare = value.strip().strip(QUOTES)
        tail = re.split(r"[/:#=]", bare.rstrip("/"))[-1]
        numbered = (f"Q{tail}", tail.zfill(3), tail.lstrip("0")) if tail.isdecimal() else ()
        tries = (bare, bare.upper(), bare.lower(), tail, tail.upper(), *numbered, f"https://{bare}")
        fits = (text for text in tries if " " not in text and ("." in text or not text.startswith("https:")))
        return next((f"write {text[:80]}" for text in fits if _pattern(constraint.pattern).search(text)), "write it in that form")
    if constraint.minimum is not None and constraint.maximum is not None:
        return f"write a number from {constraint.minimum:g} to {constraint.maximum:g}"
    return {rules.TOO_SMALL: "write a greater number", rules.TOO_BIG: "write a smaller number", rules.OVERLONG: "shorten it"}.get(
        rule, "correct it"
    )


def _broken(constraint: Constraint, value: str) -> list[Rule]:
    found = []
    if constraint.pattern and not _pattern(constraint.pattern).search(value):
        found.append(rules.PATTERN)
    if constraint.one_of and value not in constraint.one_of:
        found.append(rules.NOT_LISTED)
    if constraint.min_length is not None and len(value) < constraint.min_length:
        found.append(rules.TOO_SHORT)
    if constraint.max_length is not None and len(value) > constraint.max_length:
        found.append(rules.OVERLONG)
    if (constraint.minimum is not None or constraint.maximum is not None) and is_decimal(value):
        number = float(value)
        if constraint.minimum is not None and number < constraint.minimum:
            found.append(rules.TOO_SMALL)
        if constraint.maximum is not None and number > constraint.maximum:
            found.append(rules.TOO_BIG)
    return found


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
