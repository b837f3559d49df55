"""Where in a text the words of a search were found: what the full-text index matched, told apart again word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from common.text import Part, Word, cut
from common.words import joined
from queries.search import slips

# A longer text is cut to about this many characters around its first match.
LONGEST = 240
BEFORE = 60
Piece = tuple[str, bool]


def highlight(text: str, words: Sequence[str]) -> list[Piece]:
    """`text` in pieces, each with whether it matches one of the folded `words`; nothing when none matches."""
    found = list(_joined(span for word in cut(text) for span in _spans(word, words)))
    if not found:
        return []
    first, last = _window(text, found[0][0])
    return list(_pieces(text, [span for span in found if first <= span[0] and span[1] <= last], first, last))


def _spans(word: Word, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a word matches: all of it, or some of its parts."""
    if len(word) > 1 and _matches(joined(word), words):
        yield word[0].start, word[-1].end
        return
    tokens: Iterator[Part] = (token for part in word for token in part.tokens())
    yield from ((token.start, token.end) for token in tokens if _matches(token.text, words))


def _joined(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that overlap as one: pairs of letters share a letter."""
    last: tuple[int, int] | None = None
    for span in spans:
        if last and span[0] < last[1]:
            last = last[0], max(span[1], last[1])
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


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


def _pieces(text: str, found: Sequence[tuple[int, int]], first: int, last: int) -> Iterator[Piece]:
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
