"""Folding and cutting of text, so that a search for "turkiye" finds Türkiye: the same for what is written and what is asked.

fold   a text without case, accents and other differences of spelling
cut    the words of a text, each with its parts and where they stand
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

# Letters that Unicode does not take apart into a base letter and a mark; Arabic letters of which several stand for one.
_LETTERS = str.maketrans({
    "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ŋ": "n", "ə": "e", "ґ": "г",
    "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "ـ": None,
})  # fmt: skip
# Combining classes of marks that are letters where they are used: the voicing of kana, virama, vowels and tones of South and Southeast
# Asia. All other marks go: accents, niqqud, harakat, nukta.
_LETTER_MARKS = frozenset({0, 8, 9, 84, 91, 103, 107, 118, 122, 129, 130, 132})
# Zero-width and bidirectional signs, soft hyphen, variation selectors, fillers. Not the half-space, which joins.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
# Written or not within a word: U.S., d'Ivoire, eu-LISA, I-24/7, foo_bar, the Hebrew gershayim, the Persian half-space.
_JOINERS = frozenset("'’‘ʼʻ`´.·-‐‑‒–—−_/׳״\u200c\u200d")
_AND = frozenset("&＆")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:['`.\-_/]+[a-z0-9]+)*|&")
_ASCII_PART = re.compile(r"[a-z0-9]+|&")
# Scripts without blanks between words: kana and Han, Thai and Lao, Khmer, Burmese.
_NO_BLANKS = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f]+"
)
Kind = Literal["letter", "joiner", "other"]


def fold(text: str) -> str:
    """`text` without case, accents, ligatures and invisible signs, with digits as 0–9: "Côte d'Ivoire" → "cote d'ivoire"."""
    if text.isascii():
        return text.lower()
    text = _INVISIBLE.sub("", text)
    # Twice: some letters have a case only once they are taken apart, such as the mathematical ones.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in apart if unicodedata.combining(c) in _LETTER_MARKS).translate(_LETTERS)
    # Together again, or Hangul would stay in pieces.
    return western_digits(unicodedata.normalize("NFC", plain))


def slug(name: str) -> str:
    """An id made from a name."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:100].rstrip("-")


def western_digits(text: str) -> str:
    """A text with the digits of other scripts as those from 0 to 9."""
    return text if text.isascii() else "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a word: its folded text, and from where to where it stands in the text that was cut."""

    text: str
    start: int
    end: int

    def tokens(self) -> Iterator[Part]:
        """The part itself; where its script has no blanks, each two letters that follow each other."""
        yield from (self._slice(first, last) for first, last in token_spans(self.text))

    def _slice(self, first: int, last: int) -> Part:
        if len(self.text) == self.end - self.start:
            return Part(self.text[first:last], self.start + first, self.start + last)
        # Folding changed how many signs there are, so only the whole part has a place.
        return Part(self.text[first:last], self.start, self.end)


def token_spans(part: str) -> Iterator[tuple[int, int]]:
    """From where to where each token of a folded part of a word goes."""
    at = 0
    for run in _NO_BLANKS.finditer(part) if not part.isascii() else ():
        if run.start() > at:
            yield at, run.start()
        yield from ((i, min(i + 2, run.end())) for i in range(run.start(), max(run.end() - 1, run.start() + 1)))
        at = run.end()
    if at < len(part):
        yield at, len(part)


Word = tuple[Part, ...]
"""The parts between the joiners of a word: "d'Ivoire" has two."""


def cut(text: str) -> Iterator[Word]:
    """The words of a text. Letters, digits and marks make them; joiners hold their parts together; anything else separates."""
    if text.isascii():
        yield from _cut_ascii(text.lower())
        return
    word: list[Part] = []
    for kind, start, end in _runs(text):
        if kind == "letter":
            word += _parts(text, start, end)
        elif kind == "other":
            if word:
                yield tuple(word)
                word = []
            yield from ((Part("and", at, at + 1),) for at in range(start, end) if text[at] in _AND)
    if word:
        yield tuple(word)


def _cut_ascii(text: str) -> Iterator[Word]:
    for found in _ASCII_WORD.finditer(text):
        parts = _ASCII_PART.finditer(text, found.start(), found.end())
        yield tuple(Part("and" if p.group() == "&" else p.group(), *p.span()) for p in parts)


def _runs(text: str) -> Iterator[tuple[Kind, int, int]]:
    at = 0
    for kind, signs in groupby(text, _kind):
        end = at + sum(1 for _ in signs)
        yield kind, at, end
        at = end


@lru_cache(maxsize=65_536)
def _kind(sign: str) -> Kind:
    folded = fold(sign)
    if sign in _JOINERS or folded in _JOINERS:
        return "joiner"
    # What folding takes away, such as an accent that stands alone, belongs to the letter before it.
    return "letter" if not folded or any(_is_letter(c) for c in folded) else "other"


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def _parts(text: str, start: int, end: int) -> Iterator[Part]:
    # A sign may fold into several words: ½ into 1 and 2.
    folded = "".join(c if _is_letter(c) else " " for c in fold(text[start:end])).split()
    for part in folded:
        yield Part(part, start, end)
