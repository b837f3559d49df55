"""Every address but that of GraphQL says what is wrong as a problem (RFC 9457) with a known code to programs, and to browsers as a page."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from api.app import create_app
from api.http.addresses import API, HEALTH
from api.http.problems import PROBLEM
from api.settings import Settings
from graph import Store
from tests.api.conftest import serving, until

PAGE = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
READS_TABLES = {"accept": "text/csv, */*"}


OF_DATA = ("/tables/memberships.csv", "/tables/edges.graphml", "/export/foedera.nt", "/id/nato.html", "/changes?since=1", "/catalog.ttl")
"""What cannot be answered without data."""


@pytest.fixture(scope="module")
def app(core_store: Store) -> Starlette:  # noqa: ARG001  # holds the store open
    return create_app(Settings(warm=False, mcp=True, sparql_processes=1))


@pytest.fixture(scope="module")
def client(app: Starlette) -> Iterator[httpx.Client]:
    with serving(app) as http:
        until(lambda: http.get("/health/ready").status_code == 200)
        yield http


@pytest.fixture(scope="module")
def codes(client: httpx.Client) -> dict[str, int]:
    """The codes with their statuses, as the server tells them."""
    return {one["code"]: one["status"] for one in client.get("/limits").json()["errors"]}


def is_problem(response: httpx.Response, codes: dict[str, int]) -> bool:
    """Whether a refusal has the form of a problem, with a code that is listed."""
    told = response.json()
    assert response.headers["content-type"] == PROBLEM, response.text
    assert told["status"] == response.status_code
    assert told["title"], told
    assert told["detail"], told
    return told["code"] in codes


def addresses(app: Starlette) -> Iterator[str]:
    """An address of each route, at which what is asked for is not there."""
    for route in app.routes:
        assert isinstance(route, Route | Mount)
        path = route.path if isinstance(route, Route) else f"{route.path}/{{name}}"
        if path != API and not path.startswith(HEALTH):
            yield re.sub(r"\{[^}]+\}", "nothing", path.replace("{number:int}", "99999"))


def test_every_route_refuses_in_the_same_form(app: Starlette, client: httpx.Client, codes: dict[str, int]) -> None:
    refused: dict[int, int] = {}
    for path in [*addresses(app), "/nothing", "/id", "/playground/nothing.js"]:
        for method in ("GET", "DELETE"):
            response = client.request(method, path)
            if response.status_code >= 400:
                refused[response.status_code] = refused.get(response.status_code, 0) + 1
                assert is_problem(response, codes), (method, path, response.text)
                page = client.request(method, path, headers=PAGE)
                assert (page.status_code, page.headers["content-type"]) == (response.status_code, "text/html; charset=utf-8"), path
    assert refused[404] >= 8
    assert refused[405] >= 20


def test_what_is_only_read_is_not_asked_otherwise(app: Starlette, client: httpx.Client) -> None:
    for path in addresses(app):
        for method in ("DELETE", "PUT", "PATCH"):
            response = client.request(method, path)
            assert (response.status_code, "allow" in response.headers) == (405, True), (method, path)


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "code", "words"),
    [
        ("GET", "/tables/membership.csv", READS_TABLES, 404, "NOT_FOUND", "memberships.csv"),
        ("GET", "/tables/memberships.csv?on=1982", READS_TABLES, 400, "BAD_INPUT", "at"),
        ("GET", "/tables/memberships.csv?at=1982-13-01", READS_TABLES, 400, "BAD_INPUT", "1982-13-01"),
        ("GET", "/tables/edges.csv?relation=nothing", READS_TABLES, 400, "BAD_INPUT", "NOTHING"),
        ("GET", "/tables/edges.graphml?at=1982-13-01", {}, 400, "BAD_INPUT", "1982-13-01"),
        ("GET", "/tables/state-years.csv?from=tomorrow", READS_TABLES, 400, "BAD_INPUT", "from"),
        ("GET", "/export/foedera.nt?entity=natto", {}, 400, "BAD_INPUT", "nato"),
        ("GET", "/export/foedera.ttf", {}, 404, "NOT_FOUND", "foedera.ttl"),
        ("GET", "/id/natto.html", {}, 404, "NOT_FOUND", "natto"),
        ("GET", "/id/nato", {"accept": "image/png"}, 406, "NOT_ACCEPTABLE", "text/turtle"),
        ("GET", "/changes?since=0123456789abcdef", {}, 404, "UNKNOWN_VERSION", "0123456789abcdef"),
        ("GET", "/schema.graphql?root=nothing", {}, 400, "BAD_INPUT", "nothing"),
        ("GET", "/sparql?query=ASK%7B%7D&format=cvs", {}, 400, "BAD_INPUT", "csv"),
        ("POST", "/sparql", {"content-type": "text/plain"}, 415, "UNSUPPORTED_MEDIA_TYPE", "application/sparql-query"),
        ("GET", "/sparql?update=DROP+ALL", {}, 422, "UNPROCESSABLE_REQUEST", "only reads"),
        ("DELETE", "/limits", {}, 405, "METHOD_NOT_ALLOWED", "Allow"),
        ("GET", "/catalog", {"host": "other.example"}, 421, "MISDIRECTED_REQUEST", "--allowed-host"),
        ("POST", "/mcp", {"origin": "https://other.example"}, 403, "NOT_OFFERED", "origin"),
    ],
)
def test_each_mistake_has_its_code_and_says_its_cause(
    method: str, path: str, headers: dict[str, str], status: int, code: str, words: str, client: httpx.Client, codes: dict[str, int]
) -> None:
    response = client.request(method, path, headers=headers)
    assert is_problem(response, codes)
    told = response.json()
    assert (told["status"], told["code"]) == (status, code), told
    assert words in told["detail"]


def test_the_cause_stands_in_the_body_that_pandas_and_r_have_at_hand(client: httpx.Client) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:  # what pandas.read_csv raises
        urllib.request.urlopen(f"{client.base_url}/tables/memberships.csv?on=1982")
    lines = refused.value.read().decode().splitlines()
    known = "at, during, datasets, certainty, claims, bom"
    assert f'  "detail": "There is no parameter on; did you mean at? There are {known}.",' in lines


def test_a_store_without_data_is_told_in_the_same_form(scratch: Store) -> None:  # noqa: ARG001  # it is empty
    with serving(Settings()) as http:
        until(lambda: http.get("/health/ready").json()["reason"] == "the store holds no data yet")
        codes = {one["code"]: one["status"] for one in http.get("/limits").json()["errors"]}
        for path in OF_DATA:
            response = http.get(path)
            assert response.status_code == 503, path
            assert is_problem(response, codes)
            assert response.json()["code"] == "STORE_STATE", path
