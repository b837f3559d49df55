"""Dates and the days they may mean."""

from __future__ import annotations

import calendar
import contextlib
import datetime
import io
import math
import re
import time

import edtf
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from common.dates import BEGINNING, FOREVER, Bounds, InvalidDateError, bounds, period, today

DAYS = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)).map(datetime.date.isoformat)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1949-04-04", "1949-04-04", "1949-04-04"),
        ("1985-06", "1985-06-01", "1985-06-30"),
        ("1984-02", "1984-02-01", "1984-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("1990", "1990-01-01", "1990-12-31"),
        ("1990?", "1990-01-01", "1990-12-31"),
        ("1990~", "1989-01-01", "1991-12-31"),
        ("1990%", "1989-01-01", "1991-12-31"),
        ("1984-02-29~", "1983-02-28", "1985-02-28"),
        ("0001~", "0001-01-01", "0002-12-31"),
        ("9999~", "9998-01-01", "9999-12-31"),
        ("195X", "1950-01-01", "1959-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2001-21", "2001-03-01", "2001-05-31"),
        ("1950/1960", "1950-01-01", "1960-12-31"),
        ("2018-12/..", "2018-12-01", FOREVER),
        ("../1960", BEGINNING, "1960-12-31"),
        ("1949-04-04T00:00:00.000Z", "1949-04-04", "1949-04-04"),
        ("2026-11-26T12:47:38.123456", "2026-11-26", "2026-11-26"),
        ("2001-12-14T23:30:00-05:00", "2001-12-14", "2001-12-14"),
        ("2001-12-14t21:59:43.10-05:00", "2001-12-14", "2001-12-14"),
        ("2001-12-14 21:59:43", "2001-12-14", "2001-12-14"),
        ("2001-12-14 21:59:43.10 -5", "2001-12-14", "2001-12-14"),
        ("2011-05-01T10:00:00Z", "2011-05-01", "2011-05-01"),
        ("1990.0", "1990-01-01", "1990-12-31"),
    ],
)
def test_a_date_means_the_days_from_its_first_to_its_last(text: str, earliest: str, latest: str) -> None:
    assert bounds(text) == Bounds(earliest, latest)
    assert period(text) == Bounds(earliest, latest)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1949-13", "no month 13: months go from 01 to 12"),
        ("1949-00", "no month 00"),
        ("1949-02-29", "no day 29: that month has 28 days"),
        ("1949-04-31", "no day 31: that month has 30 days"),
        ("1949-04-00", "no day 00"),
        ("0000", "before year 1"),
        ("04/04/1949", "more than one slash"),
        ("1960/1950", "ends before it begins"),
        ("", "not a date"),
        ("yesterday", "not a date"),
        ("1949-4-4", "not a date"),
        ("1949 ", "not a date"),
        ("1949-02-29T10:00", "no day 29"),
        ("1949-04-04T25:00", "not a date"),
        ("1990.5", "not a date"),
        ("-1258~", "before year 1"),
        ("-0001", "before year 1"),
        ("١٩٤٩", "not a date"),
        ("x" * 100_000, "not a date"),
        ("-0500", "before year 1"),
        ("Y-17E7", "before year 1"),
        ("-44", "before year 1"),
        ("-0044-03-15", "before year 1"),
        ("-0050/0014", "before year 1"),
        ("44 BC", "before year 1"),
        ("44 B.C.E.", "before year 1"),
    ],
)
def test_what_is_not_a_date_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(InvalidDateError, match=re.escape(why)) as caught:
        bounds(text)
    assert len(str(caught.value)) < 200
    assert "\n" not in str(caught.value)


@given(DAYS)
def test_a_day_means_itself(day: str) -> None:
    assert bounds(day) == Bounds(day, day)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_ends_where_the_calendar_says(year: int, month: int) -> None:
    found = bounds(f"{year:04}-{month:02}")
    last = calendar.monthrange(year, month)[1]
    assert found == Bounds(f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last:02}")


@given(DAYS, st.sampled_from(["~", "%", "?", ""]))
def test_doubt_never_makes_a_date_narrower(day: str, mark: str) -> None:
    found = bounds(day + mark)
    assert found.earliest <= day <= found.latest
    datetime.date.fromisoformat(found.earliest)
    datetime.date.fromisoformat(found.latest)


@given(DAYS, DAYS)
def test_a_period_holds_both_its_ends_or_is_refused(first: str, last: str) -> None:
    if first <= last:
        assert period(f"{first}/{last}") == Bounds(first, last)
    else:
        with pytest.raises(InvalidDateError):
            period(f"{first}/{last}")


@given(st.text(alphabet="0123456789-/.~?%XYES+[]{}, ", max_size=70))
def test_any_text_gives_days_in_order_or_a_reason(text: str) -> None:
    try:
        found = bounds(text)
    except InvalidDateError:
        return
    assert BEGINNING <= found.earliest <= found.latest <= FOREVER
    datetime.date.fromisoformat(found.earliest)
    datetime.date.fromisoformat(found.latest)


def test_hostile_text_is_refused_at_once() -> None:
    began = time.perf_counter()
    for text in ("[" * 60, "1/" * 30, "{1..}" * 12, "1984?" * 12, "Y" + "9" * 59):
        try:
            bounds(text)
        except InvalidDateError:
            continue
    assert time.perf_counter() - began < 1


