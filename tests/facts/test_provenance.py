"""Who states a fact is the same in records and in the ontology."""

from __future__ import annotations

from dataclasses import fields

import orjson

from facts.records import Provenance, further_of
from ontology import Model

WHOLE = Provenance(**{f.name: ("A", "B") if f.name == "further" else f.name for f in fields(Provenance) if f.name != "places"})  # type: ignore[arg-type]  # all others are texts


def test_records_have_what_the_ontology_has(model: Model) -> None:
    said = WHOLE.properties()
    assert set(said) == set(model.provenance)
    assert len(said) == len(fields(Provenance)) - 1


def test_it_is_packed_and_unpacked() -> None:
    for said in (WHOLE, Provenance("core", "S"), Provenance("core", "S", further=("A",))):
        assert Provenance.unpacked(orjson.loads(orjson.dumps(said.packed()))) == said


def test_contents_from_before_it_was_known_stay_the_same() -> None:
    assert Provenance("core", "S").packed() == ["core", "S", "", "UNCHECKED", "", ""]


def test_the_order_of_further_sources_says_nothing() -> None:
    assert further_of("A", ["C", "B", "A", "", "C"]) == ("B", "C")
