"""Statements come with their lines, faults with their places; a parser that crashes or hangs is ended."""

from __future__ import annotations

import os
import time
from pathlib import Path

import psutil
import pyoxigraph as ox
import pytest

from common.errors import NotFoundError, RdfError, UsageError
from rdf.reading import Format, Limits, parse, parse_bytes
from tests.rdf.hostile import SAMPLES, _xml

TURTLE = '''@prefix e: <urn:e:> .
e:a e:b "x"@en ,
  """two
lines""" ;
  e:c [ e:d 1 ] .

e:z e:b e:a .
'''


def test_a_statement_has_the_line_where_it_ends(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(TURTLE)
    found = list(parse(file))
    assert [(p.line, p.quad.predicate.value, str(p.quad.object)) for p in found if not isinstance(p.quad.object, ox.BlankNode)] == [
        (2, "urn:e:b", '"x"@en'),
        (4, "urn:e:b", '"two\\nlines"'),
        (5, "urn:e:d", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (7, "urn:e:b", "<urn:e:a>"),
    ]


@pytest.mark.parametrize("form", Format)
def test_each_format_reads_what_its_own_parser_reads(form: Format) -> None:
    right = ox.Dataset(ox.parse(SAMPLES[form], format=ox.RdfFormat.from_media_type(form.media_type)))
    found = ox.Dataset(p.quad for p in parse_bytes(SAMPLES[form].encode(), "x", form))
    for dataset in (right, found):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert found == right
    assert len(right) > 0


def test_more_statements_than_a_batch_arrive_in_order() -> None:
    data = "".join(f'<urn:s> <urn:p> "{n}" .\n' for n in range(7_001))
    assert [(p.line, str(p.quad.object)) for p in parse_bytes(data.encode(), "x", "nt")] == [(n + 1, f'"{n}"') for n in range(7_001)]


def test_a_fault_has_its_place_its_cause_and_a_remedy(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<urn:a> <urn:b> 1 .\n<urn:a> <urn:b> 1 2 .\n")
    with pytest.raises(RdfError) as caught:
        list(parse(file))
    assert (caught.value.file, caught.value.line, caught.value.column) == (str(file), 2, 19)
    assert caught.value.message.startswith(f"{file}:2:19: ")
    assert caught.value.hint


def test_what_is_no_file_of_rdf_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.ttl")
    (tmp_path / "folder.ttl").mkdir()
    for name, error in {"missing.ttl": NotFoundError, "fifo.ttl": UsageError, "folder.ttl": UsageError, "a\0.ttl": UsageError}.items():
        with pytest.raises(error):
            parse(tmp_path / name)
    with pytest.raises(UsageError, match="does not say in which format"):
        parse(tmp_path / "x.txt")
    with pytest.raises(UsageError, match="there is no RDF format turtel"):
        parse(tmp_path / "x.txt", "turtel")


TERMS = "<urn:s> <urn:p> " + "<<( <urn:s> <urn:p> " * 100_000 + "1" + " )>>" * 100_000 + " ."
ELEMENTS = _xml("<e:a><e:b>" * 100_000 + "</e:b></e:a>" * 100_000)


@pytest.mark.parametrize(
    ("form", "text", "limits", "cause"),
    [
        ("ttl", TERMS, Limits(depth=1_000_000), "nested too deeply"),
        ("ttl", TURTLE, Limits(silence=0.001), "in 0.001 seconds"),
        ("rdf", ELEMENTS, Limits(depth=1_000_000, processor=1), "too much time"),
        ("jsonld", '{"urn:p":"' + "a" * 100_000_000 + '"}', Limits(memory=200 << 20), "200 MiB of memory"),
    ],
    ids=["crash", "silence", "time", "memory"],
)
def test_limits_of_the_process_hold_where_guards_let_through(form: str, text: str, limits: Limits, cause: str) -> None:
    begun = time.monotonic()
    with pytest.raises(RdfError, match=cause):
        list(parse_bytes(text.encode(), "x", form, limits))
    assert time.monotonic() - begun < 20


def test_who_stops_reading_leaves_no_process() -> None:
    before = {child.pid for child in psutil.Process().children()}
    statements = parse_bytes(b"".join(b"<urn:s> <urn:p> %d .\n" % n for n in range(100_000)), "x", "ttl")
    next(statements)
    assert {child.pid for child in psutil.Process().children()} > before
    statements.close()  # type: ignore[attr-defined]  # a generator
    assert {child.pid for child in psutil.Process().children()} <= before
