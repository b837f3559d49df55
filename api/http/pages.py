"""The playground, the style sheet, and figures."""

from __future__ import annotations

from pathlib import Path

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from api.http import addresses
from api.http.metrics import CONTENT_TYPE, OPENMETRICS_TYPE, Metrics
from api.http.parameters import refuse_unknown
from api.http.problems import problem
from api.pages import rendering
from queries.examples import load_examples

PLAYGROUND = Path(__file__).parents[1] / "static" / "playground"
EDITOR = "assets/sparql-*.js"
"""What makes an editor of the form at /sparql; the name has a hash of the content."""
NOT_BUILT = f"The playground is not built here. Build it with: python web/build.py (the API itself answers at {addresses.API})."
PARAMETERS = ("example", "query", "variables", "operationName", "headers")
"""What a link to the playground may have (web/src/address.ts). The last two are in links of other playgrounds; nothing here reads them."""
# Files under assets/ have a hash of their content in their names.
FOREVER = "public, max-age=31536000, immutable"


def page(title: str, body: str) -> HTMLResponse:
    """A page without scripts. `body` is HTML."""
    return HTMLResponse(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        "<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:50rem;margin:3rem auto;padding:0 1rem}"
        f"th{{text-align:left}}td,th{{padding:.3rem .6rem;vertical-align:top}}</style>{body}</html>"
    )


async def stylesheet(_request: Request) -> Response:
    """How pages look. Its address changes with it."""
    return Response(rendering.style(), headers={"Cache-Control": FOREVER, "ETag": f'"{rendering.style_tag()}"'}, media_type="text/css")


async def icon(_request: Request) -> Response:
    """The icon of pages."""
    return Response(rendering.icon(), headers={"Cache-Control": "public, max-age=86400"}, media_type="image/svg+xml")


class Examples:
    """The saved examples as JSON."""

    def __init__(self) -> None:
        self.json = orjson.dumps([example.plain() for example in load_examples()])

    async def __call__(self, _request: Request) -> Response:
        """All of them."""
        return Response(self.json, headers={"Cache-Control": "no-cache"}, media_type="application/json")


class Figures:
    """What Prometheus reads."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics

    async def __call__(self, request: Request) -> Response:
        """All figures."""
        wanted = OPENMETRICS_TYPE.partition(";")[0] in request.headers.get("accept", "")
        media = OPENMETRICS_TYPE if wanted else CONTENT_TYPE
        headers = {"Cache-Control": "no-store", "Content-Type": media, "Vary": "Accept"}
        return Response(self.metrics.text(openmetrics=wanted), headers=headers)


def editor_script() -> str:
    """The address of the script of the page at /sparql; empty where the playground is not built: the page works without."""
    found = next(PLAYGROUND.glob(EDITOR), None)
    return f"{addresses.PLAYGROUND}/{found.relative_to(PLAYGROUND).as_posix()}" if found else ""


async def to_playground(request: Request) -> Response:
    """The playground's own addresses are relative, so that it needs its slash; the query string is preserved."""
    return RedirectResponse(
        f"{request.scope.get('root_path', '')}{addresses.PLAYGROUND}/{f'?{request.url.query}' if request.url.query else ''}"
    )


class Playground(StaticFiles):
    """The files that web/build.py made."""

    def __init__(self, folder: Path = PLAYGROUND) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self.folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a file, or say how to make them. Raises HTTPException (400) for a parameter that nothing there reads."""
        refuse_unknown(Request(scope).query_params, PARAMETERS)
        if (self.folder / "index.html").exists():
            await super().__call__(scope, receive, send)
        else:
            await problem(Request(scope), 503, NOT_BUILT, code="NOT_BUILT")(scope, receive, send)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file, with how long clients may cache it."""
        if path.startswith("sources."):
            raise HTTPException(404)
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = FOREVER if path.startswith("assets/") and response.status_code < 400 else "no-cache"
        return response
