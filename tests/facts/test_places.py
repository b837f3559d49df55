"""Places are the same in layouts as they were, and the rows of a table share one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from facts.places import Layout, Location, Places, laid_out

ROW = Location("t.csv", 3, 1, "row 3")
HERE = {
    "members": Location("t.csv", 3, 2, "row 3, state"),
    "ref": Location("t.csv", 3, 2, "row 3, state 3"),
    "start": Location("t.csv", 3, 9),
}


def test_places_are_the_same() -> None:
    layout, row = laid_out(ROW, HERE)
    found = Places(layout, row)
    assert layout.location(row) == ROW
    assert layout.file == "t.csv"
    assert dict(found) == HERE
    assert list(found) == list(HERE)
    assert len(found) == 3
    assert found.get("end") is None
    assert layout.place("end", row) == ROW
    assert repr(found) == repr(HERE)
    with pytest.raises(KeyError):
        found["end"]


@pytest.mark.parametrize(
    ("where", "places"),
    [
        (ROW, {}),
        (ROW, {"end": Location("other.csv", 1, 1)} | HERE),
        (ROW, {"end": Location("t.csv", 1, 1, "row 2, two\nlines")}),
        (ROW, {"end": Location("t.csv", 3, 1, "row 3, with \0 and 3")}),
        (Location("t.csv", 0, 0, "row 0"), HERE),
        (Location("t.xlsx", 7, 2, "1990!AB12, of 1990"), {"ref": Location("t.xlsx", 7, 28, "1990!AB12, of 1990")}),
        (Location("a.yaml", 30, 5), {"ref": Location("a.yaml", 31, 7), "start": Location("a.yaml", 29, 9)}),
        (Location("", 0, 0), {}),
    ],
)
def test_odd_places_are_the_same(where: Location, places: Mapping[str, Location]) -> None:
    layout, row = laid_out(where, places)
    assert layout.location(row) == where
    assert dict(Places(layout, row)) == places


def _in_table(number: int, line: int, first: str) -> Layout:
    cell = f"{first}{number}, state"
    return laid_out(Location("t", line, 2, cell), {"ref": Location("t", line, 2, cell), "start": Location("t", line, 3, cell)})[0]


@pytest.mark.parametrize("first", ["row ", "B", "Sheet1!AB"])
@pytest.mark.parametrize("more", [0, 4])
def test_rows_share_a_layout(first: str, more: int) -> None:
    assert _in_table(17, 17 + more, first) is _in_table(123_456, 123_456 + more, first)


def test_entries_of_a_file_share_a_layout() -> None:
    one, other = (laid_out(Location("a.yaml", n, 5), {"ref": Location("a.yaml", n, 7)}) for n in (3, 12))
    assert one[0] is other[0]
    assert (one[1], other[1]) == (3, 12)
