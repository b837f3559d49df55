"""Large answers are written while the store finds their rows."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import orjson
import pytest

from api.answer_warnings import AnswerWarning, WarningCode
from api.answering.answers import Streamed
from api.answering.engine import Engine
from api.answering.extensions import Extensions
from api.answering.framing import table as table_framing
from api.answering.keys import key_of
from api.answering.preparing import PreparedOperation, Preparing
from api.answering.rows import Page, StreamableList
from api.answering.streaming import Stream
from api.answering.tables.columns import Column, Kind, Table
from api.answering.tables.formats import Format, Written
from api.language.compiling.shaping import Row
from api.language.limits import DEFAULT_LIMITS, Limits
from api.language.schema import build_schema
from api.settings import Settings
from common.errors import StoreBusyError
from graph import Store
from graph.reading import FETCHED, Neo4jReader, ReadTransaction
from ontology import Model
from tests import prepared
from tests.api.conftest import Serve, serving, until
from tests.api.test_overload import ANY, WITHIN

MEMBERSHIPS = """
fragment Memberships on State {
  memberOf(first: 200) { edges { start end preferred node { id ... on Alliance { founded } } } }
}"""
LARGE = "{ states(first: 300) { nodes { id name ...Memberships } } }" + MEMBERSHIPS
STREAMED = [
    LARGE,
    """{ all: states(first: 40, sort: [{name: DESC}]) {
        totalCount rows: nodes { id memberOf(first: 1000) { totalCount } } pageInfo { hasNextPage endCursor } } }""",
    """{ states(first: 1000, filter: {region: {isNull: false}}) {
        aggregate { count groups(by: [region]) { keys count } } edges { cursor node { id ...Memberships } } } }"""
    + MEMBERSHIPS,
    """{ states(first: 1000, filter: {name: {eq: "nowhere"}}) {
        nodes { id ...Memberships } pageInfo { hasNextPage startCursor } __typename } }"""
    + MEMBERSHIPS,
    """{ search(text: "border", first: 500) {
        edges { score node { __typename id ...Memberships } highlights { property } } totalCount } }"""
    + MEMBERSHIPS,
    """{ organizations(first: 1000) {
        nodes { id name members(first: 100) { totalCount nodes { name } } partOf(first: 30) { nodes { id } } } } }""",
]
WHOLE = [
    "{ states(last: 300) { nodes { id ...Memberships } } }" + MEMBERSHIPS,
    "{ states(first: 300) { pageInfo { endCursor } nodes { id ...Memberships } } }" + MEMBERSHIPS,
    "{ states(first: 300) { nodes { id } edges { node { id ...Memberships } } } }" + MEMBERSHIPS,
    "{ dataVersion states(first: 300) { nodes { id ...Memberships } } }" + MEMBERSHIPS,
    # The members of what several states are members of are read once for all of them.
    """{ states(first: 10) {
        nodes { id memberOf(first: 100) { nodes { id ... on Alliance { members(first: 100) { nodes { id } } } } } } } }""",
]


@pytest.fixture(scope="module")
def anew(serve: Serve) -> Any:
    """A server that keeps no answers."""
    with serve(Settings(cache_bytes=0)) as client:
        yield client


def ask(http: httpx.Client, query: str, **body: object) -> tuple[bool, dict[str, Any]]:
    """Whether the answer was streamed, and the answer."""
    response = http.post("/graphql", json={"query": query, **body}, headers={"accept-encoding": "identity"})
    assert response.status_code == 200, response.text
    return response.headers.get("transfer-encoding") == "chunked", response.json()


@pytest.mark.parametrize("query", STREAMED)
def test_a_stream_says_the_same_as_one_piece(anew: httpx.Client, query: str) -> None:
    streamed, answer = ask(anew, query)
    assert streamed
    whole, told = ask(anew, query, extensions={"explain": True})
    assert not whole
    assert orjson.dumps(answer["data"]) == orjson.dumps(told["data"])
    assert answer["extensions"] == {k: v for k, v in told["extensions"].items() if k != "explain"}
    assert "errors" not in answer


@pytest.mark.parametrize("query", WHOLE)
def test_what_cannot_be_streamed_comes_whole(anew: httpx.Client, query: str) -> None:
    streamed, answer = ask(anew, query)
    assert not streamed
    assert answer["data"]["states"]


def test_a_stream_comes_in_pieces_compressed_or_not(anew: httpx.Client) -> None:
    for encoding in ("identity", "br", "gzip", "zstd"):
        with anew.stream("POST", "/graphql", json={"query": LARGE}, headers={"accept-encoding": encoding}) as response:
            assert response.headers.get("content-encoding", "identity") == encoding
            assert response.headers["content-type"] == "application/json; charset=utf-8"
            pieces = list(response.iter_bytes())
        assert len(pieces) > 1 or encoding != "identity"
        assert len(orjson.loads(b"".join(pieces))["data"]["states"]["nodes"]) > 150


def test_http_1_0_gets_a_length(anew: httpx.Client) -> None:
    body = orjson.dumps({"query": LARGE})
    head = f"POST /graphql HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection((anew.base_url.host, anew.base_url.port or 80), timeout=30) as peer:
        peer.sendall(head.encode() + body)
        answer = b"".join(iter(lambda: peer.recv(65536), b""))
    told, _, data = answer.partition(b"\r\n\r\n")
    assert f"content-length: {len(data)}".encode() in told.lower()
    assert len(orjson.loads(data)["data"]["states"]["nodes"]) > 150


def test_a_stream_is_counted(anew: httpx.Client) -> None:
    def told() -> dict[str, float]:
        lines = (line.rpartition(" ") for line in anew.get("/metrics").text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, _, value in lines}

    names = ('foedera_operation_seconds_count{outcome="answered"}', "foedera_operation_rows_sum", "foedera_answer_bytes_sum")
    before = told()
    _, answer = ask(anew, LARGE)
    until(lambda: told()[names[0]] > before[names[0]], 5)
    after = told()
    states = answer["data"]["states"]["nodes"]
    rows = len(states) + sum(len(s["memberOf"]["edges"]) for s in states)
    assert [after[n] - before[n] for n in names] == [1, rows, len(orjson.dumps(answer["data"]))]
    assert after['foedera_operations{state="running"}'] == 0


def test_a_stream_is_kept_and_has_an_etag(http: httpx.Client) -> None:
    def get(**headers: str) -> httpx.Response:
        return http.get("/graphql", params={"query": LARGE}, headers=headers)

    first = get()
    again = get()
    assert again.json() == first.json()
    assert again.headers["etag"] == first.headers["etag"]
    assert ("transfer-encoding" in first.headers, "transfer-encoding" in again.headers) == (True, False)
    assert get(**{"if-none-match": first.headers["etag"]}).status_code == 304


def test_what_fails_before_the_first_row_is_an_ordinary_error(serve: Serve) -> None:
    # Walks states → organizations → states → organizations → states, and finds nobody.
    slow = "{ states(first: 300, filter: %s) { nodes { id ...Memberships } } }" % (WITHIN % (WITHIN % '{name: {eq: "nobody"}}'))
    with serve(Settings(limits=Limits(seconds=1, work=ANY), cache_bytes=0)) as http:
        response = http.post("/graphql", json={"query": slow + MEMBERSHIPS})
        assert response.status_code == 503
        assert response.json()["errors"][0]["extensions"]["code"] == "STORE_BUSY"


def test_a_client_may_leave_in_the_middle(anew: httpx.Client) -> None:
    for _ in range(5):
        with httpx.stream("POST", anew.base_url.join("/graphql"), json={"query": LARGE}, timeout=30) as response:
            next(response.iter_raw())
    until(lambda: 'foedera_operations{state="running"} 0.0' in anew.get("/metrics").text, 10)
    assert ask(anew, LARGE)[0]


class Lines:
    """Another way to write a list: a line of JSON for each row, and a last one with the number of rows."""

    opening = b""
    fetched = 50

    def __init__(self, source: StreamableList) -> None:
        self.source = source
        self.number = 0

    def begin(self, _numbers: Row) -> bytes:
        """Nothing."""
        return b""

    def row(self, row: Row, number: int) -> bytes:
        """A line."""
        self.number = number
        return orjson.dumps(self.source.shape(row), option=orjson.OPT_APPEND_NEWLINE)

    def end(self, _page: Page, _numbers: Row) -> bytes:
        """The number of lines."""
        return b"%d\n" % self.number

    def rest(self, _extensions: Extensions) -> bytes:
        """Nothing."""
        return b""

    def closing(self, _extensions: Extensions) -> bytes:
        """Nothing."""
        return b""


def test_rows_are_written_in_other_ways_as_well(core_store: Store, model: Model) -> None:
    preparing = Preparing(model, build_schema(model)._schema, DEFAULT_LIMITS)
    prepared = preparing.prepare(key_of(LARGE, None, {}), {})
    assert isinstance(prepared, PreparedOperation)
    source = prepared.streamable
    assert source

    async def no_warnings(_version: str) -> tuple[AnswerWarning, ...]:
        return ()

    async def read() -> tuple[bytes, Any]:
        async with core_store.async_driver() as driver:
            reader = Neo4jReader(driver, core_store.address.database, DEFAULT_LIMITS.seconds)
            stream = Stream(source, Lines(source), Extensions(prepared.price), no_warnings, 0, lambda _data, _extensions: None)
            await stream.begin(reader)
            return b"".join([piece async for piece in stream]), prepared.shape(await whole(reader, prepared))

    lines, data = asyncio.run(read())
    *rows, number = map(orjson.loads, lines.splitlines())
    assert rows == orjson.loads(data)["states"]["nodes"]
    assert number == len(rows) > 150


async def whole(reader: Neo4jReader, prepared: PreparedOperation) -> list[Any]:
    """The answers of the blocks of an operation, in one piece."""
    statement = prepared.statement
    assert statement
    row = await reader.row(statement.text, statement.parameters)
    assert row
    return statement.answers(row)


class Meddling(Neo4jReader):
    """A reader that gives everyone a new data version while rows are being read."""

    async def meddle(self) -> None:
        """Write another version."""
        async with self.driver.session(database=self.database) as session:
            await (await session.run("MATCH (v:FoederaDataVersion) SET v.version = 'another'")).consume()

    @asynccontextmanager
    async def transaction(self, seconds: float | None = None, fetched: int = FETCHED) -> AsyncIterator[ReadTransaction]:
        """One at the end of whose rows somebody else has loaded."""
        async with super().transaction(seconds, fetched) as reading:
            rows = reading.rows

            async def meddling(text: str, parameters: Mapping[str, Any]) -> AsyncIterator[list[Any]]:
                async for row in rows(text, parameters):
                    yield row
                await self.meddle()

            reading.rows = meddling  # type: ignore[method-assign]  # for this one
            yield reading


@pytest.fixture(scope="module")
def with_core(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    """A store with the core data to write to, for both tests, and its home."""
    home = tmp_path_factory.mktemp("core")
    with prepared.core_store_at(home) as store:
        yield store, home


@pytest.fixture
def filled(with_core: tuple[Store, Path], monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store, which servers use, too."""
    store, home = with_core
    monkeypatch.setenv("FOEDERA_HOME", str(home))
    return store


