"""The memory for answers that are made and not yet sent: who gets it, and who is sent away."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from api.answering import held
from api.answering.held import SMALL, Held
from api.answering.keys import key_of
from api.answering.preparing import PreparedOperation, Preparing
from api.http.access import Access
from api.http.clients import client_of
from api.http.holding import COUNTED, Holding
from api.http.tokens import Tokens
from api.language.limits import DEFAULT_LIMITS
from api.language.schema import shipped_schema
from common.errors import AnswerTooLargeError, StoreBusyError
from queries.examples import load_examples

MEGABYTE = 1024 * 1024


async def soon() -> None:
    """Let everything run that can."""
    for _ in range(5):
        await asyncio.sleep(0)


def run(test: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), 20))


def test_answers_on_their_way_hold_so_much_and_small_ones_always_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "PATIENCE_SECONDS", 0.05)

    async def test() -> None:
        memory = Held(4 * MEGABYTE)
        first, second, third, small = (memory.share(client) for client in "abcd")
        first.take(2 * MEGABYTE)
        second.take(2 * MEGABYTE)
        with pytest.raises(StoreBusyError, match="wait to be read"):
            third.take(MEGABYTE)
        small.take(SMALL)
        third.add(MEGABYTE)
        with pytest.raises(StoreBusyError):
            await third.room()
        await small.room()
        waits = asyncio.create_task(third.room())
        await soon()
        assert not waits.done()
        first.end()
        first.end()
        await waits
        for share in (second, third, small):
            share.end()
        first.add(MEGABYTE)
        assert memory.used == 0

    run(test)


def test_no_client_has_more_than_half() -> None:
    memory = Held(4 * MEGABYTE)
    memory.share("a").take(2 * MEGABYTE)
    with pytest.raises(StoreBusyError):
        memory.share("a").take(MEGABYTE)
    memory.share("b").take(2 * MEGABYTE)


@pytest.mark.parametrize(
    ("address", "token", "client"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "", "2001:db8:1:2::/64"),
        ("192.0.2.7", "Bearer invented", "192.0.2.7"),
        ("", "", ""),
    ],
)
def test_a_client_of_an_open_server_is_known_by_its_address(address: str, token: str, client: str) -> None:
    headers = [(b"authorization", token.encode())] if token else []
    assert client_of({"type": "http", "headers": headers, "client": (address, 1) if address else None}) == client


def test_a_token_is_a_client_once_it_was_accepted_and_an_invented_one_is_none(tmp_path: Path) -> None:
    async def tell(request: Request) -> Response:
        return PlainTextResponse(client_of(request.scope))

    def clients(layers: list[Middleware]) -> set[str]:
        asked = TestClient(Starlette(routes=[Route("/tell", tell)], middleware=layers), client=("192.0.2.7", 1))
        return {asked.get("/tell", headers={"authorization": f"Bearer {token}"}).text for token in ("one", "two", "three")}

    (tmp_path / "tokens").write_text("ours one\ntheirs two\ntheirs-too three\n", encoding="utf-8")
    assert clients([]) == {"192.0.2.7"}
    assert clients([Middleware(Access, tokens=Tokens((), tmp_path / "tokens"))]) == {"token ours", "token theirs", "token theirs-too"}
    unnamed = clients([Middleware(Access, tokens=Tokens(("one", "two", "three")))])
    assert len(unnamed) == 3
    assert not any(token in client.split() for token in ("one", "two", "three") for client in unnamed)


def test_large_bodies_of_any_address_are_counted_until_they_are_sent() -> None:
    memory, seen = Held(4 * MEGABYTE), []

    async def tell(request: Request) -> Response:
        if "counted" in request.query_params:
            request.scope[COUNTED] = True
        return Response(b"x" * int(request.query_params["size"]), headers={"x-mine": "1"})

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        async def noting(message: Message) -> None:
            seen.append(memory.used)
            await send(message)

        await Holding(Starlette(routes=[Route("/tell", tell)]), memory)(scope, receive, noting)

    asked = TestClient(watched)
    assert len(asked.get(f"/tell?size={MEGABYTE}").content) == MEGABYTE
    assert (max(seen), memory.used) == (MEGABYTE, 0)
    other = memory.share("other")
    other.add(4 * MEGABYTE)
    refused = asked.get(f"/tell?size={MEGABYTE}")
    assert (refused.status_code, refused.headers["retry-after"], refused.json()["code"]) == (503, "1", "STORE_BUSY")
    assert "x-mine" not in refused.headers
    assert [asked.get(path).status_code for path in (f"/tell?size={SMALL}", f"/tell?size={MEGABYTE}&counted=1")] == [200, 200]
    other.end()
    assert memory.used == 0


@pytest.fixture(scope="module")
def preparing() -> Preparing:
    """Prepares operations of the schema that ships."""
    model, schema = shipped_schema()
    return Preparing(model, schema._schema, DEFAULT_LIMITS)


@pytest.mark.parametrize(
    "fields",
    [
        f"nodes {{ {' '.join(f'a{i}: description' for i in range(1_900))} }}",
        " ".join(f"a{i}: nodes {{ description }}" for i in range(600)),
    ],
    ids=["the same field", "the same list"],
)
def test_a_large_answer_is_refused_before_it_is_made(preparing: Preparing, fields: str) -> None:
    with pytest.raises(AnswerTooLargeError, match="the answer may have"):
        preparing.prepare(key_of(f"{{ states(first: 1000) {{ {fields} }} }}", None, {}), {})


def size(preparing: Preparing, fragments: str) -> int:
    found = preparing.prepare(key_of(f'{{ search(text: "a") {{ nodes {{ {fragments} }} }} }}', None, {}), {})
    assert isinstance(found, PreparedOperation)
    return found.compiled.bytes


def test_of_fragments_on_many_classes_the_largest_counts(preparing: Preparing) -> None:
    state, alliance = "... on State { id name capital }", "... on Alliance { id founded }"
    assert size(preparing, f"{state} {alliance}") == size(preparing, state) > size(preparing, alliance)


def test_the_examples_are_small(preparing: Preparing) -> None:
    for example in load_examples():
        prepared = preparing.prepare(key_of(example.text, None, example.variables), example.variables)
        assert isinstance(prepared, PreparedOperation)
        assert prepared.compiled.bytes < DEFAULT_LIMITS.whole_bytes / 10
