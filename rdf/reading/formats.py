"""In which format a file of RDF is."""

from __future__ import annotations

from pathlib import PurePath

from common.errors import UsageError
from common.suggest import suggest
from rdf.formats import Format

_WORDS = {form.value: form for form in Format} | {"rdf": Format.RDFXML, "owl": Format.RDFXML}
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
