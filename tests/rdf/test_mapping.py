"""What a few facts are in RDF, and that the whole core is written in order, the same from a store and from memory."""

from __future__ import annotations

import hashlib
import itertools
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import Store
from loaders.deriving.graph_state import GraphState
from loaders.deriving.linked import source_of
from ontology import Model
from rdf.context import context
from rdf.entity import entity_lines
from rdf.export import lines
from rdf.extent import ALL, Part
from rdf.formats import Format, serialize
from rdf.sources import MemorySource
from rdf.stored import reading
from tests.loaders.deriving import derived

FACTS = """
- {id: freedonia, class: State, name: Freedonia, iso2: FD, formerIds: [old-freedonia], aliases: [Zed, Abel]}
- {id: sylvania, class: State, name: Sylvania}
- {id: osterlich, class: State, name: "Ruritania \\"the old\\"", borders: freedonia}
- id: league
  class: Alliance
  name: League
  wikidata: Q42
  founded: 1933~
  members:
  - {ref: freedonia, start: 1933-04-04, end: .., role: founding-member, startEvent: entry into force}
  - {ref: sylvania, start: 1934, end: 1936-05-01}
  - {ref: osterlich, start: 1935, end: .., role: observer}
- {id: pact, class: Treaty, name: Pact, signed: 1933-01-01, parties: [{ref: sylvania, role: signatory, signed: 1933-01-01}]}
"""


@pytest.fixture(scope="module")
def source(model: Model, tmp_path_factory: pytest.TempPathFactory) -> MemorySource:
    """The facts, as an export reads them."""
    return source_of(derived(model, tmp_path_factory.mktemp("facts"), FACTS).state, model)


@pytest.fixture(scope="module")
def core(core_state: GraphState, model: Model) -> MemorySource:
    """The core, as an export reads it."""
    return source_of(core_state, model)


def text(source: MemorySource, model: Model, part: Part = ALL, *, graphs: bool = False) -> str:
    """An export, with the addresses of Foedera short."""
    return b"".join(lines(source, model, part, graphs=graphs)).decode().replace("https://w3id.org/foedera/", "")


def test_what_holds_in_full_is_a_direct_triple(source: MemorySource, model: Model) -> None:
    found = text(source, model)
    assert "<id/freedonia> <ontology#memberOf> <id/league> ." in found
    assert "<id/sylvania> <ontology#memberOf>" not in found, "it left"
    assert "<id/osterlich> <ontology#memberOf>" not in found, "it is an observer"
    assert "<id/osterlich> <ontology#borders> <id/freedonia> ." in found
    assert "<id/freedonia> <ontology#borders> <id/osterlich> ." in found, "both ends have it"


def test_a_day_decides_what_holds_then(source: MemorySource, model: Model) -> None:
    found = text(source, model, Part(at="1935-06-01"))
    assert "<id/sylvania> <ontology#memberOf> <id/league> ." in found
    assert "<statement/sylvania.memberOf" in found
    assert "<statement/sylvania.memberOf" not in text(source, model, Part(at="1937-06-01"))


def test_a_relationship_is_a_statement_with_everything_said_of_it(source: MemorySource, model: Model) -> None:
    found = text(source, model, graphs=True)
    node = next(line.split()[2] for line in found.splitlines() if line.startswith("<id/freedonia> <p/memberOf>"))
    assert node.startswith("<statement/freedonia.memberOf.league.mine.")
    own = [line.removeprefix(f"{node} ") for line in found.splitlines() if line.startswith(node)]
    graph, xsd = "<dataset/mine> .", "http://www.w3.org/2001/XMLSchema#"
    assert f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <ontology#Membership> {graph}" in own
    assert f"<ps/memberOf> <id/league> {graph}" in own
    assert f'<ontology#start> "1933-04-04"^^<http://id.loc.gov/datatypes/edtf/EDTF> {graph}' in own
    assert f'<ontology#ongoing> "true"^^<{xsd}boolean> {graph}' in own
    assert f"<ontology#role> <term/MembershipRole.founding-member> {graph}" in own
    assert f"<ontology#startEvent> <term/StartEvent.entry-into-force> {graph}" in own
    assert f'<ontology#endLatest> "9999-12-31"^^<{xsd}date> .' in own, "derived: in no dataset's graph"
    assert "<http://www.w3.org/ns/org#organization> <id/league> ." in own


