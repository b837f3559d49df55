"""The works that methods follow, as CSL-JSON, as text and as BibTeX."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import orjson


@cache
def works() -> dict[str, dict[str, Any]]:
    """The works by key, as CSL-JSON."""
    listed = orjson.loads((files("api") / "answering" / "works.json").read_bytes())
    return {work["id"]: work for work in listed}


def cited(key: str) -> dict[str, Any]:
    """A work as answers cite it."""
    work = works()[key]
    return {"csl": work, "text": text(work), "bibtex": bibtex(work)}


def text(work: dict[str, Any]) -> str:
    """A work in a line: authors, year, title, where it is published."""
    authors = " and ".join(f"{author['given']} {author['family']}" for author in work["author"])
    where = [work.get("container-title"), _volume(work), work.get("publisher")]
    found = f"{authors} ({year(work)}). {work['title']}. {', '.join(part for part in where if part)}."
    return f"{found} https://doi.org/{work['DOI']}" if "DOI" in work else found


def bibtex(work: dict[str, Any]) -> str:
    """A work as a BibTeX entry."""
    kind = "article" if work["type"] == "article-journal" else "book"
    authors = " and ".join(f"{author['family']}, {author['given']}" for author in work["author"])
    fields = {
        "author": authors,
        "title": work["title"],
        "year": year(work),
        "journal": work.get("container-title"),
        "volume": work.get("volume"),
        "number": work.get("issue"),
        "pages": str(work.get("page", "")).replace("-", "--"),
        "publisher": work.get("publisher"),
        "doi": work.get("DOI"),
    }
    return entry(kind, work["id"], fields)


def entry(kind: str, key: str, fields: Mapping[str, Any]) -> str:
    """An entry of BibTeX, without the fields that have no value."""
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{key},\n{lines}}}"


def year(work: dict[str, Any]) -> int:
    """The year in which it was published."""
    return int(work["issued"]["date-parts"][0][0])


def _volume(work: dict[str, Any]) -> str:
    volume = work.get("volume", "")
    issue = f"({work['issue']})" if "issue" in work else ""
    pages = f": {work['page']}" if "page" in work else ""
    return f"{volume}{issue}{pages}"
