"""`/limits`: what operations may ask of this server, and the codes of its errors."""

from __future__ import annotations

from dataclasses import asdict

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.answering.codes import all_codes
from api.answering.pricing import Kind
from api.http.gate import bounds, costly_at_once
from api.settings import Settings


class Limited:
    """Serves them as JSON."""

    def __init__(self, settings: Settings) -> None:
        told = {
            "operation": asdict(settings.limits),
            "server": _of_server(settings),
            "connections": dict(settings.connections),
            "sparql": asdict(settings.sparql) if settings.offers_sparql else None,
            "errors": [asdict(one) | {"statusAsJson": one.as_json} for one in all_codes()],
        }
        self._json = orjson.dumps(told, option=orjson.OPT_INDENT_2)

    async def __call__(self, _request: Request) -> Response:
        """All of them."""
        return Response(self._json, headers={"Cache-Control": "no-cache"}, media_type="application/json")


def _of_server(settings: Settings) -> dict[str, object]:
    """What the server bounds over all operations together, of one worker."""
    places = bounds(settings.concurrency, settings.heavy)
    return {
        "concurrency": settings.concurrency,
        "queue": settings.queue,
        "heavy": places[Kind.HEAVY],
        "compared": places[Kind.COMPARED],
        "costly": costly_at_once(settings.costly),
        "exports": settings.exports,
        "sparqlProcesses": settings.sparql_processes,
        "bodySeconds": settings.body_seconds,
        "answersBytes": settings.answers_bytes,
        "toolBytes": settings.tool_bytes,
        "trustedOnly": settings.trusted is not None,
    }
