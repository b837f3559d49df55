"""What was probably meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process


def suggest(word: str, known: Iterable[str]) -> str:
    """A remedy that names what was probably meant."""
    names = known if isinstance(known, Sequence) else list(known)
    # Slips first; then names of which a part was written. Parts alone would find "nto" in "sentosa".
    found = process.extractOne(word[:200], names, scorer=fuzz.ratio, score_cutoff=60)
    if not found and len(word) > 4:
        found = process.extractOne(word[:200], names, score_cutoff=85)
    return f"did you mean {found[0]}?" if found else ""
