"""Of what only the largest dataset speaks, nothing else has to be compared."""

from __future__ import annotations

from facts.records import LinkRecord, Provenance
from facts.several import besides_largest


def links(dataset: str, number: int) -> list[LinkRecord]:
    return [LinkRecord("memberOf", f"state-{n}", "league", {}, Provenance(dataset, "S")) for n in range(number)]


def test_the_links_of_all_datasets_but_the_largest() -> None:
    assert list(besides_largest([*links("small", 2), *links("large", 3), *links("tiny", 1)])) == [*links("small", 2), *links("tiny", 1)]
    assert not besides_largest(links("alone", 3))
    assert not besides_largest(())