def test_values_have_datatypes_languages_and_claims(source: MemorySource, model: Model) -> None:
    found = text(source, model)
    assert '<id/league> <ontology#founded> "1933~"^^<http://id.loc.gov/datatypes/edtf/EDTF> .' in found
    assert "<id/league> <http://www.w3.org/2002/07/owl#sameAs> <http://www.wikidata.org/entity/Q42> ." in found
    assert '<id/osterlich> <http://www.w3.org/2000/01/rdf-schema#label> "Ruritania \\"the old\\""@en .' in found
    assert '<id/freedonia> <ontology#iso2> "FD" .' in found
    assert "<id/old-freedonia> <ontology#leadsTo> <id/freedonia> ." in found
    assert "<id/league> <p/founded> <claim/league.founded.mine." in found


def test_parts_hold_what_touches_them(source: MemorySource, model: Model) -> None:
    found = text(source, model, Part(entities=("pact",)))
    assert "<statement/sylvania.partyTo.pact" in found
    assert '<id/sylvania> <http://www.w3.org/2000/01/rdf-schema#label> "Sylvania"@en .' in found
    assert "league" not in found
    assert "<statement/sylvania.memberOf.league" in text(source, model, Part(entities=("pact",), depth=1))
    assert text(source, model, Part(classes=("Treaty",))) == found
    assert "theirs" not in text(source, model, Part(datasets=("mine",)))


def test_the_core_is_in_order_and_has_no_blank_nodes(core: MemorySource, core_quads: bytes, model: Model) -> None:
    for text in (core_quads, b"".join(lines(core, model))):
        found = text.splitlines()
        assert len(found) > 400_000
        assert all(one < other for one, other in itertools.pairwise(found))
        assert not any(line.startswith(b"_:") for line in found)


def test_the_store_says_the_same(core_store: Store, core: MemorySource, core_quads: bytes, model: Model) -> None:
    part = Part(classes=("Alliance",), at="1982-06-01")
    with reading(core_store, model) as stored:
        everything = hashlib.sha256(b"".join(lines(stored, model, graphs=True))).hexdigest()
        some = hashlib.sha256(b"".join(lines(stored, model, part))).hexdigest()
    assert everything == hashlib.sha256(core_quads).hexdigest()
    assert some == hashlib.sha256(b"".join(lines(core, model, part))).hexdigest()


@pytest.mark.parametrize(
    "part",
    [
        Part(datasets=("press", "iso-3166")),
        Part(datasets=("press",), at="2010-06-01"),
        Part(datasets=("press",), entities=("nato",), depth=1),
    ],
)
def test_the_store_says_the_same_of_datasets(core_store: Store, core: MemorySource, model: Model, part: Part) -> None:
    with reading(core_store, model, part.read) as stored:
        found = b"".join(lines(stored, model, part))
    assert found == b"".join(lines(core, model, part))


def test_an_entity_alone_has_what_the_export_has_of_it(core_store: Store, core: MemorySource, model: Model) -> None:
    for slug in ("nato", "france", "border-security-cooperation"):
        own = set(entity_lines(core_store, model, slug))
        exported = set(b"".join(lines(core, model, Part(entities=(slug,)))).splitlines(keepends=True))
        datasets = {line for line in exported if line.startswith(b"<https://w3id.org/foedera/dataset/")}
        assert own == exported - datasets


@pytest.mark.parametrize("form", list(Format))
def test_every_format_says_the_same_twice(form: Format, source: MemorySource, model: Model) -> None:
    own = b"".join(lines(source, model, graphs=form.graphs))
    once, twice = (b"".join(serialize([own], form, context(model))) for _ in range(2))
    assert once == twice
    read = {
        Format.NT: ox.RdfFormat.N_TRIPLES, Format.NQ: ox.RdfFormat.N_QUADS, Format.TTL: ox.RdfFormat.TURTLE,
        Format.TRIG: ox.RdfFormat.TRIG, Format.JSONLD: ox.RdfFormat.JSON_LD, Format.RDFXML: ox.RdfFormat.RDF_XML,
    }  # fmt: skip
    same = ox.RdfFormat.N_QUADS if form.graphs else ox.RdfFormat.N_TRIPLES
    assert set(ox.parse(once, format=read[form])) == set(ox.parse(own, format=same))


def test_errors_of_lines_come_out_of_a_format(tmp_path: Path) -> None:
    def broken() -> object:
        yield b"<a:b> <a:c> <a:d> .\n"
        raise FileNotFoundError(tmp_path)

    with pytest.raises(FileNotFoundError):
        b"".join(serialize(broken(), Format.TTL))  # type: ignore[arg-type]  # it yields bytes, and raises
