"""Runs statements until they saw one state of the data: a load may be written while a statement runs."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Any

from api.answering.version_check import VersionCheck
from graph import reading
from graph.reading import Runner, State, data_changed, knowing, settled_state


class Settled:
    """A Runner of statements whose row ends with the data version and its turn, which they read last.

    The turn that was seen before a statement began serves as its first clause, and costs nothing: turns only grow, so no load was being
    written, nor came between, if the statement ends at the same one.
    """

    def __init__(self, store: Runner, versions: VersionCheck) -> None:
        self.store = store
        self.versions = versions

    async def row(self, text: str, parameters: Mapping[str, Any]) -> list[Any] | None:
        """The row; None when the store holds no data. Raises StoreError: StoreBusyError when loads leave no time to read."""
        give_up = monotonic() + reading.WAIT_SECONDS
        known = self.versions.state
        while True:
            if known is None or not known.settled:
                known = await settled_state(self.store, give_up)
            with knowing(known):
                found = await self.store.row(text, parameters)
            seen = State(*found[-2:]) if found else reading.NOTHING
            self.versions.saw(seen)
            if seen == known and seen.settled:
                return found if seen.version is not None else None
            if monotonic() > give_up:
                raise data_changed()
            known = seen
