"""The rarer forms of EDTF, levels 1 and 2: unknown digits, doubt of a part, seasons, long years, sets. A single expression finds each.

The edtf library takes 80 ms for a set, which a request could repeat a thousand times; this reading takes some microseconds, and gives
the same days. It differs in three forms: `1950S2` (two digits are significant) means 1900 to 1999, as the standard has it; unknown
digits of a month or a day mean the days of the calendar that fit, for which the library has none; and there are no spaces within a date.

Days are ISO text. What lies before year 1 stands as year 0, what lies after 9999 as 10000, which no caller lets through.
"""

from __future__ import annotations

import calendar
import itertools
import re
from collections.abc import Iterator

Days = tuple[str, str]
"""The first and the last day."""

BEFORE: Days = ("0000-01-01", "0000-12-31")
AFTER: Days = (":", ":")
"""Sorts behind every day."""
_MARK = "[?~%]?"
_DATE = re.compile(
    rf"{_MARK}(-?)([0-9X]{{4}})(?:S([0-9]{{1,2}}))?{_MARK}(?:-{_MARK}([0-9X]{{2}}){_MARK}(?:-{_MARK}([0-9X]{{2}}){_MARK})?)?"
)
_SEASON = re.compile(r"(-?)([0-9]{4})-(2[1-9]|3[0-9]|4[01])")
_LONG = re.compile(r"Y(-?)([1-9][0-9]{4,})(?:S[0-9]+)?")
_POWER = re.compile(r"Y(-?)([1-9][0-9]*)E([1-9][0-9]*)(?:S([0-9]{1,2}))?")
_SET = re.compile(r"\[([^\[\]{}]*)\]|\{([^\[\]{}]*)\}")
# The first and the last month; those from 25 on are of the north, from 29 on of the south, then quarters, thirds and halves.
_SPRING, _SUMMER, _AUTUMN, _WINTER = (3, 5), (6, 8), (9, 11), (12, 12)
_NORTH = (_SPRING, _SUMMER, _AUTUMN, _WINTER)
_SEASONS = (
    *_NORTH, *_NORTH, _AUTUMN, _WINTER, _SPRING, _SUMMER,
    (1, 3), (4, 6), (7, 9), (10, 12), (1, 4), (5, 8), (9, 12), (1, 6), (7, 12),
)  # fmt: skip
_FIRST_SEASON = 21


def days_of(text: str) -> Days | None:
    """The first and the last day that text of one of these forms may mean; None when it has none of them, or no such day exists."""
    if found := _SET.fullmatch(text):
        return _set(found[1] or found[2] or "")
    if found := _SEASON.fullmatch(text):
        first, last = _SEASONS[int(found[3]) - _FIRST_SEASON]
        return BEFORE if found[1] else (f"{found[2]}-{first:02}-01", f"{found[2]}-{last:02}-{_length(int(found[2]), last):02}")
    return _date(text) or _long(text)


def _long(text: str) -> Days | None:
    """Years of five and more digits, and powers of ten: `Y17E3`."""
    if found := _LONG.fullmatch(text):
        return BEFORE if found[1] else AFTER
    if not (found := _POWER.fullmatch(text)):
        return None
    base, zeros = found[2], int(found[3][:3])
    if found[1] or len(base) + zeros > 4:
        return BEFORE if found[1] else AFTER
    return _significant(f"{int(base) * 10**zeros:04}", found[4])


def _date(text: str) -> Days | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    minus, year, digits, month, day = found.groups()
    if minus:
        return BEFORE
    if digits:
        return None if month or "X" in year else _significant(year, digits)
    first = next(_fitting(year, month or "XX", day or "XX"), None)
    last = next(_fitting(year, month or "XX", day or "XX", step=-1), None)
    return (first, last) if first and last else None


def _significant(year: str, digits: str | None) -> Days:
    known = year[: max(len(year) - len(year.lstrip("0")) + int(digits), 0)] if digits else year
    return f"{known.ljust(4, '0')}-01-01", f"{known.ljust(4, '9')}-12-31"


def _fitting(year: str, month: str, day: str, *, step: int = 1) -> Iterator[str]:
    """The days of the calendar that fit digits some of which are unknown; with a `step` of -1 from the last one on."""
    months = [m for m in range(1, 13) if _fits(f"{m:02}", month)][::step]
    days = [d for d in range(1, 32) if _fits(f"{d:02}", day)][::step]
    digits = ["0123456789"[::step] if digit == "X" else digit for digit in year]
    if not any(_length(0, m) >= d for m in months for d in days):
        return  # no year has such a day, so that none has to be tried
    for y in map(int, map("".join, itertools.product(*digits))):
        yield from (f"{y:04}-{m:02}-{d:02}" for m in months for d in days if d <= _length(y, m))


def _fits(digits: str, pattern: str) -> bool:
    return all(wanted in ("X", digit) for digit, wanted in zip(digits, pattern, strict=True))


def _length(year: int, month: int) -> int:
    # The year 0 is a leap year; the calendar module begins with year 1.
    return calendar.monthrange(year or 2000, month)[1]


def _set(content: str) -> Days | None:
    """One of several dates, or all of them: from the first to the last of their days."""
    parts = [part.strip() for part in content.split(",")]
    if len(parts) == 1 and ".." not in content:
        return None
    found = [_member(part, index == 0, index == len(parts) - 1) for index, part in enumerate(parts)]
    known = [days for days in found if days]
    return (min(d[0] for d in known), max(d[1] for d in known)) if len(known) == len(parts) else None


def _member(text: str, is_first: bool, is_last: bool) -> Days | None:
    begin, dots, end = text.partition("..")
    if not dots:
        return _date(text)
    first, last = _date(begin), _date(end)
    if first and last:
        return (first[0], last[1]) if len(begin) == len(end) and first[0] <= last[1] and "X" not in text else None
    if last and not begin and is_first:
        return BEFORE[0], last[1]
    return (first[0], AFTER[1]) if first and not end and is_last else None
