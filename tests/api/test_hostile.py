"""Documents made to hurt end in a clear refusal, soon, and leave the server well."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import psutil
import pytest

CPU_SECONDS = 2.0
"""Of a machine whose cores are shared. On a quiet one the slowest takes 0.5."""
SECONDS = 5.0
"""Until the answer is there, whatever else the machine does."""
MEGABYTES = 300
DEEP = 100_000


def nested(open_: str, inner: str, close: str, times: int) -> str:
    """`inner` within `times` pairs."""
    return open_ * times + inner + close * times


def fragments(names: int, spread: str, last: str = "") -> str:
    """Fragments of which each spreads the next."""
    chain = " ".join(f"fragment F{i} on Query {{ {spread.replace('#', str(i + 1))} }}" for i in range(names))
    return f"{{ ...F0 }} {chain} {last}"


DOCUMENTS = {
    "selections 100,000 deep": nested("{a", "", "}", DEEP),
    "selections 190 deep": "{ states " + nested("{ nodes { memberOf { nodes { members ", "{ totalCount }", "} } } }", 47) + " }",
    "unclosed": "{a" * 20_000,
    "lists 100,000 deep": "{ states(filter: " + nested("[", "", "]", 50_000) + ") { totalCount } }",
    "objects 10,000 deep": "{ states(filter: " + nested("{not: ", "{}", "}", 10_000) + ") { totalCount } }",
    "filters 150 deep": "{ states(filter: " + nested("{not: ", "{}", "}", 150) + ") { totalCount } }",
    "10,000 aliases": "{ " + " ".join(f"a{i}: dataVersion" for i in range(10_000)) + " }",
    "2,500 aliases": "{ " + " ".join(f"a{i}: dataVersion" for i in range(2_500)) + " }",
    "500 lists": "{ " + " ".join(f"a{i}: states {{ totalCount }}" for i in range(500)) + " }",
    "2,000 times the same field": "{ " + "dataVersion " * 2_500 + " }",
    "300 times the same tree": "{ " + "states { nodes { name memberOf { nodes { name } } } } " * 300 + " }",
    "fragment cycle": fragments(1, "...F0"),
    "fragment cycle of 500": fragments(499, "...F#", "fragment F499 on Query { ...F0 }"),
    "fragments doubling": fragments(30, "...F# a: __typename ...F#", "fragment F30 on Query { dataVersion }"),
    "fragments doubling, inline": fragments(200, "... { ...F# } ... { ...F# }", "fragment F200 on Query { dataVersion }"),
    "600 fragments side by side": "{ " + " ".join(f"...F{i}" for i in range(600)) + " } "
    + " ".join(f"fragment F{i} on Query {{ dataVersion }}" for i in range(600)),
    "unknown fragments": "{ " + " ".join(f"...F{i}" for i in range(3_000)) + " }",
    "directive flood": "{ dataVersion " + "@include(if: true) " * 1_600 + "}",
    "unknown directives": "{ dataVersion " + "@a " * 4_900 + "}",
    "a name of 200,000 letters": "{ " + "a" * 200_000 + " }",
    "2,000 unknown names": "{ " + " ".join(f"organisation{i}" for i in range(1_900)) + " }",
    "3,000 variables": "query(" + " ".join(f"$v{i}: Int" for i in range(3_000)) + ") { dataVersion }",
    "a variable of lists of lists": f"query($v: {nested('[', 'Int', ']', 4_000)}) {{ dataVersion }}",
    "comments": "#\n" * 100_000 + "{ dataVersion }",
    "spaces and no end": " " * 200_000 + "{",
    "commas": "{" + "," * 200_000,
    "block string without end": '{ search(text: """' + "a" * 200_000,
    "escapes": '{ search(text: "' + "\\u0041" * 30_000 + '") { totalCount } ',
    "a number of 200,000 digits": "{ states(first: " + "9" * 200_000 + ") { totalCount } }",
    "first of ten million": "{ states(first: 10000000) { totalCount } }",
    "pages multiplied": "{ states(first: 1000) { nodes { memberOf(first: 1000) { nodes { members(first: 1000) { totalCount } } } } } }",
    "3,000 conditions": "{ states(filter: {or: [" + '{id: {eq: "x"}} ' * 1_100 + "]}) { totalCount } }",
    "introspection multiplied": "{ "
    + " ".join(f"a{i}: __schema {{ types {{ fields {{ name args {{ name }} }} }} }}" for i in range(90)) + " }",
    "introspection in circles": "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
    "1,000 dates that are sets": "{ "
    + " ".join(f'a{i}: agreements(filter: {{signed: {{gte: "[19XX-0X,{1000 + i}..]"}}}}) {{ totalCount }}' for i in range(1_000)) + " }",
    "nul": "{ \x00 }",
    "byte order marks": "\ufeff" * 50_000 + "{",
    "nothing": "",
    "one operation named twice": "query A { dataVersion } " * 1_000,
}  # fmt: skip


