"""Ids as the scheme says: the slug, and behind an @ what differs from the default scope. Written anew."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from graphql import GraphQLError

from tests.reference.meaning import FIRST, LAST, NoDateError, days
from tests.reference.scoping import Scope, now

MOST = 160
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SCOPES = (
    *("", "", "", "@ever", "@1982-06-01", "@1982", "@in.1950..1960", "@ever_all", "@2001-01_certain", "@preferred_from.core"),
    *("@from.core", "@lineage", "@..1950", "@1982-01-01..1982-12-31", "@in.1966-03-11", "@all_ever", "@from.core.core_1999", "@from"),
    "@ever_certain_lineage",
)
"""Some of them in spellings that are understood and never given."""


def drawn(random: Random) -> str:
    """What may stand behind a slug."""
    return random.choice(SCOPES)


def scope_text(scope: Scope) -> str:
    """The scope as text."""
    parts = []
    if scope.mode == "ever":
        parts.append("ever")
    elif scope.asked:
        span = scope.first, scope.last
        parts.append(f"in.{_days(*span)}" if scope.mode == "during" and scope.first != scope.last else _days(*span))
    parts += [word for word, said in (("certain", scope.certain), ("lineage", scope.lineage)) if said]
    if scope.everyone != (scope.datasets is not None):
        parts.append("all" if scope.everyone else "preferred")
    if scope.datasets is not None:
        parts.append(".".join(["from", *sorted(scope.datasets)]))
    return "_".join(parts)


def id_of(slug: str, scope: Scope) -> str:
    """What a node is called within a scope."""
    text = scope_text(scope)
    return f"{slug}@{text}" if text else slug


def refuse_unwritable(scope: Scope) -> None:
    """Refuse a scope that no id can hold."""
    if len(scope_text(scope)) > MOST or not all(SLUG.fullmatch(name) for name in scope.datasets or ()):
        raise GraphQLError("datasets")


def read(text: str) -> tuple[str, Scope]:
    """The slug and the scope of an id."""
    slug, *behind = text.split("@", 1)
    if not slug or behind == [""]:
        raise GraphQLError("no id")
    scope, said = now(), set[str]()
    for part in behind[0].split("_") if behind else ():
        kind, scope = _with(scope, part)
        if kind in said:
            raise GraphQLError("said twice")
        said.add(kind)
    return slug, scope if "claims" in said else replace(scope, everyone=scope.datasets is not None)


def _with(scope: Scope, part: str) -> tuple[str, Scope]:
    match part.split("."):
        case ["certain"]:
            return "certain", replace(scope, certain=True)
        case ["lineage"]:
            return "lineage", replace(scope, lineage=True)
        case ["all" | "preferred"]:
            return "claims", replace(scope, everyone=part == "all")
        case ["from", *names]:
            return "datasets", replace(scope, datasets=frozenset(names))
        case ["ever"]:
            return "time", replace(scope, mode="ever")
    during = part.startswith("in.")
    try:
        first, last = days(part[3 * during :].replace("..", "/"))
    except NoDateError as error:
        raise GraphQLError("no part of a scope") from error
    return "time", replace(scope, mode="during" if during else "at", first=first, last=last, asked=True)


def _days(first: str, last: str) -> str:
    lengths = (4, 7, 10)
    for whole in (first[:n] for n in lengths):
        if days(whole) == (first, last):
            return whole
    begin = "" if first == FIRST else next(first[:n] for n in lengths if days(first[:n])[0] == first)
    end = "" if last == LAST else next(last[:n] for n in lengths if days(last[:n])[1] == last)
    return f"{begin}..{end}"
