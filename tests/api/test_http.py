"""GraphQL over HTTP: what is accepted, refused, negotiated and kept."""

from __future__ import annotations

import gzip
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from api.http.limits import Limited
from api.http.outermost import Outermost
from api.http.tokens import Tokens
from api.settings import Settings
from common.errors import UsageError
from foedera.connections import ConnectionLimits
from tests.api.conftest import Serve, serving, until
from tests.conftest import REPOSITORY

GRAPHQL = "application/graphql-response+json"
POLAND = {"query": '{ state(key: {id: "poland"}) { name } }'}
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        (GRAPHQL, GRAPHQL),
        ("application/json", "application/json"),
        (f"{GRAPHQL}, application/json;q=0.9", GRAPHQL),
        (f"{GRAPHQL};q=0.5, application/json", "application/json"),
        (f"text/html, {GRAPHQL};q=0.1", GRAPHQL),
        ("application/json; charset=utf-8", "application/json"),
        ("text/html", None),
        ("application/json;q=0", None),
        ("nonsense;;;q=x,", None),
    ],
)
def test_the_media_type_is_negotiated(http: httpx.Client, accept: str | None, answered: str | None) -> None:
    request = http.build_request("POST", "/graphql", json=POLAND)
    del request.headers["accept"]
    if accept:
        request.headers["accept"] = accept
    response = http.send(request)
    assert response.status_code == (200 if answered else 406)
    assert response.headers["content-type"] == f"{answered or 'application/json'}; charset=utf-8"


CODES = {400: "HTTP_REQUEST", 413: "REQUEST_TOO_LARGE", 415: "UNSUPPORTED_MEDIA_TYPE", 422: "UNPROCESSABLE_REQUEST"}


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b'{"query": "{ __typename }"}', 415),
        ({"content-type": "text/plain"}, b'{"query": "{ __typename }"}', 415),
        ({"content-type": "application/graphql"}, b"{ __typename }", 415),
        ({"content-type": "application/json; charset=latin-1"}, b'{"query": "{ __typename }"}', 415),
        ({**JSON, "content-encoding": "gzip"}, gzip.compress(b'{"query": "{ __typename }"}', mtime=0), 415),
        (JSON, b"", 400),
        (JSON, b"{", 400),
        (JSON, b'{"query": "\xff\xfe"}', 400),
        (JSON, b'{"query": "\\ud800"}', 400),
        (JSON, b"{}", 400),
        (JSON, b'{"query": 1}', 400),
        (JSON, b'{"query": "{ __typename }", "variables": []}', 400),
        (JSON, b'{"query": "{ __typename }", "extensions": 1}', 400),
        (JSON, b'[{"query": "{ __typename }"}]', 422),
        (JSON, b'"{ __typename }"', 422),
        (JSON, b'{"query": "' + b"a" * 1_000_000 + b'"}', 413),
    ],
)
def test_what_is_not_a_request(http: httpx.Client, headers: dict[str, str], body: bytes, status: int) -> None:
    for accept in ("application/json", GRAPHQL):
        response = http.post("/graphql", content=body, headers={**headers, "accept": accept})
        assert response.status_code == status
        answer = response.json()
        assert answer["errors"][0]["message"]
        assert answer["errors"][0]["extensions"]["code"] == CODES[status]
        assert "data" not in answer


def test_a_byte_order_mark_before_the_body_is_no_mistake(http: httpx.Client) -> None:
    response = http.post("/graphql", content=b'\xef\xbb\xbf{"query": "{ __typename }"}', headers=JSON)
    assert response.json()["data"] == {"__typename": "Query"}
    assert http.get("/graphql", params={"query": "{ __typename }", "variables": "\ufeff{}"}).status_code == 200


def test_a_slash_too_many_leads_on_without_scheme_and_host(http: httpx.Client) -> None:
    outside = {"host": "192.0.2.7:9000"}
    response = http.post("/graphql/", json=POLAND, headers=outside)
    assert (response.status_code, response.headers["location"]) == (307, "/graphql")
    assert http.post("/graphql/", json=POLAND, follow_redirects=True).json()["data"] == {"state": {"name": "Poland"}}
    assert http.get("/schema.graphql/?root=%20b", headers=outside).headers["location"] == "/schema.graphql?root=%20b"
    for path in (b"/nothing/", b"//example.org/", b"/graphql//nothing/"):
        assert http.get(http.base_url.copy_with(raw_path=path), headers=outside).status_code == 404


