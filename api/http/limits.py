"""`/limits`: what operations may ask of this server, and the codes of its errors."""

from __future__ import annotations

from dataclasses import asdict

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.answering.codes import all_codes
from api.settings import Settings


class Limited:
    """Serves them as JSON."""

    def __init__(self, settings: Settings) -> None:
        server = {
            "concurrency": settings.concurrency,
            "queue": settings.queue,
            "bodySeconds": settings.body_seconds,
            "answersBytes": settings.answers_bytes,
            "trustedOnly": settings.trusted is not None,
        }
        codes = [asdict(one) for one in all_codes()]
        self._json = orjson.dumps({"operation": asdict(settings.limits), "server": server, "errors": codes}, option=orjson.OPT_INDENT_2)

    async def __call__(self, _request: Request) -> Response:
        """All of them."""
        return Response(self._json, headers={"Cache-Control": "no-cache"}, media_type="application/json")
