"""How a load is written: what is different in one transaction, or when that is much, all data anew on the other side of the store."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import neo4j
from neo4j import exceptions as ne

from graph import Store
from graph.sides import Sided, read_side
from graph.turns import Turn
from loaders.deriving.graph_state import Changes, GraphState
from loaders.writing import journal
from loaders.writing.graph_io import Writer, write_changes
from loaders.writing.other_side import OtherSide, other_than
from loaders.writing.stamping import carry
from ontology import Model

LARGE = 20_000
"""More nodes and relationships than these are not written at once: some 250 MB of Neo4j's heap, and some seconds for which readers wait."""
Step = Callable[[str, int], None]
"""Hears what is being done and of how many parts it consists; 0: that one more part of it is done."""
Write = Callable[[Sided, Changes, Callable[[], GraphState]], Writer]
"""Writes changes that lead to a state, which is derived only where it is needed; gives what writes to where they were written."""


def nothing(*_: object) -> None:
    """Do nothing."""


class Ways:
    """The ways of one load, which is alone among loads. `flip`: whether readers have to go to the other side."""

    def __init__(self, store: Store, model: Model, step: Step) -> None:
        self.store, self.model, self.step = store, model, step
        self.flip = False

    def write(self, sided: Sided, changes: Changes, state: Callable[[], GraphState]) -> Writer:
        """See Write."""
        if changes.size <= LARGE:
            self.step("writing", changes.size)
            write_changes(sided, changes, self._advance)
            return sided
        self.flip = journal.current_version(sided.transaction) is not None
        side = self._side(other_than(sided.side) if self.flip else sided.side)
        if side.filled():
            self._clear(side, "deleting what a load that was broken off left")
        whole = state()
        self.step("writing all data anew beside those there are" if self.flip else "writing", len(whole.nodes) + len(whole.links))
        side.fill(whole, self._advance, unused=self.flip)
        if self.flip:
            carry(sided, side)
        return side

    def tidy(self, tx: neo4j.ManagedTransaction) -> None:
        """Delete what a load that was killed left on the side that readers do not use."""
        self.flip = False
        side = self._side(other_than(read_side(tx)))
        if side.filled():
            self._clear(side, "deleting what a load that was broken off left")

    def sweep(self, turn: Turn) -> None:
        """Delete the data that readers have left, while no load can begin. The next load does it where this fails: all is written."""
        session = self.store.driver.session(database=self.store.address.database)
        with suppress(ne.Neo4jError, ne.DriverError), session, session.begin_transaction() as tx:
            turn.lock(tx)
            self._clear(self._side(other_than(read_side(tx))), "deleting the data of before")

    def _clear(self, side: OtherSide, why: str) -> None:
        self.step(why, side.size())
        side.clear(self._advance)

    def _side(self, side: int) -> OtherSide:
        return OtherSide(self.store, self.model, side)

    @property
    def _advance(self) -> Callable[[int], None]:
        return partial(self.step, "")
