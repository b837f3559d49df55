"""A store from before a term went out of the ontology: a load names the datasets and the way out, a check leaves them aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.errors import StoreStateError
from facts.records import Records
from graph import Store
from loaders.checks.run import check, examine
from loaders.checks.targets import Sources
from loaders.checks.terms import in_known_terms, refuse_unknown_terms
from loaders.loading import load
from loaders.sources.yaml_reading import read_paths
from loaders.writing.sync import LoadOptions, drop_dataset
from ontology import SOURCES, Model, read_model

OLD = """
f:Embassy a owl:Class ; rdfs:subClassOf f:Organization ; f:plural "embassies" ; rdfs:label "Embassy"@en ; rdfs:comment "A mission."@en .
f:accreditedTo a owl:ObjectProperty ; rdfs:domain f:Organization ; rdfs:range f:State ; f:edge f:Spell ;
    rdfs:label "accredited to"@en ; rdfs:comment "Where it is accredited."@en .
f:missions a owl:ObjectProperty ; owl:inverseOf f:accreditedTo ; rdfs:label "missions"@en ; rdfs:comment "Missions to it."@en .
"""
FACTS = """datasets: [{id: old, title: Old, rank: 5, licence: CC0-1.0}]
dataset: old
source: A book
entities:
- {id: freedonia, class: State, name: Freedonia}
- {id: embassy, class: Embassy, name: Embassy, accreditedTo: {ref: freedonia, start: 1933}}
"""
NEW = """datasets: [{id: new, title: New, rank: 5, licence: CC0-1.0}]
dataset: new
source: S
entities:
- {extends: freedonia, capital: Glory}
"""


@pytest.fixture
def old_model(tmp_path: Path) -> Model:
    """An ontology with a class and a relation that the one of today does not have."""
    file = tmp_path / SOURCES[0].name
    file.write_text(SOURCES[0].read_text(encoding="utf-8") + OLD, encoding="utf-8")
    return read_model((file, *SOURCES[1:]))


@pytest.fixture
def stored(tmp_path: Path, old_model: Model) -> Records:
    """What a dataset says in terms of the old ontology."""
    (tmp_path / "old.yaml").write_text(FACTS)
    records, problems = read_paths([tmp_path / "old.yaml"], old_model)
    assert problems == []
    return records


def test_datasets_and_terms_are_named(stored: Records, model: Model, old_model: Model) -> None:
    refuse_unknown_terms(stored, old_model)
    with pytest.raises(StoreStateError) as caught:
        refuse_unknown_terms(stored, model)
    assert caught.value.message == "the store holds datasets in terms that the ontology no longer has: old (Embassy, accreditedTo)"
    assert "foedera drop" in str(caught.value.hint)


def test_a_check_leaves_them_aside(stored: Records, model: Model, tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(NEW)
    records, problems = read_paths([tmp_path / "new.yaml"], model)
    file = frozenset({str(tmp_path / "new.yaml")})
    assert examine(Sources(records, tuple(problems), file, in_known_terms(stored, model), "a store"), model).problems == ()


@pytest.mark.usefixtures("stored")
def test_a_load_beside_them_is_refused_and_a_drop_helps(scratch: Store, model: Model, old_model: Model, tmp_path: Path) -> None:
    load(scratch, old_model, [str(tmp_path / "old.yaml")])
    (tmp_path / "new.yaml").write_text(NEW)
    assert check([str(tmp_path / "new.yaml")], model, scratch).problems == ()
    with pytest.raises(StoreStateError, match=r"old \(Embassy, accreditedTo\)"):
        load(scratch, model, [str(tmp_path / "new.yaml")])
    drop_dataset(scratch, model, "old", LoadOptions())
    (tmp_path / "new.yaml").write_text(NEW.replace("extends: freedonia", "id: freedonia, class: State, name: Freedonia"))
    assert load(scratch, model, [str(tmp_path / "new.yaml")]).changed
