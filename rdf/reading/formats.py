"""The formats in which RDF comes from outside."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath

from common.errors import UsageError
from common.suggest import suggest


class Format(StrEnum):
    """A format by the word that names it, which is the suffix of its files, too."""

    TURTLE = "ttl"
    N_TRIPLES = "nt"
    N_QUADS = "nq"
    TRIG = "trig"
    JSON_LD = "jsonld"
    RDF_XML = "rdf"


_WORDS = {form.value: form for form in Format} | {"rdfxml": Format.RDF_XML, "owl": Format.RDF_XML}
SUFFIXES = tuple(f".{word}" for word in _WORDS)


def format_named(word: str) -> Format:
    """The format that a word names. Raises UsageError."""
    if found := _WORDS.get(word.lower().removeprefix(".")):
        return found
    raise UsageError(f"there is no RDF format {word}", suggest(word, list(_WORDS)) or f"there are {', '.join(_WORDS)}")


def format_of(path: PurePath) -> Format:
    """The format of a file by its suffix. Raises UsageError."""
    if found := _WORDS.get(path.suffix.lower().removeprefix(".")):
        return found
    raise UsageError(f"{path.name} does not say in which format it is", f"files of RDF end in {', '.join(SUFFIXES)}")
