"""Pages by which people find entities: the start page, the search, a list of each class, what changed. They work without JavaScript."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.answering.answers import Refusal, Whole
from api.answering.engine import Engine
from api.http import addresses
from api.http.clients import client_of
from api.http.gate import Gate
from api.http.policy import PAGE_HEADERS
from api.http.problems import failed, problem
from api.pages.classes import Branch, tree_of
from api.pages.happened import grouped, year_until
from api.pages.rendering import Links, render
from common.dates import InvalidDateError, bounds, today, without_time
from common.errors import FoederaError, UsageError
from ontology import Class, Kind
from queries.inventory import COUNTS

FOUND, LISTED, TOLD = 20, 100, 500
"""How many entities stand on a page of the search, and of a class, and how many events on that of a year."""
MOST_LETTERS = 200
SEARCH = (
    "query Search($text: String!, $first: Int!, $after: String) { search(text: $text, first: $first, after: $after) { totalCount "
    "pageInfo { hasNextPage endCursor } edges { node { __typename id: slug name description } } } }"
)
LIST = (
    "query List($first: Int!, $after: String, $time: TimeInput) { "
    "found: %s(first: $first, after: $after, time: $time, sort: [{name: ASC}, {slug: ASC}]) { "
    "totalCount pageInfo { hasNextPage endCursor } nodes { __typename id: slug name description } } }"
)
YEAR = (
    "query Year($from: EDTF!, $to: EDTF!, $first: Int!, $after: String) { changes(from: $from, to: $to, first: $first, after: $after) { "
    "totalCount pageInfo { hasNextPage endCursor } "
    "nodes { event date certain manner entity { id: slug name } of { id: slug name } } } }"
)


class Browsing:
    """Serves these pages. `counted`: whether the start page, which everybody may read, says how many entities there are."""

    def __init__(self, engine: Engine, gate: Gate, *, counted: bool) -> None:
        self.engine = engine
        self.gate = gate
        self.counted = counted

    async def start(self, request: Request) -> Response:
        """The start page. It is there before the store is, too."""
        try:
            counts = await self._counts() if self.counted else {}
        except FoederaError:
            counts = {}
        return self._page(request, "start.html", {"tree": self._tree(counts), "total": sum(counts.values())})

    async def search(self, request: Request) -> Response:
        """What the words in `q` find."""
        text = request.query_params.get("q", "").strip()[:MOST_LETTERS]
        return await self._answer(request, lambda: self._search(request, text))

    async def classes(self, request: Request) -> Response:
        """All classes are on the start page."""
        return RedirectResponse(f"{request.scope.get('root_path', '')}{addresses.START}#classes", 303)

    async def cls(self, request: Request) -> Response:
        """The entities of a class and of those below it."""
        name = request.path_params["name"]
        cls = self.engine.model.classes.get(name)
        if cls is None or cls.kind is not Kind.ENTITY:
            return problem(request, 404, f'There is no class "{name[:MOST_LETTERS]}"; the start page lists all.')
        return await self._answer(request, lambda: self._list(request, cls))

    async def year(self, request: Request) -> Response:
        """What happened in the year that ends with the day `until`: today unless given."""
        return await self._answer(request, lambda: self._year(request))

    async def _answer(self, request: Request, make: Callable[[], Awaitable[Response]]) -> Response:
        try:
            async with self.gate.place(client_of(request.scope)):
                return await make()
        except UsageError as error:
            return problem(request, 400, error.message)
        except FoederaError as error:
            return failed(request, error)

    async def _search(self, request: Request, text: str) -> Response:
        found: Mapping[str, Any] | None = None
        if text:
            data = await self._asked(SEARCH, {"text": text, "first": FOUND, "after": request.query_params.get("after") or None})
            found = data["search"] | {"nodes": [edge["node"] for edge in data["search"]["edges"]]}
        return self._page(request, "search.html", {"text": text, "found": found, "classes": self.engine.model.classes})

    async def _list(self, request: Request, cls: Class) -> Response:
        at = _day(request.query_params.get("at"))
        given = {"first": LISTED, "after": request.query_params.get("after") or None, "time": {"at": at} if at else None}
        data = await self._asked(LIST % cls.plural, given)
        classes = self.engine.model.classes
        below = [one for one in classes.values() if cls.name in one.parents]
        above = [classes[name] for name in cls.lineage[1:]]
        values = {"cls": cls, "above": above, "below": below, "found": data["found"], "classes": classes, "at": at}
        return self._page(request, "class.html", values, at)

    async def _year(self, request: Request) -> Response:
        until = bounds(_day(request.query_params.get("until"), "until") or today()).latest
        given = {"from": year_until(until), "to": until, "first": TOLD, "after": request.query_params.get("after") or None}
        found = (await self._asked(YEAR, given))["changes"]
        more = found["pageInfo"]["endCursor"] if found["pageInfo"]["hasNextPage"] else None
        values = {"since": given["from"], "until": until, "total": found["totalCount"], "groups": grouped(found["nodes"]), "more": more}
        return self._page(request, "year.html", values)

    async def _asked(self, text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The data of an operation. Raises UsageError when it is refused, and StoreError."""
        match await self.engine.execute(text, variables):
            case Whole(data):
                found: dict[str, Any] = orjson.loads(data)
                return found
            case Refusal(errors, status) if status < 500:
                raise UsageError(str(errors[0]["message"]))
        # The engine translates what went wrong in the store; asking again raises it as it is.
        await self.engine.versions.current()
        raise FoederaError("no answer")

    async def _counts(self) -> dict[str, int]:
        row = await self.engine.settled.row(COUNTS, {})
        return dict(row[0]) if row else {}

    def _tree(self, counts: Mapping[str, int]) -> tuple[Branch, ...]:
        return tree_of(self.engine.model, counts)

    def _page(self, request: Request, template: str, values: Mapping[str, Any], at: str | None = None) -> Response:
        page = render(template, Links(request.scope.get("root_path", ""), at), **values)
        return Response(page, headers={"Cache-Control": "no-cache", **PAGE_HEADERS}, media_type="text/html")


def _day(at: str | None, name: str = "at") -> str | None:
    """A date in an address. Raises UsageError."""
    if not at:
        return None
    try:
        bounds(without_time(at))
    except InvalidDateError as error:
        raise UsageError(error.of(name)) from error
    return without_time(at)
