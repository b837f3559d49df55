"""The forms under which a name is found. Index and question make them with the same functions, so that the store only compares tokens.

tokens     the words of a text
whole      a name as one token
bag        a name as one token whatever the order of its words
initials   the acronym that a name would have
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from common.text import Word, cut, token_spans

# Words that say little: articles, prepositions and conjunctions of the languages in which most names stand.
_SMALL = (
    "a an and at by for from in into is it its of on or the to with de des du la le les l d del der die das den dem und el y e et en "
    "di da do dos das van sur zur zum im fur i"
)
SMALL = frozenset(_SMALL.split())
# In other languages than English an acronym leaves these out, too: Programa de las Naciones Unidas para el Desarrollo is PNUD.
_SILENT = (
    "au aux dans ou par pour sur auf bei mit uber unter von vom zu al con las los o para por sin sobre ao aos as na nas no nos os pela "
    "pelas pelo pelos ai agli alla alle dagli dai dalla degli dei della delle dello gli il lo nei nel nella per sui sul sulla tra "
    "в во для за и из к ко на о об от по при с со"
)
SILENT = SMALL | frozenset(_SILENT.split())
"""Words that are not in the acronym of a name in another language than English."""
_KINDS = (
    "agency agencies authority authorities organization organisation organizations organisations treaty treaties agreement agreements "
    "convention protocol pact accord alliance operation operations exercise system systems database network programme program project "
    "initiative partnership process forum dialogue group office service services department ministry directorate regulation directive "
    "act law resolution declaration statement memorandum mou country countries state states government national federal general "
    "international force forces command mission joint cooperation led"
)
KINDS = frozenset(_KINDS.split())
"""English words that name a kind of thing: finding one says little."""
LONGEST_NAME = 120
LONGEST_JOINED = 24
_BRACKETS = re.compile(r"\s*\([^)]*\)")
LONGEST_KEPT = 120
"""Letters of a text whose words are kept, 4,096 times 5 kB at most."""
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12"}
DIGITS = {word: str(number) for number, word in enumerate(_NUMBERS.split())} | _ROMAN
"""Numbers in letters, and what they are in digits."""
# Within an acronym these stay whole: SIS II, ECRIS-TCN.
_WHOLE_IN_ACRONYMS = frozenset({"ii", "iii", "iv", "tcn", "eu", "un"})
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def joined(word: Word) -> str:
    """A word without what holds its parts together: "U.S." → "us"."""
    return "".join(part.text for part in word)


def _words(text: str) -> tuple[tuple[str, ...], ...]:
    """The parts of every word. The forms of a name are made one after the other, so each is cut once.

    What clients search for may be longer, and 400 letters take 16 kB: such a text is not kept.
    """
    return _kept_words(text) if len(text) <= LONGEST_KEPT else _cut_words(text)


def _cut_words(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.text for part in word) for word in cut(text))


_kept_words = lru_cache(maxsize=4_096)(_cut_words)


def tokens(text: str) -> list[str]:
    """The words of a text as the index has them: parts, and words of several parts also as one."""
    found: list[str] = []
    for word in _words(text):
        found += [part[first:last] for part in word for first, last in token_spans(part)]
        if len(word) > 1 and len(together := "".join(word)) <= LONGEST_JOINED:
            found.append(together)
    return found


def listed(texts: Iterable[str]) -> list[str]:
    """Every token of some texts once; numbers also as digits and back, words in s also without it."""
    found: dict[str, None] = {}
    for token in (t for text in texts for t in tokens(text)):
        found |= dict.fromkeys((token, *_LIKE.get(token, ())))
        if len(token) > 4 and token.endswith("s") and not token.endswith("ss"):
            found[token[:-1]] = None
    return list(found)


def _like() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {word: [digits] for word, digits in DIGITS.items()}
    for word, digits in DIGITS.items():
        found.setdefault(digits, []).append(word)
    return found


_LIKE = _like()


def whole(text: str) -> str:
    """A name as one token: "Côte d'Ivoire" → "cotedivoire"."""
    return "".join(part for word in _words(text) for part in word)[:LONGEST_NAME]


def bag(text: str) -> str:
    """A name as one token, whatever the order of its words and without small ones. Empty for a name of one word."""
    parts = sorted({part for word in _words(text) for part in word} - SMALL)
    return "".join(parts)[:LONGEST_NAME] if len(parts) > 1 else ""


def core(text: str) -> str:
    """As bag(), without words that name a kind of thing, too: "Department of Homeland Security" and "homeland security" are the same."""
    parts = sorted({part for word in _words(text) for part in word} - SMALL - KINDS)
    return "".join(parts)[:LONGEST_NAME] if len(parts) > 1 else ""


@lru_cache(maxsize=4_096)
def _joined_words(text: str) -> tuple[str, ...]:
    return tuple("".join(word) for word in _words(text))


def without(name: str, other: str) -> str:
    """The rest of a name that begins or ends with another: "United States Coast Guard" without "United States". Empty when it does not."""
    words, others = _joined_words(name), _joined_words(other)
    if not others or len(words) - len(others) < 2:
        return ""
    if words[: len(others)] == others:
        return " ".join(words[len(others) :])
    if words[-len(others) :] == others:
        return " ".join(words[: -len(others)])
    return ""


def initials(text: str, silent: frozenset[str] = SMALL) -> str:
    """The acronym that a name of three to nine words would have, without the silent ones. Empty for others."""
    words = [part for word in _words(_BRACKETS.sub(" ", text)) for part in word]
    words = [w for w in words if w not in silent and w != "s"]
    if not 3 <= len(words) <= 9:
        return ""
    return "".join(w if w.isdigit() or w in _WHOLE_IN_ACRONYMS else w[0] for w in words)


def variants(name: str) -> list[str]:
    """A name and how else it may be written: without what stands in brackets, either side of a slash, umlauts written out, II as 2."""
    bare = _BRACKETS.sub("", name).strip() if "(" in name else name
    found = [name, *([bare] if bare else []), *(name.split(" / ") if " / " in name else ())]
    for one in list(found):
        lower = one.casefold()
        if lower.startswith("the "):
            found.append(one[4:])
        if (plain := lower.translate(_WRITTEN_OUT)) != lower:
            found.append(plain)
        words = ["".join(word) for word in _words(one)]
        if not DIGITS.keys().isdisjoint(words):
            found.append(" ".join(DIGITS.get(word, word) for word in words))
    return list(dict.fromkeys(found))
