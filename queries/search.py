"""Full-text questions in Lucene's language.

A question is a sum of clauses. A prefix has the same score wherever it is found, so `(+searchEvery:x*^100 +(clause))` is worth exactly
100 points to what matches the clause; Lucene's own score, a few points, only orders equals. Only letters, digits and marks get into the
text, so that nothing a person types can be an operator. docs/search.md has the figures that decided the points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from common.latin import latin
from common.spelled import SHORT_OF, typed_in_full, what_was
from common.text import Word, cut
from common.words import KINDS, SMALL, bag, core, joined, whole
from graph.search_index import END, EVERY, Field

MAX_LETTERS = 400
MAX_WORDS = 16
LONGEST_WORD = 60
# Points for what is found as a whole, as one of these; more for the name under which an entity is shown.
WHOLE = {Field.NAME: 1000, Field.CODE: 950, Field.VARIANT: 700, Field.LABEL: 700}
SLIPPED = {Field.NAME: 250, Field.VARIANT: 120}
TITLE, MIXED, ACRONYM, CORE, BEGUN = 500, 600, 300, 150, 60
# Points for every word that is found at all, exactly, and as a name of its own.
FOUND, EXACT, ALONE = 70, 30, 25
# How much a word counts that names a kind of thing, and one that says nothing.
KIND_WEIGHT, SMALL_WEIGHT = 0.4, 0.05
ENOUGH = 0.7
"""The share of the points of found words that an answer has to reach: one of three or four words may be missing."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the index: a Lucene query, the least score of an answer, and the words to mark in it."""

    lucene: str
    least: float
    words: tuple[str, ...]


def question(text: str) -> Question | None:
    """What to ask the index for a text. None when it has no word."""
    text = text[:MAX_LETTERS]
    full = typed_in_full(text)[:MAX_LETTERS]
    words = list(cut(full))
    if len(words) > MAX_WORDS:
        words = [w for w in words if not _is_small(w)][:MAX_WORDS]
    if not words:
        return None
    counted = words if all(map(_is_small, words)) else [w for w in words if not _is_small(w)]
    weights = [KIND_WEIGHT if joined(w) in KINDS and len(words) > 1 else 1.0 for w in counted]
    clauses = [*_of_all(full, words), *_of_small(words, counted)]
    if former := what_was(full):
        clauses += _of_all(former, words)
    shortened: set[str] = set()
    if full != text:
        # A name may have the short form itself: St. Petersburg Declaration.
        clauses += _of_all(text, typed := list(cut(text)))
        shortened = set(map(joined, words)) - set(map(joined, typed))
    marked: dict[str, None] = {}
    for word, weight in zip(counted, weights, strict=True):
        short = SHORT_OF.get(joined(word), "") if joined(word) in shortened else ""
        clauses += _of_word(word, weight, short, last=word is words[-1], alone=len(words) == 1)
        marked |= dict.fromkeys(token.text for part in word for token in part.tokens())
        marked |= {short: None} if short else {}
    return Question(" ".join(clauses), sum(weights) * FOUND * ENOUGH, tuple(marked))


def _is_small(word: Word) -> bool:
    return all(part.text in SMALL for part in word)


def _is(field: Field, name: str, points: float) -> str:
    """A clause for a whole name: a prefix, its end included, so that it is worth exactly its points."""
    return f"{field}:{name}{END}*^{points:g}"


def _worth(points: float, clause: str) -> str:
    return f"(+{Field.EVERY}:{EVERY}*^{points:g} +({clause}))"


def _of_all(text: str, words: Sequence[Word]) -> Iterator[str]:
    """Clauses for a question that is a name as a whole."""
    name, mixed = whole(text), bag(text)
    yield from (_is(field, name, points) for field, points in WHOLE.items())
    if len(name) >= 4:
        yield from (_worth(points, f"{field}:{name}{END}~1") for field, points in SLIPPED.items())
    yield _is(Field.TITLE, name, TITLE)
    if mixed:
        yield _is(Field.BAG, mixed, MIXED)
    if rest := core(text):
        yield _is(Field.CORE, rest, CORE)
    if len(words) == 1 and 2 <= len(name) <= 9:
        yield _is(Field.ACRONYM, name, ACRONYM)
    if len(name) >= 3:
        yield f"{Field.NAME}:{name}*^{BEGUN}"


def _of_small(words: Sequence[Word], counted: Sequence[Word]) -> Iterator[str]:
    """Clauses for words that say little; none is required."""
    for word in words:
        if word not in counted:
            yield f"{Field.WORDS}:{joined(word)}^0.4"


def _of_word(word: Word, weight: float, short: str, *, last: bool, alone: bool) -> Iterator[str]:
    """Clauses for one word, or for how it was shortened: found at all, found exactly, and a name by itself."""
    together = joined(word)[:LONGEST_WORD]
    pieces = [token.text for part in word for token in part.tokens()]
    same = f"{_same(together)} {_same(short)}" if short else _same(together)
    if len(pieces) > 1:
        same += " (" + " ".join(f"+({_same(piece)})" for piece in pieces) + ")"
    unspaced = any(len(list(part.tokens())) > 1 for part in word)
    if not alone:
        yield from (_is(field, together, ALONE * weight) for field in (Field.NAME, Field.CODE))
    if unspaced:
        # Some of the pairs of letters will do, as some of the words do elsewhere.
        yield from (_worth((FOUND + EXACT) * weight / len(pieces), _same(piece)) for piece in pieces)
        return
    yield _worth(EXACT * weight, same)
    yield _worth(FOUND * weight, f"{same} {' '.join(_near(together, last))}")


def _same(word: str) -> str:
    return f"{Field.WORDS}:{word}^4 {Field.LABELS}:{word}^2 {Field.NEAR}:{word}^2 {Field.TEXT}:{word}^0.3"


def _near(word: str, last: bool) -> Iterator[str]:
    """Words that it begins, and near misses; a word of another script also in Latin letters."""
    if len(word) >= (2 if last else 3):
        yield f"{Field.WORDS}:{word}*^2"
    if allowed := slips(word):
        yield f"{Field.NEAR}:{word}* {Field.WORDS}:{word}~{allowed} {Field.LABELS}:{word}~1 {Field.NEAR}:{word}~{allowed}^0.5"
    if written := latin(word):
        yield f"{Field.WORDS}:{written}^4"
        if len(written) >= 5:
            yield f"{Field.WORDS}:{written}~{2 if len(written) >= 8 else 1}"


def slips(word: str) -> int:
    """In how many letters a near miss may differ from a word."""
    return 2 if len(word) >= 9 else 1 if len(word) >= 4 else 0
