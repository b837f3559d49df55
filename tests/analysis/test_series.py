"""Numbers over time: rules, uncertain days, coming back, coverage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from analysis.covered import covered
from analysis.periods import Rule, Step, periods
from analysis.series import series
from analysis.table import Entity, day_text
from common.errors import QueryError
from tests.analysis.tables import EXAMPLES, day, spell, table_of

RULES = {
    "ANY_DAY": (Rule.ANY_DAY, "07-01"),
    "WHOLE": (Rule.WHOLE, "07-01"),
    "FIRST_DAY": (Rule.FIRST_DAY, "07-01"),
    "LAST_DAY": (Rule.LAST_DAY, "07-01"),
    'DAY_OF_YEAR("07-01")': (Rule.DAY_OF_YEAR, "07-01"),
}
CASES = [(name, rule) for name in ("q08", "q09") for rule in EXAMPLES[name]["expected"]]


@pytest.mark.parametrize(("name", "rule"), CASES)
def test_worked_examples(name: str, rule: str) -> None:
    case: dict[str, Any] = EXAMPLES[name]
    years, (kind, on) = case["years"], RULES[rule]
    spells = [
        {
            "subject": s["member"],
            "object": "body",
            "days": (s["startEarliest"], s["startLatest"], s["endEarliest"], s["endLatest"]),
        }
        for s in case["spells"]
    ]
    table = table_of(spells)
    asked = periods(day(f"{years[0]}-01-01"), day(f"{years[-1]}-12-31"), Step.YEAR, kind, on)
    counts = series(table.spells, np.zeros(len(spells), np.int64), table.spells.subject, 1, asked)
    wanted = case["expected"][rule]
    assert counts.certain[0].tolist() == wanted["certain"]
    assert counts.possible[0].tolist() == wanted["possible"]


def test_periods_hold_the_days_that_the_rule_is_about() -> None:
    months = periods(day("2023-12-15"), day("2024-03-01"), Step.MONTH, Rule.ANY_DAY)
    assert months.names == ("2023-12", "2024-01", "2024-02", "2024-03")
    assert [day_text(n) for n in months.last] == ["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"]
    days = periods(day("2024-02-28"), day("2024-03-01"), Step.DAY)
    assert days.names == ("2024-02-28", "2024-02-29", "2024-03-01")
    ends = periods(day("1950-05-05"), day("1951-01-01"), Step.YEAR, Rule.LAST_DAY)
    assert [day_text(n) for n in ends.first] == ["1950-12-31", "1951-12-31"]


@pytest.mark.parametrize(
    ("step", "rule", "on", "message"),
    [
        (Step.DAY, Rule.ANY_DAY, "07-01", "periods apart"),
        (Step.MONTH, Rule.DAY_OF_YEAR, "07-01", "needs the step YEAR"),
        (Step.YEAR, Rule.DAY_OF_YEAR, "02-29", "no day of every year"),
        (Step.YEAR, Rule.DAY_OF_YEAR, "1 July", "no day of every year"),
    ],
)
def test_what_cannot_be_asked_is_refused(step: Step, rule: Rule, on: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        periods(day("1900-01-01"), day("2000-12-31"), step, rule, on)


def test_the_period_of_today_ends_today() -> None:
    years = periods(day("2024-01-01"), day("2026-11-28"), Step.YEAR, Rule.LAST_DAY, today=day("2026-11-28"))
    assert [str(np.datetime64(int(d), "D")) for d in years.last] == ["2024-12-31", "2025-12-31", "2026-11-28"]
    earlier = periods(day("2024-01-01"), day("2025-06-01"), Step.YEAR, Rule.LAST_DAY, today=day("2026-11-28"))
    assert [str(np.datetime64(int(d), "D")) for d in earlier.last] == ["2024-12-31", "2025-12-31"]
    later = periods(day("2026-01-01"), day("2027-12-31"), Step.YEAR, Rule.LAST_DAY, today=day("2026-11-28"))
    assert [str(np.datetime64(int(d), "D")) for d in later.last] == ["2026-12-31", "2027-12-31"]


def test_a_list_is_covered_from_the_first_day_to_the_last_and_not_beyond_today() -> None:
    lines = ("members core 1 0 1945-01-01 2000-12-31 3 0 0 3 0 0", "members other 0 0 0001-01-01 2010-12-31 1 0 0 1 0 0")
    body = Entity("body", "Alliance", "body", coverage=lines)
    kept = Entity("kept", "Alliance", "kept", coverage=("members core 1 1 1949-04-04 9999-12-31 3 0 0 3 0 0",))
    years = periods(day("1944-01-01"), day("2001-12-31"), Step.YEAR, Rule.ANY_DAY)
    known = dict(zip(years.names, covered(body, "members", years).tolist(), strict=True))
    assert (known["1944"], known["1945"], known["2000"], known["2001"]) == (False, True, True, False)
    assert not covered(body, "memberOf", years).any()
    later = periods(day("1948-01-01"), day("2027-12-31"), Step.YEAR, Rule.ANY_DAY)
    known = dict(zip(later.names, covered(kept, "members", later, today=day("2026-11-26")).tolist(), strict=True))
    assert (known["1949"], known["1950"], known["2025"], known["2026"], known["2027"]) == (False, True, True, True, False)
    last_days = periods(day("2025-01-01"), day("2026-12-31"), Step.YEAR, Rule.LAST_DAY)
    assert covered(kept, "members", last_days, today=day("2026-11-26")).tolist() == [True, False]


def test_a_change_at_an_unknown_day_within_a_membership_leaves_it_certain() -> None:
    """Full, then suspended in a year: a member on every day of it, in one role. From observer to member the role itself is open."""
    first = ("1963-05-25", "1963-05-25")
    rows = [spell("a", "b", "1963-05-25", "2009", role="member", spell=first), spell("a", "b", "2009", "..", role="member", spell=first)]
    table = table_of(rows)
    assert [day_text(n) for n in table.spells.since_latest] == ["1963-05-25", "1963-05-25"]
    rows[0]["role"] = "observer"
    assert [day_text(n) for n in table_of(rows).spells.since_latest] == ["1963-05-25", "2009-12-31"]
    # Who left and came back in one year has another spell.
    rows[1] |= {"role": "observer", "spell": ("2009-01-01", "2009-12-31")}
    assert [day_text(n) for n in table_of(rows).spells.since_latest] == ["1963-05-25", "2009-12-31"]
