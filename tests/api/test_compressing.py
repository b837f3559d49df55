"""Whatever is text is compressed as the client can read it, and kept by the same tag."""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Callable

import brotli
import httpx
import pytest

if sys.version_info >= (3, 14):
    from compression.zstd import decompress as unzstd
else:
    from zstandard import decompress as unzstd

GRAPHQL = "application/graphql-response+json"
POLAND = {"query": '{ state(key: {id: "poland"}) { name } }'}
LARGE = {"query": "{ states(first: 300) { nodes { id name description } } }"}


def decoded(response: httpx.Response) -> bytes:
    """The content as it was before compression; httpx is not asked, which says nothing of what was sent."""
    encoding = response.headers.get("content-encoding", "identity")
    sent = b"".join(response.iter_raw())
    decoders: dict[str, Callable[[bytes], bytes]] = {"identity": bytes, "br": brotli.decompress, "gzip": gzip.decompress, "zstd": unzstd}
    return decoders[encoding](sent)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip, br;q=0", "gzip"),
        ("gzip, zstd;q=0", "gzip"),
        ("br", "br"),
        ("identity", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("media", [GRAPHQL, "application/json"])
def test_large_answers_are_compressed(http: httpx.Client, accepted: str, encoding: str | None, media: str) -> None:
    plain = http.post("/graphql", json=LARGE, headers={"accept-encoding": "identity"})
    with http.stream("POST", "/graphql", json=LARGE, headers={"accept-encoding": accepted, "accept": media}) as response:
        assert response.headers.get("content-encoding") == encoding
        assert response.headers["content-type"].startswith(media)
        assert {"Accept", "Accept-Encoding"} <= set(response.headers["vary"].split(", "))
        assert decoded(response) == plain.content


@pytest.mark.parametrize("encoding", ["zstd", "br", "gzip"])
@pytest.mark.parametrize("path", ["/schema.graphql", "/playground/", "/playground/examples.json"])
def test_pages_are_compressed(http: httpx.Client, path: str, encoding: str) -> None:
    plain = http.get(path, headers={"accept-encoding": "identity"})
    # What the playground loads comes first in its page.
    for name in [path, *re.findall(r'(?:src|href)="(/playground/[^"]+[.](?:js|css))"', plain.text)]:
        plain = http.get(name, headers={"accept-encoding": "identity"})
        with http.stream("GET", name, headers={"accept-encoding": encoding}) as response:
            if len(plain.content) >= 2_048:
                assert response.headers.get("content-encoding") == encoding, name
            assert decoded(response) == plain.content


@pytest.mark.parametrize(
    "path",
    [
        "/tables/memberships.csv",
        "/tables/memberships.ndjson",
        "/tables/memberships.arrow",
        "/tables/dyad-years.csv?from=1950&to=1990&universe=france,italy,sweden",
        "/tables/edges.graphml?at=1985&bodies=Alliance",
        *(f"/export/foedera.{form}?entity=asean" for form in ("nt", "nq", "ttl", "trig", "jsonld", "rdfxml", "graphml", "cypher")),
        "/codebook",
        "/id/nato.ttl",
    ],
)
def test_whatever_is_text_is_compressed(http: httpx.Client, path: str) -> None:
    plain = http.get(path, headers={"accept-encoding": "identity"})
    assert plain.status_code == 200, plain.text
    with http.stream("GET", path, headers={"accept-encoding": "gzip"}) as response:
        assert response.headers.get("content-encoding") == "gzip"
        assert "Accept-Encoding" in response.headers["vary"]
        found = decoded(response)
    assert len(found) == len(plain.content) >= 2_048


def test_parquet_comes_as_it_is(http: httpx.Client) -> None:
    response = http.get("/tables/memberships.parquet", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in response.headers


def test_small_answers_are_not_compressed(http: httpx.Client) -> None:
    response = http.post("/graphql", json=POLAND, headers={"accept-encoding": "zstd, gzip"})
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize("encoding", ["zstd", "br", "gzip", "identity"])
def test_a_compressed_answer_is_kept_like_any(http: httpx.Client, encoding: str) -> None:
    headers = {"accept-encoding": encoding}
    tag = http.get("/graphql", params=LARGE, headers={"accept-encoding": "identity"}).headers["etag"]
    assert http.get("/graphql", params=LARGE, headers=headers).headers["etag"] == tag
    again = http.get("/graphql", params=LARGE, headers={**headers, "if-none-match": tag})
    assert (again.status_code, again.content, "content-encoding" in again.headers) == (304, b"", False)
