"""Holds records against the ontology: everything that is wrong, each with its place, its rule and its remedy.

This is the fast way to what SHACL says: the constraints come from the same shapes, and a test holds both against each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.dates import InvalidDateError, bounds
from loaders import rules
from loaders.reading import meant, relocate
from loaders.records import NOWHERE, ClaimRecord, ConflictNote, LinkRecord, Location, Problem, Provenance, Records, focus_of
from loaders.redirects import FORMER_IDS, former_ids
from loaders.rules import Rule
from loaders.values import TYPE_REMEDY, broken_rules, wrong_type
from ontology import Datatype, Model, Property

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OPEN_END = ".."
SOURCE_REMEDY = "add source: here, to the entity or to the file"
MAX_GUESSES = 300
"""Searches for what was meant: each walks through all ids, and past so many misses nobody reads them."""
_PROVENANCE = ("dataset", "source", "retrieved", "verification", "remark", "preferred", "spell")
Focus = str | ClaimRecord | LinkRecord
"""What a problem is about: a name, or a record whose name is only made (it takes a hash) when there is a problem."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the graph holds already of datasets that are not being loaded: classes of entities, owners of keys, ids they had before."""

    classes: Mapping[str, str]
    keys: Mapping[tuple[str, str], str]
    ranks: Mapping[str, int]
    former: Mapping[str, str] = field(default_factory=dict)


NOTHING = Known({}, {}, {})


def known(records: Records, model: Model) -> Known:
    """What `records` tell about classes, keys and ranks to a check of other records."""
    keys = {key for _, key in model.keys}
    ranks = {d.id: d.rank for d in records.datasets.values()}
    return Known(
        {c.subject: c.value for c in records.claims if c.property == "class"},
        {(c.property, c.value): c.subject for c in records.claims if c.property in keys},
        ranks,
        former_ids(records),
    )


def dangling(new: Records, others: Records) -> Iterable[Problem]:
    """References of other datasets to entities that nobody describes any more."""
    there = {c.subject for c in (*new.claims, *others.claims) if c.property == "class"} | former_ids(new).keys() | former_ids(others).keys()
    for link in others.links:
        for end in (link.subject, link.object):
            if end not in there:
                message = f"dataset {link.provenance.dataset} says {link.relation} of {end}, which would be gone"
                yield rules.GONE.broken(NOWHERE, message, "load that dataset without it, too", value=end)


def resolve_records(records: Records, model: Model) -> Records:
    """The records with their references resolved, without a check; those that lead nowhere are left out."""
    return _Checker(records, model, NOTHING).resolve()


def check_records(records: Records, model: Model, known: Known = NOTHING) -> tuple[Records, list[Problem]]:
    """The records with their references resolved, and all problems found. Records with problems are left out."""
    return _Checker(records, model, known).check()


