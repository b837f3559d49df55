"""What the ontology says, as immutable Python values: the one place from which labels, types, checks and documents are derived."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ontology import stored
from ontology.linked_terms import Linked
from ontology.terms import Term, Vocabulary


class Kind(enum.Enum):
    """What a class is a class of: the topmost class of its lineage, within which ids are unique."""

    ENTITY = "Entity"
    RECORD = "Record"
    LINK = "Link"


class Datatype(enum.Enum):
    """The kind of value a property holds."""

    TEXT = "text"
    URI = "uri"
    EDTF = "edtf"
    DAY = "day"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    LABELS = "labels"

    @property
    def textual(self) -> bool:
        """Whether values are words, to be compared by folding case and accents."""
        return self in (Datatype.TEXT, Datatype.URI)


class Side(enum.Enum):
    """One of the two ends of a relation."""

    OBJECT = "object"
    SUBJECT = "subject"


class Search(enum.Enum):
    """How the search reads a property."""

    NAME = "name"
    CODE = "code"
    TEXT = "text"
    ADJECTIVE = "adjective"
    LABELS = "labels"


@dataclass(frozen=True, slots=True)
class Constraint:
    """One SHACL property shape. `message` is what a curator reads when a value breaks it."""

    message: str
    required: bool = False
    max_count: int | None = None
    pattern: str | None = None
    one_of: tuple[str, ...] = ()
    min_length: int | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """A property as one class has it, with the constraints that hold there.

    `derived`: loads make it, and no source states it. `any_case`: its values are codes in capitals, to be found in any case. `digits`: they
    are numbers of so many digits, to be found without their leading zeros (0: they are not). `cites`: its values name
    sources. `vocabulary`: the only values it may have.
    `alone`, `of_source`: of what says who states a fact, what is of that fact alone, and what is of its source.
    """

    name: str
    label: str
    comment: str
    datatype: Datatype
    many: bool = False
    derived: bool = False
    search: Search | None = None
    begins: bool = False
    closes: bool = False
    precedes: bool = False
    any_case: bool = False
    digits: int = 0
    cites: bool = False
    alone: bool = False
    of_source: bool = False
    constraints: tuple[Constraint, ...] = ()
    vocabulary: Vocabulary | None = None

    @property
    def factual(self) -> bool:
        """Whether it is a fact of its entity, and neither a name, a code or a text about it nor what loads derive."""
        return (self.search is None or self.datatype is Datatype.EDTF) and not self.derived and self.name != FORMER_IDS

    @property
    def folded(self) -> str:
        """Where its words are stored without case and accents."""
        return stored.folded(self.name)

    @property
    def earliest(self) -> str:
        """Where the first day that its date may mean is stored."""
        return stored.earliest(self.name)

    @property
    def latest(self) -> str:
        """Where the last day that its date may mean is stored."""
        return stored.latest(self.name)

    def code(self, value: str) -> str:
        """The form in which a code is stored, from the one in which somebody wrote it: "pol" is POL, "40" is 040."""
        if self.any_case:
            value = value.strip().upper()
        return value.strip().zfill(self.digits) if self.digits and value.strip().isdecimal() else value

    @property
    def required(self) -> bool:
        """Whether every entity of the class has a value."""
        return any(c.required for c in self.constraints)

    @property
    def one_of(self) -> tuple[str, ...]:
        """The values it may take, or nothing when any will do."""
        return next((c.one_of for c in self.constraints if c.one_of), ())


class Direction(enum.Enum):
    """How a relation is walked from the entity at hand."""

    OUT = "out"
    IN = "in"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Binding:
    """How a relation comes to bind its subject.

    `act` and `kind` are the properties with the day and the kind of the act of consent. Properties of the object give its rule: `lag` says
    how long after consent it binds, `together` whether it binds all who signed at once. `event` is what that day is called. Kinds that
    `dates_back` may bind from before the act, `provisional` ones from the day of the act on, whether the object has begun or not.
    Who consents by an `unsigned` kind has not signed; who has a role that is `signing` has signed, and is not bound.
    """

    act: str
    kind: str
    lag: str
    together: str
    event: str
    dates_back: tuple[str, ...] = ()
    provisional: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    signing: tuple[str, ...] = ()


class Shared(enum.Enum):
    """How panels count what two actors share along a relation: by the classes next below its range, or all of it together."""

    KINDS = "kinds"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between entities. Stored once, in the direction of `name`; read from both ends.

    `type` is the Neo4j type of preferred relationships, `claim_type` of all others, so that an ordinary expand never meets those.
    `sourced`: a source states it (its edge is a Statement). `dated`: it holds for a time (its edge is a Spell).
    `listed`: the end whose list it is, where conflicts and coverage are told. `distinct`: properties that with both ends make it one fact.
    `younger`: the end that began no earlier than the first of the others. `early`: roles in which it may hold before the object has begun.
    `found_by`: in which directions the names of the other end find an entity in the search, too.
    `hierarchy`: following it never leads back to where one began. `one_body`: the kind of it of which both ends can be asked as one.
    `plural`: what its relationships are called together, where the API lists all of them (empty: it does not).
    `binding`: how it comes to bind, where it waits for an act of consent. `mirrors`: two relations, to its object and to its subject, which
    tell the same spells of the same entities. `shared`: how panels count what two actors share along it; `tie`: the column of panels that
    says whether two are related by it.
    """

    name: str
    label: str
    comment: str
    domain: str
    range: str
    edge: str
    sourced: bool
    dated: bool
    inverse: str | None
    inverse_label: str
    inverse_comment: str
    listed: Side | None = None
    distinct: tuple[str, ...] = ()
    younger: Side | None = None
    early: tuple[str, ...] = ()
    found_by: tuple[Direction, ...] = ()
    hierarchy: bool = False
    one_body: str = ""
    binding: Binding | None = None
    mirrors: tuple[str, ...] = ()
    plural: str = ""
    shared: Shared | None = None
    tie: str = ""

    def is_early(self, properties: Mapping[str, object]) -> bool:
        """Whether a relationship with these properties may hold before its object has begun."""
        return properties.get("role") in self.early or self.is_provisional(properties)

    def is_provisional(self, properties: Mapping[str, object]) -> bool:
        """Whether it binds by an act that does not wait for its object."""
        return self.binding is not None and properties.get(self.binding.kind) in self.binding.provisional

    def dates_back(self, properties: Mapping[str, object]) -> bool:
        """Whether it may bind from before the act of consent."""
        return self.binding is not None and properties.get(self.binding.kind) in self.binding.dates_back

    @property
    def symmetric(self) -> bool:
        """Whether both ends read it under the same name."""
        return self.inverse is None

    @property
    def type(self) -> str:
        """Its Neo4j relationship type: memberOf → FOEDERA_MEMBER_OF."""
        return stored.link_type(self.name)

    @property
    def claim_type(self) -> str:
        """The Neo4j relationship type of claims that are not preferred."""
        return f"{self.type}_CLAIM"


