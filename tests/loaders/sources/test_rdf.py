"""RDF comes back as the records that it was made of, with places, and what is wrong with it is reported as it is of YAML."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from common.errors import InputError, UsageError
from facts.datasets import split
from facts.records import Records, in_order
from loaders.checks.conforming import check_records
from loaders.converting import convert
from loaders.deriving.derive import derive
from loaders.deriving.linked import source_of
from loaders.sources.gathering import gather
from loaders.sources.rdf_records import records_of
from loaders.writing.journal import pack
from ontology import Model
from rdf.context import context
from rdf.export import lines
from rdf.formats import Format, document
from rdf.mapping import Writer
from rdf.names import ref
from rdf.reading import Parsed
from tests.loaders.deriving import HEAD as HEAD_OF_YAML
from tests.loaders.deriving import Derived, derived
from tests.rdf.facts import EVERY_KIND

HEAD = """@prefix f: <https://w3id.org/foedera/ontology#> .
@prefix id: <https://w3id.org/foedera/id/> .
@prefix dataset: <https://w3id.org/foedera/dataset/> .
dataset:mine f:title "Mine" ; f:licence "CC0" ; f:rank 5 .
"""


@pytest.fixture(scope="module")
def facts(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Derived:
    """Facts of every kind."""
    return derived(model, tmp_path_factory.mktemp("facts"), EVERY_KIND)


def packed(records: Records) -> dict[str, bytes]:
    """What a load keeps of each dataset, from which the data version follows."""
    return {dataset: pack(part) for dataset, part in split(records).items()}


@pytest.mark.parametrize("form", list(Format))
def test_every_format_comes_back(form: Format, facts: Derived, model: Model, tmp_path: Path) -> None:
    own = list(lines(source_of(facts.state, model), model, graphs=form.graphs))
    file = tmp_path / f"facts.{form.value}"
    file.write_bytes(document(own, form, context(model)))
    records, problems = gather([str(file)], model)
    checked, more = check_records(records, model)
    assert [str(p) for p in (*problems, *more)] == []
    assert packed(checked) == packed(facts.records)
    state = derive(checked, model)
    assert state == facts.state
    assert list(lines(source_of(state, model), model, graphs=form.graphs)) == own


def test_the_whole_core_comes_back(core_records: Records, core_quads: bytes, model: Model) -> None:
    records, problems = records_of((Parsed(quad, 1) for quad in ox.parse(core_quads, format=ox.RdfFormat.N_QUADS)), model, "core.nq")
    assert problems == []
    assert packed(records) == packed(core_records)


def test_a_licence_has_its_address_and_is_read_by_it(model: Model) -> None:
    stored = {"id": "mine", "title": "Mine", "licence": "CC0-1.0", "rank": 5}
    own = list(Writer(model).record(ref("dataset", "mine"), "Dataset", stored))
    leads = f"{ref('dataset', 'mine')} <http://purl.org/dc/terms/license> <https://creativecommons.org/publicdomain/zero/1.0/> ."
    assert leads in own
    for kept in (own, [line for line in own if "ontology#licence>" not in line]):
        quads = ox.parse("\n".join(kept), format=ox.RdfFormat.N_TRIPLES)
        records, problems = records_of((Parsed(quad, 1) for quad in quads), model, "facts.nt")
        assert problems == []
        assert records.datasets["mine"].properties["licence"] == "CC0-1.0"


def test_the_order_of_reading_changes_nothing(facts: Derived, model: Model) -> None:
    own = b"".join(lines(source_of(facts.state, model), model)).splitlines(keepends=True)
    random.Random(7).shuffle(own)
    quads = (Parsed(quad, 1) for quad in ox.parse(b"".join(own), format=ox.RdfFormat.N_TRIPLES))
    assert packed(records_of(quads, model, "facts.nt")[0]) == packed(facts.records)
    backwards = Records(
        datasets=dict(reversed(facts.records.datasets.items())),
        claims=sorted(facts.records.claims, key=lambda c: c.subject, reverse=True),
        links=facts.records.links[::-1],
        notes=facts.records.notes,
        coverages=facts.records.coverages,
    )
    assert packed(backwards) == packed(facts.records)
    assert derive(backwards, model) == facts.state
    assert [c.value for c in in_order(backwards).claims if c.property == "aliases"] == ["Zed", "Abel", 'Tab\tand "quote"']


def read(text: str, model: Model, folder: Path) -> tuple[Records, list[str]]:
    """What a file of Turtle holds, and what is wrong with it."""
    file = folder / "a.ttl"
    file.write_text(HEAD + text, encoding="utf-8")
    records, problems = gather([str(file)], model)
    checked, more = check_records(records, model)
    return checked, [str(p).replace(f"{folder}/", "") for p in (*problems, *more)]


def test_entities_may_be_written_by_hand(model: Model, tmp_path: Path) -> None:
    text = """
id:freedonia a f:State ; f:name "Freedonia"@en ; f:source "A book" ; f:dataset dataset:mine ; f:memberOf id:league .
id:league a f:Alliance ; f:name "League" ; f:labels "Ligue"@fr ; f:source "A book" ; f:dataset "mine" .
"""
    records, problems = read(text, model, tmp_path)
    assert problems == []
    assert {(c.subject, c.property, c.value) for c in records.claims} == {
        ("freedonia", "class", "State"), ("freedonia", "name", "Freedonia"), ("league", "class", "Alliance"), ("league", "name", "League"),
        ("league", "labels", '{"fr":"Ligue"}'),
    }  # fmt: skip
    assert [(o.subject, o.relation, o.object, o.provenance.source) for o in records.links] == [
        ("freedonia", "memberOf", "league", "A book")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('id:a a f:Stat ; f:name "A" ; f:source "S" .', "a.ttl:5:1: "),
        ('id:a a f:State ; f:source "S" ;\n f:name "A" ;\n f:iso2 "lower" .', "a.ttl:7:1: iso2 is 'lower'"),
        ('id:a a f:State ; f:nmae "A" ; f:source "S" .', "unknown property or relation 'nmae'"),
        ("id:a a f:State ; f:name .", "a.ttl:5:"),
        ('<https://w3id.org/foedera/statement/x> f:source "S" .', "nothing leads to"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, words: str, model: Model, tmp_path: Path) -> None:
    _, problems = read(text, model, tmp_path)
    assert any(words in problem for problem in problems), problems


def test_yaml_becomes_rdf_and_yaml_again(facts: Derived, model: Model, tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(HEAD_OF_YAML + EVERY_KIND, encoding="utf-8")
    for one, other in (("facts.yaml", "a.ttl"), ("a.ttl", "b.yaml"), ("b.yaml", "c.trig"), ("c.trig", "d.yaml")):
        convert(str(tmp_path / one), tmp_path / other, model)
        records, problems = gather([str(tmp_path / other)], model)
        checked, more = check_records(records, model)
        assert [str(p) for p in (*problems, *more)] == [], other
        assert packed(checked) == packed(facts.records), other
    assert (tmp_path / "b.yaml").read_text(encoding="utf-8") == (tmp_path / "d.yaml").read_text(encoding="utf-8")


def test_what_is_wrong_is_not_converted(model: Model, tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(HEAD_OF_YAML + "- {id: freedonia, class: State, name: F, iso2: long}", encoding="utf-8")
    with pytest.raises(InputError, match="iso2"):
        convert(str(file), tmp_path / "a.ttl", model)
    with pytest.raises(UsageError, match="format"):
        convert(str(file), tmp_path / "a.xlsx", model)
    assert [f.name for f in tmp_path.iterdir()] == ["facts.yaml"]
