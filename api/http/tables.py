"""Tables at addresses that do not change: `/tables/memberships.csv`, with what narrows them as parameters."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.answering.panels import PANELS
from api.answering.tables.formats import Format, TableWish, format_of
from api.http import addresses, networks, panels
from api.http.datasets import check_datasets
from api.http.graphql import Endpoint
from api.http.pages import page
from api.http.parameters import refuse_unknown, sentence, several
from api.http.requests import GRAPHQL, Asked, for_spreadsheets
from api.tables import load_tables
from common.suggest import suggest
from ontology import constant_of

PARAMETERS = {
    "at": "only what holds on a day, or throughout a month or year (`1982-06-01`, `1982`)",
    "during": "only what holds at some time in a period (`1946/2018`)",
    "datasets": "only what these datasets say, with commas between them",
    "certainty": "`CERTAIN`: only what holds whatever the unknown dates are",
    "claims": "`ALL`: what every dataset says, not only the best",
    "bom": "`true`: for spreadsheet programs",
}

OF_RELATIONS = {"relation": "of the spells only those of these relations, with commas between them (`memberOf,partyTo`)"}


class Tables:
    """Answers at the addresses of tables, and lists them."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.tables = load_tables()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI application. Raises HTTPException."""
        request = Request(scope, receive)
        name = request.path_params.get("name", "")
        if not name:
            await self._index(request)(scope, receive, send)
            return
        asked = self._asked(name, request)
        await check_datasets(self.endpoint.engine, request)
        await self.endpoint.reply(request, asked, GRAPHQL, scope, receive, send)

    def _asked(self, file: str, request: Request) -> Asked:
        name, _, ending = file.rpartition(".")
        form, table = format_of(ending), self.tables.get(name)
        if form and name in PANELS:
            return self._panel(name, request, form)
        if form is None or table is None:
            known = [f"{n}.{f.word}" for n in (*self.tables, *PANELS) for f in Format]
            raise HTTPException(404, sentence(f"there is no table {file}; {suggest(file, known) or f'{addresses.TABLES} lists them'}"))
        given = _variables(request.query_params, relations="$relations" in table.text)
        return Asked(table.text, given, name, table=TableWish(form, for_spreadsheets(request)))

    def _panel(self, name: str, request: Request, form: Format) -> Asked:
        given = dict(request.query_params)
        refuse_unknown(given, panels.PARAMETERS)
        return Asked("", given, name, table=TableWish(form, for_spreadsheets(request)), panel=panels.wish(given))

    def _index(self, request: Request) -> Response:
        base = request.scope.get("root_path", "")
        found = [
            {
                "name": name,
                "title": table.title,
                "description": table.description,
                "operation": table.text,
                "files": _files(base, name),
            }
            for name, table in self.tables.items()
        ]
        more = [{"name": n, "title": p.title, "description": p.description, "files": _files(base, n)} for n, p in PANELS.items()]
        graphs = networks.listed(base)
        if "text/html" in request.headers.get("accept", ""):
            response = _page(found, more, graphs, base)
            response.headers["Vary"] = "Accept"
            return response
        listed = {"tables": found, "parameters": PARAMETERS | OF_RELATIONS, "panels": more, "panelParameters": panels.PARAMETERS}
        listed |= {"package": f"{base}{addresses.PACKAGE}", "networks": graphs, "networkParameters": networks.PARAMETERS}
        listed |= {"codebook": f"{base}{addresses.CODEBOOK}"}
        return Response(orjson.dumps(listed), headers={"Vary": "Accept"}, media_type="application/json")


def _files(base: str, name: str) -> dict[str, str]:
    return {form.word: f"{base}{addresses.TABLES}/{name}.{form.word}" for form in Format}


def _variables(given: Mapping[str, str], *, relations: bool) -> dict[str, Any]:
    """The variables of a table's operation; `relations`: it can be of some. Without a time it holds everything. Raises 400."""
    refuse_unknown(given, PARAMETERS | (OF_RELATIONS if relations else {}))
    if "at" in given and "during" in given:
        raise HTTPException(400, "at and during were both given; give one of them.")
    time: dict[str, Any] = {name: given[name] for name in ("at", "during") if name in given} or {"ever": True}
    sources: dict[str, Any] = {name: given[name].upper() for name in ("certainty", "claims") if name in given}
    if "datasets" in given:
        sources["datasets"] = several(given["datasets"])
    found: dict[str, Any] = {"time": time, "sources": sources} if sources else {"time": time}
    if relations and "relation" in given:
        found["relations"] = list(map(constant_of, several(given["relation"])))
    return found


def _page(found: list[dict[str, Any]], more: list[dict[str, Any]], graphs: list[dict[str, Any]], base: str) -> Response:
    words = "For R, pandas and spreadsheets, straight from the address. They hold what held at any time; parameters narrow them:"
    defined = f'The <a href="{html.escape(base)}{addresses.CODEBOOK}">codebook</a> defines their columns.'
    tables = f"<p>{words}<ul>{_listed(PARAMETERS | OF_RELATIONS)}</ul><p>{defined}<table>{_rows(found)}</table>"
    words = "A row for each state, or pair of states, and year in which it exists. Empty is not zero: nobody says. Parameters:"
    years = f"<h2>Panels</h2><p>{words}<ul>{_listed(panels.PARAMETERS)}</ul><table>{_rows(more)}</table>"
    words = "Who shares bodies with whom, today unless a time is given. Parameters:"
    shared = f"<h2>Networks</h2><p>{words}<ul>{_listed(networks.PARAMETERS)}</ul><table>{_rows(graphs)}</table>"
    return page("Foedera: tables", f"<h1>Tables</h1>{tables}{years}{shared}")


def _listed(parameters: Mapping[str, str]) -> str:
    return "".join(f"<li><code>{name}</code>: {html.escape(words)}" for name, words in parameters.items())


def _rows(found: list[dict[str, Any]]) -> str:
    return "".join(
        f"<tr><th>{html.escape(table['title'])}<td>{html.escape(table['description'])}<td>"
        + " ".join(f'<a href="{html.escape(path)}">{form}</a>' for form, path in table["files"].items())
        for table in found
    )