def test_an_endless_body_is_cut(http: httpx.Client) -> None:
    sent = 0

    def chunks() -> object:
        nonlocal sent
        for _ in range(10_000):
            sent += 1
            yield b" " * 10_000

    try:
        response = http.post("/graphql", content=chunks(), headers=JSON)  # type: ignore[arg-type]  # an iterator of bytes
        assert response.status_code == 413
    except (httpx.WriteError, httpx.ReadError):
        pass  # the server closed the connection while we wrote
    assert sent < 1_000


def test_a_slow_body_is_given_up(serve: Serve) -> None:
    with serve(Settings(body_seconds=0.2)) as http:
        host, port = http.base_url.host, http.base_url.port
        head = f"POST /graphql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
        import socket

        with socket.create_connection((host, port or 80), timeout=10) as raw:
            raw.sendall(head.encode())
            assert raw.recv(100).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize(
    "path",
    [
        "/graphql?query=%7Bstates(first:1)%7Bnodes%7Bslug%7D%7D%7D",
        "/tables/states.csv",
        "/tables/edges.graphml?at=1985&bodies=Alliance",
        "/id/nato.html",
        "/id/nato.ttl",
        "/catalog.ttl",
        "/ontology.ttl",
        "/codebook",
        "/schema.graphql",
        "/context.jsonld",
    ],
)
def test_tags_are_compared_weakly_and_whole(http: httpx.Client, path: str) -> None:
    tag = http.get(path).headers["etag"]
    opaque = tag.removeprefix("W/")
    for given in (tag, opaque, f'"other", {opaque}', f'W/"other",{tag}', "*"):
        unchanged = http.get(path, headers={"if-none-match": given})
        assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag), given
    for given in ('"other"', opaque[:-2] + '"', f'"{opaque}"', opaque.strip('"')):
        assert http.get(path, headers={"if-none-match": given}).status_code == 200, given


def test_a_head_of_an_export_is_not_the_whole_of_it(http: httpx.Client) -> None:
    response = http.head("/export/foedera.nt")
    assert (response.status_code, response.headers["content-type"], response.content) == (200, "application/n-triples", b"")
    assert http.get("/export/foedera.nt", params={"entity": "asean"}).content


@pytest.mark.parametrize("accept", ["text/html", "application/json", "*/*"])
def test_the_list_of_tables_says_that_it_depends_on_what_is_accepted(http: httpx.Client, accept: str) -> None:
    assert "Accept" in http.get("/tables", headers={"accept": accept}).headers["vary"].replace(" ", "").split(",")


def test_other_methods(http: httpx.Client) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        response = http.request(method, "/graphql", json=POLAND)
        assert response.status_code == 405
        assert "POST" in response.headers["allow"]
        assert response.json()["errors"][0]["message"]


def test_get_answers_queries(http: httpx.Client) -> None:
    query = "query P($id: ID!) { state(key: {id: $id}) { name } }"
    response = http.get("/graphql", params={"query": query, "variables": '{"id": "poland"}', "operationName": "P"})
    assert response.json()["data"] == {"state": {"name": "Poland"}}
    assert http.get("/graphql", params={"query": "mutation { x }"}, headers={"accept": GRAPHQL}).status_code == 400


@pytest.mark.parametrize(
    "search", ["", "query=", "query=%ff%fe", "query={__typename}&variables={", "query={__typename}&variables=[]", "&" * 50]
)
def test_get_without_sense(http: httpx.Client, search: str) -> None:
    response = http.get(f"/graphql?{search}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["message"]


def test_a_browser_is_led_to_the_playground(http: httpx.Client) -> None:
    response = http.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})
    assert (response.status_code, response.headers["location"]) == (303, "/playground/")


