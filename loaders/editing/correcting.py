"""`foedera correct`: the smallest file that says that something is otherwise than the graph has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from common.errors import NotFoundError, UsageError
from common.suggest import suggest
from facts.preference import order
from facts.records import NOWHERE, LinkRecord, Records
from loaders.checks.resolving import NOTHING, References
from loaders.editing.formatting import format_text
from ontology import End, Model
from ontology.stored import END, START

Plain = dict[str, object]


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be said: of an entity, a property with its value, or a relation with the one at its other end.

    `details` are the days, the role and so on of the relationship, and what the provenance has besides. `spell` is the start of the one of
    several relationships of the two that is corrected. `note` says why sources differ.
    """

    subject: str
    name: str
    value: str
    source: str
    details: Mapping[str, str] = field(default_factory=dict)
    dataset: str = "my-corrections"
    rank: int = 5
    spell: str = ""
    note: str = ""


def write_correction(wanted: Correction, held: Records, model: Model) -> str:
    """The file. `held` is what the graph holds, with references resolved.

    Raises NotFoundError for an entity, property or relation that is not there, UsageError for what cannot be said of it, or so.
    """
    corrector = Corrector(held, model)
    return file_of(wanted, [corrector.block([wanted])], held, model)


class Corrector:
    """Makes what a file says of entities out of corrections. `held` is what the graph holds, with references resolved."""

    def __init__(self, held: Records, model: Model) -> None:
        self.held = held
        self.model = model
        self._references = References(held, model, NOTHING)
        self._references.gather()
        self.relations = frozenset(name for cls in model.classes.values() for name in cls.ends)
        """The names of relations, as any class has them."""

    def entity(self, name: str) -> str:
        """The id of an entity that is named by its id or a key. Raises NotFoundError."""
        return _entity(name, self._references)

    def end(self, subject: str, name: str) -> End | None:
        """The relation of that name as an entity has it; None for a property. Raises NotFoundError."""
        cls = self.model.classes[self._references.classes[subject]]
        if name not in cls.ends and name not in cls.properties:
            names = [*cls.properties, *cls.ends]
            raise NotFoundError(f"{cls.name} has no property or relation {name!r}", suggest(name, names) or f"it has {', '.join(names)}")
        return cls.ends.get(name)

    def block(self, wanted: Sequence[Correction]) -> Plain:
        """What is said of one entity: the value of a property, or all of the relationships of it and one other. Raises as above."""
        first = wanted[0]
        subject = self.entity(first.subject)
        found: Plain = {"extends": first.subject}
        if end := self.end(subject, first.name):
            found[first.name] = _rows(wanted, subject, self.entity(first.value), end, self.held, self.model)
        else:
            found |= {first.name: first.value, **_provenance(first, self.model)}
        if notes := list(dict.fromkeys(one.note for one in wanted if one.note)):
            found["conflicts"] = [{"topic": first.name, "explanation": "; ".join(notes)}]
        return found


def added(file: Path, text: str, correction: str, model: Model) -> str:
    """`text`, the content of `file`, with the entities of corrections in the same dataset at its end.

    Raises UsageError where the file belongs to another dataset, or has another form.
    """
    old, new = yaml.safe_load(text), yaml.safe_load(correction)
    if not isinstance(old, dict) or old.get("dataset") != new["dataset"] or not isinstance(old.get("entities"), list):
        raise UsageError(f"{file} is no file of dataset {new['dataset']}", "name another file, or its dataset with --dataset")
    if list(old)[-1] != "entities":
        raise UsageError(f"{file} does not end with its entities", "move entities: to its end (`foedera fmt` does)")
    source = {} if old.get("source") == new["source"] else {"source": new["source"]}
    blocks = [{**source, **entity} for entity in new["entities"]]
    block = yaml.safe_dump(blocks, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=None)
    return format_text(f"{text.rstrip()}\n\n{block}", model)


def _entity(name: str, references: References) -> str:
    found = references.find(name)
    if found is None:
        references.problems.clear()
        references.resolve(name, NOWHERE)
        problem = references.problems[0]
        raise NotFoundError(problem.message, problem.remedy)
    return found


