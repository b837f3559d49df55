"""`foedera convert`: facts from YAML, or a loader script, to RDF and back. What is written says the same, and loads to the same data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from common.errors import InputError, UsageError
from facts.datasets import without
from facts.records import ERROR, ClaimRecord, CoverageRecord, LinkRecord, Provenance, Records, Said, in_order
from loaders.checks.conforming import check_records, known
from loaders.checks.shipped import shipped
from loaders.editing.formatting import format_text
from loaders.editing.writing import write_atomically
from loaders.sources.gathering import gather
from loaders.sources.rdf_reading import is_rdf
from loaders.tables.loading import Tables
from ontology import Model
from ontology.own_names import CLASS
from rdf.context import context
from rdf.export import coverage_lines, note_lines
from rdf.formats import Format, document
from rdf.mapping import Writer
from rdf.names import ref

YAML = (".yaml", ".yml")
_WORDS = {"rdf": Format.RDFXML, "owl": Format.RDFXML}
Plain = dict[str, object]


def convert(source: str, target: Path, model: Model) -> Records:
    """Write the facts of `source` to `target`, in the format that its name tells.

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
        write_atomically(target, to_yaml(found_in_order, model))
    else:
        target.write_bytes(to_rdf(found_in_order, model, _format(target)))
    return checked


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


def to_yaml(records: Records, model: Model) -> str:
    """Records, in order, as a file of entities."""
    file: Plain = {"datasets": [{"id": d.id, **{k: v for k, v in d.properties.items() if v != ""}} for d in records.datasets.values()]}
    file["covers"] = [_coverage(c, {}, model) for c in records.coverages if not c.of]
    file["entities"] = list(_entities(records, model))
    text = yaml.safe_dump({k: v for k, v in file.items() if v}, sort_keys=False, allow_unicode=True, width=10_000)
    return format_text(text, model)


Fact = ClaimRecord | LinkRecord | CoverageRecord


def _entities(records: Records, model: Model) -> Iterator[Plain]:
    facts: dict[str, list[Fact]] = defaultdict(list)
    for claim in records.claims:
        facts[claim.subject].append(claim)
    for link in records.links:
        facts[link.subject].append(link)
    for coverage in records.coverages:
        if coverage.of:
            facts[coverage.of].append(coverage)
    for subject in sorted(facts):
        yield _entity(subject, facts[subject], model)
    for note in records.notes:
        yield {"extends": note.subject, "dataset": note.dataset, "conflicts": [{"topic": note.topic, "explanation": note.explanation}]}


def _entity(subject: str, facts: Iterable[Fact], model: Model) -> Plain:
    """An entity with what all of its facts have in common said once. A fact may say otherwise, but not that it lacks something."""
    known_facts = list(facts)
    of_class = next((f for f in known_facts if isinstance(f, ClaimRecord) and f.property == CLASS), None)
    said = [f.provenance.written() for f in known_facts]
    first = (of_class or known_facts[0]).provenance.written()
    # A remark or a quote is on one fact: rows do not take over that of their entity.
    base = {name: value for name, value in first.items() if name not in model.alone and all(name in one for one in said)}
    whole = of_class is not None and not _own(of_class.provenance, base, model)
    found: Plain = {"id": subject, "class": of_class.value, **base} if whole and of_class else {"extends": subject, **base}
    claims = [f for f in known_facts if isinstance(f, ClaimRecord) and not (whole and f is of_class)]
    apart = {c.property for c in claims if _own(c.provenance, base, model) or c.property == CLASS}
    for claim in claims:
        if claim.property in apart:
            item = {"property": claim.property, "value": claim.value, **_own(claim.provenance, base, model)}
            _listed(found, "claims").append(item)
        else:
            _listed(found, claim.property).append(claim.value)
    for fact in known_facts:
        if isinstance(fact, LinkRecord):
            _listed(found, fact.relation).append({"ref": fact.object, **fact.properties, **_own(fact.provenance, base, model)})
        elif isinstance(fact, CoverageRecord):
            _listed(found, "covers").append(_coverage(fact, base, model))
    return {name: _single(name, value) for name, value in found.items()}


def _listed(found: Plain, name: str) -> list[object]:
    value = found.setdefault(name, [])
    assert isinstance(value, list)
    return value


def _single(name: str, value: object) -> object:
    """A list of one value as that value."""
    alone = isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and name not in ("claims", "covers")
    return value[0] if alone and isinstance(value, list) else value


def _own(said: Provenance, base: Mapping[str, Said], model: Model) -> dict[str, Said]:
    """What is not in force already. Where another source is named, what is of the source is said again."""
    written = said.written()
    again = model.of_source if written.get("source") != base.get("source") else ()
    return {name: value for name, value in written.items() if base.get(name) != value or name in again}


def _coverage(coverage: CoverageRecord, base: Mapping[str, Said], model: Model) -> Plain:
    words = {"class": coverage.of_class, "relation": coverage.relation, "from": coverage.start, "until": coverage.until}
    flags = {name: True for name in ("complete", "maintained") if getattr(coverage, name)}
    return {**{k: v for k, v in words.items() if v}, **flags, **_own(coverage.provenance, base, model)}
