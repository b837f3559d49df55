"""Dates as tables write them, to those of EDTF: by patterns such as DD/MM/YYYY, by parts, and with the marks of messydates."""

from __future__ import annotations

import re
from functools import cache

from common.dates import InvalidDateError, bounds, without_time

MESSY = "messydates"
"""The marks of the R package messydates: 1990-01-01..1991 for a range, ~ and ? before or behind."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TOKENS = {
    "YYYY": r"(?P<year>\d{4})",
    "MMM": r"(?P<name>[A-Za-z]{3,9})\.?",
    "MM": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
}
_TOKEN = re.compile("|".join(_TOKENS))
SHORT_YEAR = 2
"""Years of so many digits are written short, and nobody says of which century."""
_FLOAT = re.compile(r"\.0+$")
_RANGE = re.compile(r"(?P<first>[^.]+)\.\.(?P<last>[^.]+)")


class PatternError(ValueError):
    """A pattern for dates without a year, or with a part twice."""


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The expression of a pattern made of YYYY, MM, MMM and DD. Raises PatternError."""
    found, at = "", 0
    for token in _TOKEN.finditer(pattern):
        found += re.escape(pattern[at : token.start()]) + _TOKENS[token[0]]
        at = token.end()
    try:
        made = re.compile(found + re.escape(pattern[at:]))
    except re.error as error:
        raise PatternError(f"{pattern!r} has a part twice") from error
    if "year" not in made.groupindex:
        raise PatternError(f"{pattern!r} has no YYYY")
    return made


def read_date(text: str, patterns: tuple[str, ...]) -> str:
    """The date as EDTF, by the first pattern that fits; text that fits none stays as it is, to be reported as what it is."""
    for pattern in patterns:
        made = _messy(text) if pattern == MESSY else _by(compiled(pattern), text)
        if made:
            return made
    return without_time(text)


def _by(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.fullmatch(text)
    if not found:
        return ""
    parts = found.groupdict()
    month = parts.get("month") or ""
    if name := parts.get("name"):
        if name[:3].lower() not in _MONTHS:
            return ""
        month = str(_MONTHS.index(name[:3].lower()) + 1)
    return _checked(from_parts(parts["year"], month, parts.get("day") or ""))


def from_parts(year: str, month: str, day: str) -> str:
    """The date of a year, a month and a day; where the month or the day is empty or 0, it is less exact."""
    if not year:
        return ""
    # Numbers of a column with empty cells are written 1990.0 by many programs.
    year, *parts = (_FLOAT.sub("", part) for part in (year, month, day))
    # 49 may be 1949: it stays as it is, to be reported as no date.
    numbers = [year.zfill(4) if len(year) > SHORT_YEAR else year]
    for part in parts:
        if not part.strip("0"):
            break
        numbers.append(part.zfill(2))
    return "-".join(numbers)


def _messy(text: str) -> str:
    if found := _RANGE.fullmatch(text):
        return _checked(f"{_marked(found['first'])}/{_marked(found['last'])}")
    return _checked(_marked(text))


def _marked(text: str) -> str:
    """With the mark behind, where EDTF has it."""
    mark = next((m for m in "~?%" if m in text), "")
    bare = text.strip("~?% ")
    return bare + mark if not any(m in bare for m in "~?%") else text


def _checked(text: str) -> str:
    try:
        bounds(text)
    except InvalidDateError:
        return ""
    return text
