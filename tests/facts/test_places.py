"""Places are the same packed as they were."""

from __future__ import annotations

import pytest

from facts.places import Places, packed
from facts.records import Location

HERE = {
    "members": Location("t.csv", 3, 2, "row 3, state"),
    "ref": Location("t.csv", 3, 2, "row 3, state"),
    "start": Location("t.csv", 3, 9),
}


def test_packed_places_are_the_same() -> None:
    found = packed(HERE)
    assert isinstance(found, Places)
    assert dict(found) == HERE
    assert list(found) == list(HERE)
    assert len(found) == 3
    assert found.get("end") is None
    assert repr(found) == repr(HERE)
    with pytest.raises(KeyError):
        found["end"]


@pytest.mark.parametrize("other", [{}, {"end": Location("other.csv", 1, 1)} | HERE, {"end": Location("t.csv", 1, 1, "row 2, two\nlines")}])
def test_what_cannot_be_packed_stays(other: dict[str, Location]) -> None:
    assert packed(other) is other
