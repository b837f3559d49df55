"""Full-text questions in Lucene's language."""

from __future__ import annotations

import re

from common.text import fold

MAX_WORDS = 16
MAX_LETTERS = 64
# How much more it counts when a word stands in one of these properties.
NAMES = {"name": 4, "aliases": 2, "officialName": 2}


def words(text: str) -> list[str]:
    """The words of a question, folded. Only letters and digits are left, so nothing in them can be an operator."""
    return [fold(w)[:MAX_LETTERS] for w in re.findall(r"\w+", text.replace("_", " "))][:MAX_WORDS]


def lucene(text: str) -> str | None:
    """A Lucene query that finds all words of `text`: exact ones first, then those they begin, then near misses; names before other texts.

    None when `text` has no word.
    """
    wanted = [_word(w) for w in words(text)]
    if not wanted:
        return None
    any_of_them = " OR ".join(wanted)
    return " ".join([*(f"+{word}" for word in wanted), *(f"{name}:({any_of_them})^{weight}" for name, weight in NAMES.items())])


def slips(word: str) -> int:
    """In how many letters a near miss may differ from a word."""
    return 2 if len(word) >= 8 else 1 if len(word) >= 4 else 0


def _word(word: str) -> str:
    fuzzy = f" OR {word}~{slips(word)}" if slips(word) else ""
    return f"({word}^4 OR {word}*^2{fuzzy})"
