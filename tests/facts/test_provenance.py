"""Who states a fact is the same in records and in the ontology."""

from __future__ import annotations

from dataclasses import fields

from facts.records import Provenance
from ontology import Model


def test_records_have_what_the_ontology_has(model: Model) -> None:
    texts = [f.name for f in fields(Provenance) if f.name != "places"]
    said = Provenance(**{name: name for name in texts}).properties()  # type: ignore[arg-type]  # all of them are texts
    assert set(said) == set(model.provenance)
    assert list(said.values()) == texts
