"""`foedera convert`: facts from YAML, or a loader script, to RDF and back. What is written says the same, and loads to the same data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from common.errors import InputError, UsageError
from facts.datasets import without
from facts.records import ERROR, Records, in_order
from loaders.checks.conforming import check_records, known
from loaders.checks.shipped import shipped
from loaders.entity_yaml import YAML, write_yaml
from loaders.sources.gathering import gather
from loaders.sources.rdf_reading import is_rdf
from loaders.tables.loading import Tables
from ontology import Model
from rdf.context import context
from rdf.export import coverage_lines, note_lines
from rdf.formats import Format, document
from rdf.mapping import Writer
from rdf.names import ref

_WORDS = {"rdf": Format.RDFXML, "owl": Format.RDFXML}


def convert(source: str, target: Path, model: Model) -> tuple[Records, Path]:
    """Write the facts of `source` to `target`, in the format that its name tells. Gives them, and where they are: YAML that would be too
    large for one file is in a folder.

    They are checked as by a load, against the core that ships. Raises InputError with all problems, and UsageError for a name of no format.
    """
    if target.suffix.lower() not in YAML and (not is_rdf(target) or target.suffix.lower() == ".json"):
        raise UsageError(f"{target} does not say in which format it is", "end it in .yaml, .ttl, .nt, .nq, .trig, .jsonld or .rdf")
    tables = Tables(lambda named: without(shipped(model), named))
    records, found = gather([source], model, tables)
    problems = [p for p in found if p.level == ERROR]
    checked, wrong = check_records(records, model, known(shipped(model), model))
    if problems or wrong:
        found = sorted({*problems, *wrong})
        raise InputError("\n".join(map(str, found)), f"{len(found)} problem{'s' * (len(found) > 1)}; nothing was written")
    found_in_order = in_order(checked)
    if target.suffix.lower() in YAML:
        files = write_yaml(target, found_in_order, model)
        return checked, target if files == [target] else files[0].parent
    target.write_bytes(to_rdf(found_in_order, model, _format(target)))
    return checked, target


def _format(target: Path) -> Format:
    word = target.suffix.lower().lstrip(".")
    return _WORDS.get(word) or Format(word)


def to_rdf(records: Records, model: Model, form: Format) -> bytes:
    """Records, in order, as RDF: what sources say, without what a load derives from it."""
    write = Writer(model, graphs=form.graphs)
    return document([f"{line}\n".encode() for line in sorted(set(_lines(records, write)))], form, context(model))


def _lines(records: Records, write: Writer) -> Iterator[str]:
    places: Counter[tuple[str, str, str]] = Counter()
    for claim in records.claims:
        seat = claim.subject, claim.property, claim.provenance.dataset
        said = {"id": claim.id, "property": claim.property, "value": claim.value, "place": places[seat], **claim.provenance.properties()}
        places[seat] += 1
        yield from write.claim(claim.subject, said)
        yield from write.entity_claim(claim.subject, "", said)
    for link in records.links:
        relation = write.model.relations[link.relation]
        said = {"id": link.id, **link.properties, **link.provenance.properties()}
        yield from write.statement(link.subject, link.object, relation, said)
        yield write.entity_link(link.subject, relation, said)
    for dataset in records.datasets.values():
        yield from write.record(ref("dataset", dataset.id), "Dataset", {k: v for k, v in dataset.properties.items() if v != ""}, dataset.id)
    for coverage in records.coverages:
        yield from coverage_lines(write, {"id": coverage.id, **coverage.properties()})
    for note in records.notes:
        on = {
            "id": f"note/{note.id}",
            "noteOn": note.subject,
            "topic": note.topic,
            "explanation": note.explanation,
            "dataset": note.dataset,
        }
        yield from note_lines(write, on)
