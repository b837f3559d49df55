"""`foedera rename`: another id for an entity, in its description and in every reference to it.

Only the words that change are touched, so that a diff shows nothing else. The old id stays as a former one: what still uses it, in files
that were not at hand or through the API, is led to the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from common.errors import NotFoundError, UsageError
from facts.datasets import merged, without
from facts.records import Records
from facts.redirects import former_ids
from loaders.editing.entity_files import ids_of, read_files, redirect, references, replaced, text_of
from loaders.editing.said import CLASS, refuse_id, say, undescribed
from ontology import Model


@dataclass(frozen=True, slots=True)
class Renaming:
    """The new content of each file that changes, the one that describes the entity first, and in how many places."""

    texts: Mapping[Path, str]
    places: Mapping[Path, int]


def rename(old: str, new: str, paths: Iterable[Path], model: Model, there: Callable[[], Records] = Records) -> Renaming:
    """What `paths` become when the entity `old` gets the id `new`, which nothing has in them or in what is `there`. Writes nothing.

    Raises NotFoundError when no file describes `old`, UsageError when `new` cannot be its id, InputError when a file cannot be read.
    """
    sources = read_files(paths)
    declared, former = ids_of(sources)
    _refuse(old, new, declared, former)
    said = merged(say(source.tree, model) for source in sources.values())
    others = without(there(), said.datasets)
    refuse_id(new, {*said.datasets, *others.datasets}, model)
    _refuse_taken(old, new, others)
    ends = {e for c in model.classes.values() for e in c.ends}
    for source in (s for s in sources.values() if old in s.text):
        for entity in source.entities():
            source.edits += [replaced(s, source.text, old, new) for s in references(entity, ends) if s.text == old]
    places = {file: len(source.edits) for file, source in sources.items()}
    home = declared[old]
    entity = next(e for e in sources[home].entities() if text_of(e, "id") == old)
    sources[home].edits.append(redirect(entity, sources[home].text, old, new))
    order = sorted((f for f, s in sources.items() if s.edits), key=lambda f: (f != home, f))
    return Renaming({f: sources[f].edited() for f in order}, {f: places[f] for f in order})


def _refuse(old: str, new: str, declared: Mapping[str, Path], former: Mapping[str, str]) -> None:
    if old not in declared:
        if old in former:
            raise NotFoundError(f"{old} is a former id of {former[old]}", f"rename {former[old]}")
        raise undescribed(old, declared)
    if new == old:
        raise UsageError(f"{old} has that id", "name another one")
    if new in declared:
        remedy = f"choose an id that is free; if both are the same thing, `foedera merge {old} {new} FILES`"
        raise UsageError(f"{new} is described in {declared[new]}", remedy)
    if former.get(new, old) != old:
        raise UsageError(f"{new} is a former id of {former[new]} and leads there", "choose an id that is free")


def _refuse_taken(old: str, new: str, others: Records) -> None:
    """Raise UsageError where datasets that are not renamed in have the id already."""
    owner = next((c.provenance.dataset for c in others.claims if c.property == CLASS and c.subject == new), None)
    if owner:
        remedy = f"choose an id that is free; if both are the same thing, `foedera merge {old} {new} FILES`"
        raise UsageError(f"{new} is described in dataset {owner}", remedy)
    if (leads := former_ids(others).get(new, old)) != old:
        raise UsageError(f"{new} is a former id of {leads} and leads there", "choose an id that is free")
