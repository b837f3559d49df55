"""The page to ask in SPARQL: a form, examples, and the answer as a table. It works without scripts; web/src/sparql makes more of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import orjson

from api.pages.rendering import Links, render
from api.pages.web import is_web
from queries.sparql import SparqlExample, load_sparql
from rdf.names import BASE, PREFIXES
from rdf.sparql import Answered, QueryLimits, Results

SHOWN = 500
"""Rows of an answer on the page; the files have all."""
ENTITY = f"{BASE}id/"
_PLACE = re.compile(r"line (\d+)(?:, column (\d+))?:")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value. `link`: where it leads, if it is the address of something."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as a page has it: a table, yes or no, or text."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    total: int = 0
    verdict: bool | None = None
    text: str = ""


def query_page(links: Links, limits: QueryLimits, text: str, wrong: str, answered: Answered | None, script: str = "") -> str:
    """The page, with a query, what is wrong with it, and its answer. `script`: the address of what makes an editor of its form."""
    examples = load_sparql()
    place = _PLACE.match(wrong)
    return render(
        "sparql.html",
        links,
        text=text or examples[0].text,
        asked=bool(text),
        wrong=wrong,
        line=place[1] if place else None,
        column=place[2] if place else None,
        shown=_shown(links, answered) if answered else None,
        most=SHOWN,
        examples=examples,
        chosen=_title(examples, text),
        prefixes=PREFIXES,
        limits=limits,
        script=script,
    )


def _title(examples: list[SparqlExample], text: str) -> str:
    """The title of the example that a query is, if it is one."""
    return next((e.title for e in examples if e.text.split() == text.split()), "")


def _shown(links: Links, answered: Answered) -> Shown:
    if not isinstance(answered.form, Results):
        return Shown(text=answered.body.decode())
    found = orjson.loads(answered.body)
    if "boolean" in found:
        return Shown(verdict=found["boolean"])
    columns, rows = tuple(found["head"]["vars"]), found["results"]["bindings"]
    cells = (tuple(_cell(links, row.get(name)) for name in columns) for row in rows[:SHOWN])
    return Shown(columns, tuple(cells), len(rows))


def _cell(links: Links, value: dict[str, str] | None) -> Cell:
    if not value:
        return Cell("")
    if value["type"] != "uri":
        return Cell(value["value"] if isinstance(value["value"], str) else orjson.dumps(value["value"]).decode())
    address = value["value"]
    if address.startswith(ENTITY):
        return Cell(f"id:{address.removeprefix(ENTITY)}", links.entity(address.removeprefix(ENTITY)))
    return Cell(_short(address), address if is_web(address) else "")


def _short(address: str) -> str:
    """An address with a prefix, where there is one for it."""
    name, begin = max(((n, b) for n, b in PREFIXES.items() if address.startswith(b)), key=lambda pair: len(pair[1]), default=("", ""))
    return f"{name}:{address.removeprefix(begin)}" if name else address
