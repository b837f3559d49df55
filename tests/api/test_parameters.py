"""No address passes over a parameter that it does not have: what was meant to narrow an answer would be taken to have narrowed it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from api.app import create_app
from api.http.problems import PROBLEM
from api.http.routes import Address
from api.settings import Settings
from graph import Store
from tests.api.conftest import serving, until

PLAYGROUND = ("example", "query", "variables")
GRAPHQL = ("query", "variables", "operationName", "extensions", "documentId", "format", "bom", "citations", "links")
NETWORK = ("relation", "at", "during", "system", "actors", "bodies", "bipartite", "standing", "datasets", "certainty", "claims", "bom")
TABLE = ("at", "during", "datasets", "certainty", "claims", "bom")
PANEL = (
    "from",
    "to",
    "system",
    "universe",
    "bodies",
    "directed",
    "rule",
    "dayOfYear",
    "standing",
    "datasets",
    "certainty",
    "claims",
    "bom",
)
EXPORT = ("dataset", "class", "entity", "depth", "at")
OF_ADDRESSES: dict[str, tuple[str, ...]] = {
    "/": (),
    "/search": ("q", "after"),
    "/changes/year": ("until", "after"),
    "/class": (),
    "/class/Alliance": ("at", "after"),
    "/id/nato": ("at", "relation", "skip"),
    "/id/nato@1982": ("at", "relation", "skip"),
    "/id/nato.html": ("at", "relation", "skip"),
    "/id/nato.json": ("at", "relation", "skip"),
    **{f"/id/nato.{suffix}": ("at",) for suffix in ("jsonld", "ttl", "nt", "rdf", "nq", "trig")},
    "/ontology": (),
    "/ontology.ttl": (),
    "/context.jsonld": (),
    "/shapes.ttl": (),
    "/catalog": (),
    "/catalog.html": (),
    "/.well-known/void": (),
    "/robots.txt": (),
    "/sitemap.xml": (),
    "/sitemap-1.xml": (),
    "/llms.txt": (),
    "/pages/foedera.css": ("v",),
    "/pages/foedera.svg": (),
    "/tables": (),
    "/tables/datapackage.json": (),
    "/tables/memberships.csv": TABLE,
    "/tables/spells.csv": (*TABLE, "relation"),
    "/tables/state-years.csv": PANEL,
    "/tables/edges.csv": NETWORK,
    "/tables/edges.graphml": NETWORK,
    "/tables/nodes.csv": NETWORK,
    "/codebook": (),
    "/reconcile": ("queries", "extend"),
    "/reconcile/properties": ("type", "limit"),
    "/reconcile/preview": ("id",),
    "/reconcile/suggest/entity": ("prefix", "cursor"),
    "/reconcile/flyout/entity": ("id",),
    "/limits": (),
    "/changes": ("since",),
    "/changes.json": (),
    "/changes.atom": (),
    "/export/foedera.nt": EXPORT,
    "/export/core.nq": EXPORT,
    "/schema.graphql": ("root",),
    "/sparql": ("query", "default-graph-uri", "named-graph-uri", "format"),
    "/health/live": (),
    "/health/ready": (),
    "/metrics": (),
    "/playground": PLAYGROUND,
    "/playground/": PLAYGROUND,
    "/playground/examples.json": (),
    "/graphql": GRAPHQL,
}


@pytest.fixture(scope="module")
def app(core_store: Store) -> Starlette:  # noqa: ARG001  # holds the store open
    return create_app(Settings(warm=False, mcp=True, sparql_processes=1))


@pytest.fixture(scope="module")
def client(app: Starlette) -> Iterator[httpx.Client]:
    with serving(app) as http:
        until(lambda: http.get("/health/ready").status_code == 200)
        yield http


def detail(response: httpx.Response) -> str:
    """Why an address refuses."""
    assert response.status_code == 400, response.text[:200]
    if response.headers["content-type"] == PROBLEM:
        assert response.json()["code"] == "BAD_INPUT"
        return str(response.json()["detail"])
    return str(response.json()["errors"][0]["message"])


def test_every_route_is_among_these(app: Starlette) -> None:
    for route in app.routes:
        assert isinstance(route, Address | Mount), f"{route} would pass over parameters"
        if isinstance(route, Address) and "POST" not in (route.methods or ()):
            assert any(route.path_regex.match(path) for path in OF_ADDRESSES), route.path


@pytest.mark.parametrize(("path", "parameters"), OF_ADDRESSES.items(), ids=OF_ADDRESSES)
def test_a_parameter_that_there_is_not_is_refused_with_those_that_there_are(
    client: httpx.Client, path: str, parameters: tuple[str, ...]
) -> None:
    said = detail(client.get(path, params={"nonsense": "1"}))
    assert said.startswith("There is no parameter nonsense")
    assert set(parameters) <= set(re.findall(r"[\w-]+", said)) if parameters else "this address has none" in said


@pytest.mark.parametrize(("path", "parameters"), OF_ADDRESSES.items(), ids=OF_ADDRESSES)
def test_none_of_those_that_there_are_is_refused_for_its_name(client: httpx.Client, path: str, parameters: tuple[str, ...]) -> None:
    for name in parameters:
        answer = client.get(path, params={name: "x"})
        assert "There is no parameter" not in answer.text, name


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/id/nato.html?date=1982", "at"),
        ("/id/nato.json?relations=members", "relation"),
        ("/id/nato.ttl?relation=members", ""),
        ("/class/Alliance?on=1914", "at"),
        ("/changes?sinc=1", "since"),
        ("/schema.graphql?roots=alliance", "root"),
        ("/graphql?query={__typename}&variabels={}", "variables"),
        ("/export/foedera.nt?classes=State", "class"),
    ],
)
def test_what_was_probably_meant_is_named(client: httpx.Client, address: str, meant: str) -> None:
    said = detail(client.get(address))
    assert (f"did you mean {meant}? There are " in said) if meant else "did you mean" not in said


def test_what_belongs_in_the_body_of_a_post_is_not_passed_over_in_its_address(client: httpx.Client) -> None:
    body = {"query": "query ($id: ID!) { state(key: {id: $id}) { name } }", "variables": {"id": "poland"}}
    assert detail(client.post('/graphql?variables={"id":"france"}', json=body)).startswith("variables has no meaning in the address")
    assert detail(client.post("/graphql?citation=true", json=body)).startswith("There is no parameter citation; did you mean citations?")
    for address in ("/graphql?citations=true", "/graphql?op=Members", "/graphql?opname=X&operationName=X&v=3"):
        assert client.post(address, json=body).json()["data"] == {"state": {"name": "Poland"}}


def test_what_other_sites_add_to_links_is_let_pass(client: httpx.Client) -> None:
    for path in ("/", "/id/nato.html", "/tables/memberships.csv", "/catalog.html"):
        assert client.head(path, params={"utm_source": "letter", "fbclid": "x"}).status_code in (200, 405), path


def test_what_openrefine_sends_besides_is_let_pass(client: httpx.Client) -> None:
    more = {"callback": "jQuery1", "_": "1", "lang": "en", "type": "State", "type_strict": "should"}
    assert client.get("/reconcile/suggest/entity", params={"prefix": "pol", **more}).json()["result"]


def test_no_document_is_named_by_an_address_that_is_refused(client: httpx.Client) -> None:
    named = client.get("/id/nato.html?relation=members&skip=10&at=1990").headers["link"]
    others = re.findall(r'<([^>]+)>; rel="alternate"', named)
    assert "/id/nato.json?at=1990&relation=members&skip=10" in others
    assert "/id/nato.ttl?at=1990" in others
    assert {client.get(address).status_code for address in others} == {200}
    formats = client.get("/id/nato?relation=members", headers={"accept": "image/png"}).json()["formats"]
    assert {client.get(address).status_code for address in formats.values()} == {200}
