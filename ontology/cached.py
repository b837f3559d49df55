"""The model that ships, in the user's cache folder: reading it from Turtle takes half a second, which every command would take."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from common.cached import cache_folder, cached
from ontology.model import Model
from ontology.plain import pack, unpack
from ontology.sources import HERE, SOURCES

PREFIX = "model-"


def read_model(sources: Iterable[Path] = SOURCES) -> Model:
    """The Model of some Turtle files, read as one graph.

    Raises OntologyError when a file is not Turtle or the ontology contradicts itself.
    """
    paths = tuple(sources)
    if paths != SOURCES:
        return _read(paths)
    try:
        name = _name()
    except OSError:  # the code is no folder of files, but in an archive
        return _read(paths)
    return cached(cache_folder() / "ontology" / f"{PREFIX}{name}.json", PREFIX, lambda: _read(paths), pack, unpack)


def _read(paths: tuple[Path, ...]) -> Model:
    from ontology.reading import read_model as read  # noqa: PLC0415

    return read(paths)


def _name() -> str:
    """A hash of what the model is made from: the Turtle, and the code that reads it."""
    hashed = hashlib.blake2s(digest_size=12)
    for file in sorted((*HERE.glob("*.py"), *SOURCES)):
        hashed.update(f"{file.name}\0".encode() + file.read_bytes())
    return hashed.hexdigest()
