"""The tools for assistants, asked by the SDK's own client, over HTTP and over standard input and output."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import httpx
import orjson
import pytest

from api.app import Settings, create_app
from graph import Store
from tests.api.conftest import Serve, serving

mcp = pytest.importorskip("mcp")
Ask = Callable[..., Any]


def talk(where: Any, use: Callable[[Any], Awaitable[Any]]) -> Any:
    """What comes of using a client that is connected."""

    async def run() -> Any:
        async with mcp.Client(where) as client:
            try:
                return await use(client)
            except mcp.MCPError as error:  # outside of the block it would be in groups of groups
                return error

    return asyncio.run(asyncio.wait_for(run(), 120))


@pytest.fixture(scope="module")
def address(serve: Serve) -> Iterator[str]:
    with serve(Settings(mcp=True)) as client:
        yield f"{client.base_url}/mcp"


@pytest.fixture(scope="module")
def ask(address: str) -> Ask:
    """Calls a tool; its content, or the text of its error."""

    def called(name: str, **arguments: Any) -> Any:
        result = talk(address, lambda client: client.call_tool(name, arguments))
        if result.is_error:
            return str(result.content[0].text)
        return result.structured_content if result.structured_content is not None else result.content[0].text

    return called


def test_the_tools_only_read_and_say_what_they_take(address: str) -> None:
    tools = talk(address, lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == ["search", "describe", "run", "examples", "schema"]
    assert all(tool.description and tool.annotations.read_only_hint and tool.input_schema["type"] == "object" for tool in tools)


def test_searching(ask: Ask) -> None:
    found = ask("search", text="north atlantic treaty organisation", types=["Alliance"])
    assert found["data"]["search"]["edges"][0]["node"]["slug"] == "nato"
    assert found["extensions"]["dataVersion"]
    assert found["extensions"]["citations"]


def test_an_entity_as_of_a_day(ask: Ask) -> None:
    found = ask("describe", slug="nato", at="1982-06-01")
    assert found["name"] == "North Atlantic Treaty Organization"
    assert found["relations"]["members"]["total"] == 16
    assert len(found["relations"]["members"]["statements"]) == 10
    assert all("sources" in value for one in found["properties"].values() for value in one["values"])
    assert found["citations"]
    assert found["dataVersion"]
    assert {"disputes", "notKnown"} <= set(found)
    rest = ask("describe", slug="nato", at="1982-06-01", relation="members", skip=10)
    assert len(rest["relations"]["members"]["statements"]) == 6


def codes(found: Any) -> list[str]:
    return [one["code"] for one in found["warnings"]]


def test_what_a_description_does_not_say_by_itself(ask: Ask) -> None:
    assert codes(ask("describe", slug="nato", at="1982-06-01")) == []
    renamed = ask("describe", slug="united-arab-republic")
    assert (codes(renamed), renamed["id"]) == (["FORMER_ID"], "egypt")
    never = ask("describe", slug="poland", relation="members")
    assert codes(never) == ["OTHER_CLASS"]
    assert "memberOf" in never["warnings"][0]["hint"]
    assert codes(ask("describe", slug="nato", at="1848")) == ["NOT_COVERED"]
    assert codes(ask("describe", slug="nato", at="1848", relation="members")) == [], "its list is complete: there were none"
    assert codes(ask("describe", slug="nato", relation="borders")) == ["NOT_COVERED"]


def test_a_description_by_some_datasets(ask: Ask) -> None:
    found = ask("describe", slug="nato", relation="members", sources=["atop", "no-such"])
    assert codes(found) == ["UNKNOWN_DATASET"]
    text = '{ alliance(key: {id: "nato"}, time: {ever: true}, sources: {datasets: ["atop"]}) { members { totalCount } } }'
    assert found["relations"]["members"]["total"] == ask("run", operation=text)["data"]["alliance"]["members"]["totalCount"] > 10
    assert {one["dataset"] for one in found["relations"]["members"]["statements"]} == {"atop"}
    assert all(source["dataset"] for one in found["properties"].values() for value in one["values"] for source in value["sources"])


def test_answers_say_what_silence_means(ask: Ask) -> None:
    for found in (ask("search", text="no such thing at all"), ask("run", operation="{ dataVersion }")):
        assert "what is not found may exist" in found["coverage"]


def test_an_entity_that_there_is_not(ask: Ask) -> None:
    assert ask("describe", slug="natto") == (
        'There is no entity with the slug "natto". Did you mean "nato" (North Atlantic Treaty Organization)?'
    )
    assert ask("describe", slug="nato", at="soon").startswith("At is 'soon', which is not a date")
    assert ask("describe", slug="nato@1982-06-01").startswith("Give the slug and the day by themselves")


def test_operations_and_examples(ask: Ask) -> None:
    text = 'query ($day: EDTF!) { alliance(key: {id: "nato"}, time: {at: $day}) { members { totalCount } } }'
    given = ask("run", operation=text, variables={"day": "1982-06-01"})
    assert given["data"]["alliance"]["members"]["totalCount"] == 16
    assert given["extensions"]["citations"]
    saved = ask("run", example="nato-members-1982", variables={"day": "1950-01-01"})
    assert saved["data"]["alliance"]["members"]["totalCount"] == 12
    assert ask("run", example="no-such-example").startswith("There is no example 'no-such-example'.")
    assert ask("run") == "Give either the text of an operation or the name of an example."
    warned = ask("run", operation='{ alliance(key: {id: "NATO"}) { name } }')
    assert [one["code"] for one in warned["extensions"]["warnings"]] == ["UNKNOWN_KEY"]


def test_limits_are_those_of_the_api(ask: Ask, address: str) -> None:
    dear = "{ states(first: 1000) { nodes { memberOf(first: 1000) { nodes { members(first: 1000) { nodes { name } } } } } } }"
    refused = ask("run", operation=dear)
    over_http = httpx.post(address.replace("/mcp", "/graphql"), json={"query": dear}).json()["errors"][0]
    assert refused.startswith(over_http["message"])
    assert refused.endswith("[OPERATION_REFUSED]")
    large = ask("run", operation="{ entities(first: 1000) { nodes { iri again: iri slug name description note aliases wikidata } } }")
    assert large.startswith("The answer has ")
    assert "Cannot query field" in ask("run", operation="{ nothing }")
    assert "This API only reads" in ask("run", operation="mutation { a }")
    assert httpx.post(address, content=b"x" * 300_000).status_code == 413


def test_the_schema_in_portions(ask: Ask) -> None:
    overview = ask("schema")
    assert "- Alliance (alliance, alliances): " in overview
    assert "- network: " in overview
    assert len(overview) < 20_000
    part = ask("schema", names=["alliances", "Alliance"])
    assert "members: ActorMembershipConnection!" in part
    assert len(part) < 12_000
    assert ask("schema", names=["Aliance"]) == "There is no root field or type 'Aliance'. Did you mean Alliance?"
    assert "01-nato-members-1982" in {one["name"] for one in ask("examples")["examples"]}


def test_what_does_not_fit_a_tool_is_refused_plainly(ask: Ask, address: str) -> None:
    assert ask("search", text="nato", first=1000) == "first: 1000 is greater than the maximum of 50"
    assert ask("search") == "arguments: 'text' is a required property"
    unknown = talk(address, lambda client: client.call_tool("write", {}))
    assert unknown.error.message == "There is no tool 'write'; there are search, describe, run, examples, schema."


def test_the_door_is_shut_unless_asked_for_and_has_the_same_locks(http: httpx.Client, serve: Serve, address: str) -> None:
    assert http.post("/mcp", json={}).status_code == 404
    assert httpx.get(address).status_code == 405
    assert httpx.post(address, json={}, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert httpx.post(address, json={}, headers={"host": "elsewhere.example"}).status_code == 421
    with serve(Settings(mcp=True, tokens=("secret",))) as locked:
        assert locked.post("/mcp", json={}).status_code == 401


def test_on_standard_input_and_output(core_store: Store) -> None:  # noqa: ARG001  # holds the store open
    command = mcp.StdioServerParameters(command=sys.executable, args=["-m", "foedera", "mcp", "--no-load"], env={**os.environ})
    result = talk(mcp.stdio_client(command), lambda client: client.call_tool("describe", {"slug": "nato", "at": "1982-06-01"}))
    assert result.structured_content["relations"]["members"]["total"] == 16


OPEN = Settings(mcp=True, warm=False)
ASKED = orjson.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "examples", "arguments": {}}})


def begun(http: httpx.Client, body: bytes) -> socket.socket:
    """A connection on which a tool is asked for, as far as `body` goes."""
    found = socket.create_connection((http.base_url.host, http.base_url.port or 80), 30)
    head = f"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: */*\r\nContent-Length: {len(ASKED)}\r\n\r\n"
    found.sendall(head.encode() + body)
    return found


def test_a_body_that_does_not_come_or_does_not_end_is_refused(core_store: Store) -> None:  # noqa: ARG001
    with serving(replace(OPEN, body_seconds=0.5)) as http, closing(begun(http, ASKED[:10])) as slow:
        assert slow.recv(4096).startswith(b"HTTP/1.1 408")
        large = http.post("/mcp", content=b" " * 300_000, headers={"content-type": "application/json"})
        assert (large.status_code, large.json()["code"]) == (413, "REQUEST_TOO_LARGE")


def test_what_is_asked_ends_when_its_client_goes_away(core_store: Store) -> None:  # noqa: ARG001
    app, runs, ended = create_app(OPEN), threading.Event(), threading.Event()

    async def endless(*_given: object) -> object:
        runs.set()
        try:
            return await asyncio.Event().wait()
        finally:
            ended.set()

    app.state.assistants.assistant.call = endless
    with serving(app) as http:
        with closing(begun(http, ASKED)):
            assert runs.wait(30)
            assert not ended.wait(0.3)
        assert ended.wait(10)