@dataclass(frozen=True, slots=True)
class End:
    """A relation as it is read from one class: under which name, in which direction, to which class."""

    name: str
    label: str
    comment: str
    relation: Relation
    direction: Direction
    target: str


STATEMENT, SPELL = "Statement", "Spell"
"""The classes of relationships that a source states, and that hold for a time."""
KIND = "kind"
"""The property of a relationship that says of what kind it is."""
FORMER_IDS = "formerIds"
"""The property that holds ids which an entity had before; their form is that of every id."""


@dataclass(frozen=True, slots=True, eq=False)
class Class:
    """A class of entities, records or relationships (`kind`). `lineage` is the class itself and then every class above it.

    `weight` is how much a hit of the class counts in the search.
    `exists_by` is the relation by which its entities exist, where they do not by days of their own.
    `shared_keys` identify one entity at a time: their values pass from one to another.
    `allies`: their obligations tie those related to them.
    """

    name: str
    kind: Kind
    plural: str
    label: str
    comment: str
    abstract: bool
    parents: tuple[str, ...]
    lineage: tuple[str, ...]
    concrete: tuple[str, ...]
    keys: tuple[str, ...]
    properties: Mapping[str, Property] = field(repr=False)
    ends: Mapping[str, End] = field(repr=False)
    weight: float = 1.0
    exists_by: str | None = None
    shared_keys: tuple[str, ...] = ()
    allies: bool = False

    @property
    def sourced(self) -> bool:
        """Whether a relationship of this class is stated by a source."""
        return STATEMENT in self.lineage

    @property
    def dated(self) -> bool:
        """Whether a relationship of this class holds for a time."""
        return SPELL in self.lineage

    @property
    def existence(self) -> End | None:
        """The relation by which its entities exist, as it is read from them."""
        return self.ends[self.exists_by] if self.exists_by else None

    @property
    def singular(self) -> str:
        """The name of one of them in the API: MilitaryCommand → militaryCommand."""
        return self.name[0].lower() + self.name[1:]

    def terms_where(self, holds: Callable[[Term], bool]) -> dict[str, frozenset[str]]:
        """By property, the values of its vocabulary for which something holds; without those that have none."""
        found = {p.name: frozenset(t.value for t in p.vocabulary.terms if holds(t)) for p in self.properties.values() if p.vocabulary}
        return {name: values for name, values in found.items() if values}

    @property
    def lifespan(self) -> tuple[Property | None, Property | None]:
        """The properties that say when one of them began and ended."""
        begins = next((p for p in self.properties.values() if p.begins), None)
        return begins, next((p for p in self.properties.values() if p.closes), None)


