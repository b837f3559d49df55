"""Dates as historians have them: uncertain, approximate, open. EDTF text, and the days it may mean.

Bounds are ISO dates as text, because those sort and compare alike in Python, in Cypher and in a cursor. They reach from
year 1 to 9999. An approximate date (`1990~`) may be a year off either way; a doubtful one (`1990?`) is taken as written.
The forms that nearly all dates have are read here, the others in edtf_forms.py.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from common.edtf_forms import BEFORE, days_of

BEGINNING = "0001-01-01"
FOREVER = "9999-12-31"
OPEN = ".."
NEVER = "9999-13"
"""Later than every day."""

_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%])?")
# A time of day behind the date, as JavaScript, Python, pandas and YAML write it: that day is meant, as it is written.
_WITH_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt]|[ \t]+)(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]+)?)?"
    r"[ \t]*(?:[Zz]|[-+][0-9]{1,2}(?::?[0-9]{2})?)?"
)
# A year that went through a table as a number.
_FLOAT_YEAR = re.compile(r"([0-9]{4})\.0+")
# Before year 1, however it is written: -44, -0044-03-15, Y-17000, 44 BC, 44 B.C.E.
_BEFORE = re.compile(r"Y?-[0-9].*|[0-9]+ *B\.? *C\.?(?: *E\.?)?", re.IGNORECASE)
_LONGEST = 60
LONGEST_PERIOD = 2 * _LONGEST + 1


class InvalidDateError(ValueError):
    """Text that is not a date; the message says why, and `why` is the part of it that follows the text: "is not a date"."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(text, why)
        self.text = text
        self.why = why

    def __str__(self) -> str:
        return f"{self.text!r} {self.why}."

    def of(self, name: str) -> str:
        """That what is called `name` is no date, in a sentence."""
        return f"{name} is {self.text!r}, which {self.why}."


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that a date may mean, as ISO text."""

    earliest: str
    latest: str


ANY_DAY = Bounds(BEGINNING, FOREVER)


def without_time(text: str) -> str:
    """The date alone of text that also has a time of day, or of a year with a decimal point; other text as it is.

    1949-04-04T23:30:00.000-05:00 → 1949-04-04, 1990.0 → 1990.
    """
    if len(text) <= _LONGEST and (found := _WITH_TIME.fullmatch(text) or _FLOAT_YEAR.fullmatch(text)):
        return found[1]
    return text


@lru_cache(maxsize=65_536)
def bounds(text: str) -> Bounds:
    """The days that one date may mean: "1985-06" → 1985-06-01, 1985-06-30.

    Also reads an interval, as the days from its first to its last, and a date-time, as its day. Raises InvalidDateError.
    """
    if found := _PLAIN.fullmatch(text):
        return _plain(text, found)
    if (day := without_time(text)) != text:
        return bounds(day)
    if "/" in text:
        return period(text)
    return _rare(text)


def backwards(first: str, last: str) -> bool:
    """Whether the last of two dates certainly lies before the first. False where either is no date."""
    try:
        return bounds(first).earliest > bounds(last).latest
    except InvalidDateError:
        return False


@lru_cache(maxsize=4096)
def period(text: str) -> Bounds:
    """The first and last day of a date or of an interval such as 1950/1960, 1950/.. or ../1960. Raises InvalidDateError."""
    if "/" not in text:
        return bounds(text)
    begin, _, end = text.partition("/")
    if "/" in end:
        raise InvalidDateError(text, "has more than one slash; an interval has a beginning and an end")
    first = BEGINNING if begin in ("", OPEN) else bounds(begin).earliest
    last = FOREVER if end in ("", OPEN) else bounds(end).latest
    if first > last:
        raise InvalidDateError(text, "ends before it begins")
    return Bounds(first, last)


def _plain(text: str, found: re.Match[str]) -> Bounds:
    year, month, day = int(found[1]), found[2], found[3]
    if year == 0:
        raise InvalidDateError(text, "is before year 1, which is as far back as dates go here")
    if month and not 1 <= int(month) <= 12:
        if 21 <= int(month) <= 41:
            return _rare(text)
        raise InvalidDateError(text, f"has no month {month}: months go from 01 to 12")
    last_day = calendar.monthrange(year, int(month))[1] if month else 31
    if day and not 1 <= int(day) <= last_day:
        raise InvalidDateError(text, f"has no day {day}: that month has {last_day} days")
    earliest = f"{found[1]}-{month or '01'}-{day or '01'}"
    latest = f"{found[1]}-{month or '12'}-{day or last_day:02}" if not day else earliest
    if found[4] in ("~", "%"):
        return Bounds(_shift(earliest, -1), _shift(latest, 1))
    return Bounds(earliest, latest)


def _shift(day: str, years: int) -> str:
    year = min(max(int(day[:4]) + years, 1), 9999)
    if day[5:] == "02-29" and not calendar.isleap(year):
        return f"{year:04}-02-28"
    return f"{year:04}{day[4:]}"


def _rare(text: str) -> Bounds:
    if not text or len(text) > _LONGEST or text != text.strip() or not text.isascii():
        raise InvalidDateError(text[:_LONGEST], "is not a date")
    days = BEFORE if _BEFORE.fullmatch(text) else days_of(text)
    if days is None:
        raise InvalidDateError(text, "is not a date")
    earliest, latest = days
    if latest < BEGINNING:
        raise InvalidDateError(text, "is before year 1, which is as far back as dates go here")
    if earliest > FOREVER:
        raise InvalidDateError(text, "is after year 9999, which is as far as dates go here")
    return Bounds(max(earliest, BEGINNING), min(latest, FOREVER))


def written(days: Bounds) -> str:
    """The shortest date that means these days: a day, a month or a year; empty when there is none."""
    forms = (days.earliest, days.earliest[:7], days.earliest[:4])
    return next((form for form in forms if bounds(form) == days), "")


def today() -> str:
    """The day it is, in UTC."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def judged_until(first: str, last: str, known: str) -> str:
    """The last day of a time on which it shows what certainly held in it: none after `known`; NEVER where it begins later."""
    return min(last, known) if first <= known else NEVER


def next_day(day: str) -> str:
    """The day after an ISO date; the last day of all has none and stays."""
    return day if day >= FOREVER else (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()
