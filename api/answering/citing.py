"""How to cite the data of an answer: Foedera at a version of the data, and the datasets whose statements the answer rests on.

Datasets are those of the relationships in the lists of an answer, and of those on which a computed field rests. Names, codes and
other properties of entities are not traced: an answer that has nothing else cites every dataset.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from api.answering.works import cited, entry
from api.language.compiling.computing import Method
from common.dates import today

DATASETS = "{ datasets(first: 1000, sort: [{slug: ASC}]) { nodes { id: slug title licence homepage citeAs } } }"
FOEDERA: Mapping[str, Any] = {
    "id": "foedera",
    "title": "Foedera: alliances, agencies and agreements",
    "author": "The Foedera contributors",
    "homepage": "https://w3id.org/foedera",
}
_UNSAFE = re.compile(r"[{}\\\\%#$&_~^]")


def citations(
    known: Iterable[Mapping[str, Any]], used: Iterable[str] | None, version: str, methods: Mapping[str, Method]
) -> list[dict[str, Any]]:
    """Foedera, the datasets among `known` that are `used` (None: all), and the works that methods follow."""
    wanted, day = None if used is None else set(used), today()
    data = [FOEDERA, *(d for d in known if wanted is None or d["id"] in wanted)]
    works = dict.fromkeys(work for method in methods.values() for work in method.works)
    return [*(_of_data(one, version, day) for one in data), *map(cited, works)]


def _of_data(dataset: Mapping[str, Any], version: str, day: str) -> dict[str, Any]:
    authors = [{"literal": dataset["author"]}] if dataset.get("author") else None
    parts = {"author": authors, "URL": dataset.get("homepage"), "license": dataset.get("licence"), "note": dataset.get("citeAs")}
    csl = {"id": dataset["id"], "type": "dataset", "title": dataset["title"], "version": version}
    csl |= {name: value for name, value in parts.items() if value}
    csl["accessed"] = {"date-parts": [[int(part) for part in day.split("-")]]}
    what = dataset.get("citeAs") or " ".join(f"{csl.get(name)}." for name in ("title", "license", "URL") if csl.get(name))
    return {"csl": csl, "text": f"{what.rstrip('.')}. Data version {version} of Foedera, retrieved {day}.", "bibtex": _bibtex(csl, day)}


def _bibtex(csl: Mapping[str, Any], day: str) -> str:
    author = "".join(f"{{{a['literal']}}}" for a in csl.get("author", ()))
    fields = {
        "author": author,
        "title": _UNSAFE.sub(lambda found: "\\" + found[0] if found[0] in "{}%#$&_" else " ", csl["title"]),
        "version": csl["version"],
        "url": csl.get("URL"),
        "note": f"Data version {csl['version']}, retrieved {day}",
    }
    return entry("misc", csl["id"], fields)