def test_an_answer_is_kept_until_the_data_changes(http: httpx.Client) -> None:
    first = http.get("/graphql", params=POLAND)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    again = http.get("/graphql", params=POLAND, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = http.get("/graphql", params={"query": '{ state(key: {id: "poland"}) { id } }'}, headers={"if-none-match": tag})
    assert other.status_code == 200
    assert other.headers["etag"] != tag


def test_errors_and_posts_are_not_kept(http: httpx.Client) -> None:
    assert http.post("/graphql", json=POLAND).headers["cache-control"] == "no-store"
    wrong = http.get("/graphql", params={"query": "{ nothing }"})
    assert "etag" not in wrong.headers
    assert wrong.headers["cache-control"] == "no-store"


def test_what_every_response_carries(http: httpx.Client) -> None:
    for path in ("/", "/graphql", "/nothing", "/playground/", "/health/live", "/schema.graphql"):
        response = http.get(path, headers={"x-request-id": "mine-1"})
        assert response.headers["x-request-id"] == "mine-1"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
    assert len(http.get("/health/live", headers={"x-request-id": "a" * 65}).headers["x-request-id"]) == 32
    assert http.get("/health/live").headers["x-request-id"] != http.get("/health/live").headers["x-request-id"]


def test_a_fault_of_ours_tells_nothing() -> None:
    async def broken(_request: Request) -> Response:
        raise RuntimeError("a secret")

    counted: list[tuple[str, str, int]] = []
    layers = [Middleware(Outermost, routes={"/"}, counted=lambda *request: counted.append(request))]
    with serving(Starlette(routes=[Route("/", broken)], middleware=layers)) as http:
        response = http.get("/")
    assert (response.status_code, response.json()["code"], response.json()["detail"]) == (500, "INTERNAL", "Internal error.")
    assert "secret" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"
    assert counted == [("GET", "/", 500)]


def test_pages_of_other_origins_only_by_setting(http: httpx.Client, serve: Serve) -> None:
    asked = {"origin": "https://app.example", "access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    assert "access-control-allow-origin" not in http.post("/graphql", json=POLAND, headers={"origin": "https://app.example"}).headers
    with serve(Settings(cors_origins=("https://app.example",))) as open_to_one:
        preflight = open_to_one.options("/graphql", headers=asked)
        assert preflight.status_code == 200
        assert preflight.headers["access-control-allow-origin"] == "https://app.example"
        stranger = open_to_one.options("/graphql", headers={**asked, "origin": "https://other.example"})
        assert "access-control-allow-origin" not in stranger.headers


def test_bearer_tokens(serve: Serve) -> None:
    with serve(Settings(tokens=("one", "two"))) as http:
        for wrong in ({}, {"authorization": "Bearer three"}, {"authorization": "Basic one"}, {"authorization": "Bearer"}):
            refused = http.post("/graphql", json=POLAND, headers=wrong)
            assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
        for token in ("one", "two"):
            assert http.post("/graphql", json=POLAND, headers={"authorization": f"Bearer {token}"}).status_code == 200
        elsewhere = http.get("/schema.graphql")
        assert elsewhere.headers["content-type"] == "application/problem+json"
        assert elsewhere.json()["status"] == elsewhere.status_code == 401
        assert http.get("/health/ready").status_code == 200


EXPLAINED = {**POLAND, "extensions": {"explain": True}}


def test_a_missing_token_is_a_graphql_error_where_graphql_is_asked(serve: Serve) -> None:
    with serve(Settings(tokens=("one",), max_age=60)) as http:
        refused = http.post("/graphql", json=POLAND)
        assert refused.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
        mine = http.get("/graphql", params=POLAND, headers={"authorization": "Bearer one"})
        assert mine.headers["cache-control"] == "private, max-age=60"


def test_tokens_with_names_and_limits_from_a_file(serve: Serve, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "tokens"
    file.write_text("# ours\nour-app first\ncrawler second 2\n", encoding="utf-8")
    first, second = ({"authorization": f"Bearer {token}"} for token in ("first", "second"))
    with caplog.at_level("INFO", "api.access"), serve(Settings(tokens_file=file)) as http:
        assert http.post("/graphql", json=POLAND).status_code == 401
        assert http.post("/graphql", json=POLAND, headers=first).status_code == 200
        assert [http.post("/graphql", json=POLAND, headers=second).status_code for _ in range(3)] == [200, 200, 429]
        refused = http.post("/graphql", json=POLAND, headers=second)
        assert refused.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_REQUESTS"
        assert 0 < int(refused.headers["retry-after"]) <= 30
        file.write_text("our-app third\n", encoding="utf-8")
        until(lambda: http.post("/graphql", json=POLAND, headers=first).status_code == 401, 10)
        assert http.post("/graphql", json=POLAND, headers={"authorization": "Bearer third"}).status_code == 200
        file.write_text("our-app\n", encoding="utf-8")
        time.sleep(1.1)
        assert http.post("/graphql", json=POLAND, headers={"authorization": "Bearer third"}).status_code == 200, "what was in order holds"
    named = [record.request.get("token") for record in caplog.records if hasattr(record, "request")]  # what the log writes as JSON
    assert {"our-app", "crawler"} <= set(named)
    with pytest.raises(UsageError, match="tokens:1"):
        Tokens((), file)


def test_shared_caches_and_headers_of_pages_by_setting(serve: Serve) -> None:
    with serve(Settings(max_age=60, stale_seconds=600, cors_origins=("https://app.example",), cors_headers=("x-tenant",))) as http:
        first = http.get("/graphql", params=POLAND)
        assert first.headers["cache-control"] == "public, max-age=60, stale-while-revalidate=600"
        assert http.post("/graphql", json=POLAND).headers["cache-control"] == "no-store"
        wished = "content-type,traceparent,apollographql-client-name,if-none-match,x-tenant"
        asked = {"origin": "https://app.example", "access-control-request-method": "GET", "access-control-request-headers": wished}
        assert http.options("/graphql", headers=asked).status_code == 200
        asked["access-control-request-headers"] = "x-other"
        assert http.options("/graphql", headers=asked).status_code == 400


def test_limits_and_codes(http: httpx.Client) -> None:
    found = http.get("/limits").json()
    assert found["operation"]["rows"] == 250_000
    codes = {one["code"]: one["status"] for one in found["errors"]}
    assert {
        "SYNTAX_ERROR": 400,
        "UNAUTHENTICATED": 401,
        "ANSWER_TOO_LARGE": 413,
        "STORE_BUSY": 503,
        "INTERNAL": 500,
    }.items() <= codes.items()
    sources = [file.read_text(encoding="utf-8") for file in (REPOSITORY / "api").rglob("*.py")]
    given = {code for text in sources for code in re.findall(r'(?:coded\(\w+, |"code": |refusal\([^)]*, )"([A-Z_]+)"', text)}
    given |= {code for text in sources for code in re.findall(r'\bcode="([A-Z_]+)"', text)}
    assert {"BAD_INPUT", "OPERATION_REFUSED", "UNKNOWN_DOCUMENT", "UNKNOWN_VERSION"} <= given
    assert given <= codes.keys()


def test_the_docs_have_all_codes_and_limits_as_the_server_tells_them() -> None:
    docs = (REPOSITORY / "docs" / "embedding.md").read_text(encoding="utf-8")
    told = told_by(Settings(connections=ConnectionLimits().told))
    codes = {one["code"]: (one["status"], one["statusAsJson"]) for one in told["errors"]}
    written: dict[str, tuple[int, ...]] = {}
    for names, status, as_json in re.findall(r"^\| (`[A-Z_]+`[^|]*) \| ([\d, ]+) \| ([\d, ]+) \|", docs, re.MULTILINE):
        listed = re.findall(r"`([A-Z_]+)`", names)
        pairs = [list(map(int, numbers.split(", "))) for numbers in (status, as_json)]
        written |= {name: tuple(numbers[i % len(numbers)] for numbers in pairs) for i, name in enumerate(listed)}
    assert written == codes
    limits = {f"{part}.{name}": value for part in ("operation", "server", "connections", "sparql") for name, value in told[part].items()}
    rows = dict(re.findall(r"^\| [^|]+ \| `(\w+\.\w+)` \| ([^|]+) \|$", docs, re.MULTILINE))
    assert {rows.pop(f"server.{name}") for name in ("heavy", "costly")} == {"half of the processors"}
    assert {name: float(number.replace(",", "")) for name, number in rows.items()} == {
        name: value for name, value in limits.items() if name not in ("server.heavy", "server.costly", "server.trustedOnly")
    }


def told_by(settings: Settings) -> dict[str, Any]:
    """What /limits says under these settings."""
    found: dict[str, Any] = TestClient(Starlette(routes=[Route("/", Limited(settings).__call__)])).get("/").json()
    return found


AS_JSON = {
    "SYNTAX_ERROR": {"query": "{"},
    "VALIDATION_FAILED": {"query": "{ nothing }"},
    "BAD_INPUT": {"query": '{ alliance(key: {id: "nato"}, time: {at: "soon"}) { id } }'},
    "OPERATION_REFUSED": {"query": "{ states(first: 100000) { nodes { id } } }"},
    "UNKNOWN_VERSION": {"query": '{ dataChanges(since: "0123456789abcdef") { totalCount } }'},
    "PERSISTED_QUERY_NOT_FOUND": {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}},
    "ANSWER_TOO_LARGE": {"query": f"{{ states(first: 1000) {{ nodes {{ {' '.join(f'a{i}: description' for i in range(1_900))} }} }} }}"},
    "HTTP_REQUEST": {},
}


@pytest.mark.parametrize("code", AS_JSON)
def test_a_code_has_the_status_that_the_table_says(http: httpx.Client, code: str) -> None:
    [one] = [one for one in http.get("/limits").json()["errors"] if one["code"] == code]
    for accept, status in ((GRAPHQL, one["status"]), ("application/json", one["statusAsJson"])):
        response = http.post("/graphql", json=AS_JSON[code], headers={"accept": accept})
        assert response.json()["errors"][0]["extensions"]["code"] == code
        assert response.status_code == status, accept


def test_explain_only_by_setting(serve: Serve) -> None:
    with serve(Settings(explain=False, hosts=("Graph.example.org",))) as http:
        answer = http.post("/graphql", json=EXPLAINED).json()
        assert set(answer["extensions"]) == {"cost", "dataVersion", "day"}
        named = (("graph.example.org", 200), ("graph.EXAMPLE.org.:443", 200), ("example.org", 421), ("a.graph.example.org", 421))
        for host, status in named:
            assert http.get("/schema.graphql", headers={"host": host}).status_code == status
    with serve(Settings(explain=True, hosts=("*",))) as http:
        assert "explain" in http.post("/graphql", json=EXPLAINED, headers={"host": "attacker.example", "via": "1.1 a"}).json()["extensions"]


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "192.0.2.7"},
        {"host": "127.0.0.1:8000", "x-forwarded-for": "192.0.2.7"},
        {"host": "127.0.0.1:8000", "x-forwarded-for": "127.0.0.1"},
        {"host": "localhost", "x-forwarded-proto": "https"},
        {"host": "localhost", "forwarded": "for=192.0.2.7"},
        {"host": "localhost", "x-real-ip": "127.0.0.1"},
    ],
    ids=str,
)
def test_explain_is_for_programs_on_this_machine_and_not_for_those_behind_a_proxy(http: httpx.Client, headers: dict[str, str]) -> None:
    answer = http.post("/graphql", json=EXPLAINED, headers=headers).json()
    assert answer["data"] == {"state": {"name": "Poland"}}
    assert "explain" not in answer["extensions"]
    assert "explain" in http.post("/graphql", json=EXPLAINED, headers={"host": "localhost:8000"}).json()["extensions"]


