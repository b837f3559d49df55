"""What was probably meant by a date that is written as people write dates, and how it is written here."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from common.dates import InvalidDateError, bounds
from common.text import western_digits
from loaders.sources.months import month_of

GENERAL = "write it as 1949-04-04, 1985-06, 1990~ or 1950/1960"
GOES_ON = "write .. for what goes on, or leave the end away if nobody knows it"
NOBODY_KNOWS = "leave it away if nobody knows it"
SERIAL = datetime.date(1899, 12, 30)
"""The day before the first of those that spreadsheets count, as they count since 1900-03-01."""
EARLY = "dates before the year 1 cannot be said here: leave it away, and say it in a remark or the description"
_ONGOING = frozenset({"present", "now", "today", "current", "currently", "ongoing", "to date", "open", "-", "∞", "9999-12-31"})
_UNKNOWN = frozenset({"unknown", "?", "n/a", "na", "tbd", "tba", "none", "n.d.", "nd", "unclear", "not known", "x"})
_NAMED = (
    re.compile(r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?)?(?P<month>[^\W\d]{3,})\.?,?\s+(?:de\s+)?(?P<year>\d{4})"),
    re.compile(r"(?P<month>[^\W\d]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})-(?P<month>[^\W\d]{3,})-(?P<year>\d{4})"),
)
_NUMBERS = re.compile(r"(?P<one>\d{1,2})[/.\-](?P<two>\d{1,2})[/.\-](?P<year>\d{4}|\d\d)")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.\-](?P<month>\d{1,2})(?:[/.\-](?P<day>\d{1,2}))?")
_TOGETHER = re.compile(r"(?P<year>1[5-9]\d\d|20\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_ABOUT = re.compile(r"(?:c|ca|circa|about|around|approx|approximately|~)\.?\s*(?P<year>\d{4})")
_DECADE = re.compile(r"(?:(?:the\s+)?(?:early|mid|late)[\s-]+)?(?P<decade>\d{3})0['’]?s")
_YEARS = re.compile(r"(?P<year>\d{4})\s*(?:-|to|until)\s*(?P<end>\d{4})")
_EITHER = re.compile(r"(?P<year>\d{4})\s*or\s*(?P<end>\d{4})")
_SIDE = re.compile(r"(?P<side>before|until|by|after|since|from)\s+(?P<year>\d{4})")
_CENTURY = re.compile(r"(?:the\s+)?(?P<century>\d{1,2})(?:st|nd|rd|th)\s+(?:century|c\.?)")
_ROMAN = re.compile(r"(?P<day>\d{1,2})[.\s/-]+(?P<month>x|i[vx]|vi{0,3}|i{1,3}|xi{1,2})[.\s/-]+(?P<year>\d{4})")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_QUARTER = re.compile(r"q(?P<quarter>[1-4])[\s/-]*(?P<year>\d{4})|(?P<year2>\d{4})[\s/-]*q(?P<quarter2>[1-4])")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-\d\d")
_EARLY = re.compile(r"-\d{4,}.*|.*\bb\.?c\.?(?:e\.?)?|0000.*")
_FOOTNOTE = re.compile(r"\s*(?:\[\w{1,7}(?: \d+)?\]|[*†‡§¹²³]+|\([a-z]\))$")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def date_remedy(value: str) -> str:
    """What to write in place of a date that is none."""
    text = _DASHES.sub("-", western_digits(value).strip().lower()[:100])
    if text in _ONGOING:
        return GOES_ON
    if text in _UNKNOWN:
        return NOBODY_KNOWS
    if text == "..":
        return "'..' stands behind end: for what goes on; leave it away where nobody knows the day"
    if _EARLY.fullmatch(text):
        return EARLY
    bare = _FOOTNOTE.sub("", text)
    told = _meant(bare) or ([bare] if bare != value and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", bare) else [])
    meant = {date: _impossible(date) for date in told}
    if possible := [date for date, why in meant.items() if not why]:
        return f"write {' or '.join(possible)}"
    if meant:
        return _corrected(text, *next(iter(meant.items())))
    if counted := re.fullmatch(r"([1-4]\d{4})(?:\.\d+)?", text):
        day = SERIAL + datetime.timedelta(days=int(counted[1]))
        return f"write {day}, if this is the number that a spreadsheet has for that day"
    return GENERAL


def _corrected(text: str, date: str, why: str) -> str:
    """What to do about a day that there is not; why is told beside it where it stands as it is read."""
    if text != date:
        return f"correct the date: {why}"
    return f"correct the day, or write {date[:7]} for the month" if _is_date(date[:7]) else f"correct it, or write {date[:4]} for the year"


def _impossible(date: str) -> str:
    """Why there is no such day or month; empty where there is, or where it is neither."""
    try:
        bounds(date if _DAY.fullmatch(date) or _MONTH.fullmatch(date) else "0001")
    except InvalidDateError as error:
        return str(error).rstrip(".")
    return ""


def _is_date(text: str) -> bool:
    return not _impossible(text)


def _meant(text: str) -> list[str]:
    """The dates that a text may mean, which may be days that there are not."""
    for pattern in _NAMED:
        if (found := pattern.fullmatch(text)) and (month := month_of(found["month"])):
            return [_iso(found["year"], month, found["day"])]
    for pattern, read in _FORMS:
        if found := pattern.fullmatch(text):
            return read(found)
    # A letter that looks like a digit, in what is a date otherwise.
    digits = text.translate(str.maketrans("oil", "011"))
    return [digits] if digits != text and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", digits) else []


def _numbers(found: re.Match[str]) -> list[str]:
    """Day and month in either order: of 04/05/1949 nobody can tell which is the month."""
    one, two = int(found["one"]), int(found["two"])
    orders = [(month, str(day)) for month, day in ((two, one), (one, two)) if 0 < month <= 12 and 0 < day <= 31]
    year = found["year"]
    years = [year] if len(year) == 4 else [f"19{year}"] + [f"20{year}"] * (year < "50")
    return list(dict.fromkeys(_iso(year, month, day) for year in years for month, day in orders))


def _year_first(found: re.Match[str]) -> list[str]:
    year, month, day = found["year"], int(found["month"]), found["day"]
    if not month or (day and not int(day)):
        return [year if not month else _iso(year, month, None)]
    if month <= 12:
        return [_iso(year, month, day)]
    if day and int(day) <= 12 and month <= 31:
        return [_iso(year, int(day), str(month))]
    return [f"{year}-{found['month']}-{day}"] if day and len(found[0]) == 10 and "-" in found[0] else []


def _years(found: re.Match[str]) -> list[str]:
    return [f"{found['year']} as start and {found['end']} as end", f"{found['year']}/{found['end']} for a day between them"]


def _quarter(found: re.Match[str]) -> list[str]:
    year, first = found["year"] or found["year2"], 3 * int(found["quarter"] or found["quarter2"]) - 2
    return [f"{year}-{first:02}/{year}-{first + 2:02}"]


def _side(found: re.Match[str]) -> list[str]:
    earlier = found["side"] in ("before", "until", "by")
    return [f"../{found['year']}" if earlier else f"{found['year']}/.."]


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[str]]], ...] = (
    (_NUMBERS, _numbers),
    (_YEAR_FIRST, _year_first),
    (_TOGETHER, _year_first),
    (_ABOUT, lambda found: [f"{found['year']}~"]),
    (_DECADE, lambda found: [f"{found['decade']}X"]),
    (_CENTURY, lambda found: [f"{int(found['century']) - 1:02}XX"]),
    (_ROMAN, lambda found: [_iso(found["year"], _ROMANS.index(found["month"]) + 1, found["day"])]),
    (_YEARS, _years),
    (_EITHER, lambda found: [f"[{found['year']},{found['end']}]"]),
    (_SIDE, _side),
    (_QUARTER, _quarter),
)


def _iso(year: str, month: int, day: str | None) -> str:
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
