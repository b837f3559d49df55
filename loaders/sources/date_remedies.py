"""What was probably meant by a date that is written as people write dates, and how it is written here."""

from __future__ import annotations

import re

from common.dates import InvalidDateError, bounds

GENERAL = "write it as 1949-04-04, 1985-06, 1990~ or 1950/1960"
GOES_ON = "write .. for what goes on, or leave the end away if nobody knows it"
_ONGOING = frozenset({"present", "now", "today", "current", "currently", "ongoing", "to date", "open", "-", "∞", "9999-12-31"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]*)\.?"
_NAMED = (
    re.compile(rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+)?{_MONTH},?\s+(?P<year>\d{{4}})"),
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"),
)
_NUMBERS = re.compile(r"(?P<one>\d{1,2})[/.\-](?P<two>\d{1,2})[/.\-](?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})(?:[/.](?P<day>\d{1,2}))?")
_ABOUT = re.compile(r"(?:c|ca|circa|about|around|approx|approximately)\.?\s*(?P<year>\d{4})")
_YEARS = re.compile(r"(?P<year>\d{4})\s*(?:-|–|—|to|until)\s*(?P<end>\d{4})")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EARLY = re.compile(r"-\d{4,}.*|.*\bb\.?c\.?(?:e\.?)?|0000.*")


def date_remedy(value: str) -> str:
    """What to write in place of a date that is none."""
    text = value.strip().lower()[:100]
    if text in _ONGOING:
        return GOES_ON
    if _EARLY.fullmatch(text):
        return "dates before the year 1 cannot be said here: leave it away, and say it in a remark or the description"
    meant = {date: _impossible(date) for date in _meant(text)}
    if possible := [date for date, why in meant.items() if not why]:
        return f"write {' or '.join(possible)}"
    return f"correct the date: {next(iter(meant.values()))}" if meant else GENERAL


def _impossible(date: str) -> str:
    """Why there is no such day; empty where there is, or where it is no day."""
    try:
        bounds(date if _DAY.fullmatch(date) else "0001")
    except InvalidDateError as error:
        return str(error).rstrip(".")
    return ""


def _meant(text: str) -> list[str]:
    for pattern in _NAMED:
        if found := pattern.fullmatch(text):
            return [_iso(found["year"], _MONTHS.index(found["month"][:3]) + 1, found["day"])]
    if found := _NUMBERS.fullmatch(text):
        one, two = int(found["one"]), int(found["two"])
        # Of 04/05/1949 nobody can tell which is the month.
        days = {_iso(found["year"], month, str(day)): None for month, day in ((two, one), (one, two)) if 0 < month <= 12 and 0 < day <= 31}
        return list(days)
    if found := _YEAR_FIRST.fullmatch(text):
        return [_iso(found["year"], int(found["month"]), found["day"])] if 0 < int(found["month"]) <= 12 else []
    if found := _ABOUT.fullmatch(text):
        return [f"{found['year']}~"]
    if found := _YEARS.fullmatch(text):
        return [f"{found['year']} as start and {found['end']} as end", f"{found['year']}/{found['end']} for a day between them"]
    return []


def _iso(year: str, month: int, day: str | None) -> str:
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
