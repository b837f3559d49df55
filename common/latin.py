"""Words of Cyrillic and Greek letters in Latin ones, as newspapers write them: НАТО → nato, Фронтекс → fronteks."""

from __future__ import annotations

# The signs for hard and soft have no letter.
_CYRILLIC_IN_LATIN = "a b v g d e ie zh z i i i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya dj j lj nj c dz g"
_CYRILLIC = dict(zip("абвгдеєжзиіїйклмнопрстуфхцчшщъыьэюяђјљњћџґ", _CYRILLIC_IN_LATIN.split(" "), strict=True))
_GREEK_IN_LATIN = "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
_GREEK = dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", _GREEK_IN_LATIN.split(" "), strict=True))
_LATIN = str.maketrans(_CYRILLIC | _GREEK)


def latin(word: str) -> str:
    """A folded word in Latin letters; empty when it has letters of another script."""
    found = word.translate(_LATIN)
    return found if found.isascii() and found != word else ""
