"""Holds records against the ontology: everything that is wrong, each with its place, its rule and its remedy.

This is the fast way to what SHACL says: the constraints come from the same shapes, and a test holds both against each other.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from common.dates import OPEN, backwards
from common.suggest import suggest
from facts.records import LOCAL_DATASET, ClaimRecord, ConflictNote, CoverageRecord, LinkRecord, Location, Problem, Records
from loaders.checks import rules
from loaders.checks.covering import check_coverage
from loaders.checks.folding import NO_DATASET, folded
from loaders.checks.resolving import NOTHING, Focus, Known, References, dangling, known
from loaders.checks.saying import a, id_remedy, in_cell, key_of, statement
from loaders.sources.date_remedies import GENERAL
from loaders.sources.values import broken_rules, form_remedy, told, type_remedy, wrong_type
from loaders.sources.yaml_reading import relocate
from ontology import Datatype, Model, Property, Relation

__all__ = ["Known", "check_records", "dangling", "distinct", "known"]
_BY_SCRIPT = re.compile(r"^row \d+, (?:.*, )?(.+ line \d+)$")
MISSING = frozenset({"nan", "NaN", "NaT", "None", "<NA>", "#N/A"})
"""Empty cells of pandas, of Python and of spreadsheets, written as text."""
PERIOD = "write the period it speaks of: 1946/2023, or 1946/.. if it is maintained; complete lists are declared by covers: of the file"
SOURCE_REMEDY = "add source: here, to the entity or to the file"


def check_records(records: Records, model: Model, known: Known = NOTHING) -> tuple[Records, list[Problem]]:
    """The records with their references resolved, and all problems found. Records with problems are left out."""
    return _Checker(records, model, known).check()


def place_of(values: Sequence[str], places: Sequence[Location], value: str) -> Location:
    """Where one of several values stands; `places` are theirs, or one for all."""
    return places[values.index(value) if value in values and len(places) == len(values) else 0]


def distinct(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in order of their places, each once: what a file says of many facts at one place is wrong once.

    What a script says wrongly again and again by one of its lines is told once, with the first that it says it of.
    """
    found: dict[tuple[str, int, int, str, str], list[Problem]] = defaultdict(list)
    for problem in sorted(problems):
        where = problem.location
        # Rows that a script goes through are said by one of its lines, which is the last part of the place.
        by_script = said[1] if (said := _BY_SCRIPT.search(where.cell)) else ""
        at = (0, 0) if by_script else (where.line, where.column)
        same = found[where.file, *at, problem.message, by_script]
        if problem.location.cell not in {p.location.cell for p in same[-1:]}:
            same.append(problem)
    return [first if not more else replace(first, message=f"{first.message} ({len(more) + 1:,} times)") for first, *more in found.values()]


def _at_another_place(link: LinkRecord, first: LinkRecord) -> bool:
    """Whether a file has the same row again; a table counts such rows itself, and the other end of a relationship may say it too."""
    where, there = link.location, first.location
    return bool(where.line) and not where.cell and where != there and key_of(link) == key_of(first)


def _several(links: Iterable[LinkRecord]) -> set[int]:
    """The hashes of ids that several links have. All ids of a million links at once would take 180 MB."""
    return {one for one, other in pairwise(sorted(array("q", (hash(link.id) for link in links)))) if one == other}


