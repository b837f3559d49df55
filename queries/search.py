"""Full-text questions in Lucene's language."""

from __future__ import annotations

import re

from graph.text import fold

MAX_WORDS = 16
MAX_LETTERS = 64


def lucene(text: str) -> str | None:
    """A Lucene query that finds all words of `text`: exact ones first, then those they begin, then near misses.

    None when `text` has no word. Only letters and digits reach the query, so nothing in it can be an operator.
    """
    words = [fold(w)[:MAX_LETTERS] for w in re.findall(r"\w+", text.replace("_", " "))][:MAX_WORDS]
    return " AND ".join(_word(w) for w in words) or None


def _word(word: str) -> str:
    slips = 2 if len(word) >= 8 else 1
    fuzzy = f" OR {word}~{slips}" if len(word) >= 4 else ""
    return f"({word}^4 OR {word}*^2{fuzzy})"
