"""How long after one day another comes, as treaties say it: 30 days, 3 months, or 3 months and then the first of the month."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from common.dates import BEGINNING, FOREVER, Bounds, InvalidDateError

_FORM = re.compile(r"(0|[1-9][0-9]{0,3}) (day|month)s?(, first of the month)?")


@dataclass(frozen=True, slots=True)
class Lag:
    """So many months and days; `first`: from there on to the first day of the month that follows."""

    months: int = 0
    days: int = 0
    first: bool = False

    def after(self, days: Bounds) -> Bounds:
        """The days on which it is over, if it runs from one of these."""
        return Bounds(self._after(days.earliest), self._after(days.latest))

    def _after(self, day: str) -> str:
        if day in (BEGINNING, FOREVER):
            return day
        try:
            found = _months_after(datetime.date.fromisoformat(day), self.months) + datetime.timedelta(days=self.days)
            return (_months_after(found.replace(day=1), 1) if self.first else found).isoformat()
        except (ValueError, OverflowError):
            return FOREVER


def read_lag(text: str) -> Lag:
    """The lag that a text means: "30 days" or "3 months, first of the month". Raises InvalidDateError."""
    found = _FORM.fullmatch(text)
    if not found:
        raise InvalidDateError(text, "is no time such as 30 days, 3 months or 3 months, first of the month")
    number = int(found[1])
    return Lag(months=number if found[2] == "month" else 0, days=number if found[2] == "day" else 0, first=bool(found[3]))


def _months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or its last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
