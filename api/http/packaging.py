"""`/tables/datapackage.json`: the tables as a Frictionless data package, with the meaning of their columns and the sources of the data.

https://specs.frictionlessdata.io/tabular-data-package/
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.answering.answers import Whole
from api.answering.citing import DATASETS
from api.http.caching import REVALIDATE
from api.http.codebook import Codebook
from api.http.graphql import Endpoint
from api.http.tags import has, tag_of
from ontology.codebook import Section

PROFILE = "tabular-data-package"
TYPES = {"integer": "integer", "decimal": "number", "true, false": "boolean", "day": "date"}
IN_THREE_COLUMNS = "date, in three columns"
NUMBERS = ("integer", "decimal")
ONE = "1"
UNITS = {"year": "a", "daysAtLeast": "d", "daysAtMost": "d"}
"""Units of columns by UCUM (https://ucum.org/ucum); the others are plain numbers."""
NAMED_LICENCE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9.]+)+")
"""What names of licences such as CC-BY-4.0 look like; others are words."""


class DataPackage:
    """Describes the tables of a server."""

    def __init__(self, endpoint: Endpoint, codebook: Codebook) -> None:
        self.endpoint = endpoint
        self.codebook = codebook

    async def __call__(self, request: Request) -> Response:
        """The description, or 304. Raises 503 when the store does not answer."""
        answer = await self.endpoint.engine.execute(DATASETS)
        if not isinstance(answer, Whole):
            raise HTTPException(503, "The store does not answer; ask again.", {"Retry-After": "5"})
        datasets = orjson.loads(answer.data)["datasets"]["nodes"]
        sections = await asyncio.to_thread(lambda: self.codebook.sections)
        tables = next(section.parts for section in sections if section.key == "tables")
        body = orjson.dumps(described(tables, datasets, answer.extensions.data_version or ""), option=orjson.OPT_INDENT_2)
        tag = tag_of(body)
        headers = {"ETag": tag, "Cache-Control": REVALIDATE}
        if has(request, tag):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type="application/json")


def described(tables: Sequence[Section], datasets: Sequence[Mapping[str, Any]], version: str) -> dict[str, Any]:
    """The package of some tables, as the codebook describes them, over data of some datasets."""
    names = dict.fromkeys(d["licence"] for d in datasets if NAMED_LICENCE.fullmatch(d["licence"]))
    sources = [
        {"title": d["title"], **({"path": d["homepage"]} if d["homepage"] else {}), "dataset": d["id"], "licence": d["licence"]}
        for d in datasets
    ]
    return {
        "profile": PROFILE,
        "name": "foedera",
        "title": "Foedera: alliances, agencies and agreements",
        "version": version,
        **({"licenses": [{"name": name} for name in names]} if names else {}),
        "sources": sources,
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Section) -> dict[str, Any]:
    fields = [field for row in table.rows for field in _fields(*row)]
    return {
        "profile": "tabular-data-resource",
        "name": table.key,
        "path": f"{table.key}.csv",
        "description": table.words,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _fields(name: str, type_: str, _vocabulary: str, meaning: str, empty: str) -> Iterator[dict[str, Any]]:
    words = f"{meaning} Empty: {empty}."
    unit = {"unit": UNITS.get(name, ONE)} if type_ in NUMBERS else {}
    yield {"name": name, "type": TYPES.get(type_, "string"), "description": words} | unit
    if type_ == IN_THREE_COLUMNS:
        yield {"name": f"{name}.earliest", "type": "date", "description": f"The first day that {name} may mean."}
        yield {"name": f"{name}.latest", "type": "date", "description": f"The last day that {name} may mean."}
