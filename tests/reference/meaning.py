"""What dates and words mean: written anew, so that a slip in the program's own reading shows as a difference."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from functools import cache

FIRST, LAST = "0001-01-01", "9999-12-31"
UNBOUND = {"startEarliest": FIRST, "startLatest": LAST, "endEarliest": FIRST, "endLatest": LAST}
DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(~)?")
MASKED = re.compile(r"\d{3}X|\d{2}XX")
LETTERS = {"ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ŋ": "n", "ə": "e", "ґ": "г"}
# Arabic letters that are written for each other, and marks that are letters where they are used.
LETTERS |= dict.fromkeys("ىیې", "ي") | dict.fromkeys("ةۀہھ", "ه") | {"ک": "ك", "ٱ": "ا", "ـ": ""}
MARKS = {0, 8, 9, 84, 91, 103, 107, 118, 122, 129, 130, 132}

Days = tuple[str, str]


class NoDateError(ValueError):
    """The text is no date."""


@cache
def days(text: str) -> Days:
    """The first and the last day that a date, or an interval of dates, may mean. Knows the forms that the core data and the tests use."""
    begin, slash, end = text.partition("/")
    if MASKED.fullmatch(text):
        return f"{text.replace('X', '0')}-01-01", f"{text.replace('X', '9')}-12-31"
    if not slash:
        return _date(text)
    first = FIRST if begin in ("", "..") else _date(begin)[0]
    last = LAST if end in ("", "..") else _date(end)[1]
    if first > last:
        raise NoDateError(text)
    return first, last


def _date(text: str) -> Days:
    found = DATE.fullmatch(text.partition("T")[0])
    if not found:
        raise NoDateError(text)
    year, month, day, about = int(found[1]), found[2], found[3], found[4]
    try:
        first = datetime.date(year, int(month or 1), int(day or 1))
        last_day = int(day) if day else calendar.monthrange(year, int(month or 12))[1]
        last = datetime.date(year, int(month or 12), last_day)
    except ValueError as error:
        raise NoDateError(text) from error
    if about:
        return f"{year - 1:04}{first.isoformat()[4:]}", f"{year + 1:04}{last.isoformat()[4:]}"
    return first.isoformat(), last.isoformat()


def meant(value: object) -> Days | None:
    """The days that a stored date may mean; None for a missing one."""
    return None if value is None else days(str(value))


@cache
def folded(text: str) -> str:
    """Text without case, accents, ligatures and invisible signs."""
    text = "".join(c for c in text if unicodedata.category(c) != "Cf" or c in "\u200c\u200d")
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    plain = "".join(LETTERS.get(c, c) for c in apart if unicodedata.combining(c) in MARKS)
    return "".join(str(unicodedata.decimal(c, c)) for c in unicodedata.normalize("NFC", plain))


def shouted(word: str) -> str:
    """A word of a vocabulary as the API writes it: entry into force → ENTRY_INTO_FORCE, memberOf → MEMBER_OF; classes as they are."""
    apart = word if word[0].isupper() else "".join(f" {c}" if c.isupper() else c for c in word)
    return word if word[0].isupper() and not word.isupper() else apart.replace("-", " ").replace(" ", "_").upper()


def today() -> str:
    """The day it is, in UTC."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()
