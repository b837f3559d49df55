"""Stores that hold a made-up world. Each is filled once, in the cache folder."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from bench.filling import fill
from bench.parameters import Sample, Values, parameters
from graph import Store, open_store
from graph.local.paths import paths
from graph.schema import ensure_schema
from loaders.loading import load
from loaders.writing import journal
from ontology import Model, read_model

CODE = ("world.py", "filling.py")
DONE = "sample.json"
"""A file in the folder of a store that is filled, with the ids and names of its world."""


@contextmanager
def open_world(scale: int) -> Iterator[tuple[Store, dict[str, list[Values]]]]:
    """The store of a scale, filled if necessary, and the values of the operations. Only one such store may be open at a time."""
    model = read_model()
    home = paths().cache / "bench" / f"s{scale}-{_key(model)}"
    filled = home / DONE
    if not filled.exists():
        for old in home.parent.glob(f"s{scale}-*"):
            shutil.rmtree(old)
    with _home(home), open_store("local") as store:
        # Also if it is filled already: the indexes may have changed since.
        ensure_schema(store.driver, store.address.database, model)
        if not filled.exists():
            filled.write_bytes(orjson.dumps(fill(store, model, scale)))
        yield store, parameters(Sample(**orjson.loads(filled.read_bytes())))


@contextmanager
def open_core(model: Model) -> Iterator[Store]:
    """A store with the core, which is loaded if it is not there as it ships."""
    with _home(paths().cache / "bench" / "core"), open_store("local") as store:
        load(store, model, ["core"])
        yield store


def _key(model: Model) -> str:
    """A hash that changes with the world, the derivation, the ontology, the edition of Neo4j and the code that fills the store."""
    code = [(Path(__file__).parent / name).read_bytes() for name in CODE]
    return hashlib.sha256(b"\0".join([*code, journal.derivation(model).encode(), paths().edition.encode()])).hexdigest()[:12]


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    """Put the local store into a folder, by the environment variable that its modules read."""
    before = os.environ.get("FOEDERA_HOME")
    os.environ["FOEDERA_HOME"] = str(folder)
    try:
        yield
    finally:
        del os.environ["FOEDERA_HOME"]
        if before is not None:
            os.environ["FOEDERA_HOME"] = before