@pytest.mark.parametrize(
    "host", ["localhost", "foo.localhost:1", "LOCALHOST.", "127.0.0.1", "127.9.9.9:80", "[::1]:8000", "192.0.2.7", "[2001:db8::1]"]
)
def test_loopback_and_addresses_are_hosts_that_are_answered_for(http: httpx.Client, host: str) -> None:
    assert http.post("/graphql", json=POLAND, headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["attacker.example", "localhost.attacker.example", "127.0.0.1.nip.io", "a b", "", "localhost:x", "[::1", "[::1]x"]
)
def test_a_foreign_host_is_refused_everywhere_but_at_health(http: httpx.Client, host: str) -> None:
    for path in ("/", "/graphql", "/graphql/", "/playground/", "/metrics", "/nothing"):
        refused = http.get(path, headers={"host": host})
        assert refused.status_code == 421
        assert "--allowed-host" in (refused.json()["errors"][0]["message"] if path == "/graphql" else refused.json()["detail"])
        assert "location" not in refused.headers
    assert http.get("/health/live", headers={"host": host}).status_code == 200


def test_the_path_of_a_proxy_does_not_matter(http: httpx.Client) -> None:
    assert http.get(f"/graphql?query={quote('{ __typename }')}").json()["data"] == {"__typename": "Query"}


MEMBERS = "{ organizations(first: 1000) { nodes { id name members(first: 100) { totalCount nodes { name } } partOf { totalCount } } } }"
STREAMED = [
    "/tables/memberships.csv",
    "/tables/state-years.csv?from=2000",
    f"/graphql?query={quote(MEMBERS)}",
    "/export/core.nq?class=Alliance",
]


@pytest.mark.parametrize("path", STREAMED)
def test_head_of_what_is_streamed_is_get_without_a_body_and_reads_little(http: httpx.Client, path: str) -> None:
    def written() -> float:
        found = re.search(r"^foedera_answer_bytes_sum (.+)$", http.get("/metrics").text, re.MULTILINE)
        return float(found[1]) if found else 0.0

    before = written()
    head = http.head(path)
    until(lambda: http.get("/health/ready").status_code == 200)
    little = written() - before
    whole = http.get(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    differing = {"date", "x-request-id", "content-length", "content-encoding", "transfer-encoding", "foedera-work"}
    assert {k: v for k, v in head.headers.items() if k not in differing} == {k: v for k, v in whole.headers.items() if k not in differing}
    assert little < len(whole.content) / 2
