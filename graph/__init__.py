"""The graph store: a Neo4j, local or remote, its schema, and dates as it keeps them.

    address   which Neo4j to talk to
    store     an open one; the driver's errors become ours there
    local     the one that Foedera brings and runs itself
    dates     uncertain dates and the days they may mean
    text      folding, for search

Nothing is imported here: the driver takes 0.3 s, and dates, text and much of local do without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.address import Address
    from graph.store import Store, open_store, store_errors, translate

__all__ = ["Address", "Store", "open_store", "store_errors", "translate"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module("graph.address" if name == "Address" else "graph.store"), name)