@pytest.fixture(autouse=True)
def unharmed(http: httpx.Client) -> Iterator[None]:
    """The server, which runs in this process, answers afterwards as before and has not grown."""
    http.post("/graphql", json={"query": "{ dataVersion }"})
    before = psutil.Process().memory_info().rss
    yield
    assert http.post("/graphql", json={"query": "{ dataVersion }"}).status_code == 200
    assert psutil.Process().memory_info().rss - before < MEGABYTES * 1024 * 1024


def refused_soon(http: httpx.Client, body: bytes) -> None:
    headers = {"content-type": "application/json", "accept": "application/graphql-response+json"}
    begun, busy = time.monotonic(), time.process_time()
    response = http.post("/graphql", content=body, headers=headers)
    assert time.process_time() - busy < CPU_SECONDS
    assert time.monotonic() - begun < SECONDS
    assert 400 <= response.status_code < 500, response.text[:500]
    assert len(response.content) < 50_000
    assert response.json()["errors"][0]["message"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents(http: httpx.Client, name: str) -> None:
    import orjson

    refused_soon(http, orjson.dumps({"query": DOCUMENTS[name]}))


BODIES = {
    "1 MB of name": b'{"query": "{ ' + b"a" * 1_000_000 + b' }"}',
    "broken UTF-8": b'{"query": "{ search(text: \\"\xc3\x28\\") { totalCount } }"}',
    "half a surrogate": b'{"query": "{ search(text: \\"\\ud83d\\") { totalCount } }"}',
    "UTF-16": '{"query": "{ dataVersion }"}'.encode("utf-16"),
    "variables 100,000 deep": b'{"query": "{ dataVersion }", "variables": {"a": ' + b"[" * DEEP + b"]" * DEEP + b"}}",
    "variables 900 deep": b'{"query": "{ dataVersion }", "variables": {"a": ' + b"[" * 900 + b"]" * 900 + b"}}",
    "filter in variables 200 deep": b'{"query": "query($f: StateFilter) { states(filter: $f) { totalCount } }", "variables": {"f": '
    + b'{"not": ' * 200 + b"{}" + b"}" * 200 + b"}}",
    "10,000 conditions in variables": b'{"query": "query($f: StateFilter) { states(filter: $f) { totalCount } }", "variables": '
    b'{"f": {"or": ['
    + b",".join([b'{"id": {"eq": "x"}}'] * 10_000) + b"]}}}",
    "20 kB of dates that are sets": b'{"query": "query($d: [EDTF!]) { agreements(filter: {signed: {in: $d}}) { totalCount } }", '
    b'"variables": {"d": ['
    + b",".join([b'"[19XX-0X,%d-06~]"' % year for year in range(1_000, 2_000)]) + b"]}}",
    "10,000 dates in variables": b'{"query": "query($f: AgreementFilter) { agreements(filter: $f) { totalCount } }", '
    b'"variables": {"f": {"or": ['
    + b",".join([b'{"signed": {"gte": "[19XX,%d-06~]"}}' % i for i in range(1_000, 7_000)]) + b"]}}}",
    "batch": b'[{"query": "{ dataVersion }"}' + b',{"query": "{ dataVersion }"}' * 1_000 + b"]",
    "infinite number": b'{"query": "query($s: Int) { states(first: $s) { totalCount } }", "variables": {"s": 1e999}}',
    "cursor beyond 64 bits": b'{"query": "{ states(after: \\"WzE4NDQ2NzQ0MDczNzA5NTUxNjE1XQ\\") { totalCount } }"}',
    "cursor of a deep list": b'{"query": "{ states(after: \\"' + b"W1tb" * 20_000 + b'\\") { totalCount } }"}',
    "a key twice": b'{"query": 1, "query": [1]}',
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_bodies(http: httpx.Client, name: str) -> None:
    refused_soon(http, BODIES[name])


def test_input_never_reaches_the_statement(http: httpx.Client) -> None:
    evil = "`}) DETACH DELETE n //'\"\\ $p0 \x00 \u2028"
    query = """query($t: String!, $id: ID!) {
        search(text: $t) { totalCount } state(key: {id: $id}) { id }
        states(filter: {or: [{name: {contains: $t}}, {aliases: {has: $t}}, {wikidata: {eq: $t}}]}) { totalCount } }"""
    answer = http.post("/graphql", json={"query": query, "variables": {"t": evil, "id": evil}, "extensions": {"explain": True}}).json()
    assert answer["data"]["states"] == {"totalCount": 0}
    assert answer["data"]["state"] is None
    assert "DELETE" not in answer["extensions"]["explain"]["cypher"]
    datasets = {"query": "query($t: String!) { states(sources: {datasets: [$t]}) { totalCount } }", "variables": {"t": evil}}
    [refused] = http.post("/graphql", json=datasets).json()["errors"]
    assert refused["extensions"]["code"] == "BAD_INPUT"
