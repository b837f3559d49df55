"""Tables whose columns are called as the entity YAML calls things: `extends`, `memberOf`, `memberOf.start`, `source`. They need no mapping.

`foedera new table` writes their header. References are ids, keys such as iso3:POL, or names; what is wrong is an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from common.errors import NotFoundError
from common.suggest import suggest
from common.text import fold
from facts.records import Location, Problem
from loaders.checks import rules
from loaders.editing.skeletons import Wanted, find_class
from loaders.sources.yaml_provenance import DATES
from loaders.sources.yaml_tree import Entries, Items, Text, Tree
from loaders.tables.codes import ID, NAME
from loaders.tables.mapping import Cell, Constant, Form, Group, Slot, TableMapping
from loaders.tables.rows import Header
from ontology import Class, Datatype, Kind, Model, Property, stored

SUBJECTS = ("extends", "id")
LIST = ";"
"""Between the values of one cell."""
RANK, LICENCE = "100", "CC-BY-4.0"
"""Of the dataset that a file without one has of its own, as `foedera new` writes it."""


def is_worded(header: Header) -> bool:
    """Whether the columns of a table say by themselves what they hold."""
    return any(s in header.positions for s in SUBJECTS) and ("source" in header.positions or "class" in header.positions)


def worded(header: Header, line: int, model: Model, problems: list[Problem]) -> TableMapping | None:
    """The mapping that a header is; None where a column means nothing."""
    return _Header(header, line, model, problems).mapping()


class _Header:
    def __init__(self, header: Header, line: int, model: Model, problems: list[Problem]) -> None:
        self.header = header
        self.where = Location(header.file, line, 1)
        self.model = model
        self.problems = problems
        entities = [c for c in model.classes.values() if c.kind is Kind.ENTITY]
        self.properties = {p.name: p for c in entities for p in c.properties.values()}
        self.edges = {n: {p.name: p for p in model.stated(e.relation.edge)} for c in entities for n, e in c.ends.items()}

    def mapping(self) -> TableMapping | None:
        forms: dict[str, Form] = {}
        rows: dict[str, dict[str, Form]] = defaultdict(dict)
        for column in self.header.columns:
            name, dot, inner = column.partition(".")
            if name in self.edges:
                if (form := self._of_relation(name, inner or "ref", column)) is not None:
                    rows[name][inner or "ref"] = form
            elif not dot and (form := self._of_entity(name, column)) is not None:
                forms[name] = form
            elif not column.startswith("("):
                self._unknown(column)
        for name, own in rows.items():
            forms[name] = Group(own, dict.fromkeys(own, self.where), self.where, "ref")
        if self.problems or not forms:
            return None
        dataset = {} if "dataset" in forms else {"dataset": self._own_dataset()}
        parts: dict[str, Tree] = {"datasets": Items((self._described(),), self.where, 1)} if dataset else {}
        head = {k: Constant(self._text(v)) for k, v in dataset.items()}
        return TableMapping(self.header.file, self.where, tuple(self._groups(forms)), head, parts, strict=True)

    def _groups(self, forms: dict[str, Form]) -> Iterator[Group]:
        """An entity for each column that names one: rows that fill `id` describe it, those that fill `extends` add to it."""
        for subject in SUBJECTS:
            if subject in forms:
                own = {k: f for k, f in forms.items() if k not in SUBJECTS or k == subject}
                if subject == "extends":
                    own.pop("class", None)
                yield Group(own, dict.fromkeys(own, self.where), self.where, subject)

    def _of_entity(self, name: str, column: str) -> Form | None:
        if name == "extends":
            return Cell(column, Slot(), self.where, keys=(ID, NAME))
        if name in ("id", "class") or name in self.model.provenance:
            return Cell(column, Slot(date=name in DATES, slug=False), self.where)
        prop = self.properties.get(name)
        return self._value(prop, column) if prop else None

    def _of_relation(self, name: str, inner: str, column: str) -> Form | None:
        if inner == "ref":
            return self._reference(column)
        if inner in self.model.provenance:
            return Cell(column, Slot(date=inner in DATES), self.where)
        prop = self.edges[name].get(inner)
        if prop is None:
            self._unknown(column)
        return self._value(prop, column) if prop else None

    def _value(self, prop: Property, column: str) -> Form:
        split = LIST if prop.many and prop.datatype is not Datatype.LABELS else ""
        return Cell(column, Slot(prop.datatype is Datatype.EDTF, prop.closes), self.where, split=split)

    def _reference(self, column: str) -> Form:
        return Cell(column, Slot(), self.where, keys=(ID, NAME), passed=True)

    def _unknown(self, column: str) -> None:
        inner = [f"{n}.{p}" for n, own in self.edges.items() for p in own] if "." in column else []
        known = [*SUBJECTS, "class", *self.model.provenance, *self.properties, *self.edges, *inner]
        place = Location(self.header.file, self.where.line, self.header.positions[column], column)
        remedy = suggest(column, known) or "`foedera new table` and docs/ontology.md list what there is"
        self.problems.append(rules.UNKNOWN_KEY.broken(place, f"unknown column {column[:60]!r}", remedy, value=column[:60]))

    def _own_dataset(self) -> str:
        file = self.header.file.rpartition("/")[2].partition(".")[0]
        return Wanted(file=file).own_dataset

    def _described(self) -> Entries:
        own = self._own_dataset()
        said = {"id": own, "title": own.replace("-", " ").capitalize(), "rank": RANK, "licence": LICENCE}
        return Entries({k: self._text(v) for k, v in said.items()}, dict.fromkeys(said, self.where), self.where, 1)

    def _text(self, text: str) -> Text:
        return Text(text, True, self.where)


# --- empty ones


def columns_for(what: str, model: Model) -> list[str]:
    """The header of a table of relationships (memberships, memberOf, members) or of entities of a class. Raises NotFoundError."""
    said = ["source", "retrieved", "remark"]
    if relation := _relation(what, model):
        own = sorted(model.stated(_edge(relation, model).name), key=lambda p: not p.name.startswith(stored.START))
        return ["extends", relation, *(f"{relation}.{p.name}" for p in own), *said[:-1], f"{relation}.remark"]
    try:
        cls = find_class(what, model)
    except NotFoundError as error:
        names = [*_relations(model), *(c.plural for c in model.edges.values() if c.sourced), *model.entities]
        raise NotFoundError(f"there is no relation or class {what!r}", suggest(what, names) or "docs/ontology.md lists them") from error
    properties = sorted(cls.properties.values(), key=lambda p: (p.name != "name", not p.required))
    return ["id", "class", *(p.name for p in properties if p.datatype is not Datatype.LABELS), *said]


def property_of(column: str, model: Model) -> Property | None:
    """The property that a column of these holds; None for ids, references and what says who says so."""
    relation, dot, inner = column.partition(".")
    if dot:
        return next((p for p in model.stated(_edge(relation, model).name) if p.name == inner), None)
    of_entities = (c.properties.get(column) for c in model.classes.values() if c.kind is Kind.ENTITY)
    return next((p for p in of_entities if p), None)


def _relations(model: Model) -> dict[str, str]:
    """The names of relations at both ends, each with its class of relationships."""
    ends = (e for c in model.classes.values() for e in c.ends.values() if e.relation.sourced)
    return {e.name: e.relation.edge for e in ends}


def _relation(what: str, model: Model) -> str:
    """The relation that a word means: by its name at either end, or by what its relationships are called."""
    relations = _relations(model)
    if what in relations:
        return what
    plain = fold(what).replace(" ", "").replace("-", "")
    for name, relation in model.relations.items():
        edge = model.edges[relation.edge]
        called = {fold(w).replace(" ", "") for w in (edge.name, edge.plural, edge.label)}
        if plain in called and relation.sourced:
            return name
    return ""


def _edge(relation: str, model: Model) -> Class:
    return model.edges[_relations(model)[relation]]
