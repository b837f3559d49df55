"""The codebook as values: classes, properties, relations and vocabularies, each with its definition and where the term comes from.

Sections hold plain cells, so that one and the same is a page of Markdown here, a page of HTML and JSON in the API.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from common.markdown import table
from ontology.alignments import Alignments
from ontology.model import Class, Kind, Model, Property, Relation
from ontology.terms import Vocabulary


class Form(enum.Enum):
    """How the cells of a column are shown: as words, as they are written in code, or as a name that the codebook defines."""

    WORDS = "words"
    CODE = "code"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in JSON, its head on a page, and how its cells are shown."""

    key: str
    title: str
    form: Form = Form.WORDS


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the codebook. Cells with several names have blanks between them."""

    key: str
    title: str
    words: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    parts: tuple[Section, ...] = ()

    def shown(self) -> dict[str, Any]:
        """As JSON has it."""
        keys = [column.key for column in self.columns]
        found: dict[str, Any] = {"title": self.title, "description": self.words}
        if self.columns:
            found["rows"] = [{k: v for k, v in zip(keys, row, strict=True) if v} for row in self.rows]
        if self.parts:
            found["parts"] = {part.key: part.shown() for part in self.parts}
        return found


MEANING, ELSEWHERE = Column("definition", "definition"), Column("elsewhere", "elsewhere", Form.CODE)
CLASSES = (
    Column("name", "class", Form.NAME),
    Column("list", "in the API", Form.CODE),
    Column("below", "below", Form.NAME),
    MEANING,
    ELSEWHERE,
)
PROPERTIES = (
    Column("name", "variable", Form.CODE),
    Column("of", "of", Form.NAME),
    Column("type", "type"),
    Column("vocabulary", "values", Form.NAME),
    Column("given", "given"),
    MEANING,
    ELSEWHERE,
)
RELATIONS = (
    Column("name", "relation", Form.CODE),
    Column("inverse", "from the other end", Form.CODE),
    Column("from", "from", Form.NAME),
    Column("to", "to", Form.NAME),
    Column("relationship", "relationship", Form.NAME),
    MEANING,
    ELSEWHERE,
)
TERMS = (Column("value", "in YAML and RDF", Form.CODE), Column("name", "in the API and in tables", Form.CODE), MEANING)

CLASSES_TEXT = (
    "A class without a list in the API is one of records or relationships. An abstract one has entities only through those below."
)
PROPERTIES_TEXT = "Variables of entities and records. A class has its own and those of the classes it stands below."
EDGES_TEXT = "Every relationship that a source states is a Statement; one that holds for a time is a Spell as well."
RELATIONS_TEXT = "A relation is stored once and read from both ends. The class in the column *relationship* says which variables it has."
VOCABULARIES_TEXT = "Closed lists of values, roles among them. A value that is not in the list is refused when it is loaded."


def sections(model: Model, alignments: Alignments) -> tuple[Section, ...]:
    """The parts of the codebook that the ontology makes."""
    return tuple(_Reader(model, alignments).sections())


class _Reader:
    def __init__(self, model: Model, alignments: Alignments) -> None:
        self.model = model
        self.alignments = alignments
        self.classes: dict[str, Class] = {**model.classes, **model.edges}

    def sections(self) -> Iterator[Section]:
        edges = [c for c in self.classes.values() if c.kind is Kind.LINK]
        others = [c for c in self.classes.values() if c.kind is not Kind.LINK]
        yield Section("classes", "Classes", CLASSES_TEXT, CLASSES, tuple(map(self._class, (*others, *edges))))
        yield Section("properties", "Variables of entities", PROPERTIES_TEXT, PROPERTIES, tuple(self._properties(others)))
        yield Section("relationships", "Variables of relationships", EDGES_TEXT, PROPERTIES, tuple(self._properties(edges)))
        told = (r for r in self.model.relations.values() if r.sourced)
        yield Section("relations", "Relations", RELATIONS_TEXT, RELATIONS, tuple(map(self._relation, told)))
        parts = tuple(map(self._vocabulary, self.model.vocabularies))
        yield Section("vocabularies", "Vocabularies and roles", VOCABULARIES_TEXT, parts=parts)

    def _class(self, cls: Class) -> tuple[str, ...]:
        listed = cls.plural if cls.kind is Kind.ENTITY else ""
        meaning = f"{cls.comment} Abstract." if cls.abstract and cls.kind is not Kind.LINK else cls.comment
        return cls.name, listed, " ".join(cls.parents), meaning, self._elsewhere(cls.name)

    def _properties(self, classes: Iterable[Class]) -> Iterator[tuple[str, ...]]:
        for cls in classes:
            for prop in cls.properties.values():
                if all(self.classes[p].properties.get(prop.name) != prop for p in cls.parents):
                    yield self._property(cls, prop)

    def _property(self, cls: Class, prop: Property) -> tuple[str, ...]:
        type_ = " ".join(filter(None, ("list of" * prop.many, prop.datatype.value)))
        given = "derived" if prop.derived else "always" if prop.required else "key" if prop.name in cls.keys else ""
        limits = "" if prop.vocabulary else " ".join(f"{c.message[0].upper()}{c.message[1:]}." for c in prop.constraints)
        words = f"{prop.comment} {limits}".strip()
        return prop.name, cls.name, type_, prop.vocabulary.name if prop.vocabulary else "", given, words, self._elsewhere(prop.name)

    def _relation(self, relation: Relation) -> tuple[str, ...]:
        ends = relation.domain, relation.range, relation.edge
        return relation.name, relation.inverse or relation.name, *ends, relation.comment, self._elsewhere(relation.name)

    def _vocabulary(self, one: Vocabulary) -> Section:
        users = [f"{p.name} of {c.name}" for c in self.classes.values() for p in c.properties.values() if p.vocabulary == one]
        own = [f"{c.name}" for c in self.classes.values() for p in c.properties.values() if p.vocabulary == one]
        first = next((u for u, name in zip(users, own, strict=True) if not set(self.classes[name].parents) & set(own)), users[0])
        words = f"{one.comment} Values of `{first.split(' ', maxsplit=1)[0]}` of {first.rsplit(' ', maxsplit=1)[-1]}."
        return Section(one.name, one.name, words, TERMS, tuple((t.value, t.name, t.comment) for t in one.terms))

    def _elsewhere(self, name: str) -> str:
        return " ".join(self.alignments.get(name, ()))


Address = Callable[[str], str]
"""Where a name is defined: what a link to it is."""


def markdown(section: Section, address: Address, level: int = 2) -> Iterator[str]:
    """A section as Markdown."""
    yield f"{'#' * level} {section.title}\n\n"
    if section.words:
        yield f"{section.words}\n\n"
    if section.columns:
        head = [column.title for column in section.columns]
        yield from table(head, ([_cell(c, v, address) for c, v in zip(section.columns, row, strict=True)] for row in section.rows))
        yield "\n"
    for part in section.parts:
        yield from markdown(part, address, level + 1)


def _cell(column: Column, value: str, address: Address) -> str:
    match column.form:
        case Form.CODE:
            return ", ".join(f"`{word}`" for word in value.split())
        case Form.NAME:
            return ", ".join(f"[{word}]({address(word)})" for word in value.split())
    return value
