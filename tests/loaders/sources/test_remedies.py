"""A date as people write it, and a file in another format, are answered with what to write or to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.dates import bounds
from loaders.checks.run import check
from loaders.sources.date_remedies import GENERAL, GOES_ON, date_remedy
from ontology import Model


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("4 April 1949", "1949-04-04"),
        ("April 4th, 1949", "1949-04-04"),
        ("Sept. 1949", "1949-09"),
        ("04/04/1949", "1949-04-04"),
        ("24.8.1949", "1949-08-24"),
        ("05/04/1949", "1949-04-05 or 1949-05-04"),
        ("1949/4/24", "1949-04-24"),
        ("c. 1950", "1950~"),
    ],
)
def test_a_date_is_written_as_it_was_meant(value: str, meant: str) -> None:
    assert date_remedy(value) == f"write {meant}"
    assert all(bounds(each) for each in meant.split(" or "))


def test_what_goes_on_and_what_cannot_be_said() -> None:
    assert date_remedy("present") == date_remedy("Ongoing") == GOES_ON
    assert "cannot be said here" in date_remedy("-0044")
    assert "cannot be said here" in date_remedy("44 BC")
    assert "1949 as start and 1950 as end" in date_remedy("1949-1950")
    assert date_remedy("31/02/1996") == "correct the date: '1996-02-31' has no day 31: that month has 29 days"
    assert date_remedy("30 Feb 1999") == "correct the date: '1999-02-30' has no day 30: that month has 28 days"
    assert date_remedy("31/4/1949").startswith("correct the date: '1949-04-31' has no day 31")
    assert date_remedy("02/30/1949").startswith("correct the date"), "the other order has no month"
    assert date_remedy("spring") == date_remedy("13/13/1949") == date_remedy("1949/13") == GENERAL


def test_a_relation_from_the_wrong_end_and_other_formats(model: Model, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "datasets: [{id: mine, title: M, rank: 5, licence: CC0-1.0}]\ndataset: mine\nsource: S\nentities:\n"
        "- {id: pact-a, class: Alliance, name: Pact, memberOf: iso3:POL, founded: 04/04/1949}\n",
        encoding="utf-8",
    )
    (tmp_path / "t.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "t.dta").write_bytes(b"\x96")
    files = [str(tmp_path / name) for name in ("a.yaml", "t.csv", "t.dta")]
    found = {(p.rule, p.location.line): p.remedy for p in check(files, model).problems if "t.csv" not in p.location.file}
    assert "write members:" in found["F304", 5]
    assert found["F501", 5] == "write 1949-04-04"
    assert "save it as CSV" in found["F108", 1]