def test_today_is_a_day() -> None:
    assert bounds(today()).earliest == today()


# Forms of EDTF, levels 1 and 2. Years from 1000 on: the library reads unknown digits of year 0 as days that do not exist.
YEAR = st.from_regex(r"[12][0-9]{3}", fullmatch=True)
UNKNOWN_YEAR = st.from_regex(r"[12][0-9X][0-9X]X|[12]X[0-9]{2}", fullmatch=True)
MONTH = st.integers(1, 12).map("{:02}".format)
DAY = st.integers(1, 28).map("{:02}".format)
MARK = st.sampled_from("?~%")
MEMBER = st.one_of(
    YEAR,
    UNKNOWN_YEAR,
    st.builds("{}-{}".format, YEAR, MONTH),
    st.builds("{}-{}-{}".format, YEAR, MONTH, DAY),
    st.builds("{}{}".format, YEAR, MARK),
    st.builds("-{}".format, YEAR),
)
FORMS = st.one_of(
    st.builds("{}-{}".format, YEAR | UNKNOWN_YEAR, st.just("XX") | MONTH),
    st.builds("{}-{}-XX".format, YEAR, MONTH | st.just("XX")),
    st.builds("{}-{}-{}".format, UNKNOWN_YEAR, MONTH, DAY),
    st.builds("{}X{}".format, st.integers(100, 299), MARK),
    st.builds("{}-{}".format, YEAR, st.integers(21, 41)),
    st.builds("{}{}-{}".format, MARK, YEAR, MONTH),
    st.builds("{}{}-{}-{}".format, YEAR, MARK, MONTH, DAY),
    st.builds("{}-{}{}-{}".format, YEAR, MONTH, MARK, DAY),
    st.builds("{}-{}-{}{}".format, YEAR, MONTH, MARK, DAY),
    st.builds("Y{}E{}".format, st.integers(1, 40), st.integers(1, 5)),
    st.builds("Y{}{}".format, st.sampled_from(("", "-")), st.integers(10_000, 10**8)),
    st.builds("[{}]".format, st.lists(MEMBER, min_size=2, max_size=2).map(", ".join)),
    st.builds("{{{}}}".format, st.lists(MEMBER, min_size=2, max_size=2).map(",".join)),
    st.builds("[{}..{}]".format, YEAR, YEAR),
    st.builds("[..{}]".format, MEMBER.filter(str.isdigit)),
    st.builds("{{{}..}}".format, YEAR),
)


def of_the_library(text: str) -> Bounds | None:
    """The days from the edtf library's strict bounds, within those that dates have here; None for none."""
    with contextlib.redirect_stdout(io.StringIO()):
        parsed = edtf.parse_edtf(text)
    ends = [(0, 1, 1) if end == -math.inf else (10_000, 1, 1) if end == math.inf else tuple(end)[:3]
            for end in (parsed.lower_strict(), parsed.upper_strict())]  # fmt: skip
    if ends[0] > ends[1] or ends[1] < (1, 1, 1) or ends[0] > (9999, 12, 31):
        return None
    first, last = max(ends[0], (1, 1, 1)), min(ends[1], (9999, 12, 31))
    return Bounds(datetime.date(*first).isoformat(), datetime.date(*last).isoformat())


@settings(max_examples=60, phases=[Phase.generate])  # to shrink a failure takes the library minutes
@given(FORMS)
def test_rare_forms_mean_what_the_edtf_library_says(text: str) -> None:
    try:
        found = bounds(text)
    except InvalidDateError:
        found = None
    assert found == of_the_library(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1985-1X", "1985-10-01", "1985-12-31"),
        ("1985-06-3X", "1985-06-30", "1985-06-30"),
        ("1985-0X-31", "1985-01-31", "1985-08-31"),
        ("20XX-02-29", "2000-02-29", "2096-02-29"),
        ("1950S2", "1900-01-01", "1999-12-31"),
        ("Y2E3S2", "2000-01-01", "2099-12-31"),
        ("{..1990,1995..}", BEGINNING, FOREVER),
        ("[1949-02-28, 1950]", "1949-02-28", "1950-12-31"),
    ],
)
def test_unknown_digits_mean_the_days_that_fit(text: str, earliest: str, latest: str) -> None:
    assert bounds(text) == Bounds(earliest, latest)


@pytest.mark.parametrize("text", ["198X-06-31", "2X01-02-29", "[1949-02-29,1950]", "1985-5X", "XXXX-02-30", "[1990]", "1985 - 06"])
def test_days_that_no_calendar_has_are_no_dates(text: str) -> None:
    with pytest.raises(InvalidDateError, match="is not a date"):
        bounds(text)


def test_the_dearest_date_takes_a_millisecond_and_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    dates = [f"[{1000 + i}-0X-XX,198{i % 10}?-06,..{i}]" for i in range(1_000)]
    dates += [f"{{{1000 + i}-XX,{1001 + i}-XX,{1002 + i}-XX,{1003 + i}-XX,{1004 + i}-XX}}" for i in range(1_000)]
    dates += [f"XXX{i}-{m:02}-{d:02}" for i in range(10) for m in range(13) for d in range(28, 32)]
    began = time.process_time()
    for text in dates:
        with contextlib.suppress(InvalidDateError):
            bounds(text)
    assert time.process_time() - began < 0.001 * len(dates)
    assert capfd.readouterr().out == ""
