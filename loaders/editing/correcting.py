"""`foedera correct`: the smallest file that says that something is otherwise than the graph has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import yaml

from common.errors import NotFoundError, UsageError
from common.suggest import suggest
from facts.preference import order
from facts.records import NOWHERE, LinkRecord, Records
from loaders.checks.resolving import NOTHING, References
from loaders.editing.formatting import format_text
from ontology import Datatype, End, Model, Property
from ontology.stored import END, START

Plain = dict[str, object]


class SpellError(UsageError):
    """Which of several relationships is meant is not said, or is said of a property."""


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


def write_correction(wanted: Correction, held: Records, model: Model, corrector: Corrector | None = None) -> str:
    """The file. `held` is what the graph holds, with references resolved; a `corrector` may know it already.

    Raises NotFoundError for an entity, property or relation that is not there, UsageError for what cannot be said of it, or so.
    """
    corrector = corrector or Corrector(held, model)
    return file_of(wanted, [corrector.block([wanted])], held, model)


class Corrector:
    """Makes what a file says of entities out of corrections. `held` is what the graph holds, with references resolved.

    `written` is what stands in the file to which they go: of a pair it counts before what is held.
    """

    def __init__(self, held: Records, model: Model, written: Records | None = None) -> None:
        self.held = held
        self.model = model
        self.written = written or Records()
        self._references = References(held, model, NOTHING)
        self._references.gather()
        self.relations = frozenset(name for cls in model.classes.values() for name in cls.ends)
        """The names of relations, as any class has them."""

    def entity(self, name: str) -> str:
        """The id of an entity that is named by its id or a key. Raises NotFoundError."""
        return _entity(name, self._references)

    def find(self, name: str) -> str | None:
        """The id of an entity that is named by its id or a key, if there is one."""
        return self._references.find(name)

    def rank_of(self, dataset: str, wanted: int) -> int:
        """The rank that a dataset is to have. Raises UsageError where it has another one already."""
        described = self.written.datasets.get(dataset) or self.held.datasets.get(dataset)
        if described and described.rank != wanted:
            remedy = "leave out --rank, or change it where the dataset is described: all that it says then counts by it"
            raise UsageError(f"dataset {dataset} is there already, with the rank {described.rank}", remedy)
        return wanted

    def many(self, name: str) -> bool:
        """Whether a property may have several values."""
        return any(cls.properties[name].many for cls in self.model.classes.values() if name in cls.properties)

    def stated_in_file(self, subject: str, name: str, other: str) -> list[LinkRecord]:
        """What the file says already of two, in its order."""
        end = self.end(subject, name)
        links = [replace(o, subject=self.find(o.subject) or "", object=self.find(o.object) or "") for o in self.written.links]
        return [o for o in links if end and _relates(o, subject, other, end)]

    def end(self, subject: str, name: str) -> End | None:
        """The relation of that name as an entity has it; None for a property. Raises NotFoundError."""
        cls = self.model.classes[self._references.classes[subject]]
        if name not in cls.ends and name not in cls.properties:
            names = [*cls.properties, *cls.ends]
            if name == "id":
                raise UsageError("an id is not corrected", f"give another, to which it leads then: `foedera rename {subject} NEW FILES`")
            raise NotFoundError(f"{cls.name} has no property or relation {name!r}", suggest(name, names) or f"it has {', '.join(names)}")
        return cls.ends.get(name)

    def _other(self, wanted: Correction) -> str:
        """The one at the other end. Raises NotFoundError, and UsageError for a row in the form of YAML."""
        if wanted.value.startswith(("{", "[")):
            form = f"foedera correct {wanted.subject} {wanted.name} ID start=2024-03-07 role=member"
            raise UsageError("the one at the other end is named by its id or a key, and details follow it", f"write {form}")
        return self.entity(wanted.value)

    def block(self, wanted: Sequence[Correction]) -> Plain:
        """What is said of one entity: the value of a property, or all of the relationships of it and one other. Raises as above."""
        first = wanted[0]
        subject = self.entity(first.subject)
        found: Plain = {"extends": first.subject}
        if end := self.end(subject, first.name):
            other = self._other(first)
            written = sorted(self.stated_in_file(subject, first.name, other), key=_start)
            before = written or _stated(subject, other, end, self.held)
            if not written and any(link.provenance.dataset == first.dataset for link in before):
                raise UsageError(
                    f"dataset {first.dataset} says already what relates them", "name its file with --output, or change it there"
                )
            found[first.name] = _rows(wanted, before, end, self.model)
        elif first.spell:
            raise SpellError(f"{first.name} is a property, and --spell is of relationships", "leave out the spell")
        else:
            cls = self.model.classes[self._references.classes[subject]]
            found |= {first.name: value_of(first.value, cls.properties[first.name]), **_provenance(first, self.model)}
        if notes := list(dict.fromkeys(one.note for one in wanted if one.note)):
            found["conflicts"] = [{"topic": first.name, "explanation": "; ".join(notes)}]
        return found


def value_of(text: str, prop: Property) -> object:
    """The value of a property: a text, or as YAML writes it a list, or a mapping of languages to names. Raises UsageError."""
    names = prop.datatype is Datatype.LABELS
    if not (names or (prop.many and text.startswith("["))):
        return text
    try:
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # BaseLoader makes texts only
    except yaml.YAMLError:
        found = None
    if names and not (isinstance(found, dict) and all(isinstance(k, str) and k and v for k, v in found.items())):
        raise UsageError(f"{prop.name} is {text[:60]!r}, which is no mapping of languages to names", f'write "{{fr: {_bare(text)}}}"')
    if not names and not (isinstance(found, list) and found and all(isinstance(v, str) and v for v in found)):
        raise UsageError(f"{prop.name} is {text[:60]!r}, which is no list of values", 'write "[one, another]"')
    return found


def _bare(text: str) -> str:
    return text.strip("{}[] ").rpartition(":")[2].strip()[:40] or "OTAN"


def _entity(name: str, references: References) -> str:
    found = references.find(name)
    if found is None:
        references.problems.clear()
        references.resolve(name, NOWHERE)
        problem = references.problems[0]
        raise NotFoundError(problem.message, problem.remedy)
    return found


def _rows(wanted: Sequence[Correction], before: Sequence[LinkRecord], end: End, model: Model) -> list[Plain]:
    """The relationships of the two: those that are corrected, and the others as they are, because a dataset speaks for all of a pair."""
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
    found = [link for link in held.links if _relates(link, subject, other, end)]
    ranks = {d.id: d.rank for d in held.datasets.values()}
    best = min((order(link.provenance.dataset, ranks) for link in found), default=None)
    mine = [link for link in found if order(link.provenance.dataset, ranks) == best]
    return sorted(mine, key=_start)


def _relates(link: LinkRecord, subject: str, other: str, end: End) -> bool:
    if link.relation != end.relation.name:
        return False
    if end.relation.symmetric:
        return {link.subject, link.object} == {subject, other}
    return (link.subject, link.object) == ((subject, other) if end.name == end.relation.name else (other, subject))


def _start(link: LinkRecord) -> str:
    return str(link.properties.get(START, ""))


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
        raise SpellError(f"they are related more than once, from {', '.join(starts)}", "say which with --spell START, or --spell new")
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
