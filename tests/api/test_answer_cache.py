"""Cached answers: given again quickly, never once the data has changed, whatever changed it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import httpx
import pytest

from api.answering.answer_cache import AnswerCache, CachedAnswer
from api.answering.keys import key_of
from api.answering.version_check import FRESH_SECONDS, VersionCheck
from api.settings import Settings
from graph import Store
from tests.api.conftest import serving, until

ASK = {"query": '{ state(key: {id: "here"}) { name } dataVersion }'}
WRITE = """MERGE (n:FoederaEntity:FoederaActor:FoederaState {id: 'here'}) SET n.name = $version, n.class = 'State'
    MERGE (v:FoederaDataVersion {id: 'current'}) SET v.version = $version"""


def write(store: Store, version: str) -> None:
    """One load: the name of the only state is the version of the data."""
    with store.driver.session(database=store.address.database) as session:
        session.execute_write(lambda tx: tx.run(WRITE, version=version).consume())


def answered(http: httpx.Client) -> tuple[str, str]:
    """The name and the version that an answer tells."""
    data = http.post("/graphql", json=ASK).json()["data"]
    return data["state"]["name"], data["dataVersion"]


@pytest.fixture
def http(scratch: Store) -> Iterator[httpx.Client]:
    """A server over a store with one state."""
    write(scratch, "0")
    with serving(Settings()) as client:
        until(lambda: client.get("/health/ready").status_code == 200)
        yield client


def cached(http: httpx.Client) -> int:
    """How often an answer came from the cache."""
    name = 'foedera_operation_seconds_count{outcome="cached"} '
    return next(int(float(line.removeprefix(name))) for line in http.get("/metrics").text.splitlines() if line.startswith(name))


def test_an_answer_is_given_again(http: httpx.Client) -> None:
    assert [answered(http) for _ in range(5)] == [("0", "0")] * 5
    assert cached(http) >= 3


def test_a_load_is_seen_at_once(http: httpx.Client, scratch: Store) -> None:
    for version in map(str, range(1, 30)):
        write(scratch, version)
        assert answered(http) == (version, version)
        assert answered(http) == (version, version)
    write(scratch, "0")
    assert answered(http) == ("0", "0")


def test_an_etag_ends_with_its_version(http: httpx.Client, scratch: Store) -> None:
    tag = http.get("/graphql", params=ASK).headers["etag"]
    assert http.get("/graphql", params=ASK, headers={"if-none-match": tag}).status_code == 304
    write(scratch, "1")
    changed = http.get("/graphql", params=ASK, headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed.json()["data"]["state"]["name"] == "1"


def test_nothing_is_stale_under_load(http: httpx.Client, scratch: Store) -> None:
    committed, wrong = 0, []
    over = threading.Event()

    def ask() -> None:
        with httpx.Client(base_url=http.base_url) as client:
            while not over.is_set():
                before = committed
                name, version = answered(client)
                # A statement that runs during a commit may mix two states; it must not be older than what was committed before.
                if int(version) < before or int(name) < before:
                    wrong.append((before, name, version))

    clients = [threading.Thread(target=ask) for _ in range(3)]
    for client in clients:
        client.start()
    for version in range(1, 80):
        write(scratch, str(version))
        committed = version
    over.set()
    for client in clients:
        client.join()
    assert wrong == []
    assert answered(http) == ("79", "79")


class Versions:
    """A source whose data version changes when told to."""

    now = "1"
    asked = 0

    async def row(self, _text: str, _parameters: object) -> list[str | int]:
        self.asked += 1
        return [self.now, 0]


def test_an_answer_from_across_a_load_is_not_cached() -> None:
    asyncio.run(_across_a_load())


async def _across_a_load() -> None:
    source = Versions()
    versions = VersionCheck(source)
    answers = AnswerCache(versions, 1_000_000)
    key = key_of("{ a }", None, {})
    before = await answers.before()
    source.now = "2"
    answers.put(key, CachedAnswer("2", b"{}"), before)
    assert await answers.get(key) is None
    answers.put(key, CachedAnswer("2", b"{}"), await versions.current())
    assert await answers.get(key) == CachedAnswer("2", b"{}")
    source.now = "3"
    assert await answers.get(key) is None


class Slow(Versions):
    """A source that takes its time, and tells what held when it began."""

    async def row(self, text: str, parameters: object) -> list[str | int]:
        found = await super().row(text, parameters)
        await asyncio.sleep(0.05)
        return found


def test_requests_at_once_share_a_check_that_began_later() -> None:
    asyncio.run(_at_once())


async def _at_once() -> None:
    source = Slow()
    versions = VersionCheck(source)
    first = asyncio.create_task(versions.current())
    await asyncio.sleep(0.01)
    source.now = "2"
    others = [asyncio.create_task(versions.current()) for _ in range(20)]
    await asyncio.sleep(0)
    others[0].cancel()  # whose client has gone; the others get their answer
    assert await first == "1"
    assert await asyncio.gather(*others[1:]) == ["2"] * 19
    assert source.asked == 2
    source.now = "3"
    assert await versions.current() == "3"


def test_the_version_is_asked_for_when_it_was_not_seen_lately(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 100.0
    monkeypatch.setattr("api.answering.version_check.monotonic", lambda: clock)
    source = Versions()
    answers = AnswerCache(VersionCheck(source), 1_000_000)

    def before() -> str | None:
        return asyncio.run(answers.before())

    assert [before(), before()] == ["1", "1"]
    assert source.asked == 1
    clock += FRESH_SECONDS + 1
    assert before() == "1"
    assert source.asked == 2
    assert asyncio.run(AnswerCache(VersionCheck(source), 0).before()) is None
