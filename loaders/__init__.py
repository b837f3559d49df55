"""Reading sources and bringing the graph to what they say.

    scripting     Dataset and Loader, for sources that need code (docs/loader-scripts.md)
    reading       YAML to records; checking holds them against the ontology
    sync          records into the graph, in one transaction; journal remembers every load
    editing       what helps to write files
    core          the curated data

Nothing is imported here before it is asked for: `import loaders.records` takes 20 ms, the driver behind a Loader 0.3 s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.scripting import Dataset, Loader

__all__ = ["Dataset", "Loader"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from loaders import scripting  # noqa: PLC0415

    return getattr(scripting, name)
