"""The addresses of the service. One answers with the manifest, with candidates, or with values, by what is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.answering.engine import Engine
from api.answering.pricing import Kind
from api.http import addresses
from api.http.clients import client_of
from api.http.gate import Gate
from api.http.problems import failed, problem
from api.http.requests import body_in_time
from api.http.routes import Address
from api.reconciliation import showing, suggesting
from api.reconciliation.asked import extension_of, queries_of
from api.reconciliation.manifest import manifest
from api.reconciliation.matching import answers
from api.reconciliation.names import Names
from api.reconciliation.values import extended, proposed, values
from api.settings import Settings
from common.errors import FoederaError, NotFoundError, UsageError
from common.suggest import suggest
from ontology import Kind as ClassKind

FORM = "application/x-www-form-urlencoded"
IGNORED = ("callback", "exact", "filter", "key", "lang", "limit", "spell", "type", "type_strict", "_")
"""What OpenRefine and its kin may send everywhere by older versions of the protocol; it changes nothing here (suggest-4_3a.js, jQuery)."""
MOST_FIELDS = 20
MOST_PROPOSED = 200
MOST_LETTERS = 200
Make = Callable[[], Awaitable[Response]]


class Reconciliation:
    """Serves them."""

    def __init__(self, engine: Engine, gate: Gate, settings: Settings) -> None:
        self.engine = engine
        self.model = engine.model
        self.gate = gate
        self.settings = settings
        self.names = Names(engine)

    def routes(self) -> list[Address]:
        """All of them."""
        top = addresses.RECONCILE
        return [
            Address(top, self.service, ("queries", "extend", "query", *IGNORED), methods=["GET", "POST"]),
            Address(f"{top}/properties", self.properties, ("type", "limit", *IGNORED)),
            Address(f"{top}/preview", self.preview, ("id", *IGNORED)),
            Address(f"{top}/suggest/{{what}}", self.suggest, ("prefix", "cursor", *IGNORED)),
            Address(f"{top}/flyout/{{what}}", self.flyout, ("id", *IGNORED)),
        ]

    async def service(self, request: Request) -> Response:
        """The manifest, the results of a batch of queries, or values of entities. Raises HTTPException."""
        given = await self._given(request)
        if "queries" in given:
            return await self._answer(request, lambda: self._queries(given["queries"]))
        if "extend" in given:
            return await self._answer(request, lambda: self._extend(given["extend"]))
        if "query" in given:
            return problem(request, 400, 'Send queries, a batch: {"q0": {"query": "Burma"}}. Single queries (query) are of version 0.1.')
        return _json(manifest(self._base(request), self.model, closed=self.settings.closed))

    async def properties(self, request: Request) -> Response:
        """What there is to add to entities of a type."""
        cls, limit = request.query_params.get("type", ClassKind.ENTITY.value), request.query_params.get("limit", "")
        known = [c.name for c in self.model.classes.values() if c.kind is ClassKind.ENTITY]
        if cls not in known:
            return problem(request, 404, f"There is no type {cls[:60]!r}; {suggest(cls, known) or 'the manifest lists them'}.")
        most = int(limit) if limit.isdecimal() and len(limit) < 5 else MOST_PROPOSED
        return _json(proposed(cls, min(most, MOST_PROPOSED), self.model))

    async def suggest(self, request: Request) -> Response:
        """What may be meant by a prefix."""
        what = request.path_params["what"]
        prefix = request.query_params.get("prefix", "").strip()[:MOST_LETTERS]
        cursor = request.query_params.get("cursor", "0")
        skip = min(int(cursor), suggesting.MOST_SKIPPED) if cursor.isdecimal() and len(cursor) < 8 else 0
        match what:
            case "entity":
                return await self._answer(request, lambda: self._suggested(prefix, skip))
            case "type":
                return _json({"result": suggesting.classes(prefix, skip, self.model)})
            case "property":
                return _json({"result": suggesting.properties(prefix, skip, self.model)})
        raise HTTPException(404)

    async def flyout(self, request: Request) -> Response:
        """A little page on what was suggested, as JSON."""
        what, id_ = request.path_params["what"], request.query_params.get("id", "")[:MOST_LETTERS]
        root = request.scope.get("root_path", "")
        if what == "entity":
            return await self._answer(request, lambda: self._flyout(id_, root))
        cls = self.model.classes.get(id_)
        comment = cls.comment if what == "type" and cls else suggesting.comment_of(id_, self.model) if what == "property" else ""
        if not comment:
            return problem(request, 404, f'There is no {what[:60]} "{id_}".')
        return _json({"id": id_, "html": showing.flyout_of(cls.label if cls and what == "type" else id_, comment, root)})

    async def preview(self, request: Request) -> Response:
        """A little page on an entity, for a frame."""
        id_ = request.query_params.get("id", "")[:MOST_LETTERS]
        return await self._answer(request, lambda: self._preview(id_, request.scope.get("root_path", "")))

    # -- what is asked

    async def _given(self, request: Request) -> Mapping[str, str]:
        """The parameters in the address, or in a form. Raises HTTPException."""
        if request.method != "POST":
            return dict(request.query_params)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            raise HTTPException(415, f"Send a form (Content-Type: {FORM}).")
        body = await body_in_time(request, self.settings.limits.bytes, self.settings.body_seconds)
        try:
            given = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"))
        except ValueError as error:  # broken UTF-8, or too many fields
            raise HTTPException(400, "The form cannot be read: send queries or extend, in UTF-8, percent-encoded.") from error
        return {**request.query_params, **given}

    # -- answers

    async def _answer(self, request: Request, make: Make) -> Response:
        try:
            async with self.gate.place(client_of(request.scope), Kind.COMPARED):
                return await make()
        except UsageError as error:
            status = 404 if isinstance(error, NotFoundError) else 400
            return problem(request, status, f"{error.message}{f'; {error.hint}' if error.hint else ''}.")
        except FoederaError as error:
            return failed(request, error)

    async def _queries(self, text: str) -> Response:
        queries = queries_of(text, self.model)
        return _json(await answers(self.engine, await self.names.known(), queries))

    async def _extend(self, text: str) -> Response:
        ids, wanted = extension_of(text, self.model)
        return _json(extended(ids, wanted, await values(self.engine, ids, wanted), self.model))

    async def _suggested(self, prefix: str, skip: int) -> Response:
        known = await self.names.known()
        return _json({"result": await asyncio.to_thread(suggesting.entities, prefix, skip, known, self.model) if prefix else []})

    async def _flyout(self, id_: str, root: str) -> Response:
        found = (await values(self.engine, [id_], [])).get(id_)
        if found is None:
            raise NotFoundError(f"there is no entity {id_!r}")
        return _json({"id": id_, "html": showing.flyout(found, self.model, root)})

    async def _preview(self, id_: str, root: str) -> Response:
        found = (await values(self.engine, [id_], [])).get(id_)
        if found is None:
            raise NotFoundError(f"there is no entity {id_!r}")
        return Response(
            showing.preview(found, self.model, root), headers={"Cache-Control": "no-cache", **showing.FRAMED}, media_type="text/html"
        )

    def _base(self, request: Request) -> str:
        """The address of this server, as clients have it."""
        if self.settings.base:
            return self.settings.base
        return str(request.base_url).rstrip("/")


def _json(content: Any) -> Response:
    return Response(orjson.dumps(content), headers={"Cache-Control": "no-cache"}, media_type="application/json")
