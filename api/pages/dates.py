"""Dates in words: 1949-04-04 → 4 April 1949. What has no plain words stays as it is written."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from common.dates import BEGINNING, FOREVER

_PLAIN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([~?%]?)")
_MARKS = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
_DECADE = re.compile(r"(\d{3})X")
_MONTHS = tuple(calendar.month_name)  # each look into the calendar formats a date
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


@lru_cache(4096)
def in_words(text: str) -> str:
    """A date in words."""
    if found := _PLAIN.fullmatch(text):
        year, month, day, mark = found.groups()
        return f"{_MARKS[mark]}{_day(year, month, day)}"
    if found := _DECADE.fullmatch(text):
        return f"in the {found[1]}0s"
    if "/" in text:
        first, _, last = text.partition("/")
        return f"between {in_words(first)} and {in_words(last)}" if first.strip(".") and last.strip(".") else text
    return text


def _day(year: str, month: str | None, day: str | None) -> str:
    number = str(int(year))
    if month is None:
        return number
    if month in _SEASONS:
        return f"{_SEASONS[month]} {number}"
    name = _MONTHS[int(month)] if 1 <= int(month) <= 12 else month
    return f"{int(day)} {name} {number}" if day else f"{name} {number}"


def start_in_words(start: str | None, earliest: str, latest: str) -> str:
    """When something began; what is not given is said as far as it is known."""
    if start:
        return in_words(start)
    if earliest == latest:
        return in_words(earliest)
    known = [f"not before {in_words(earliest)}"] if earliest > BEGINNING else []
    known += [f"by {in_words(latest)}"] if latest < FOREVER else []
    return f"not known ({', '.join(known)})" if known else "not known"


def end_in_words(end: str | None, earliest: str, latest: str, *, still: bool) -> str:
    """When something ended; empty where a source says that it goes on and nothing ends it."""
    if end:
        return in_words(end)
    if still and latest == FOREVER:
        return ""
    if latest < FOREVER:
        return f"not known ({'by' if earliest != latest else 'on'} {in_words(latest)})"
    return "" if earliest == FOREVER else "not known"


def unknown_in_words(earliest: str, latest: str) -> str:
    """What is known of something of which neither the beginning nor the end is given."""
    first = f"not before {in_words(earliest)}" if earliest > BEGINNING else ""
    last = f"not after {in_words(latest)}" if latest < FOREVER else ""
    known = ", ".join(part for part in (first, last) if part)
    return f"dates not known ({known})" if known else "dates not known"
