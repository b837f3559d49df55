"""Operations by their hash, and servers that answer known operations alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import orjson
import pytest

from api.http.persisted import read_trusted
from api.settings import Settings
from common.errors import UsageError
from tests.api.conftest import Serve

TEXT = 'query Poland { state(key: {id: "poland"}) { name } }'
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
BY_HASH = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": DIGEST}}}
MANIFESTS = Path(__file__).parent / "manifests"
DATA = {"state": {"name": "Poland"}}


def test_automatic_persisted_queries(serve: Serve) -> None:
    with serve(Settings()) as http:
        unknown = http.post("/graphql", json=BY_HASH).json()
        assert unknown["errors"] == [{"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}]
        assert http.post("/graphql", json={"query": TEXT, **BY_HASH}).json()["data"] == DATA
        assert http.post("/graphql", json=BY_HASH).json()["data"] == DATA
        by_url = http.get("/graphql", params={"extensions": orjson.dumps(BY_HASH["extensions"]).decode()})
        assert by_url.json()["data"] == DATA
        assert by_url.headers["etag"] == http.get("/graphql", params={"query": TEXT}).headers["etag"]


@pytest.mark.parametrize(
    "extension",
    [1, {"version": 1}, {"version": 2, "sha256Hash": DIGEST}, {"version": 1, "sha256Hash": "0" * 64}, {"version": 1, "sha256Hash": 1}],
)
def test_a_wrong_hash_is_refused(http: httpx.Client, extension: object) -> None:
    response = http.post("/graphql", json={"query": TEXT, "extensions": {"persistedQuery": extension}})
    assert response.status_code == 400


def test_the_name_of_the_algorithm_may_stand_before_a_hash(serve: Serve) -> None:
    with serve(Settings()) as http:
        named = {"documentId": f"sha256:{DIGEST}"}
        assert http.post("/graphql", json=named).json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
        assert http.post("/graphql", json={"query": TEXT, **named}).json()["data"] == DATA
        hashed = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": f"sha256:{DIGEST}"}}}
        for body in (named, hashed, BY_HASH, {"documentId": DIGEST}):
            assert http.post("/graphql", json=body).json()["data"] == DATA
        wrong = http.post("/graphql", json={"query": TEXT, "documentId": f"sha256:{'0' * 64}"})
        assert (wrong.status_code, wrong.json()["errors"][0]["extensions"]["code"]) == (400, "HTTP_REQUEST")


def test_only_trusted_documents(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "poland.graphql").write_text(TEXT)
    with serve(Settings(trusted=tmp_path)) as http:
        for known in ({"documentId": "poland"}, {"documentId": DIGEST}, {"query": TEXT}, BY_HASH):
            assert http.post("/graphql", json=known).json()["data"] == DATA
        assert http.get("/graphql", params={"documentId": "poland"}).json()["data"] == DATA
        for unknown in ({"query": "{ dataVersion }"}, {"documentId": "other"}, {"query": "{ __schema { types { name } } }"}, {}):
            response = http.post("/graphql", json=unknown)
            assert response.status_code == 403
            assert response.json()["errors"][0]["extensions"]["code"] == "UNKNOWN_DOCUMENT"


def test_a_trusted_document_is_known_by_what_it_asks_and_not_by_its_text(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "poland.graphql").write_text(TEXT)
    typed = 'query Poland {\n  # as Apollo sends it\n  state(key: {id: "poland"}) { name __typename }\n  __typename\n}'
    with serve(Settings(trusted=tmp_path)) as http:
        answer = http.post("/graphql", json={"query": typed}).json()
        assert answer["data"] == {"state": {"name": "Poland", "__typename": "State"}, "__typename": "Query"}
        for other in (TEXT.replace("name", "name slug"), TEXT.replace("poland", "france"), TEXT.replace("name", "a: name"), TEXT[:-1]):
            assert http.post("/graphql", json={"query": other}).status_code == 403


def test_a_trusted_document_that_is_none_is_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.graphql").write_text("query {")
    with pytest.raises(UsageError, match="cannot read trusted documents"):
        read_trusted(tmp_path)


def test_manifests_of_client_tools(tmp_path: Path) -> None:
    apollo = {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id": "a", "name": "Poland", "body": TEXT}]}
    for content in (apollo, {"a": TEXT}):
        (tmp_path / "manifest.json").write_bytes(orjson.dumps(content))
        assert read_trusted(tmp_path / "manifest.json") == {"a": TEXT, DIGEST: TEXT}


def ways_to_ask(identifier: str, text: str) -> Iterator[dict[str, object]]:
    """All that clients of these tools send for a document."""
    plain, digest = identifier.removeprefix("sha256:"), hashlib.sha256(text.encode()).hexdigest()
    for one in {identifier, plain, digest, f"sha256:{digest}"}:
        yield {"documentId": one}
        yield {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": one}}}
    yield {"query": text}


@pytest.mark.parametrize("manifest", sorted(MANIFESTS.glob("*.json")), ids=lambda file: file.stem)
def test_what_client_tools_write_is_known_in_all_their_ways(serve: Serve, manifest: Path) -> None:
    content = orjson.loads(manifest.read_bytes())
    documents = {one["id"]: one["body"] for one in content["operations"]} if "operations" in content else content
    assert len(documents) == 2
    with serve(Settings(trusted=manifest)) as http:
        for identifier, text in documents.items():
            for body in ways_to_ask(identifier, text):
                answer = http.post("/graphql", json=body).json()
                assert "errors" not in answer, body
                known = answer["data"].get("state") or answer["data"]["alliance"]
                assert known.get("name") == "Poland" or known["members"]["totalCount"] == 32
        by_url = http.get("/graphql", params={"documentId": next(iter(documents))})
        assert "errors" not in by_url.json()
        assert http.post("/graphql", json={"documentId": "sha256:" + "0" * 64}).status_code == 403


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', '{"operations": [{}]}', "\x00"])
def test_a_broken_manifest_says_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(UsageError, match="cannot read trusted documents"):
        read_trusted(tmp_path / "manifest.json")
