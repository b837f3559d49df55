"""What commands that change nothing know of entities: the content of a store that runs, else the core that ships."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facts.records import Records
    from graph import Store
    from ontology import Model

NO_STORE = "none"


def open_running(target: str | None) -> Store | None:
    """The store to resolve references against. A local one that does not run is not started: that takes longer than the check."""
    from graph.address import LOCAL
    from graph.local.lease import running
    from graph.local.paths import paths

    target = target or os.environ.get("FOEDERA_STORE")
    if target == NO_STORE or (not target and not running(paths())):
        return None
    from graph import open_store

    return open_store(target or LOCAL)


def known_records(target: str | None, model: Model) -> Records:
    """What the store holds as it is read by people, else what ships, with references resolved."""
    opened = open_running(target)
    if opened is None:
        from loaders.checks.shipped import shipped

        return shipped(model)
    from loaders.writing.sync import read_held

    with opened:
        return read_held(opened)
