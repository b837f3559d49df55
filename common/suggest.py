"""What was probably meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

MOST_LETTERS = 200


def closest(word: str, known: Sequence[str]) -> str | None:
    """The one of the known words that was probably meant; None when none is near."""
    # The same in other capitals, such as fra for FRA. Then slips, then names of which a part was written: parts alone would find "nto" in
    # "sentosa".
    folded = word.casefold()
    found = next((one for one in known if one.casefold() == folded), None) or nearest(word, known, 60)
    if not found and len(word) > 4:
        part = process.extractOne(word[:MOST_LETTERS], known, score_cutoff=85)
        return part[0] if part else None
    return found


def nearest(word: str, known: Sequence[str], least: float) -> str | None:
    """The one of the known words that differs least; None when none is alike by `least` percent."""
    found = process.extractOne(word[:MOST_LETTERS], known, scorer=fuzz.ratio, score_cutoff=least)
    return found[0] if found else None


def suggest(word: str, known: Iterable[str]) -> str:
    """A remedy that names what was probably meant."""
    found = closest(word, known if isinstance(known, Sequence) else list(known))
    return f"did you mean {found}?" if found else ""
