"""Records as files of entities, which say the same and load to the same data: one file, or several where a reader takes no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from common.errors import UsageError
from facts.datasets import split
from facts.records import ClaimRecord, CoverageRecord, LinkRecord, Provenance, Records, Said
from loaders.editing.formatting import format_text
from loaders.editing.modeline import with_modeline
from loaders.editing.writing import write_atomically
from loaders.sources.files import find_files
from ontology import Model
from ontology.own_names import CLASS

YAML = (".yaml", ".yml")
Plain = dict[str, object]
ONE = 400_000
"""So many parts are written into one file; a reader takes 500,000."""
MOST = 100_000
"""So many are in one of several files: a few MiB, which an editor opens."""
LETTERS = 20
"""Of so many bytes more a text counts as another part: 16 MiB are then more than ONE parts."""
FACT = 20
"""So many parts a fact has, as a rule at most."""


def write_yaml(output: Path, records: Records, model: Model) -> list[Path]:
    """Write records, in order, to a file, or to several in a folder: where `output` is one, or for a file that would be too large.

    Gives the files. Raises UsageError where they cannot be written, or where the folder has others.
    """
    folder = output
    if not output.is_dir() and (output.suffix or output.exists()):
        if (text := to_yaml(records, model)) is not None:
            write_atomically(output, with_modeline(text, output))
            return [output]
        folder = output.with_suffix("")
    made = {folder / name: text for name, text in to_files(records, model)}
    _prepare(folder, made)
    for file, text in made.items():
        write_atomically(file, with_modeline(text, file))
    return list(made)


def _prepare(folder: Path, made: Iterable[Path]) -> None:
    """Make the folder. Raises UsageError where it holds files that would be loaded with those that are made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the folder {folder} cannot be made: {error.strerror}", "name another one") from error
    if others := sorted(set(find_files(folder)) - set(made)):
        raise UsageError(f"{folder} holds other files, which would be loaded with these: {others[0]}", "name an empty folder")


def to_yaml(records: Records, model: Model) -> str | None:
    """Records, in order, as a file of entities; None where that would be too large."""
    entities = list(_entities(records, model))
    return _text(_head(records, model), entities, model) if sum(map(_parts, entities)) <= ONE else None


def to_files(records: Records, model: Model, most: int = MOST) -> Iterator[tuple[str, str]]:
    """Records, in order, as files of entities with their names: one for each dataset, or several where more than `most` parts are in it.

    They are loaded together: only the first of a dataset describes it.
    """
    for name, own in split(records).items():
        head = _head(own, model)
        for number, entities in enumerate(_cut(_entities(own, model, most), most), 1):
            yield f"{name}{f'-{number}' if number > 1 else ''}.yaml", _text(head, entities, model)
            head = {}


def _text(head: Plain, entities: Iterable[Plain], model: Model) -> str:
    file = {**head, "entities": list(entities)}
    text = yaml.dump({k: v for k, v in file.items() if v}, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=10_000)
    return format_text(text, model)


def _head(records: Records, model: Model) -> Plain:
    file: Plain = {"datasets": [{"id": d.id, **{k: v for k, v in d.properties.items() if v != ""}} for d in records.datasets.values()]}
    file["covers"] = [_coverage(c, {}, model) for c in records.coverages if not c.of]
    return file


def _cut(entities: Iterable[Plain], most: int) -> Iterator[list[Plain]]:
    """The entities in lists of at most `most` parts, or of one entity. There is one list at least."""
    found: list[Plain] = []
    size = 0
    for entity in entities:
        own = _parts(entity)
        if found and size + own > most:
            yield found
            found, size = [], 0
        found.append(entity)
        size += own
    yield found


def _parts(value: object) -> int:
    """How many parts a value has, as a reader counts them; a long text counts as several."""
    if isinstance(value, dict):
        return 1 + sum(_parts(k) + _parts(v) for k, v in value.items())
    if isinstance(value, list | tuple):
        return 1 + sum(map(_parts, value))
    return 1 + len(str(value).encode()) // LETTERS


Fact = ClaimRecord | LinkRecord | CoverageRecord


def _entities(records: Records, model: Model, most: int = MOST) -> Iterator[Plain]:
    """What is said of each entity; of one with more than `most` facts, the rest adds to it."""
    facts: dict[str, list[Fact]] = defaultdict(list)
    # What class an entity is of comes first: what follows in a further file adds to it.
    for claim in sorted(records.claims, key=lambda c: c.property != CLASS):
        facts[claim.subject].append(claim)
    for link in records.links:
        facts[link.subject].append(link)
    for coverage in records.coverages:
        if coverage.of:
            facts[coverage.of].append(coverage)
    for subject in sorted(facts):
        for start in range(0, len(facts[subject]), most // FACT):
            yield _entity(subject, facts[subject][start : start + most // FACT], model)
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
