"""Pages of other origins: what they may send, and that they can read what they are told, errors above all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.app import CLIENT_HEADERS, create_app
from api.settings import Settings
from graph import Store
from tests.api.conftest import serving, until

PAGE = "https://app.example"
ORIGIN = {"origin": PAGE}
ENTRY = {"authorization": "Bearer one"}
UNLIMITED = {"authorization": "Bearer two"}
KNOWN = 'query Poland { state(key: {id: "poland"}) { name } }'


async def broken(_request: Request) -> Response:
    """An address that fails in a way that nobody foresaw."""
    raise RuntimeError("a secret")


@pytest.fixture(scope="module")
def shared(core_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:  # noqa: ARG001  # its data is what it shows
    """A server that pages of one origin may ask, with tokens, for known operations alone."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / "poland.graphql").write_text(KNOWN, encoding="utf-8")
    (folder / "tokens").write_text("slow one 2\nfast two\n", encoding="utf-8")
    settings = Settings(cors_origins=(PAGE,), tokens_file=folder / "tokens", trusted=folder, warm=False)
    app = create_app(settings)
    app.router.routes.insert(0, Route("/broken", broken))
    with serving(app) as client:
        until(lambda: client.get("/health/ready").status_code == 200)
        yield client


def preflight(client: httpx.Client, method: str, header: str) -> httpx.Response:
    asked = {"access-control-request-method": method, "access-control-request-headers": header}
    return client.options("/graphql", headers=ORIGIN | asked)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("header", [*CLIENT_HEADERS, ",".join(CLIENT_HEADERS)])
def test_pages_may_send_what_clients_send(shared: httpx.Client, header: str, method: str) -> None:
    told = preflight(shared, method, header)
    assert (told.status_code, told.headers["access-control-allow-origin"]) == (200, PAGE)
    allowed = {name.strip().lower() for name in told.headers["access-control-allow-headers"].split(",")}
    assert set(header.split(",")) <= allowed
    assert told.headers["access-control-max-age"] == "86400"


@pytest.mark.parametrize(("method", "header"), [("POST", "x-anything"), ("DELETE", "content-type")])
def test_pages_may_send_nothing_else(shared: httpx.Client, method: str, header: str) -> None:
    assert preflight(shared, method, header).status_code == 400


class Refused(NamedTuple):
    """A request that is refused, and as what."""

    status: int
    code: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


JSON = {"content-type": "application/json"}
OPERATION = b'{"query": "{ dataVersion }"}'
REFUSED = [
    Refused(400, "HTTP_REQUEST", "POST", "/graphql", JSON | UNLIMITED, b"{"),
    Refused(401, "UNAUTHENTICATED", "POST", "/graphql", JSON, OPERATION),
    Refused(403, "UNKNOWN_DOCUMENT", "POST", "/graphql", JSON | UNLIMITED | {"accept": "application/graphql-response+json"}, OPERATION),
    Refused(403, "UNKNOWN_DOCUMENT", "POST", "/graphql", JSON | UNLIMITED, OPERATION),
    Refused(404, "NOT_FOUND", "GET", "/id/nothing-has-this-id", UNLIMITED),
    Refused(404, "NOT_FOUND", "GET", "/nothing/here", UNLIMITED),
    Refused(413, "REQUEST_TOO_LARGE", "POST", "/graphql", JSON | UNLIMITED, b" " * 2_000_000),
    Refused(421, "MISDIRECTED_REQUEST", "POST", "/graphql", JSON | {"host": "other.example"}, OPERATION),
    Refused(500, "INTERNAL", "GET", "/broken", UNLIMITED),
]


def code_of(response: httpx.Response) -> str:
    told = response.json()
    return str(told["errors"][0]["extensions"]["code"] if "errors" in told else told["code"])


def is_readable(response: httpx.Response) -> bool:
    """Whether a browser lets the page read a response, and a cache tells it from that for another page."""
    return response.headers.get("access-control-allow-origin") == PAGE and "origin" in response.headers["vary"].lower()


@pytest.mark.parametrize("refused", REFUSED, ids=lambda one: f"{one.status}{one.path}")
def test_pages_can_read_why_they_are_refused(shared: httpx.Client, refused: Refused) -> None:
    told = shared.request(refused.method, refused.path, headers=ORIGIN | refused.headers, content=refused.body)
    assert (told.status_code, code_of(told)) == (refused.status, refused.code)
    assert is_readable(told)
    assert "x-request-id" in told.headers["access-control-expose-headers"]
    stranger = shared.request(refused.method, refused.path, headers=refused.headers | {"origin": "https://x.example"}, content=refused.body)
    assert stranger.status_code == refused.status
    assert "access-control-allow-origin" not in stranger.headers


def test_pages_can_read_when_to_come_again(shared: httpx.Client) -> None:
    answers = [shared.get("/graphql", params={"documentId": "poland"}, headers=ORIGIN | ENTRY) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert all(is_readable(answer) for answer in answers)
    assert int(answers[-1].headers["retry-after"]) > 0
    assert "retry-after" in answers[-1].headers["access-control-expose-headers"]


def test_pages_can_read_that_the_store_is_away() -> None:
    with serving(Settings(cors_origins=(PAGE,), store="bolt://127.0.0.1:1")) as client:
        for path in (f"/graphql?query={quote(KNOWN)}", "/id/poland", "/export/foedera.nt"):
            told = client.get(path, headers=ORIGIN)
            assert (told.status_code, code_of(told)) == (503, "STORE_UNAVAILABLE")
            assert is_readable(told)
