"""Exports for programs that know no RDF."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import networkx
import pytest
from arro3.io import read_parquet

from common.errors import UsageError
from loaders.deriving.linked import source_of
from ontology import Model
from rdf.extent import ALL, Part
from rdf.outputs import Manifest, Output, copy, pieces
from rdf.sources import MemorySource
from tests.loaders.deriving import derived

FACTS = """
- {id: freedonia, class: State, name: 'Freedonia & "Co"'}
- {id: sylvania, class: State, name: Sylvania}
- id: league
  class: Alliance
  name: League
  members: [{ref: freedonia, start: 1933, end: .., remark: "a\\\\b 'c'"}, {ref: sylvania, end: 1936}]
- {id: pact, class: Treaty, name: Pact, signed: 1933-01-01, parties: [{ref: sylvania, role: signatory}]}
"""


@pytest.fixture(scope="module")
def source(model: Model, tmp_path_factory: pytest.TempPathFactory) -> MemorySource:
    """The facts, as an export reads them."""
    return source_of(derived(model, tmp_path_factory.mktemp("facts"), FACTS).state, model)


def exported(source: MemorySource, model: Model, form: Output, part: Part = ALL) -> bytes:
    """An export in one piece."""
    return b"".join(pieces(source, model, form, part))


def test_graphml_is_read_by_networkx(source: MemorySource, model: Model) -> None:
    graph = networkx.read_graphml(io.BytesIO(exported(source, model, Output.GRAPHML)))
    assert graph.nodes["freedonia"] == {"name": 'Freedonia & "Co"', "class": "State"}
    assert {(a, b, d["relation"]) for a, b, d in graph.edges(data=True)} == {
        ("freedonia", "league", "memberOf"),
        ("sylvania", "league", "memberOf"),
        ("sylvania", "pact", "partyTo"),
    }


def test_csv_and_parquet_have_a_row_for_each_relationship(source: MemorySource, model: Model, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(source, model, Output.CSV).decode())))
    assert [(row["subject"], row["relation"], row["object"], row["end"], row["preferred"]) for row in rows] == [
        ("freedonia", "memberOf", "league", "", "true"),
        ("sylvania", "memberOf", "league", "1936", "true"),
        ("sylvania", "partyTo", "pact", "", "true"),
    ]
    file = tmp_path / "spells.parquet"
    file.write_bytes(exported(source, model, Output.PARQUET, Part(entities=("pact",))))
    assert read_parquet(file).read_all().num_rows == 1


def test_cypher_quotes_what_it_has_to(source: MemorySource, model: Model) -> None:
    found = exported(source, model, Output.CYPHER).decode()
    assert """CREATE (:State:Actor:Entity {`id`: "freedonia", `name`: "Freedonia & \\"Co\\""});""" in found
    assert """`remark`: "a\\\\b 'c'\"""" in found


def test_a_manifest_names_what_was_written(source: MemorySource, model: Model) -> None:
    manifest, output = Manifest("abc", Output.NT), io.BytesIO()
    copy(pieces(source, model, Output.NT), output.write, manifest)
    plain = manifest.plain()
    assert (plain["bytes"], plain["statements"]) == (len(output.getvalue()), output.getvalue().count(b"\n"))
    assert len(str(plain["sha256"])) == 64


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (Part(classes=("Aliance",)), "Alliance"),
        (Part(entities=("leage",)), "league"),
        (Part(datasets=("mien",)), "mine"),
        (Part(at="1982"), "1982-06-01"),
        (Part(depth=99), "10"),
    ],
)
def test_a_part_that_cannot_be_is_refused(part: Part, words: str, source: MemorySource, model: Model) -> None:
    with pytest.raises(UsageError, match=words):
        exported(source, model, Output.NT, part)