class _Checker(References):
    def __init__(self, records: Records, model: Model, known: Known) -> None:
        super().__init__(records, model, known)
        self.known = known
        self.edges = {name: model.stated(name) for name in model.edges}
        self.checked_values: set[tuple[str, str]] = set()
        """Values of provenance found right: a few of them stand on all facts."""

    def check(self) -> tuple[Records, list[Problem]]:
        self._datasets()
        self.gather()
        found = Records(datasets=self.records.datasets, files=self.records.files)
        found.claims = [c for c in map(self._claim, self.records.claims) if c]
        found.links = [link for link in map(self._link, self.records.links) if link]
        found.notes = [replace(n, subject=s) for n in self.records.notes if (s := self._note(n))]
        found.coverages = [c for c in map(self._coverage, self.records.coverages) if c]
        found.claims = self._told_apart(found.claims)
        self._entities(found.claims)
        self._doubles(found)
        return found, distinct(folded(self.problems, self.records))

    # -- datasets

    def _datasets(self) -> None:
        cls = self.model.classes["Dataset"]
        for dataset in self.records.datasets.values():
            if not self.model.is_id(dataset.id):
                remedy = id_remedy(dataset.id, self.model)
                self.problem(
                    rules.BAD_ID, dataset.location, f"{dataset.id[:60]!r} is not an id", remedy, dataset.id, f"dataset/{dataset.id}"
                )
            if dataset.id in self.known.classes:
                message = f"{dataset.id} is the id of an entity"
                remedy = "give the dataset another id: an id names one thing"
                self.problem(rules.BAD_ID, dataset.location, message, remedy, dataset.id, f"dataset/{dataset.id}")
            for prop in cls.properties.values():
                value = dataset.properties.get(prop.name)
                texts = [] if value in (None, "") else [str(value)]
                for text in texts:
                    remedy = PERIOD if prop.datatype is Datatype.EDTF else ""
                    self._type(prop, text, dataset.location, f"dataset/{dataset.id}", remedy)
                self._values(prop, texts, [dataset.location], f"dataset/{dataset.id}")

    # -- claims

    def _claim(self, claim: ClaimRecord) -> ClaimRecord | None:
        subject = self.resolve(claim.subject, claim.location)
        if subject and subject != claim.subject:
            claim = replace(claim, subject=subject)
        # Whatever can be checked without the entity is, so that one wrong class does not hide the other mistakes.
        self._provenance(claim, f"{claim.property} of {claim.subject[:100]}")
        if subject is None:
            if shared := self._shared.get(claim.property):
                self._type(shared, claim.value, claim.location, f"entity/{claim.subject[:100]}")
            return None
        if claim.property == "class":
            # A wrong one, of an entity that has a right one as well, is reported where classes are declared.
            return claim if claim.value in self.model.entities else None
        cls = self.model.classes[self.classes[subject]]
        prop = cls.properties.get(claim.property)
        if prop is None:
            remedy = suggest(claim.property, cls.properties) or f"its properties are {', '.join(cls.properties)}"
            message = f"{cls.name} has no property {claim.property}"
            self.problem(rules.UNKNOWN_PROPERTY, claim.location, message, remedy, claim.value, f"entity/{subject}", claim.property)
            return None
        self._type(prop, claim.value, claim.location, f"entity/{subject}")
        return claim

    def _told_apart(self, claims: list[ClaimRecord]) -> list[ClaimRecord]:
        """The claims, of entities that are described twice in one dataset only the first values: that they differ is the same mistake."""
        if not self.twice:
            return claims
        first: dict[tuple[str, str, str], str] = {}
        for claim in claims:
            first.setdefault((claim.subject, claim.property, claim.provenance.dataset), claim.value)
        one = {c.id for c in claims if first[c.subject, c.property, c.provenance.dataset] == c.value}
        return [c for c in claims if (c.subject, c.provenance.dataset) not in self.twice or c.id in one]

    def _coverage(self, coverage: CoverageRecord) -> CoverageRecord | None:
        self._provenance(coverage, "covers")
        return check_coverage(coverage, self)

    def _note(self, note: ConflictNote) -> str | None:
        subject = self.resolve(note.subject, note.location)
        if subject:
            cls = self.model.classes[self.classes[subject]]
            topics = [*cls.properties, *cls.ends, "class"]
            if not note.topic:
                message = "a conflict is about a property or relation"
                self.problem(rules.REQUIRED, note.location, message, "add topic:", focus=f"note/{note.id}", path="topic")
            elif note.topic not in topics:
                remedy = suggest(note.topic, topics)
                message = f"{cls.name} has no property or relation {note.topic[:60]}"
                self.problem(rules.UNKNOWN_PROPERTY, note.location, message, remedy, note.topic, f"entity/{subject}")
        return subject

    def _provenance(self, record: ClaimRecord | LinkRecord | CoverageRecord, what: str) -> None:
        said = record.provenance
        if not said.source:
            self.problem(rules.NO_SOURCE, record.location, f"{what} has no source", SOURCE_REMEDY, focus=record, path="source")
        if said.dataset not in self.ranks:
            self._no_dataset(said.dataset, said.places.get("dataset", record.location))
        properties = self.model.classes["Claim"].properties
        each = ((n, str(v)) for n, value in said.properties().items() for v in (value if isinstance(value, list) else [value]))
        for name, value in each:
            if name != "dataset" and (name, value) not in self.checked_values:
                before = len(self.problems)
                place = said.places.get(name, record.location)
                self._type(properties[name], value, place, record)
                self._values(properties[name], [value], [place], record)
                if len(self.problems) == before:
                    self.checked_values.add((name, value))

    def _no_dataset(self, name: str, where: Location) -> None:
        if name in self.known.held:
            message = f"dataset {name!r} is described elsewhere, and a load replaces all that it says"
            remedy = "say --append to add to it; or let facts of your own belong to a dataset of your own"
        elif name == LOCAL_DATASET:
            message, remedy = "nothing says to which dataset this belongs", NO_DATASET
        else:
            message = f"there is no dataset {name[:60]!r}"
            remedy = self.guesses.guess(name, "dataset", self.ranks) or "describe it under datasets:"
        self.problem(rules.NO_DATASET, where, message, remedy, name)

    def _type(self, prop: Property, value: str, where: Location, focus: Focus, meant: str = "") -> None:
        """A value has the datatype of its property; `meant` is what stands there, if nothing better is known."""
        if value in MISSING:
            message = f"{prop.name} is {value!r}, which a table has for an empty cell"
            self.problem(rules.MISSING_CELL, where, message, "leave the value out", value, focus, prop.name)
        elif not value.strip() and not any(broken_rules(constraint, [value]) for constraint in prop.constraints):
            self.problem(rules.MISSING_CELL, where, f"{prop.name} is empty", "say what it is, or leave it out", value, focus, prop.name)
        elif wrong := wrong_type(prop.datatype, value):
            rule = rules.BAD_DATE if prop.datatype is Datatype.EDTF else rules.WRONG_TYPE
            known = type_remedy(prop.datatype, value)
            remedy = in_cell(meant if meant and known == GENERAL else known, value, where)
            self.problem(rule, where, told(prop.name, value, wrong), remedy, value, focus, prop.name)

    def _values(self, prop: Property, values: Sequence[str], places: Sequence[Location], focus: Focus) -> None:
        """What shapes say of all values together; `places` are those of the values, or one for all."""
        for constraint in prop.constraints:
            for rule, value in broken_rules(constraint, values):
                shown = " is missing" if rule is rules.REQUIRED else f" is {value[:60]!r}"
                near = suggest(value, constraint.one_of) if value and constraint.one_of else ""
                remedy = near or (f"add {prop.name}:" if rule is rules.REQUIRED else form_remedy(rule, constraint, value))
                if rule is rules.NOT_LISTED:
                    remedy = in_cell(remedy, value, place_of(values, places, value), listed=True)
                if rule is rules.TOO_MANY:
                    shown, remedy = f" has {len(set(values))} values in one dataset", "keep one; an entity has aliases for others"
                place = place_of(values, places, value)
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
                    if backwards(begun.value, end.value):
                        message = f"{subject} has {ends.name} {end.value} before {begins.name} {begun.value}"
                        remedy = f"check both days; see {begun.location}"
                        self.problem(rules.BACKWARDS, end.location, message, remedy, end.value, f"entity/{subject}", ends.name)

    @cached_property
    def _shared(self) -> dict[str, Property]:
        """The properties that have one datatype in all classes that have them, by name."""
        found: dict[str, dict[Datatype, Property]] = defaultdict(dict)
        for cls in self.model.entities:
            for prop in self.model.classes[cls].properties.values():
                found[prop.name][prop.datatype] = prop
        return {name: prop for name, (prop, *others) in ((n, by.values()) for n, by in found.items()) if not others}

    # -- links

    def _link(self, link: LinkRecord) -> LinkRecord | None:
        relation = self.model.relations[link.relation]
        place = link.place("ref")
        days = self.days(link)
        subject, object_ = (self.resolve(r, place, days) for r in (link.subject, link.object))
        found = relocate(link, subject, object_, symmetric=relation.symmetric) if subject and object_ else link
        self._provenance(found, key_of(found))
        self._edge(found)
        if not subject or not object_:
            return None
        if subject == object_:
            remedy = "check the reference" if link.subject == link.object else f"{link.subject} and {link.object} are the same; check both"
            self.problem(rules.TO_ITSELF, place, f"{subject} {key_of(link)} itself", remedy, object_, found, relation.name)
            return None
        self._ends(found, relation, place)
        self._in_order(found)
        return found

    def _ends(self, link: LinkRecord, relation: Relation, where: Location) -> None:
        """What is related has to be of the kinds that the relation is for."""
        key = key_of(link)
        ends = (link.subject, relation.domain, "from"), (link.object, relation.range, "to")
        if key != relation.name:
            ends = (link.object, relation.range, "from"), (link.subject, relation.domain, "to")
        wrong = [(end, wanted, word) for end, wanted, word in ends if not self.model.is_a(self.classes[end], wanted)]
        if wrong:
            wants = " and ".join(f"{word} a kind of {wanted}" for _, wanted, word in wrong)
            found = " and ".join(f"{end} is {a(self.classes[end])}" for end, _, _ in wrong)
            remedy = self._other_way(key, relation, link)
            self.problem(rules.WRONG_END, where, f"{key} goes {wants}, and {found}", remedy, wrong[0][0], link, relation.name)

    def _other_way(self, key: str, relation: Relation, link: LinkRecord) -> str:
        """What to do about a relation between the wrong kinds: say it from the other end, where that would be right."""
        one, other = self.classes[link.subject], self.classes[link.object]
        if relation.inverse and self.model.is_a(other, relation.domain) and self.model.is_a(one, relation.range):
            return f"the other way round it is right: write {relation.inverse if key == relation.name else relation.name}:"
        mine, its = (one, other) if key == relation.name else (other, one)
        fit = [e.name for e in self.model.classes[mine].ends.values() if e.relation.sourced and self.model.is_a(its, e.target)]
        return "check the reference and the relation" + (f"; {a(mine)} has {', '.join(fit)} for {a(its)}" if fit else "")

    def _edge(self, link: LinkRecord) -> None:
        for prop in self.edges[self.model.relations[link.relation].edge]:
            value = link.properties.get(prop.name)
            if value is None and not prop.constraints:
                continue
            texts = [] if value is None else [str(value)]
            place = link.place(prop.name)
            if texts and not (prop.closes and texts[0] == OPEN):
                self._type(prop, texts[0], place, link)
            self._values(prop, texts, [place], link)

    def _in_order(self, link: LinkRecord) -> None:
        start, end = str(link.properties.get("start", "")), str(link.properties.get("end", ""))
        if start and end not in ("", OPEN) and backwards(start, end):
            message = f"{statement(link)} ends {end}, before it starts {start}"
            self.problem(rules.BACKWARDS, link.place("end"), message, "check both days", end, link, "end")

    def _doubles(self, found: Records) -> None:
        """The same said twice is harmless in one place of a file, but two relationships with one id cannot both be kept."""
        claims: dict[str, ClaimRecord] = {}
        for claim in found.claims:
            claims.setdefault(claim.id, claim)
        found.claims = list(claims.values())
        found.coverages = list({c.id: c for c in found.coverages}.values())
        several, links, kept = _several(found.links), dict[str, LinkRecord](), list[LinkRecord]()
        for link in found.links:
            first = links.setdefault(link.id, link) if several and hash(link.id) in several else link
            if first is link:
                kept.append(link)
            if first is not link and first != link:
                message = f"{key_of(link)} of the same two, from the same day and source, stands at {first.location} too"
                remedy = "keep one, or give different starts or roles"
                self.problem(rules.SAID_TWICE, link.location, message, remedy, focus=link)
            elif first is not link and _at_another_place(link, first):
                found.repeated.append(link)
        found.links = kept