@dataclass(frozen=True)
class Model:
    """The whole ontology.

    `classes` are those of nodes (entities and records), `edges` those of relationships, `relations` by the name under which
    they are stored. `version` is owl:versionInfo, `fingerprint` a hash of the Turtle, `linked` what only RDF needs to know of its terms.
    """

    classes: Mapping[str, Class]
    edges: Mapping[str, Class]
    relations: Mapping[str, Relation]
    version: str
    fingerprint: str = ""
    linked: Linked = field(default_factory=Linked)

    def labels(self, name: str) -> tuple[str, ...]:
        """The Neo4j labels of an entity of class `name`: its own and those of all classes above it."""
        return tuple(map(stored.label, self.classes[name].lineage))

    @cached_property
    def vocabularies(self) -> tuple[Vocabulary, ...]:
        """All closed vocabularies, in the order in which classes use them."""
        classes = (*self.classes.values(), *self.edges.values())
        return tuple(dict.fromkeys(p.vocabulary for c in classes for p in c.properties.values() if p.vocabulary))

    def vocabulary(self, name: str) -> Vocabulary:
        """The closed vocabulary of that name."""
        return next(v for v in self.vocabularies if v.name == name)

    @cached_property
    def provenance(self) -> tuple[str, ...]:
        """The properties that say of any fact who states it: dataset, source and so on."""
        return tuple(p.name for p in self.edges[STATEMENT].properties.values() if not p.derived)

    @cached_property
    def alone(self) -> tuple[str, ...]:
        """Those of `provenance` that are of one fact: nothing within takes them over."""
        return tuple(name for name in self.provenance if self.edges[STATEMENT].properties[name].alone)

    @cached_property
    def of_source(self) -> tuple[str, ...]:
        """Those of `provenance` that do not hold where another source is named."""
        return tuple(name for name in self.provenance if self.edges[STATEMENT].properties[name].of_source)

    def stated(self, edge: str) -> tuple[Property, ...]:
        """What a source states of a relationship of class `edge`, besides who states it."""
        return self._stated[edge]

    @cached_property
    def _stated(self) -> Mapping[str, tuple[Property, ...]]:
        """See `stated`: pages ask for every row of theirs."""
        own = {name: edge.properties.values() for name, edge in self.edges.items()}
        return {name: tuple(p for p in all_ if not p.derived and p.name not in self.provenance) for name, all_ in own.items()}

    def contests(self, edge: str, properties: Mapping[str, object]) -> bool:
        """Whether a relationship of class `edge` says of itself that it is contested."""
        return any(properties.get(name) in values for name, values in self.contested[edge].items())

    @cached_property
    def contested(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """By class of relationships and property, the values by which one is contested."""
        return {name: cls.terms_where(lambda term: term.contested) for name, cls in self.edges.items()}

    @cached_property
    def id_form(self) -> Constraint:
        """The pattern and the greatest length of an id."""
        own = self.classes[Kind.ENTITY.value].properties[FORMER_IDS]
        return next(c for c in own.constraints if c.pattern and c.max_length)

    def is_id(self, text: str) -> bool:
        """Whether `text` has the form of an id."""
        form = self.id_form
        return re.fullmatch(form.pattern or "", text) is not None and len(text) <= (form.max_length or 0)

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether every `name` is an `ancestor`."""
        return ancestor in self.classes[name].lineage

    def existences(self, cls: Class) -> tuple[End, ...]:
        """The relations by which entities of a class, or of classes below it, exist."""
        found = {name: end for c in cls.concrete if (end := self.classes[c].existence) for name in [end.name]}
        return tuple(found[name] for name in sorted(found))

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """The classes with nothing above them."""
        return tuple(c.name for c in self.classes.values() if not c.parents)

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """The concrete classes that curators describe."""
        return tuple(c.name for c in self.classes.values() if not c.abstract and c.kind is Kind.ENTITY)

    @cached_property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Every key property with the class that declares it, such as ("Actor", "iso3")."""
        found = []
        for name, cls in self.classes.items():
            inherited = {k for p in cls.parents for k in self.classes[p].keys}
            found += [(name, key) for key in cls.keys if key not in inherited]
        return tuple(found)

    @cached_property
    def lineage(self) -> Relation | None:
        """The relation by which bodies go on in others, with which they can be asked as one."""
        return next((r for r in self.relations.values() if r.one_body), None)

    @cached_property
    def shared_keys(self) -> tuple[tuple[str, str], ...]:
        """Every key that belongs to one entity at a time, with the class that declares it, such as ("State", "cow")."""
        found = []
        for name, cls in self.classes.items():
            inherited = {k for p in cls.parents for k in self.classes[p].shared_keys}
            found += [(name, key) for key in cls.shared_keys if key not in inherited]
        return tuple(found)

    def key_label(self, cls: Class, name: str) -> str | None:
        """The class above `cls`, or `cls` itself, within which values of a key (or ids) are unique; None when it is no key."""
        keys = {*self.keys, (cls.lineage[-1], "id")}
        return next((label for label in cls.lineage if (label, name) in keys), None)

    @cached_property
    def ranges(self) -> tuple[tuple[str, str], ...]:
        """Label and stored property of every range index besides keys: names at the root, dates where they are declared."""
        root = self.classes[Kind.ENTITY.value]
        found = {(root.name, root.properties["name"].folded)}
        for name, cls in self.classes.items():
            inherited = {p for parent in cls.parents for p in self.classes[parent].properties}
            for prop in cls.properties.values():
                if prop.datatype is Datatype.EDTF and prop.name not in inherited and cls.kind is Kind.ENTITY:
                    found.add((name, prop.earliest))
        return tuple(sorted(found))

    @cached_property
    def indexes(self) -> frozenset[tuple[str, str]]:
        """Label and stored property of every index by which a value is found: ids, keys, names and dates."""
        return frozenset({(root, "id") for root in self.roots} | set(self.keys) | set(self.ranges))

    @cached_property
    def searchable(self) -> tuple[str, ...]:
        """The names of all properties the full-text search looks into."""
        return tuple(sorted({p.name for c in self.classes.values() for p in c.properties.values() if p.search}))

    @cached_property
    def by_language(self) -> frozenset[str]:
        """The properties whose values are names by language."""
        return frozenset(p.name for c in self.classes.values() for p in c.properties.values() if p.datatype is Datatype.LABELS)

    @cached_property
    def names(self) -> frozenset[str]:
        """The properties whose values are names of entities."""
        return frozenset(p.name for c in self.classes.values() for p in c.properties.values() if p.search is Search.NAME)
