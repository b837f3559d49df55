"""Too much at once, too slow, or nobody waiting any more."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from api.answering import statistics
from api.answering.answer_cache import CachedAnswer
from api.answering.engine import Engine, Ready
from api.answering.keys import key_of
from api.answering.preparing import PreparedOperation, Preparing
from api.answering.pricing import Kind, Price, Pricing
from api.answering.statistics import Statistics
from api.language.limits import Limits
from api.language.schema import shipped_schema
from api.settings import Settings
from common.errors import StoreAccessError
from graph import Store
from graph.reading import Neo4jReader
from ontology import Model, stored
from queries.examples import load_examples
from queries.work import GUESSED, Counts, work
from tests.api.conftest import Serve, until

# Walks states → organizations → states → organizations → states, and finds nobody.
WITHIN = "{memberOf: {some: {node: {members: {some: {node: %s}}}}}}"
SLOW = {"query": "{ states(filter: %s) { totalCount } }" % (WITHIN % (WITHIN % '{name: {eq: "nobody"}}'))}
ANY = 10**15
"""More than any operation touches."""
QUICK = {"query": '{ state(key: {id: "poland"}) { name } }'}


@pytest.fixture(scope="module")
def preparing() -> Preparing:
    """Prepares operations of the schema that ships."""
    shipped, schema = shipped_schema()
    return Preparing(shipped, schema._schema, Limits())


def running(store: Store) -> int:
    """How many statements of operations the database is working on."""
    with store.driver.session(database=store.address.database) as session:
        found = session.run("SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'MEMBER_OF' RETURN count(*) AS n").single()
        return int(found["n"]) - 1 if found else 0  # itself


def test_a_statement_is_cut_by_its_time(serve: Serve) -> None:
    with serve(Settings(limits=Limits(seconds=1, work=ANY))) as http:
        begun = time.monotonic()
        response = http.post("/graphql", json=SLOW)
        assert time.monotonic() - begun < 5
        assert response.status_code == 503
        (error,) = response.json()["errors"]
        assert error["extensions"] == {"code": "STORE_BUSY", "hint": "ask for less at once"}


def test_a_statement_ends_when_the_client_goes(serve: Serve, core_store: Store) -> None:
    with serve(Settings(limits=Limits(work=ANY))) as http:

        def give_up() -> None:
            with pytest.raises(httpx.ReadTimeout):
                httpx.post(http.base_url.join("/graphql"), json=SLOW, timeout=3)

        client = threading.Thread(target=give_up)
        client.start()
        until(lambda: running(core_store) == 1, 3)
        client.join()
        until(lambda: running(core_store) == 0, 2)


def test_what_touches_too_much_is_refused_before_it_runs(http: httpx.Client) -> None:
    begun = time.monotonic()
    refused = http.post("/graphql", json=SLOW).json()["errors"][0]
    assert time.monotonic() - begun < 3
    assert re.fullmatch(r"The operation would look at about [0-9,]+ nodes and relationships; 10,000,000 is the limit\.", refused["message"])
    assert http.post("/graphql", json=QUICK).status_code == 200


def test_heavy_operations_keep_nobody_out(serve: Serve) -> None:
    settings = Settings(limits=Limits(seconds=3, work=ANY), concurrency=2)
    with serve(settings) as http, ThreadPoolExecutor(8) as clients:
        heavy = [clients.submit(http.post, "/graphql", json=SLOW) for _ in range(4)]
        time.sleep(0.5)
        assert http.post("/graphql", json=QUICK).json()["data"] == {"state": {"name": "Poland"}}
        assert not any(answer.done() for answer in heavy)
        assert {answer.result().status_code for answer in heavy} == {503}


def test_what_is_too_much_is_sent_away(serve: Serve) -> None:
    settings = Settings(limits=Limits(seconds=2, work=ANY), concurrency=1, queue=2)
    with serve(settings) as http, ThreadPoolExecutor(8) as clients:
        waiting = [clients.submit(http.post, "/graphql", json=SLOW) for _ in range(3)]
        time.sleep(0.5)
        begun = time.monotonic()
        refused = http.post("/graphql", json=QUICK)
        assert time.monotonic() - begun < 2
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
        assert refused.json()["errors"][0]["extensions"]["hint"] == "try again in a moment"
        for answer in waiting:
            answer.result()
        assert http.post("/graphql", json=QUICK).status_code == 200


def test_longer_operations_that_come_at_once_are_all_answered(http: httpx.Client) -> None:
    """As many as may run or wait: each is prepared beside the others, in its turn."""
    poland = 'state(key: {id: "poland"}) { name }'
    texts = [f"{{ {' '.join(f'a{number}x{i}: {poland}' for i in range(14))} }}" for number in range(70)]
    with ThreadPoolExecutor(len(texts)) as clients:
        answers = list(clients.map(lambda text: http.post("/graphql", json={"query": text}, timeout=60), texts))
    assert {answer.status_code for answer in answers} == {200}
    assert [len(answer.json()["data"]) for answer in answers] == [14] * len(texts)


def test_without_counts_a_guess_says_what_is_heavy(preparing: Preparing) -> None:
    class Refusing:
        async def row(self, *_: object) -> list[object]:
            raise StoreAccessError("may not read the counts")

    async def kind(text: str) -> Kind:
        key = key_of(text, None, {})
        prepared = preparing.prepare(key, {})
        assert isinstance(prepared, PreparedOperation)
        price = await Pricing(Statistics(Refusing()), Limits()).price(key, prepared, "1")
        assert price.seconds == (30 if price.kind is Kind.HEAVY else 10)
        return price.kind

    one, two = (filter_ % '{name: {eq: "nobody"}}' for filter_ in ("{memberOf: {some: {node: %s}}}", WITHIN))
    kinds = [asyncio.run(kind(f"{{ states(filter: {where}) {{ totalCount }} }}")) for where in ("{}", one, two)]
    assert kinds == [Kind.SMALL, Kind.LIGHT, Kind.HEAVY]
    long = '{ state(key: {id: "poland"}) { borders(depth: 4) { totalCount } } }'
    assert asyncio.run(kind(long)) is Kind.HEAVY
    for example in load_examples():
        prepared = preparing.prepare(key_of(example.text, None, example.variables), example.variables)
        assert isinstance(prepared, PreparedOperation)
        assert work(prepared.compiled.statement, GUESSED) < Limits().heavy


def test_an_answer_of_older_data_makes_no_operation_light(core_store: Store) -> None:
    model, schema = shipped_schema()

    async def kinds() -> list[Kind]:
        async with core_store.async_driver() as driver:
            engine = Engine(model, schema, Neo4jReader(driver, core_store.address.database, 30), Limits(work=ANY), cache_bytes=1_000_000)
            ready = engine.prepare(str(SLOW["query"]))
            assert isinstance(ready, Ready)
            found = []
            for version in (str(await engine.versions.current()), "of before the load"):
                engine.answers.put(ready.key, CachedAnswer(version, b"{}"), version)
                price = await engine.price(ready)
                assert isinstance(price, Price)
                found.append(price.kind)
            return found

    assert asyncio.run(kinds()) == [Kind.SMALL, Kind.HEAVY]


def test_the_examples_are_light_by_the_counts_of_the_core(
    core_store: Store, model: Model, preparing: Preparing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics, "WAIT_SECONDS", 60)

    async def read() -> Counts | None:
        async with core_store.async_driver() as driver:
            return await Statistics(Neo4jReader(driver, core_store.address.database, 30)).counts("now")

    counts = asyncio.run(read())
    assert counts
    with core_store.driver.session(database=core_store.address.database) as session:
        number = session.run(f"MATCH (n:{stored.label('State')}) RETURN count(n) AS n").single(strict=True)["n"]
        memberships = session.run(f"MATCH (:{stored.label('State')})-[r:FOEDERA_MEMBER_OF]->() RETURN count(r) AS n").single(strict=True)[
            "n"
        ]
    assert counts.of("State") == number
    member_of = model.classes["State"].ends["memberOf"]
    assert counts.degree(member_of, "State") == memberships / number
    assert counts.degree(member_of, "State", met=True) > memberships / number
    for example in load_examples():
        prepared = preparing.prepare(key_of(example.text, None, example.variables), example.variables)
        assert isinstance(prepared, PreparedOperation)
        assert work(prepared.compiled.statement, counts) < Limits().heavy