def distinct(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in order of their places, each once: what a file says of many facts at one place is wrong once."""
    found: dict[tuple[Location, str], Problem] = {}
    for problem in sorted(problems):
        found.setdefault((problem.location, problem.message), problem)
    return list(found.values())


@dataclass(slots=True)
class _Guesses:
    """What was probably meant by names that do not exist."""

    made: dict[tuple[str, str], str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)

    def guess(self, word: str, topic: str, known: Iterable[str]) -> str:
        """A remedy for `word` among the names `known` of a topic; empty when nothing is near or enough was guessed."""
        if (topic, word) not in self.made:
            if len(self.made) >= MAX_GUESSES:
                return ""
            if topic not in self.lists:
                self.lists[topic] = list(known)
            self.made[topic, word] = meant(word, self.lists[topic])
        return self.made[topic, word]


class _Checker:
    def __init__(self, records: Records, model: Model, known: Known) -> None:
        self.records = records
        self.model = model
        self.known = known
        self.problems: list[Problem] = []
        self.ranks = dict(known.ranks) | {d.id: d.rank for d in records.datasets.values()}
        self.classes: dict[str, str] = dict(known.classes)
        self.owners: dict[str, str] = {}
        self.keys: dict[tuple[str, str], str] = dict(known.keys)
        self.former: dict[str, str] = dict(known.former)
        self.all_keys = {key for _, key in model.keys}
        self.edges = {n: [p for p in e.properties.values() if p.name not in _PROVENANCE] for n, e in model.edges.items()}
        self.guesses = _Guesses()
        self.fine: set[tuple[str, str]] = set()
        """Values of provenance found right: a few of them stand on all facts."""
        self.lost = set(records.lost)
        """References that lead to what could not be read, which is a problem already."""

    def check(self) -> tuple[Records, list[Problem]]:
        self._datasets()
        self._declare()
        self._own_keys()
        found = Records(datasets=self.records.datasets, files=self.records.files)
        found.claims = [c for c in map(self._claim, self.records.claims) if c]
        found.links = [link for link in map(self._link, self.records.links) if link]
        found.notes = [replace(n, subject=s) for n in self.records.notes if (s := self._note(n))]
        self._entities(found.claims)
        self._doubles(found)
        return found, distinct(self.problems)

    def resolve(self) -> Records:
        self._declare()
        self._own_keys()
        found = Records(datasets=self.records.datasets, files=self.records.files)
        found.claims = [c if s == c.subject else replace(c, subject=s) for c in self.records.claims if (s := self._find(c.subject))]
        for link in self.records.links:
            ends = self._find(link.subject), self._find(link.object)
            if ends[0] and ends[1]:
                found.links.append(relocate(link, ends[0], ends[1], symmetric=self.model.relations[link.relation].symmetric))
        return found

    def problem(
        self, rule: Rule, where: Location, message: str, remedy: str = "", value: str = "", focus: Focus = "", path: str = ""
    ) -> None:
        name = focus if isinstance(focus, str) else focus_of(focus)
        self.problems.append(rule.broken(where, message, remedy, value=value[:60], focus=name, path=path))

    # -- what exists

    def _datasets(self) -> None:
        cls = self.model.classes["Dataset"]
        for dataset in self.records.datasets.values():
            for prop in cls.properties.values():
                value = dataset.properties.get(prop.name)
                texts = [] if value in (None, "") else [str(value)]
                self._values(prop, texts, [dataset.location], f"dataset/{dataset.id}")

    def _declare(self) -> None:
        self._former_ids()
        places: dict[str, tuple[int, Location]] = {}
        for claim in self.records.claims:
            if claim.property != "class" or not self._may_declare(claim):
                continue
            name, where = claim.subject, claim.location
            rank = self.ranks.get(claim.provenance.dataset, 1000)
            if name in places and claim.provenance.dataset == self.owners.get(name):
                self.problem(rules.SAID_TWICE, where, f"{name} is described twice", f"see {places[name][1]}; use extends: to add facts")
            elif name in self.classes and not self._alike(self.classes[name], claim.value):
                message = f"{name} is a {self.classes[name]} in another dataset and a {claim.value} here"
                remedy = "give one of them another id: they cannot be the same thing"
                self.problem(rules.OTHER_CLASS, where, message, remedy, value=claim.value, focus=f"entity/{name}")
            if name not in places or rank < places[name][0]:
                places[name] = (rank, where)
                self.owners[name] = claim.provenance.dataset
                self.classes[name] = claim.value

    def _may_declare(self, claim: ClaimRecord) -> bool:
        name, where = claim.subject, claim.location
        if not SLUG.fullmatch(name) or len(name) > 100:
            remedy = "use lower-case letters, digits and hyphens, at most 100"
            self.problem(rules.BAD_ID, where, f"{name[:60]!r} is not an id", remedy, name)
            return False
        if claim.value not in self.model.classes or claim.value not in self.model.entities:
            remedy = self.guesses.guess(claim.value, "class", self.model.entities) or "see the ontology's reference"
            message = f"{claim.value[:60]!r} is not a class of entities"
            self.problem(rules.UNKNOWN_CLASS, where, message, remedy, claim.value, f"entity/{name}")
            self.lost.add(name)
            return False
        if self.former.get(name, name) != name:
            remedy = "give another id, or extends: to add facts to that entity"
            self.problem(rules.BAD_ID, where, f"{name} is a former id of {self.former[name]}", remedy, name)
        return True

    def _former_ids(self) -> None:
        for claim in self.records.claims:
            if claim.property == FORMER_IDS and self.former.setdefault(claim.value, claim.subject) != claim.subject:
                message = f"{claim.value} is already a former id of {self.former[claim.value]}"
                self.problem(rules.TAKEN_KEY, claim.location, message, "an id leads to one entity; keep one of them", value=claim.value)

    def _alike(self, one: str, other: str) -> bool:
        """Whether two datasets may mean the same thing: its class is disputed within one group, or state or territory."""
        return self.model.classes[one].parents == self.model.classes[other].parents

    def _own_keys(self) -> None:
        keys = [c for c in self.records.claims if c.property in self.all_keys]
        # Those of entities that are themselves named by a key come last, when that key is known.
        for claim in sorted(keys, key=lambda c: ":" in c.subject):
            subject = self._find(claim.subject)
            if subject is None:
                continue
            other = self.keys.setdefault((claim.property, claim.value), subject)
            if other != subject:
                message = f"{claim.property} {claim.value[:60]} is already the key of {other}"
                remedy = "a key belongs to one entity; if both are the same, use extends:"
                self.problem(rules.TAKEN_KEY, claim.location, message, remedy, claim.value, f"entity/{subject}", claim.property)

    def _find(self, reference: str) -> str | None:
        """What a reference leads to, if anything."""
        if reference in self.classes:
            return reference
        now = self.former.get(reference, reference)
        key, colon, value = now.partition(":")
        return self.keys.get((key, value)) if colon else now if now in self.classes else None

    def _resolve(self, reference: str, where: Location) -> str | None:
        if found := self._find(reference):
            return found
        if reference in self.lost:
            return None
        key, colon, value = reference.partition(":")
        if not colon:
            remedy = self.guesses.guess(reference, "id", self.classes)
            self.problem(rules.NO_ENTITY, where, f"there is no entity {reference[:60]!r}", remedy, reference)
        elif key not in self.all_keys:
            remedy = self.guesses.guess(key, "key", self.all_keys) or "keys are " + ", ".join(sorted(self.all_keys))
            self.problem(rules.NO_KEY, where, f"{key[:60]!r} is not a key", remedy, reference)
        else:
            remedy = self.guesses.guess(value, f"key {key}", (v for k, v in self.keys if k == key))
            self.problem(rules.NO_OWNER, where, f"nothing has the {key} {value[:60]!r}", remedy, reference)
        return None

    # -- claims

    def _claim(self, claim: ClaimRecord) -> ClaimRecord | None:
        subject = self._resolve(claim.subject, claim.location)
        if subject is None:
            return None
        claim = claim if subject == claim.subject else replace(claim, subject=subject)
        self._provenance(claim.provenance, claim.location, claim, f"{claim.property} of {subject}")
        if claim.property != "class":
            cls = self.model.classes[self.classes[subject]]
            prop = cls.properties.get(claim.property)
            if prop is None:
                remedy = meant(claim.property, cls.properties) or f"its properties are {', '.join(cls.properties)}"
                message = f"{cls.name} has no property {claim.property}"
                self.problem(rules.UNKNOWN_PROPERTY, claim.location, message, remedy, claim.value, f"entity/{subject}", claim.property)
                return None
            self._type(prop, claim.value, claim.location, f"entity/{subject}")
        return claim

    def _note(self, note: ConflictNote) -> str | None:
        subject = self._resolve(note.subject, note.location)
        if subject:
            cls = self.model.classes[self.classes[subject]]
            topics = [*cls.properties, *cls.ends, "class"]
            if not note.topic:
                self.problem(rules.REQUIRED, note.location, "a conflict is about a property or relation", "add topic:")
            elif note.topic not in topics:
                remedy = meant(note.topic, topics)
                message = f"{cls.name} has no property or relation {note.topic[:60]}"
                self.problem(rules.UNKNOWN_PROPERTY, note.location, message, remedy, note.topic, f"entity/{subject}")
        return subject

    def _provenance(self, said: Provenance, where: Location, focus: Focus, what: str) -> None:
        if not said.source:
            self.problem(rules.NO_SOURCE, where, f"{what} has no source", SOURCE_REMEDY, focus=focus, path="source")
        if said.dataset not in self.ranks:
            remedy = self.guesses.guess(said.dataset, "dataset", self.ranks) or "describe it under datasets:"
            place = said.places.get("dataset", where)
            self.problem(rules.NO_DATASET, place, f"there is no dataset {said.dataset[:60]!r}", remedy, said.dataset)
        properties = self.model.classes["Claim"].properties
        for name, value in (("verification", said.verification), ("retrieved", said.retrieved)):
            if value and (name, value) not in self.fine:
                before = len(self.problems)
                place = said.places.get(name, where)
                self._type(properties[name], value, place, focus)
                self._values(properties[name], [value], [place], focus)
                if len(self.problems) == before:
                    self.fine.add((name, value))

    def _type(self, prop: Property, value: str, where: Location, focus: Focus) -> None:
        if wrong := wrong_type(prop.datatype, value):
            rule = rules.BAD_DATE if prop.datatype is Datatype.EDTF else rules.WRONG_TYPE
            self.problem(rule, where, f"{prop.name} is {value[:60]!r}: {wrong}", TYPE_REMEDY[prop.datatype], value, focus, prop.name)

    def _values(self, prop: Property, values: Sequence[str], places: Sequence[Location], focus: Focus) -> None:
        """What shapes say of all values together; `places` are those of the values, or one for all."""
        for constraint in prop.constraints:
            for rule, value in broken_rules(constraint, values):
                shown = " is missing" if rule is rules.REQUIRED else f" is {value[:60]!r}"
                near = meant(value, constraint.one_of) if value and constraint.one_of else ""
                remedy = near or (f"add {prop.name}:" if rule is rules.REQUIRED else "")
                if rule is rules.TOO_MANY:
                    shown, remedy = f" has {len(set(values))} values in one dataset", "keep one; an entity has aliases for others"
                place = places[values.index(value) if value in values and len(places) == len(values) else 0]
                self.problem(rule, place, f"{prop.name}{shown}: {constraint.message}", remedy, value, focus, prop.name)

    def _entities(self, claims: Iterable[ClaimRecord]) -> None:
        """The values of every entity as each dataset has them: what is required may also be said by another."""
        said: dict[str, dict[str, dict[str, list[ClaimRecord]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        declared: dict[str, Location] = {}
        for claim in claims:
            if claim.property == "class":
                declared.setdefault(claim.subject, claim.location)
            said[claim.subject][claim.property][claim.provenance.dataset].append(claim)
        for subject, by_property in said.items():
            properties = self.model.classes[self.classes[subject]].properties
            for name, by_dataset in by_property.items():
                for found in by_dataset.values() if name in properties else ():
                    self._values(properties[name], [c.value for c in found], [c.location for c in found], f"entity/{subject}")
            for prop in properties.values():
                if prop.required and prop.name not in by_property and subject in declared and subject not in self.known.classes:
                    self._values(prop, [], [declared[subject]], f"entity/{subject}")
            self._lifespan(subject, by_property)

    def _lifespan(self, subject: str, by_property: Mapping[str, Mapping[str, Sequence[ClaimRecord]]]) -> None:
        begins, ends = self.model.classes[self.classes[subject]].lifespan
        if not begins or not ends:
            return
        for dataset, ended in by_property.get(ends.name, {}).items():
            for begun in by_property.get(begins.name, {}).get(dataset, ()):
                for end in ended:
                    if _backwards(begun.value, end.value):
                        message = f"{subject} has {ends.name} {end.value} before {begins.name} {begun.value}"
                        remedy = f"check both days; see {begun.location}"
                        self.problem(rules.BACKWARDS, end.location, message, remedy, end.value, f"entity/{subject}", ends.name)

    # -- links

    def _link(self, link: LinkRecord) -> LinkRecord | None:
        relation = self.model.relations[link.relation]
        place = link.places.get("ref", link.location)
        subject, object_ = (self._resolve(r, place) for r in (link.subject, link.object))
        if not subject or not object_:
            return None
        found = relocate(link, subject, object_, symmetric=relation.symmetric)
        for end, wanted, word in ((subject, relation.domain, "from"), (object_, relation.range, "to")):
            if not self.model.is_a(self.classes[end], wanted):
                message = f"{relation.name} goes {word} a kind of {wanted}, and {end} is a {self.classes[end]}"
                self.problem(rules.WRONG_END, place, message, "check the reference and the relation", end, found, relation.name)
        self._provenance(found.provenance, found.location, found, relation.name)
        self._edge(found)
        self._in_order(found)
        return found

    def _edge(self, link: LinkRecord) -> None:
        for prop in self.edges[self.model.relations[link.relation].edge]:
            value = link.properties.get(prop.name)
            if value is None and not prop.constraints:
                continue
            texts = [] if value is None else [str(value)]
            place = link.places.get(prop.name, link.location)
            if texts and not (prop.ends and texts[0] == OPEN_END):
                self._type(prop, texts[0], place, link)
            self._values(prop, texts, [place], link)

    def _in_order(self, link: LinkRecord) -> None:
        start, end = str(link.properties.get("start", "")), str(link.properties.get("end", ""))
        if start and end not in ("", OPEN_END) and _backwards(start, end):
            message = f"{link.relation} ends {end} before it starts {start}"
            self.problem(rules.BACKWARDS, link.places.get("end", link.location), message, "check both days", end, link, "end")

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
                remedy = "keep one, or give different starts or roles"
                self.problem(rules.SAID_TWICE, link.location, message, remedy, focus=link)
        found.links = list(links.values())


def _backwards(start: str, end: str) -> bool:
    """Whether the end certainly lies before the start. Days that are no dates are reported as values."""
    try:
        return bounds(start).earliest > bounds(end).latest
    except InvalidDateError:
        return False
