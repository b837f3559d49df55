"""What ids, external keys and former ids lead to, among records and what is known besides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from common.dates import Bounds
from facts.records import NOWHERE, ClaimRecord, CoverageRecord, LinkRecord, Location, Problem, Records, focus_of
from facts.redirects import FORMER_IDS, former_ids
from loaders.checks import rules
from loaders.checks.bearers import Bearers, days_of
from loaders.checks.guesses import Guesses, There
from loaders.checks.rules import Rule
from loaders.checks.saying import a, at_hand, id_remedy
from loaders.sources.yaml_reading import relocate
from ontology import Kind, Model

MOST_NAMED = 12
"""Classes that a remedy names."""

RESERVED = "redirect"
"""The ids of what former ids lead on begin so, as those of the claims on an entity begin with its id."""

NAMES = ("name", "officialName", "aliases")
"""The properties by whose values people name an entity."""

Focus = str | ClaimRecord | LinkRecord | CoverageRecord
"""What a problem is about: a name, or a record whose name is only made (it takes a hash) when there is a problem."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the graph holds already of datasets not being loaded: classes and names of entities, owners of keys, ids they had before.

    `held` are datasets that it holds and that are about to be replaced by records that do not describe them.
    """

    classes: Mapping[str, str]
    keys: Mapping[tuple[str, str], str]
    ranks: Mapping[str, int]
    former: Mapping[str, str] = field(default_factory=dict)
    bearers: Bearers = field(default_factory=Bearers)
    names: Sequence[tuple[str, str]] = ()
    held: Collection[str] = ()


NOTHING = Known({}, {}, {})


def known(records: Records, model: Model, held: Collection[str] = ()) -> Known:
    """The classes, keys and ranks in `records`, for a check of others. The datasets `held` do not count as described."""
    keys = {key for _, key in model.keys}
    ranks = {d.id: d.rank for d in records.datasets.values() if d.id not in held}
    return Known(
        {c.subject: c.value for c in records.claims if c.property == "class"},
        {(c.property, c.value): c.subject for c in records.claims if c.property in keys},
        ranks,
        former_ids(records),
        _bearers(records, model),
        _names(records),
        held,
    )


def _names(records: Records) -> list[tuple[str, str]]:
    """What entities are called, each with the id."""
    return [(claim.value, claim.subject) for claim in records.claims if claim.property in NAMES]


def _bearers(records: Records, model: Model) -> Bearers:
    """Who has the keys that pass from one to another, in records whose references are resolved."""
    found = Bearers()
    shared = {key for _, key in model.shared_keys}
    for claim in records.claims:
        if claim.property in shared:
            found.bear((claim.property, claim.value), claim.subject)
    existing = {c.exists_by for c in model.classes.values()}
    found.exist(link for link in records.links if link.relation in existing)
    return found


def dangling(new: Records, others: Records) -> Iterable[Problem]:
    """References of other datasets to entities that nobody describes any more."""
    there = {c.subject for c in (*new.claims, *others.claims) if c.property == "class"} | former_ids(new).keys() | former_ids(others).keys()
    for link in others.links:
        for end in (link.subject, link.object):
            if end not in there:
                message = f"dataset {link.provenance.dataset} says {link.relation} of {end}, which would be gone"
                yield rules.GONE.broken(NOWHERE, message, "load that dataset without it, too", value=end)
    for coverage in others.coverages:
        if coverage.of and coverage.of not in there:
            message = f"dataset {coverage.provenance.dataset} covers {coverage.of}, which would be gone"
            yield rules.GONE.broken(NOWHERE, message, "load that dataset without it, too", value=coverage.of)


def abandoned(gone: Records, others: Records) -> Iterator[Problem]:
    """What other datasets say of entities that only `gone` describes."""
    declared = {c.subject for c in others.claims if c.property == "class"} | former_ids(others).keys()
    lost = ({c.subject for c in gone.claims if c.property == "class"} | former_ids(gone).keys()) - declared
    said = {(n.dataset, "a conflict", n.subject) for n in others.notes}
    said |= {(c.provenance.dataset, c.property, c.subject) for c in others.claims}
    said |= {(o.provenance.dataset, o.relation, end) for o in others.links for end in (o.subject, o.object)}
    for dataset, what, subject in sorted(said):
        if subject in lost:
            remedy = "drop that dataset first, or load it without this"
            yield rules.GONE.broken(NOWHERE, f"dataset {dataset} says {what} of {subject}, which would be gone", remedy, value=subject)


def resolve_records(records: Records, model: Model) -> Records:
    """The records with their references resolved, without a check; those that lead nowhere are left out."""
    return References(records, model, NOTHING).resolved()


class References:
    """What exists, and the problems met while finding out."""

    def __init__(self, records: Records, model: Model, known: Known) -> None:
        self.records = records
        self.model = model
        self.problems: list[Problem] = []
        self.ranks = dict(known.ranks) | {d.id: d.rank for d in records.datasets.values()}
        self.classes: dict[str, str] = dict(known.classes)
        self.keys: dict[tuple[str, str], str] = dict(known.keys)
        self.former: dict[str, str] = dict(known.former)
        self.names = known.names
        self.shared_keys = {key for _, key in model.shared_keys}
        self.all_keys = {key for _, key in model.keys} | self.shared_keys
        self.bearers = Bearers()
        self.bearers.add(known.bearers)
        self.guesses = Guesses(self._there)
        self.unreadable = set(records.unreadable)
        """References that lead to what could not be read, which is a problem already."""
        self.twice: set[tuple[str, str]] = set()
        """Entities with the datasets that describe them twice."""

    def problem(
        self, rule: Rule, where: Location, message: str, remedy: str = "", value: str = "", focus: Focus = "", path: str = ""
    ) -> None:
        """Note a problem."""
        name = focus if isinstance(focus, str) else focus_of(focus)
        self.problems.append(rule.broken(where, message, at_hand(remedy, where), value=value[:60], focus=name, path=path))

    def _there(self) -> There:
        """What a reference may have meant."""
        shared = {key: owners[0] for key, owners in ((k, list(o)) for k, o in self.bearers.owners.items()) if owners}
        return There(self.classes, (*self.names, *_names(self.records)), {**self.keys, **shared})

    def resolved(self) -> Records:
        """The records with what they name found; those that name nothing are left out."""
        self.gather()
        found = Records(datasets=self.records.datasets, files=self.records.files)
        found.claims = [c if s == c.subject else replace(c, subject=s) for c in self.records.claims if (s := self.find(c.subject))]
        for link in self.records.links:
            days = self.days(link)
            ends = self.find(link.subject, days), self.find(link.object, days)
            if ends[0] and ends[1]:
                found.links.append(relocate(link, ends[0], ends[1], symmetric=self.model.relations[link.relation].symmetric))
        found.coverages = [replace(c, of=self.find(c.of) or "") for c in self.records.coverages if not c.of or self.find(c.of)]
        return found

    def gather(self) -> None:
        """Take in the classes, keys and former ids that the records give."""
        self._former_ids()
        self._declare()
        self._own_keys()
        self._own_bearers()

    def _declare(self) -> None:
        ranks: dict[str, int] = {}
        places: dict[tuple[str, str], Location] = {}
        for claim in (c for c in self.records.claims if c.property == "class"):
            name, where, dataset = claim.subject, claim.location, claim.provenance.dataset
            first = places.setdefault((name, dataset), where)
            if first is not where:
                self.twice.add((name, dataset))
                self.problem(rules.SAID_TWICE, where, f"{name[:60]} is described twice", f"see {first}; use extends: to add facts")
            if not self._may_declare(claim):
                continue
            if first is where and name in self.classes and not self._alike(self.classes[name], claim.value):
                message = f"{name} is {a(self.classes[name])} in another dataset and {a(claim.value)} here"
                remedy = "give one of them another id: they cannot be the same thing"
                self.problem(rules.OTHER_CLASS, where, message, remedy, value=claim.value, focus=f"entity/{name}")
            rank = self.ranks.get(dataset, 1000)
            if name not in ranks or rank < ranks[name]:
                ranks[name] = rank
                self.classes[name] = claim.value

    def _no_class(self, name: str) -> tuple[str, str]:
        """Why no entity can be of the class, and what to write instead."""
        above = self.model.classes.get(name)
        if above and above.kind is Kind.ENTITY:
            more = f" and {len(above.concrete) - MOST_NAMED} more" if len(above.concrete) > MOST_NAMED else ""
            return f"{name} is a general class", f"name one below it: {', '.join(above.concrete[:MOST_NAMED])}{more}"
        remedy = self.guesses.guess(name, "class", self.model.entities) or "`foedera new` and docs/ontology.md list the classes"
        return f"{name[:60]!r} is not a class of entities", remedy

    def _may_declare(self, claim: ClaimRecord) -> bool:
        name, where = claim.subject, claim.location
        if not self.model.is_id(name):
            self.problem(rules.BAD_ID, where, f"{name[:60]!r} is not an id", id_remedy(name, self.model), name)
            self.unreadable.add(name)
            return False
        if name in self.ranks or name == RESERVED:
            owner = "a dataset" if name in self.ranks else "former ids"
            self.problem(rules.BAD_ID, where, f"{name} is the id of {owner}", "give it another id: an id names one thing", name)
            self.unreadable.add(name)
            return False
        if claim.value not in self.model.classes or claim.value not in self.model.entities:
            message, remedy = self._no_class(claim.value)
            self.problem(rules.UNKNOWN_CLASS, where, message, remedy, claim.value, f"entity/{name}")
            self.unreadable.add(name)
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
        keys = [c for c in self.records.claims if c.property in self.all_keys - self.shared_keys]
        # Those of entities that are themselves named by a key come last, when that key is known.
        for claim in sorted(keys, key=lambda c: ":" in c.subject):
            subject = self.find(claim.subject)
            if subject is None:
                continue
            other = self.keys.setdefault((claim.property, claim.value), subject)
            if other != subject:
                message = f"{claim.property} {claim.value[:60]} is already the key of {other}"
                remedy = "a key belongs to one entity; if both are the same, use extends:"
                self.problem(rules.TAKEN_KEY, claim.location, message, remedy, claim.value, f"entity/{subject}", claim.property)

    def _own_bearers(self) -> None:
        """Who has the keys that pass from one to another. Their spells are stated of ids and of keys of one entity."""
        for claim in self.records.claims:
            if claim.property in self.shared_keys and (subject := self.find(claim.subject)):
                self.bearers.bear((claim.property, claim.value), subject)
        existing = {c.exists_by for c in self.model.classes.values()}
        links = [link for link in self.records.links if link.relation in existing]
        self.bearers.exist(replace(link, subject=s) for link in links if (s := self.find(link.subject)))

    def days(self, link: LinkRecord) -> Bounds | None:
        """The days of which a statement speaks, where that decides whom it is about."""
        shared = any(end.partition(":")[0] in self.shared_keys for end in (link.subject, link.object))
        return days_of(link, self.model.edges[self.model.relations[link.relation].edge]) if shared else None

    def find(self, reference: str, days: Bounds | None = None) -> str | None:
        """What a reference leads to, if anything; by a key that passes from one to another, in a statement about `days`."""
        if reference in self.classes:
            return reference
        now = self.former.get(reference, reference)
        key, colon, value = now.partition(":")
        if key in self.shared_keys:
            found = self.bearers.on((key, value), days)
            return found[0] if len(found) == 1 else None
        return self.keys.get((key, value)) if colon else now if now in self.classes else None

    def resolve(self, reference: str, where: Location, days: Bounds | None = None) -> str | None:
        """What a reference leads to; a problem when that is nothing."""
        if found := self.find(reference, days):
            return found
        if reference in self.unreadable:
            return None
        key, colon, value = reference.partition(":")
        if not colon:
            remedy = self.guesses.entity(reference)
            self.problem(rules.NO_ENTITY, where, f"there is no entity {reference[:60]!r}", remedy, reference)
        elif key not in self.all_keys:
            remedy = self.guesses.key(key, value) or self.guesses.guess(key, "keys", sorted(self.all_keys))
            remedy = remedy or "keys are " + ", ".join(sorted(self.all_keys))
            self.problem(rules.NO_KEY, where, f"{key[:60]!r} is not a key", remedy, reference)
        elif owners := self.bearers.owners.get((key, value)):
            meant = self.bearers.on((key, value), days)
            message = (
                f"{reference} may be {' or '.join(meant)}"
                if meant
                else f"{reference} was nobody then, but at other times {', '.join(owners)}"
            )
            self.problem(rules.NO_OWNER, where, message, "give the id" if days else "give a start, or the id", reference)
        else:
            known = (v for k, v in (*self.keys, *self.bearers.owners) if k == key)
            remedy = self.guesses.key(key, value) or self.guesses.value(key, value, known)
            self.problem(rules.NO_OWNER, where, f"nothing has the {key} {value[:60]!r}", remedy, reference)
        return None
