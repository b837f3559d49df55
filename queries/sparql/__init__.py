"""Saved SPARQL queries, offered by the page of the endpoint and run by name. A file begins as those of queries/examples do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from common.errors import NotFoundError
from queries.examples import parse_example


@dataclass(frozen=True, slots=True)
class SparqlExample:
    """One query. `name` is its file's name without number and ending."""

    name: str
    title: str
    description: str
    text: str


@cache
def load_sparql() -> list[SparqlExample]:
    """All of them, in order of their files' names."""
    files = sorted((f for f in resources.files(__name__).iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    found = (parse_example(re.sub(r"^\d+-", "", f.name.removesuffix(".rq")), f.read_text(encoding="utf-8")) for f in files)
    return [SparqlExample(e.name, e.title, e.description, e.text) for e in found]


def find_sparql(name: str) -> SparqlExample:
    """The query called `name`. Raises NotFoundError."""
    examples = load_sparql()
    if found := next((e for e in examples if e.name == name), None):
        return found
    raise NotFoundError(f"there is no SPARQL query called {name!r}", f"there are {', '.join(e.name for e in examples)}")
