"""Who asks /sparql while others do, or while there is nothing to ask yet, hears the truth and gets a turn."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import cast

import httpx
import pytest

from api.answering.engine import Engine
from api.answering.held import Held
from api.answering.pricing import Kind
from api.answering.sparql import SparqlAnswers
from api.answering.version_check import VersionCheck
from api.http.gate import Gate
from api.http.metrics import Metrics
from api.http.sparql import Sparql
from api.settings import Settings
from common.errors import QuerySyntaxError
from ontology import Model
from rdf.export import lines
from rdf.sources import MemorySource
from rdf.sparql import Answered, Query, QueryLimits, Results
from rdf.sparql.progress import FILE, LOADED, UNKNOWN_SECONDS, Progress, Reporter, Watched, progress_in
from rdf.sparql.snapshots import Snapshots


class OneAtATime(SparqlAnswers):
    """Answers when it is let to, and notes in which order."""

    def __init__(self, folder: Path) -> None:
        super().__init__(cast("VersionCheck", None), Snapshots(folder), QueryLimits(), 1)
        self.order: list[str] = []
        self.go = asyncio.Event()

    async def ask(self, query: Query) -> tuple[Answered, str]:
        self.order.append(query.text)
        await self.go.wait()
        return Answered(Results.JSON, b"{}"), "1"


def test_clients_take_turns(tmp_path: Path) -> None:
    async def order() -> list[str]:
        answers, settings = OneAtATime(tmp_path), Settings()
        metrics = Metrics(Gate(1, 1), {}, Held(1), lambda: "1")
        app = Sparql(answers, cast("Engine", None), settings, metrics)
        async with AsyncExitStack() as opened:
            clients = {}
            for who in ("192.0.2.1", "192.0.2.2"):
                transport = httpx.ASGITransport(app, client=(who, 1234))
                clients[who[-1]] = await opened.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://here"))
            asked = []
            for who, query in (("1", "a1"), ("1", "a2"), ("1", "a3"), ("2", "b1")):
                asked.append(asyncio.create_task(clients[who].get("/sparql", params={"query": query})))
                while app.turns.gate.inside + app.turns.gate.before < len(asked):
                    await asyncio.sleep(0)
            answers.go.set()
            assert [(await one).status_code for one in asked] == [200] * 4
        return answers.order

    assert asyncio.run(order()) == ["a1", "a2", "b1", "a3"]


class SlowOnes(SparqlAnswers):
    """Answers what is called slow when it is let to, and all else at once. Notes what was begun, and what was broken off."""

    def __init__(self, folder: Path) -> None:
        super().__init__(cast("VersionCheck", None), Snapshots(folder), QueryLimits(light_seconds=0.01), 2)
        self.begun: list[str] = []
        self.broken: list[str] = []
        self.go = asyncio.Event()

    async def ask(self, query: Query) -> tuple[Answered, str]:
        self.begun.append(query.text)
        if query.text.startswith("slow"):
            try:
                await self.go.wait()
            except asyncio.CancelledError:
                self.broken.append(query.text)
                raise
        return Answered(Results.JSON, b"{}"), "1"


@asynccontextmanager
async def asking(folder: Path) -> AsyncIterator[tuple[SlowOnes, Gate, Callable[[str], Awaitable[httpx.Response]]]]:
    """What answers, its places, and a client that asks."""
    answers = SlowOnes(folder)
    app = Sparql(answers, cast("Engine", None), Settings(), Metrics(Gate(1, 1), {}, Held(1), lambda: "1"))
    transport = httpx.ASGITransport(app, client=("192.0.2.1", 1234))
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        yield answers, app.turns.gate, lambda text: client.get("/sparql", params={"query": text})


def test_what_takes_long_goes_on_in_a_heavy_place_and_leaves_one_for_others(tmp_path: Path) -> None:
    async def run() -> None:
        async with asking(tmp_path) as (answers, gate, ask):
            slow = []
            for number in range(4):
                slow.append(asyncio.ensure_future(ask(f"slow{number}")))
                while (gate.places[Kind.HEAVY], gate.places[Kind.COMPARED], gate.before) != (1, 0, number):
                    await asyncio.sleep(0)
            assert answers.begun == ["slow0", "slow1"], "the first goes on, the second was tried; then their client had two of them"
            assert answers.broken == ["slow1"]
            answers.go.set()
            assert [(await one).status_code for one in slow] == [200] * 4
            assert answers.begun == ["slow0", "slow1", "slow1", "slow2", "slow3"]

    asyncio.run(asyncio.wait_for(run(), 20))


def test_beside_a_heavy_one_others_are_answered(tmp_path: Path) -> None:
    async def run() -> None:
        async with asking(tmp_path) as (answers, gate, ask):
            slow = asyncio.ensure_future(ask("slow"))
            while not gate.places[Kind.HEAVY]:
                await asyncio.sleep(0)
            assert (await ask("quick")).status_code == 200
            again = asyncio.ensure_future(ask("slow"))
            while not gate.before:
                await asyncio.sleep(0)
            assert answers.begun == ["slow", "quick"], "it is known to be heavy"
            slow.cancel()
            while gate.before:
                await asyncio.sleep(0)
            assert answers.broken == ["slow"], "nobody waits for it"
            answers.go.set()
            assert (await again).status_code == 200
            assert gate.inside == 0

    asyncio.run(asyncio.wait_for(run(), 20))


def test_what_cannot_be_read_is_told_before_there_is_a_snapshot(tmp_path: Path) -> None:
    async def run() -> None:
        answers = SparqlAnswers(cast("VersionCheck", None), Snapshots(tmp_path), QueryLimits(), 1)
        try:
            with pytest.raises(QuerySyntaxError, match="line 1"):
                await answers._checked(Query("SELECT WHERE {"))
            await answers._checked(Query("SELECT ?s { ?s a f:State }"))
        finally:
            await answers.close()

    asyncio.run(asyncio.wait_for(run(), 60))


def test_who_waits_for_a_snapshot_hears_how_long(tmp_path: Path) -> None:
    made = tmp_path / "building-1"
    made.mkdir()
    answers = SparqlAnswers(cast("VersionCheck", None), Snapshots(tmp_path), QueryLimits(), 1)
    assert asyncio.run(answers._pending()).seconds == UNKNOWN_SECONDS
    (made / FILE).write_text(json.dumps({"share": 0.25, "begun": time.time() - 10}))
    pending = asyncio.run(answers._pending())
    assert "25% is done" in str(pending)
    assert 30 <= pending.seconds <= 33, "a quarter took ten seconds"
    answers._failed = monotonic()
    failed = asyncio.run(answers._pending())
    assert "could not be made" in str(failed)
    assert 28 <= failed.seconds <= 30


def test_the_share_grows_to_the_last_read(model: Model) -> None:
    said: list[float] = []
    source = MemorySource(model)
    source.nodes = {f"e{n}": {"id": f"e{n}", "class": "State", "name": f"E{n}"} for n in range(1000)}
    assert list(lines(Watched(source, said.append), model))
    assert said == sorted(said)
    assert said[0] == 0
    assert 1 - LOADED - 0.2 < said[-1] < 1 - LOADED


def test_progress_is_written_now_and_then(tmp_path: Path) -> None:
    (tmp_path / "building-1").mkdir()
    report = Reporter(tmp_path / "building-1", time.time() - 5)
    report(0.5)
    report(0.6)
    found = progress_in(tmp_path)
    assert found.share == 0.5, "half a second has not gone by since"
    assert found.remaining in {5, 6}
    assert Progress().remaining == UNKNOWN_SECONDS