def set_version(store: Store, version: str) -> None:
    """Have the store say that it holds this state of the data."""
    with store.driver.session(database=store.address.database) as session:
        session.run("MATCH (v:FoederaDataVersion) SET v.version = $version", version=version).consume()


def test_no_stream_mixes_two_versions(filled: Store, model: Model) -> None:
    async def read() -> bytes:
        async with filled.async_driver() as driver:
            set_version(filled, "one")
            engine = Engine(
                model, build_schema(model), Meddling(driver, filled.address.database, DEFAULT_LIMITS.seconds), cache_bytes=10**8
            )
            answer = await engine.execute(LARGE, stream=True)
            assert isinstance(answer, Streamed)
            found = b""
            with pytest.raises(StoreBusyError, match="changed while"):  # noqa: PT012  # there is no shorter way to walk along it
                async for piece in answer.stream:
                    found += piece
            assert len(engine.answers.cache) == 0
            return found

    begun = asyncio.run(read())
    assert begun.startswith(b'{"data":{"states":{"nodes":[')
    with pytest.raises(orjson.JSONDecodeError):
        orjson.loads(begun)


def test_clients_notice_that_a_stream_broke_off(filled: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    set_version(filled, "two")
    monkeypatch.setattr("graph.connection.Neo4jReader", Meddling)
    with caplog.at_level(logging.WARNING), serving(Settings()) as http:
        until(lambda: http.get("/health/ready").status_code == 200)
        set_version(filled, "one")
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
            http.post("/graphql", json={"query": LARGE})
        assert 'foedera_operation_seconds_count{outcome="failed"} 1.0' in http.get("/metrics").text
    told = [record for record in caplog.records if record.name == "api.access"]
    assert [(record.levelname, record.exc_info) for record in told] == [("WARNING", None)]
    assert told[0].getMessage().startswith("an answer broke off: ")


def test_rows_of_a_table_wait_for_warnings_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_framing, "WAITING_BYTES", 100)
    monkeypatch.setattr(table_framing, "ANEW", 10)
    warned: list[AnswerWarning] = []
    source = SimpleNamespace(shape=lambda row: {"n": row[0]})
    written = Written(Table(("rows",), (Column(("n",), Kind.INTEGER),)), Format.NDJSON)
    framing = table_framing.TableFraming(source, written, lambda: warned, waits=True)  # type: ignore[arg-type]  # only shape is asked
    pieces = []
    for number in range(1, 41):
        if number == 25:
            warned.append(AnswerWarning(WarningCode.UNDATED, (), "some are"))
        pieces.append(framing.row((number,), number))
    early = b"".join(pieces)
    rest = framing.rest(Extensions(0, warnings=(AnswerWarning(WarningCode.UNCHECKED, (), "all are"),)))
    rows = [orjson.loads(line) for line in (early + rest).splitlines()]
    assert [row["n"] for row in rows] == list(range(1, 41))
    assert {row["warnings"] for row in rows[-10:]} == {"UNCHECKED"}
    assert rows[0]["warnings"] is None
    assert "UNDATED" in {row["warnings"] for row in rows}