def _rows(wanted: Sequence[Correction], subject: str, other: str, end: End, held: Records, model: Model) -> list[Plain]:
    """The relationships of the two: those that are corrected, and the others as they are, because a dataset speaks for all of a pair."""
    before = _stated(subject, other, end, held)
    if any(link.provenance.dataset == wanted[0].dataset for link in before):
        raise UsageError(f"dataset {wanted[0].dataset} says already what relates them", "change it in its file")
    details: dict[int, Mapping[str, str]] = {}
    new: list[Plain] = []
    for one in wanted:
        _refuse_details(one.details, [*(p.name for p in model.stated(end.relation.edge)), *_own_names(model)])
        said = {**one.details, **({"source": one.source} if one.source != wanted[0].source else {})}
        corrected = _chosen(before, one)
        if corrected is None:
            new.append({"ref": one.value, **said})
        elif id(corrected) in details:
            raise UsageError("two corrections are of the same relationship", "say it in one, or name another one as spell")
        else:
            details[id(corrected)] = said
    return [*(_row(wanted[0].value, link, details.get(id(link), {})) for link in before), *new]


def _stated(subject: str, other: str, end: End, held: Records) -> list[LinkRecord]:
    """What the best-ranked dataset says of the two, in order of time."""
    ends = {subject, other} if end.relation.symmetric else None
    pair = (subject, other) if end.name == end.relation.name else (other, subject)
    found = [
        link
        for link in held.links
        if link.relation == end.relation.name and ({link.subject, link.object} == ends if ends else (link.subject, link.object) == pair)
    ]
    ranks = {d.id: d.rank for d in held.datasets.values()}
    best = min((order(link.provenance.dataset, ranks) for link in found), default=None)
    mine = [link for link in found if order(link.provenance.dataset, ranks) == best]
    return sorted(mine, key=lambda link: str(link.properties.get(START, "")))


def _chosen(before: Sequence[LinkRecord], wanted: Correction) -> LinkRecord | None:
    """The relationship that is corrected; None where another one is added."""
    if wanted.spell == "new" or not before:
        return None
    starts = [str(link.properties.get(START, "?")) for link in before]
    if wanted.spell:
        if wanted.spell not in starts:
            raise NotFoundError(f"nothing relates them from {wanted.spell}", f"there is {', '.join(starts)}; new adds one")
        return before[starts.index(wanted.spell)]
    if len(before) > 1:
        raise UsageError(f"they are related more than once, from {', '.join(starts)}", "say which with --spell START, or --spell new")
    return before[0]


def _row(ref: str, link: LinkRecord, details: Mapping[str, str]) -> Plain:
    days: Plain = {name: link.properties[name] for name in (START, END) if name in link.properties}
    properties: Plain = {**days, **link.properties, **(details or _said(link))}
    return {"ref": ref, **{k: v for k, v in properties.items() if v != ""}}


def _said(link: LinkRecord) -> Plain:
    """Who says so, of what is taken over: its own sources."""
    return {k: v for k, v in link.provenance.written().items() if k != "dataset"}


def _own_names(model: Model) -> list[str]:
    return [name for name in model.provenance if name not in ("dataset", "source")]


def _provenance(wanted: Correction, model: Model) -> dict[str, str]:
    _refuse_details(wanted.details, _own_names(model))
    return dict(wanted.details)


def _refuse_details(details: Mapping[str, str], names: Sequence[str]) -> None:
    for name in details:
        if name not in names:
            raise UsageError(f"{name!r} cannot be said here", suggest(name, names) or f"there are {', '.join(names)}")


def file_of(wanted: Correction, blocks: Sequence[Plain], held: Records, model: Model) -> str:
    """A file of the dataset and the source of a correction, that says so."""
    described = held.datasets.get(wanted.dataset)
    title = wanted.dataset.replace("-", " ").capitalize()
    head: Plain = {"id": wanted.dataset, "title": title, "rank": wanted.rank, "licence": "CC0-1.0"}
    if described:
        head = {"id": described.id, **{k: v for k, v in described.properties.items() if v != ""}}
    file: Plain = {"datasets": [head], "dataset": wanted.dataset, "source": wanted.source, "entities": list(blocks)}
    return format_text(yaml.safe_dump(file, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=None), model)
