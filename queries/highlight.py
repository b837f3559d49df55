"""Where in a text the words of a search were found: what the full-text index matched, told apart again word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from common.text import fold
from queries.search import slips

WORD = re.compile(r"[^\W_]+")
# A longer text is cut to about this many characters around its first match.
LONGEST = 240
BEFORE = 60
Part = tuple[str, bool]


def highlight(text: str, words: Sequence[str]) -> list[Part]:
    """`text` in pieces, each with whether it matches one of the folded `words`; nothing when none matches."""
    found = [match.span() for match in WORD.finditer(text) if _matches(fold(match.group()), words)]
    if not found:
        return []
    first, last = _window(text, found[0][0])
    return list(_parts(text, [span for span in found if first <= span[0] and span[1] <= last], first, last))


def _matches(word: str, sought: Sequence[str]) -> bool:
    # As the index has it: what begins with a word, and near misses of longer ones.
    return any(word.startswith(w) or (slips(w) and OSA.distance(word, w, score_cutoff=slips(w)) <= slips(w)) for w in sought)


def _window(text: str, match: int) -> tuple[int, int]:
    """From where to where to show a text, so that its first match is seen; words are not cut."""
    if len(text) <= LONGEST:
        return 0, len(text)
    first = 0 if match <= BEFORE else text.find(" ", match - BEFORE, match) + 1 or match
    last = first + LONGEST
    return first, len(text) if last >= len(text) else max(text.rfind(" ", first, last), match + 1)


def _parts(text: str, found: Sequence[tuple[int, int]], first: int, last: int) -> Iterator[Part]:
    at = first
    if first:
        yield "…", False
    for begin, end in found:
        if begin > at:
            yield text[at:begin], False
        yield text[begin:end], True
        at = end
    if at < last:
        yield text[at:last], False
    if last < len(text):
        yield "…", False
