"""Reading sources and bringing the graph to what they say.

    loading    the use case: read, check, derive, write
    sources    files, scripts and libraries to records
    tables     tables by mappings to records
    checks     records against the ontology, each other and what is known
    deriving   records to what the graph stores
    writing    the graph, in one step for readers, and the journal of loads
    editing    what helps to write files
    core       the curated data

Nothing is imported here before it is asked for: `import facts.records` takes 20 ms, the driver behind a Loader 0.3 s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.sources.scripting import Dataset, Loader

__all__ = ["Dataset", "Loader"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from loaders.sources import scripting  # noqa: PLC0415

    return getattr(scripting, name)
