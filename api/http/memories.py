"""What functions remember of earlier calls: each keeps a fixed number of short answers, and the figures show how many."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator

PACKAGES = ("api", "queries", "common", "rdf", "graph", "ontology", "facts", "analysis")


def memories() -> Iterator[tuple[str, int, int]]:
    """Name, number of entries and most of them, of every function in a loaded module that remembers a bounded number of answers."""
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] in PACKAGES and module is not None:
            for kept in vars(module).values():
                if isinstance(kept, functools._lru_cache_wrapper) and kept.__module__ == name:
                    info = kept.cache_info()
                    if info.maxsize is not None:
                        yield f"{name}.{kept.__name__}", info.currsize, info.maxsize
