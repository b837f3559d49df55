"""The graph store: a Neo4j, local or remote, and its schema.

    address   which Neo4j to talk to
    store     an open one, for loaders
    local     the one that Foedera downloads and runs itself
    reading   one statement, read asynchronously within limits
    connection  the API's connection to the store, restored when lost

Nothing is imported here: the driver takes 0.3 s, and much of local does without it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.address import Address
    from graph.store import Store, open_store, store_errors, translate

# The driver imports numpy where it finds it, which reads this only then; see analysis.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = ["Address", "Store", "open_store", "store_errors", "translate"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module("graph.address" if name == "Address" else "graph.store"), name)
