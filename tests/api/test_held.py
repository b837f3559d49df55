"""The memory for answers that are made and not yet sent: who gets it, and who is sent away."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from api.answering import held
from api.answering.held import SMALL, Held
from api.answering.keys import key_of
from api.answering.preparing import PreparedOperation, Preparing
from api.http.clients import client_of
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
        ("192.0.2.7", "Bearer one", "Bearer one"),
        ("", "", ""),
    ],
)
def test_a_client_is_known_by_token_or_address(address: str, token: str, client: str) -> None:
    headers = [(b"authorization", token.encode())] if token else []
    assert client_of({"type": "http", "headers": headers, "client": (address, 1) if address else None}) == client


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
