"""Folding of text, so that a search for "turkiye" finds Türkiye. What is written and what is asked fold through the same function."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ŋ": "n"})


def fold(text: str) -> str:
    """`text` without case, accents and ligatures: "Côte d'Ivoire" → "cote d'ivoire"."""
    if text.isascii():
        return text.lower()
    # Twice: some letters have a case only once they are taken apart, such as the mathematical ones.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
