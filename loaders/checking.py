"""Holds records against the ontology: everything that is wrong, each with its place and its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from graph.dates import InvalidDateError, bounds
from loaders.reading import meant, relocate
from loaders.records import ClaimRecord, LinkRecord, Location, Problem, Records
from loaders.redirects import FORMER_IDS
from ontology import Constraint, Datatype, Model, Property

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OPEN_END = ".."


@dataclass(frozen=True, slots=True)
class Known:
    """What the graph holds already of datasets that are not being loaded: classes of entities, owners of keys, ids they had before."""

    classes: Mapping[str, str]
    keys: Mapping[tuple[str, str], str]
    ranks: Mapping[str, int]
    former: Mapping[str, str] = field(default_factory=dict)


NOTHING = Known({}, {}, {})


def check_records(records: Records, model: Model, known: Known = NOTHING) -> tuple[Records, list[Problem]]:
    """The records with their references resolved, and all problems found. Records with problems are left out."""
    return _Checker(records, model, known).check()


class _Checker:
    def __init__(self, records: Records, model: Model, known: Known) -> None:
        self.records = records
        self.model = model
        self.known = known
        self.problems: list[Problem] = []
        self.ranks = dict(known.ranks) | {d.id: d.rank for d in records.datasets.values()}
        self.classes: dict[str, str] = dict(known.classes)
        self.keys: dict[tuple[str, str], str] = dict(known.keys)
        self.former: dict[str, str] = dict(known.former)
        self.all_keys = {key for _, key in model.keys}

    def check(self) -> tuple[Records, list[Problem]]:
        self._datasets()
        self._declare()
        self._own_keys()
        found = Records(datasets=self.records.datasets, files=self.records.files)
        found.claims = [c for c in map(self._claim, self.records.claims) if c]
        found.links = [link for link in map(self._link, self.records.links) if link]
        found.notes = [replace(n, subject=s) for n in self.records.notes if (s := self._resolve(n.subject, n.location))]
        self._needed(found.claims)
        self._doubles(found)
        return found, sorted(set(self.problems))

    def problem(self, where: Location, message: str, remedy: str = "") -> None:
        self.problems.append(Problem(where, message, remedy))

    # -- what exists

    def _datasets(self) -> None:
        cls = self.model.classes["Dataset"]
        for dataset in self.records.datasets.values():
            for prop in cls.properties.values():
                value = dataset.properties.get(prop.name)
                texts = [] if value in (None, "") else [str(value)]
                self._values(prop, texts, dataset.location)

    def _declare(self) -> None:
        self._former_ids()
        places: dict[str, tuple[int, Location]] = {}
        for claim in self.records.claims:
            if claim.property != "class":
                continue
            name, where = claim.subject, claim.location
            if not SLUG.fullmatch(name) or len(name) > 100:
                self.problem(where, f"{name[:60]!r} is not an id", "use lower-case letters, digits and hyphens, at most 100")
                continue
            if claim.value not in self.model.classes or self.model.classes[claim.value].abstract:
                remedy = meant(claim.value, self.model.entities) or "see the ontology's reference"
                self.problem(where, f"{claim.value!r} is not a class of entities", remedy)
                continue
            if self.former.get(name, name) != name:
                self.problem(
                    where, f"{name} is a former id of {self.former[name]}", "give another id, or extends: to add facts to that entity"
                )
            rank = self.ranks.get(claim.provenance.dataset, 1000)
            if name in places and claim.provenance.dataset == self._owner(name):
                self.problem(where, f"{name} is described twice", f"see {places[name][1]}; use extends: to add facts")
            elif name in self.classes and not self._alike(self.classes[name], claim.value):
                message = f"{name} is a {self.classes[name]} in another dataset and a {claim.value} here"
                self.problem(where, message, "give one of them another id: they cannot be the same thing")
            if name not in places or rank < places[name][0]:
                places[name] = (rank, where)
                self._owners[name] = claim.provenance.dataset
                self.classes[name] = claim.value

    def _former_ids(self) -> None:
        for claim in self.records.claims:
            if claim.property == FORMER_IDS and self.former.setdefault(claim.value, claim.subject) != claim.subject:
                message = f"{claim.value} is already a former id of {self.former[claim.value]}"
                self.problem(claim.location, message, "an id leads to one entity; keep one of them")

    def _alike(self, one: str, other: str) -> bool:
        """Whether two datasets may mean the same thing: its class is disputed within one group, or state or territory."""
        return self.model.classes[one].parents == self.model.classes[other].parents

    @property
    def _owners(self) -> dict[str, str]:
        if not hasattr(self, "_owner_map"):
            self._owner_map: dict[str, str] = {}
        return self._owner_map

    def _owner(self, name: str) -> str | None:
        return self._owners.get(name)

    def _own_keys(self) -> None:
        for claim in self.records.claims:
            if claim.property in self.all_keys and claim.subject in self.classes:
                key = (claim.property, claim.value)
                other = self.keys.setdefault(key, claim.subject)
                if other != claim.subject:
                    message = f"{claim.property} {claim.value} is already the key of {other}"
                    self.problem(claim.location, message, "a key belongs to one entity; if both are the same, use extends:")

    def _resolve(self, reference: str, where: Location) -> str | None:
        if ":" in reference:
            key, _, value = reference.partition(":")
            if key not in self.all_keys:
                self.problem(where, f"{key!r} is not a key", meant(key, self.all_keys) or "keys are " + ", ".join(sorted(self.all_keys)))
                return None
            if found := self.keys.get((key, value)):
                return found
            near = meant(value, [v for k, v in self.keys if k == key])
            self.problem(where, f"nothing has the {key} {value[:60]!r}", near)
            return None
        if reference in self.classes:
            return reference
        now = self.former.get(reference, "")
        if now in self.classes or ":" in now:
            return self._resolve(now, where)
        self.problem(where, f"there is no entity {reference[:60]!r}", meant(reference, self.classes))
        return None

    # -- claims

    def _claim(self, claim: ClaimRecord) -> ClaimRecord | None:
        subject = self._resolve(claim.subject, claim.location)
        if subject is None:
            return None
        if not claim.provenance.source:
            self.problem(claim.location, f"{claim.property} of {subject} has no source", "add source: here, to the entity or to the file")
        self._dataset_known(claim.provenance.dataset, claim.location)
        if claim.property != "class":
            cls = self.model.classes[self.classes[subject]]
            prop = cls.properties.get(claim.property)
            if prop is None:
                remedy = meant(claim.property, cls.properties) or f"its properties are {', '.join(cls.properties)}"
                self.problem(claim.location, f"{cls.name} has no property {claim.property}", remedy)
                return None
            self._values(prop, [claim.value], claim.location)
        self._provenance(claim.provenance.retrieved, claim.provenance.verification, claim.location)
        return replace(claim, subject=subject)

    def _dataset_known(self, dataset: str, where: Location) -> None:
        if dataset not in self.ranks:
            self.problem(where, f"there is no dataset {dataset!r}", meant(dataset, self.ranks) or "describe it under datasets:")

    def _provenance(self, retrieved: str, verification: str, where: Location) -> None:
        claim = self.model.classes["Claim"]
        self._values(claim.properties["verification"], [verification], where)
        if retrieved:
            self._values(claim.properties["retrieved"], [retrieved], where)

    def _values(self, prop: Property, values: list[str], where: Location) -> None:
        for value in values:
            if wrong := _wrong_type(prop.datatype, value):
                self.problem(where, f"{prop.name} is {value[:60]!r}: {wrong}", _TYPE_REMEDY.get(prop.datatype, ""))
        for constraint in prop.constraints:
            if (constraint.required and not values) or any(_breaks(constraint, v) for v in values):
                shown = f" is {values[0][:60]!r}" if values else " is missing"
                near = meant(values[0], constraint.one_of) if values and constraint.one_of else ""
                self.problem(where, f"{prop.name}{shown}: {constraint.message}", near)

    def _needed(self, claims: Iterable[ClaimRecord]) -> None:
        """Every entity has what its class requires, and at most one value of what is single (of one dataset)."""
        said: dict[tuple[str, str], dict[str, set[str]]] = {}
        places: dict[str, Location] = {}
        for claim in claims:
            said.setdefault((claim.subject, claim.property), {}).setdefault(claim.provenance.dataset, set()).add(claim.value)
            if claim.property == "class":
                places[claim.subject] = claim.location
        for subject, where in places.items():
            for prop in self.model.classes[self.classes[subject]].properties.values():
                if prop.required and (subject, prop.name) not in said and subject not in self.known.classes:
                    message = next(c.message for c in prop.constraints if c.required)
                    self.problem(where, f"{subject} has no {prop.name}: {message}", f"add {prop.name}:")

    # -- links

    def _link(self, link: LinkRecord) -> LinkRecord | None:
        relation = self.model.relations[link.relation]
        subject, object_ = (self._resolve(r, link.location) for r in (link.subject, link.object))
        if not subject or not object_:
            return None
        for end, wanted, word in ((subject, relation.domain, "from"), (object_, relation.range, "to")):
            if not self.model.is_a(self.classes[end], wanted):
                message = f"{relation.name} goes {word} a kind of {wanted}, and {end} is a {self.classes[end]}"
                self.problem(link.location, message, "check the reference and the relation")
        if not link.provenance.source:
            self.problem(link.location, f"{relation.name} has no source", "add source: here, to the entity or to the file")
        self._dataset_known(link.provenance.dataset, link.location)
        self._provenance(link.provenance.retrieved, link.provenance.verification, link.location)
        edge = self.model.edges[relation.edge]
        for prop in edge.properties.values():
            if prop.name in ("dataset", "source", "retrieved", "verification", "remark", "preferred", "spell"):
                continue
            value = link.properties.get(prop.name)
            texts = [] if value is None or (prop.name == "end" and value == OPEN_END) else [str(value)]
            self._values(prop, texts, link.location)
        self._in_order(link)
        return relocate(link, subject, object_, symmetric=relation.symmetric)

    def _in_order(self, link: LinkRecord) -> None:
        start, end = str(link.properties.get("start", "")), str(link.properties.get("end", ""))
        if not start or end in ("", OPEN_END):
            return
        try:
            if bounds(start).earliest > bounds(end).latest:
                self.problem(link.location, f"{link.relation} ends {end} before it starts {start}", "check both days")
        except InvalidDateError:
            return  # reported as a value already

    def _doubles(self, found: Records) -> None:
        """The same said twice is harmless in one place of a file, but two relationships with one id cannot both be kept."""
        claims: dict[str, ClaimRecord] = {}
        for claim in found.claims:
            claims.setdefault(claim.id, claim)
        found.claims = list(claims.values())
        links: dict[str, LinkRecord] = {}
        for link in found.links:
            first = links.setdefault(link.id, link)
            if first is not link and first != link:
                message = f"{link.relation} of the same two, from the same day and source, stands at {first.location} too"
                self.problem(link.location, message, "keep one, or give different starts or roles")
        found.links = list(links.values())


_TYPE_REMEDY = {
    Datatype.EDTF: "write it as 1949-04-04, 1985-06, 1990~ or 1950/1960",
    Datatype.INTEGER: "write a whole number",
    Datatype.DECIMAL: "write a number",
    Datatype.BOOLEAN: "write true or false",
}


def _wrong_type(datatype: Datatype, value: str) -> str:
    try:
        match datatype:
            case Datatype.EDTF:
                bounds(value)
            case Datatype.INTEGER:
                int(value)
            case Datatype.DECIMAL:
                float(value)
            case Datatype.BOOLEAN if value not in ("true", "false"):
                return "not true or false"
    except InvalidDateError as error:
        return str(error).removeprefix(f"{value!r} ").rstrip(".")
    except ValueError:
        return "not a number"
    return ""


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _breaks(constraint: Constraint, value: str) -> bool:
    if constraint.pattern and not _pattern(constraint.pattern).search(value):
        return True
    if constraint.one_of and value not in constraint.one_of:
        return True
    if constraint.min_length is not None and len(value) < constraint.min_length:
        return True
    if constraint.max_length is not None and len(value) > constraint.max_length:
        return True
    if constraint.minimum is None and constraint.maximum is None:
        return False
    try:
        number = float(value)
    except ValueError:
        return False
    return not (constraint.minimum or float("-inf")) <= number <= (constraint.maximum or float("inf"))
