"""What caches are told, at all addresses: to ask before they give an answer again, or by setting for how long they need not."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

from api.settings import Settings
from tests.api.conftest import Serve

KEPT = "max-age=60, stale-while-revalidate=600"
POLAND = quote('{ state(key: {id: "poland"}) { name } }')
TAGGED = [
    f"/graphql?query={POLAND}",
    f"/graphql?query={POLAND}&format=csv",
    "/id/nato.html",
    "/id/nato.json?at=1982-06-01",
    "/id/nato.ttl",
    "/tables/memberships.csv?at=1982-06-01",
    "/tables/memberships.parquet?at=1982-06-01",
    "/tables/edges.csv?at=1985&bodies=Alliance",
    "/tables/edges.graphml?at=1985&bodies=Alliance",
    "/tables/datapackage.json",
    "/schema.graphql",
    "/schema.graphql?root=alliance",
    "/codebook",
    "/ontology.ttl",
    "/catalog.ttl",
]
"""Addresses whose answers have an ETag."""
UNTAGGED = ["/", "/class/Alliance", "/id/nato", "/search?q=nato", "/robots.txt", "/llms.txt"]
ALWAYS_ASKED = ["/changes.json", "/limits", "/playground/examples.json"]
NEVER_KEPT = ["/health/ready", "/id/nothing-has-this-id.html", "/tables/nothing.csv", "/sparql?query=nonsense", "/nothing"]


@pytest.fixture(scope="module")
def cached(serve: Serve) -> Iterator[httpx.Client]:
    """A client of a server whose answers shared caches may keep."""
    with serve(Settings(max_age=60, stale_seconds=600)) as client:
        yield client


@pytest.mark.parametrize("path", TAGGED)
def test_caches_keep_what_has_a_tag_for_as_long_as_the_setting_says(cached: httpx.Client, path: str) -> None:
    whole = cached.get(path)
    assert (whole.status_code, whole.headers["cache-control"]) == (200, f"public, {KEPT}")
    again = cached.get(path, headers={"if-none-match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (again.headers["cache-control"], again.headers["etag"]) == (f"public, {KEPT}", whole.headers["etag"])
    other = cached.get(path, headers={"if-none-match": 'W/"another"'})
    assert (other.status_code, other.content) == (200, whole.content)


@pytest.mark.parametrize("path", UNTAGGED)
def test_caches_keep_pages_and_where_addresses_lead(cached: httpx.Client, path: str) -> None:
    answer = cached.get(path, headers={"accept": "text/html"})
    assert answer.status_code in (200, 303)
    assert answer.headers["cache-control"] == f"public, {KEPT}"


@pytest.mark.parametrize("path", ALWAYS_ASKED)
def test_what_is_about_being_up_to_date_is_asked_for_always(cached: httpx.Client, path: str) -> None:
    assert cached.get(path).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", NEVER_KEPT)
def test_nothing_that_may_pass_is_kept(cached: httpx.Client, path: str) -> None:
    assert "max-age" not in cached.get(path).headers.get("cache-control", "no-store")


@pytest.mark.parametrize("path", [*TAGGED, *(path for path in UNTAGGED if path not in ("/id/nato",))])
def test_without_the_setting_caches_always_ask(http: httpx.Client, path: str) -> None:
    answer = http.get(path, headers={"accept": "*/*"})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


def test_with_tokens_only_the_client_keeps_it(serve: Serve) -> None:
    with serve(Settings(max_age=60, tokens=("one",))) as http:
        for path in ("/id/nato.ttl", "/schema.graphql", "/tables/memberships.csv?at=1982-06-01"):
            assert http.get(path, headers={"authorization": "Bearer one"}).headers["cache-control"] == "private, max-age=60"
            assert "max-age" not in http.get(path).headers["cache-control"]
