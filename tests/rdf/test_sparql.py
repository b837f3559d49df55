"""What is asked in SPARQL is answered or refused in bounded time; nothing is fetched, and a process that dies takes no other with it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import orjson
import psutil
import pyoxigraph as ox
import pytest

from common.errors import QueryError, QueryRefusedError, QuerySyntaxError, QueryTooLongError, StoreBusyError
from rdf.formats import Format
from rdf.sparql import Children, Query, QueryLimits, Results, UnacceptableError
from rdf.sparql.asking import Child
from rdf.sparql.guard import guard

DATA = """
<urn:a> <urn:p> <urn:b> <urn:g> .
<urn:b> <urn:p> <urn:c> <urn:h> .
<urn:a> <urn:name> "a \\"},{\\n</result>\\n,\\"x" .
"""
SECONDS = 2.0
PREFIXED = "PREFIX : <http://127.0.0.1:9/x> PREFIX s: <urn:> "


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("snapshot") / "data"
    store = ox.Store(str(folder))
    store.load(DATA.encode(), format=ox.RdfFormat.N_QUADS)
    store.extend(ox.Quad(ox.NamedNode(f"urn:n{n}"), ox.NamedNode("urn:n"), ox.Literal(n)) for n in range(2_000))
    store.flush()
    return folder


@pytest.fixture(scope="module")
def children(snapshot: Path) -> Iterator[Children]:
    found = Children(snapshot, QueryLimits(seconds=SECONDS, rows=1_000), most=2)
    yield found
    found.stop()


def _rows(children: Children, text: str, **graphs: tuple[str, ...]) -> list[dict[str, str]]:
    body = children.ask(Query(text, **graphs)).body  # type: ignore[arg-type]  # default and named
    return [{name: cell["value"] for name, cell in row.items()} for row in orjson.loads(body)["results"]["bindings"]]


FETCHED = (
    "SERVICE <urn:x> { ?s ?p ?o }",
    "SERVICE:x { ?s ?p ?o }",
    "service: { ?s ?p ?o }",
    "SERVICEsilent:x { ?s ?p ?o }",
    "SERVICE SILENT <urn:x> { ?s ?p ?o }",
    "?s ?p 1SERVICE <urn:x> { ?s ?p ?o }",
    "?s ?p 1.5e3SERVICE <urn:x> { ?s ?p ?o }",
    "?s ?p trueSERVICE <urn:x> { ?s ?p ?o }",
    "?s ?p falseservice:x { ?s ?p ?o }",
    '?s ?p "x"SERVICE <urn:x> { ?s ?p ?o }',
    "?s a[]SERVICE <urn:x> { ?s ?p ?o }",
    "BIND(1 AS ?x)SERVICE<urn:x>{ ?s ?p ?o }",
    "BIND(<urn:x> AS ?u) SERVICE?u { ?s ?p ?o }",
    "FILTER EXISTS { SERVICE <urn:x> { ?s ?p ?o } }",
    "S\\u0045RVICE <urn:x> { ?s ?p ?o }",
    "# x\\u000ASERVICE <urn:x> { ?s ?p ?o }\n",
    "?s ?p s:x;SERVICE <urn:x> { ?s ?p ?o }",
    "VALUES ?x {UNDEF}SERVICE <urn:x> { ?s ?p ?o }",
)


@pytest.mark.parametrize("inside", FETCHED)
def test_service_is_refused_however_it_is_written(inside: str) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        guard(f"{PREFIXED}SELECT * {{ {inside} }}")


@pytest.mark.parametrize(
    "update", ["INSERT DATA { <urn:a> <urn:b> 1 }", "LOAD <http://127.0.0.1:9/>", "DELETE WHERE { ?s ?p ?o }", "clear all"]
)
def test_updates_are_refused(update: str) -> None:
    with pytest.raises(QueryRefusedError, match="only reads"):
        guard(update)


@pytest.mark.parametrize(
    "free",
    [
        '?s ?p "SERVICE <urn:x> { }"',
        "?s ?p '''\n SERVICE LOAD '''",
        "?s ?p <urn:SERVICE> # SERVICE <urn:x> {}\n",
        "?SERVICE ?p s:SERVICE",
        '?s ?p "x"@en-service',
        "?s <urn:q> _:SERVICE",
        '?s ?p "it\'s" . ?insert s:load ?delete',
    ],
)
def test_words_in_texts_comments_addresses_and_variables_are_free(free: str, children: Children) -> None:
    assert _rows(children, f"{PREFIXED}SELECT * {{ {free} }}") == []


def test_a_process_fetches_nothing_even_without_the_guard(snapshot: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        child = Child(snapshot, QueryLimits(seconds=5))
        with pytest.raises(StoreBusyError, match="could not be answered"):
            child.ask(Query(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"), False, {})
        child.ask(Query("SELECT * { SERVICEsilent s: { ?s ?p ?o } }"), False, {"s": address})
        child.end()
        with pytest.raises(BlockingIOError):
            server.accept()


def test_the_default_graph_is_the_union_unless_the_query_or_the_protocol_names_others(children: Children) -> None:
    asked = "SELECT ?s ?o {} {{ ?s <urn:p> ?o }} ORDER BY ?s"
    one, two = {"s": "urn:a", "o": "urn:b"}, {"s": "urn:b", "o": "urn:c"}
    assert _rows(children, asked.format("")) == [one, two]
    assert _rows(children, asked.format("FROM <urn:g>")) == [one]
    assert _rows(children, asked.format("FROM<urn:g>FROM<urn:h>")) == [one, two]
    assert _rows(children, asked.format("FROM NAMED <urn:g>")) == []
    assert _rows(children, asked.format(""), default=("urn:h",)) == [two]
    assert _rows(children, asked.format("FROM <urn:g>"), default=("urn:h",)) == [two]
    assert _rows(children, "SELECT ?g { GRAPH ?g { ?s <urn:p> ?o } } ORDER BY ?g") == [{"g": "urn:g"}, {"g": "urn:h"}]
    assert _rows(children, "SELECT ?g { GRAPH ?g { ?s <urn:p> ?o } }", named=("urn:h",)) == [{"g": "urn:h"}]


HARD = {
    "cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "long pattern": "ASK {" + " ".join(f"?a{n} <urn:p> ?a{n + 1} ." for n in range(900)) + "}",
    "memory": "SELECT (GROUP_CONCAT(?c) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}


@pytest.mark.parametrize("name", HARD)
def test_what_runs_away_is_stopped_and_the_next_query_is_answered(name: str, children: Children) -> None:
    begun = time.monotonic()
    with pytest.raises(StoreBusyError, match="was stopped") as caught:
        children.ask(Query(HARD[name]))
    assert caught.value.retryable
    assert time.monotonic() - begun < SECONDS + 8
    assert children.ask(Query("ASK {}")).body == b'{"head":{},"boolean":true}'


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("ASK { ?s <urn:p> " + "[ <urn:p> " * 300 + "1" + "]" * 300 + "}", QueryRefusedError, "nested more than 64 deep"),
        ("ASK { ?s <urn:p> " + "( " * 1_000 + "1" + ")" * 1_000 + "}", QueryRefusedError, "nested more than 64 deep"),
        ("ASK { FILTER(" + "(" * 10_000, QueryTooLongError, "words"),
        ("ASK { ?s " + "/".join(["<urn:p>"] * 1_000) + " ?o }", QueryRefusedError, "operators"),
        ("ASK { FILTER(" + "!" * 300 + "true) }", QueryRefusedError, "operators"),
        ("SELECT * { VALUES ?x {" + "1 " * 100_000 + "} }", QueryTooLongError, "bytes"),
        ("SELECT * { ?a <urn:n> ?b }", QueryRefusedError, "more than 1,000 rows"),
        ("CONSTRUCT WHERE { ?a <urn:n> ?b }", QueryRefusedError, "more than 1,000 triples"),
        ("SELECT * { ?s ?p }", QuerySyntaxError, "line 1, column 19"),
        ("SELECT (SUM(?x) AS ?s) ?y { ?x ?p ?y }", QuerySyntaxError, "unbound"),
        ("ASK { foaf:x ?p ?o }", QuerySyntaxError, "foaf: is not declared"),
        ("", QuerySyntaxError, "line 1"),
        ("ASK { ?s ?p '\ud800' }", QuerySyntaxError, "not SPARQL"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_query_is_said(text: str, error: type[QueryError], says: str, children: Children) -> None:
    with pytest.raises(error, match=says) as caught:
        children.ask(Query(text))
    assert caught.value.hint


@pytest.mark.parametrize("form", Results)
def test_rows_are_counted_in_every_format(form: Results, children: Children) -> None:
    named = "SELECT ?s ?o { VALUES ?n { 1 2 3 } ?s <urn:name> ?o } LIMIT 3"
    few, many = (Children(children.folder, QueryLimits(rows=most), most=1) for most in (4 if form in (Results.CSV, Results.TSV) else 3, 1))
    assert b"urn:a" in few.ask(Query(named, form)).body
    with pytest.raises(QueryRefusedError, match="more than 1 rows"):
        many.ask(Query(named, form))
    few.stop()
    many.stop()


def test_the_formats_are_those_that_are_wanted(children: Children) -> None:
    assert ox.parse_query_results(children.ask(Query("ASK {}", Results.XML)).body, format=ox.QueryResultsFormat.XML)
    for form in Format:
        body = children.ask(Query("CONSTRUCT WHERE { ?s <urn:p> ?o }", graphs=form)).body
        assert len(list(ox.parse(body, format=ox.RdfFormat.from_media_type(form.media_type)))) == 2
    with pytest.raises(UnacceptableError, match="triples"):
        children.ask(Query("CONSTRUCT WHERE { ?s <urn:p> ?o }", graphs=None))
    with pytest.raises(UnacceptableError, match="a table"):
        children.ask(Query("ASK {}", results=None))


def test_many_clients_are_answered_though_some_ask_too_much(children: Children) -> None:
    def ask(number: int) -> object:
        text = HARD["cross product"] if number == 5 else f"SELECT * {{ <urn:n{number}> <urn:n> ?x }}"
        try:
            return children.ask(Query(text)).body.count(b"value")
        except StoreBusyError:
            return "busy"

    with ThreadPoolExecutor(50) as pool:
        found = list(pool.map(ask, range(50)))
    assert found == [1] * 5 + ["busy"] + [1] * 44


KILLED = """
import sys, threading, time
from pathlib import Path
from rdf.sparql import Children, Query, QueryLimits
children = Children(Path(sys.argv[1]), QueryLimits(seconds=100), most=2)
children.ask(Query("ASK {}"))
threading.Thread(target=children.ask, args=(Query(sys.argv[2]),), daemon=True).start()
threading.Thread(target=children.ask, args=(Query("ASK {}"),), daemon=True).start()
time.sleep(2)
print("ready", flush=True)
time.sleep(100)
"""


def test_processes_end_with_a_server_that_was_killed(snapshot: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(snapshot), HARD["cross product"]]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        assert server.stdout
        assert server.stdout.readline() == b"ready\n"
        children = psutil.Process(server.pid).children()
        busy = max(child.cpu_times().user for child in children)
        server.kill()
    assert len(children) == 2
    assert busy > 0.5
    assert psutil.wait_procs(children, timeout=3)[1] == []


def test_a_process_that_was_killed_is_replaced(children: Children) -> None:
    children.ask(Query("ASK {}"))
    for child in children._idle:
        child._process.kill()
        child._process.wait()
    assert children.ask(Query("ASK {}")).body
