"""The process that makes a snapshot: `python -I -m rdf.sparql.building`, with what is asked as JSON on its standard input.

It loads pieces of some 200,000 lines: all at once they would take 2 GB. The folder gets its name when everything is in it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from common.errors import FoederaError, StoreBusyError
from common.parents import end_with_parent
from common.priority import give_way
from graph import open_store
from ontology import Model, read_model
from rdf.export import lines
from rdf.names import RDFS, TYPE, ref, term
from rdf.sparql.progress import Reporter, Watched
from rdf.stored import reading

PIECE = 200_000
"""Lines that are loaded at once."""


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """A folder to fill, which gets its place and its name when that went well."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="building-", dir=folder.parent))
    try:
        yield made / "data"
        (made / "data").rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def fill(folder: Path, groups: Iterable[bytes]) -> None:
    """Make the store of lines of N-Quads, several of which may come at once."""
    store = ox.Store(str(folder))
    held: list[bytes] = []
    count = 0
    for group in groups:
        held.append(group)
        count += group.count(b"\n")
        if count >= PIECE:
            store.bulk_load(b"".join(held), format=ox.RdfFormat.N_QUADS)
            held, count = [], 0
    store.bulk_load(b"".join(held), format=ox.RdfFormat.N_QUADS)
    # Into few files: who answers has all of them open from the start, because it may open none later.
    store.optimize()
    store.flush()


def entailed(entities: Iterable[tuple[str, str]], model: Model) -> Iterator[bytes]:
    """What follows from the classes of the ontology: each below which other, and of each entity the classes above its own.

    Without it `?s a f:Agreement` finds nothing, since every agreement is a treaty, a declaration, …
    """
    for cls in model.classes.values():
        for above in cls.lineage:
            if above != cls.name:
                yield f"{term(cls.name)} <{RDFS}subClassOf> {term(above)} .\n".encode()
    for id_, name in entities:
        for above in model.classes[name].lineage:
            if above != name:
                yield f"{ref('id', id_)} {TYPE} {term(above)} .\n".encode()


def build(target: str | None, version: str, folder: Path) -> None:
    """Make the snapshot of what a store holds. Raises StoreError when that is another version, or becomes one meanwhile."""
    model = read_model()
    with building(folder) as made, open_store(target, report=lambda _: None) as store, reading(store, model) as source:
        if (found := source.version()) != version:
            raise StoreBusyError(f"the data changed from {version} to {found}", "ask again")
        fill(made, chain(lines(Watched(source, Reporter(made.parent)), model, graphs=True), entailed(source.entities().items(), model)))


if __name__ == "__main__":
    give_way()
    end_with_parent()
    asked = json.load(sys.stdin)
    if os.getppid() != asked["parent"]:
        sys.exit("who wanted the snapshot has ended")
    try:
        build(asked["store"], asked["version"], Path(asked["folder"]))
    except FoederaError as error:
        sys.exit(str(error))
