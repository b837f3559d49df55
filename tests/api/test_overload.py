"""Too much at once, too slow, or nobody waiting any more."""

from __future__ import annotations

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from api.language.limits import Limits
from api.settings import Settings
from graph import Store
from tests.api.conftest import Serve, until

# Walks states → organizations → states → organizations → states, and finds nobody.
WITHIN = "{memberOf: {some: {node: {members: {some: {node: %s}}}}}}"
SLOW = {"query": "{ states(filter: %s) { totalCount } }" % (WITHIN % (WITHIN % '{name: {eq: "nobody"}}'))}
ANY = 10**15
"""More than any operation touches."""
QUICK = {"query": '{ state(key: {id: "poland"}) { name } }'}


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
