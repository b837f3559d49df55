"""Frames of pandas and polars are taken as they are: missing is missing, a year is a year, a time of day is its day."""

from __future__ import annotations

import datetime
from typing import Any

import pandas
import polars
import pytest

from loaders import Dataset, Loader
from ontology import Model

DATA: dict[str, list[Any]] = {
    "country": ["fre", "syl", "old"],
    "since": [1990.0, None, 1992.0],
    "until": [datetime.datetime(1950, 1, 2), None, datetime.datetime(1999, 12, 31)],
    "remark": [None, "small", None],
}


@pytest.mark.parametrize("frame", [pandas.DataFrame(DATA), polars.DataFrame(DATA)], ids=["pandas", "polars"])
def test_a_frame_is_taken_as_it_is(model: Model, frame: object) -> None:
    loader = Loader(Dataset("d", "D", 50, "CC0-1.0"), source="a book")
    for row in loader.rows(frame, "frame"):
        loader.entity(row["country"], "State", name="x", founded=row["since"], dissolved=row["until"], note=row["remark"])
    records, problems = loader.records(model)
    assert problems == []
    said = {(c.subject, c.property): c.value for c in records.claims if c.property not in ("class", "name")}
    assert said == {
        ("fre", "founded"): "1990",
        ("fre", "dissolved"): "1950-01-02",
        ("syl", "note"): "small",
        ("old", "founded"): "1992",
        ("old", "dissolved"): "1999-12-31",
    }
