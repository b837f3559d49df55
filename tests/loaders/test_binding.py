"""Since when a party is bound follows from what it did and from the rule of the agreement, as far as these are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.dates import FOREVER, Bounds
from common.lags import read_lag
from ontology import Model
from tests.loaders.deriving import HEAD, derived

TREATY = """
- {id: freedonia, class: State, name: Freedonia, iso3: FRD}
- id: treaty
  class: Convention
  name: Treaty
  signed: 2000-11-15
"""
IN_FORCE = "  inForce: 2003-09-29\n"
RULE = "  bindsAfter: 30 days\n"
UNKNOWN = ("2003-09-29", FOREVER)

ROWS = {
    "ratified long before it was in force": ("signed: 2000-12-12, ratified: 2002-01-01", IN_FORCE + RULE, "2003-09-29"),
    "ratified days before it was in force": ("ratified: 2003-09-23, instrument: ratification", IN_FORCE + RULE, "2003-10-23"),
    "acceded": ("ratified: 2004-05-14, instrument: accession, role: acceding", IN_FORCE + RULE, "2004-06-13"),
    "at the beginning of a month": ("ratified: 2003-10-14", IN_FORCE + "  bindsAfter: 3 months, first of the month\n", "2004-02-01"),
    "on the day itself": ("ratified: 2003-10-14", IN_FORCE + "  bindsAfter: 0 days\n", "2003-10-14"),
    "in a month": ("ratified: 2003-11", IN_FORCE + "  bindsAfter: 1 month\n", ("2003-12-01", "2003-12-30")),
    "a day that the source gives": ("ratified: 2004-05-14, start: 2004-08-01", IN_FORCE + RULE, ("2004-08-01", "2004-08-01")),
    "no rule": ("ratified: 2004-05-14", IN_FORCE, ("2004-05-14", FOREVER)),
    "no rule, ratified before it was in force": ("ratified: 2002-01-01", IN_FORCE, UNKNOWN),
    "only signed": ("signed: 2000-12-12", IN_FORCE + RULE, UNKNOWN),
    "not known to be in force": ("ratified: 2004-05-14", RULE, ("2004-06-13", FOREVER)),
    "succeeded": ("ratified: 2006-10-23, instrument: succession", IN_FORCE + RULE, ("2003-09-29", "2006-10-23")),
    "succeeded before it was in force": ("ratified: 2002-10-23, instrument: succession", IN_FORCE + RULE, ("2003-09-29", "2003-09-29")),
    "applied provisionally": (
        "signed: 2001-01-01, ratified: 2002-02-01, instrument: provisional application",
        IN_FORCE + RULE,
        "2002-02-01",
    ),
    "bound with all others": ("signed: 2000-11-15", IN_FORCE + "  bindsTogether: true\n", "2003-09-29"),
    "acceded to what bound all others": ("ratified: 2005-01-01", IN_FORCE + "  bindsTogether: true\n", ("2005-01-01", FOREVER)),
    "a signatory": ("signed: 2000-12-12, role: signatory", IN_FORCE + RULE, "2000-12-12"),
}


@pytest.mark.parametrize(("row", "rule", "start"), ROWS.values(), ids=ROWS.keys())
def test_the_start_of_a_party(model: Model, tmp_path: Path, row: str, rule: str, start: str | tuple[str, str]) -> None:
    text = f"{TREATY}{rule}  parties: [{{ref: freedonia, {row}}}]\n"
    [found] = derived(model, tmp_path, text).links("freedonia", "treaty")
    days = (start, start) if isinstance(start, str) else start
    assert (found.properties["startEarliest"], found.properties["startLatest"]) == days
    assert found.properties["startDerived"] is isinstance(start, str)
    assert found.properties.get("start") == (start if isinstance(start, str) else "2004-08-01" if "start:" in row else None)


def test_what_is_bound_by_the_rule_says_so(model: Model, tmp_path: Path) -> None:
    rows = "[{ref: freedonia, ratified: 2004-05-14}, {ref: freedonia, signed: 2000-12-12, role: signatory, end: 2004-06-12}]"
    signed, bound = derived(model, tmp_path, f"{TREATY}{IN_FORCE}{RULE}  parties: {rows}\n").links("freedonia", "treaty")
    assert bound.properties["startEvent"] == "entry into force"
    assert "startEvent" not in signed.properties


def test_what_still_held_when_it_was_read_had_begun(model: Model, tmp_path: Path) -> None:
    head = HEAD.replace("source: A book, p. 1", "source: A book, p. 1\nretrieved: 2013-10-17\nverification: CHECKED")
    text = f"{TREATY}{IN_FORCE}  parties: [{{ref: freedonia, ratified: 2002-01-01, end: ..}}]\n"
    assert derived(model, tmp_path, text, head).days("freedonia", "treaty") == [("2003-09-29", "2013-10-17", "2013-10-17", FOREVER)]


@pytest.mark.parametrize(
    ("lag", "day", "then"),
    [
        ("30 days", "2003-09-23", "2003-10-23"),
        ("90 days", "1954-01-22", "1954-04-22"),
        ("3 months", "1999-11-30", "2000-02-29"),
        ("6 months", "2000-08-31", "2001-02-28"),
        ("3 months, first of the month", "2003-06-05", "2003-10-01"),
        ("3 months, first of the month", "2003-09-30", "2004-01-01"),
        ("3 months, first of the month", "2003-06-01", "2003-10-01"),
    ],
)
def test_lags_run_as_treaties_say(lag: str, day: str, then: str) -> None:
    assert read_lag(lag).after(Bounds(day, day)) == Bounds(then, then)
