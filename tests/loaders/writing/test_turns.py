"""A load that is killed at any point is finished by the next one who comes, and readers never take its half for the whole."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from common.errors import StoreBusyError
from graph import Store, reading
from graph.reading import Neo4jReader, State, data_state, settled_state
from graph.turns import Turn
from loaders.loading import load
from loaders.writing.sync import is_current
from ontology import Model


class Killed(BaseException):
    """As a signal that lets nothing be tidied up."""


@pytest.fixture
def turn(scratch: Store) -> Turn:
    """The turns of an empty store."""
    return Turn(scratch.driver, scratch.address.database)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A file of one state."""
    file = tmp_path / "small.yaml"
    head = "datasets: [{id: mine, title: T, rank: 1, licence: CC0}]\ndataset: mine\nsource: S\n"
    file.write_text(f"{head}entities:\n- {{id: here, class: State, name: Here}}\n", encoding="utf-8")
    return file


def state_of(store: Store) -> State:
    """What readers see."""

    async def read() -> State:
        async with store.async_driver() as driver:
            return await data_state(Neo4jReader(driver, store.address.database, 5))

    return asyncio.run(read())


def _killed(*_: object) -> None:
    raise Killed


@pytest.mark.parametrize(
    ("last", "committed"),
    [("begin", False), ("end", True)],
    ids=["before the commit", "after the commit"],
)
def test_a_load_that_is_killed_is_finished(
    scratch: Store, model: Model, small: Path, monkeypatch: pytest.MonkeyPatch, last: str, *, committed: bool
) -> None:
    settle, lead = Turn.settle, getattr(Turn, last)

    def begin_and_die(self: Turn, *arguments: object, **more: object) -> None:
        lead(self, *arguments, **more)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Turn, last, begin_and_die if last == "begin" else _killed)
        patch.setattr(Turn, "settle", _killed)
        with pytest.raises(Killed):
            load(scratch, model, [str(small)])
    assert not state_of(scratch).settled
    assert settle(Turn(scratch.driver, scratch.address.database), 5)
    found = state_of(scratch)
    assert (found.settled, found.version is not None, is_current(scratch, model)) == (True, committed, committed)
    assert load(scratch, model, [str(small)]).changed != committed


def test_a_load_that_goes_on_is_left_alone(scratch: Store, turn: Turn) -> None:
    with scratch.driver.session(database=scratch.address.database) as session, session.begin_transaction() as tx:
        turn.lock(tx)
        taken = turn.begin(tx, "1", "")
        assert not turn.settle(0.5)
        tx.commit()
        assert state_of(scratch) == State(None, taken.turn)
    turn.end(taken)
    assert state_of(scratch) == State("1", taken.next)


def test_an_end_that_comes_late_changes_nothing(scratch: Store, turn: Turn) -> None:
    """As that of a machine that was suspended while another one finished its load and wrote the next."""
    turn.put("1", "")
    with scratch.driver.session(database=scratch.address.database) as session, session.begin_transaction() as tx:
        turn.lock(tx)
        late = turn.begin(tx, "2", "")
        tx.commit()
    turn.put("3", "")
    turn.end(late)
    assert state_of(scratch) == State("3", late.turn + 3)


def test_waiting_has_an_end(scratch: Store, turn: Turn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WAIT_SECONDS", 0.3)
    with scratch.driver.session(database=scratch.address.database) as session, session.begin_transaction() as tx:
        turn.lock(tx)
        turn.begin(tx, "1", "")

        async def read() -> None:
            async with scratch.async_driver() as driver:
                await settled_state(Neo4jReader(driver, scratch.address.database, 5))

        with pytest.raises(StoreBusyError, match="a load is being written"):
            asyncio.run(read())
