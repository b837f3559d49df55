"""The reference of the ontology as a page: every class, property and relation, with its definition and its like in other vocabularies.

`python -m ontology.reference` writes docs/ontology.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from common.markdown import table
from ontology.alignments import Alignments, read_alignments
from ontology.cached import read_model
from ontology.model import Class, Kind, Model, Property, Relation

FILE = Path(__file__).parents[1] / "docs" / "ontology.md"
PROPERTY = ("property", "value", "what it means", "elsewhere")
RELATION = ("relation", "read from the other end", "from", "to", "relationship", "what it means", "elsewhere")

TERM = ("in files and in the graph", "in the API", "what it means")

VOCABULARIES = """
## Vocabularies

The only values that some properties may have. Files and the graph have them as they are written here, the API as enumerations. Other
properties of few values stay open: regions and units, since publishers word theirs differently; depositaries and places, since they are
names; licences, since datasets come with terms of their own.

"""

HEAD = """\
# The ontology

<!-- Made from ontology/foedera.ttl and ontology/shapes.ttl by `make derived`. Do not edit. -->

Every class, property and relation of Foedera: {entities} classes of entities, {relations} relations. The same names stand in the graph,
in the API, in YAML files and in RDF (namespace `https://w3id.org/foedera/ontology#`). The column *elsewhere* names the terms of other
vocabularies with which a term is aligned.

- A class in *italics* is abstract: its subclasses have entities, and in the API it is an interface.
- **Required** properties must have a value. *Key*: the value identifies one entity, so that a reference may be written `iso3:POL`.
- A date is EDTF: `1949-04-04`, `1985-06`, `1990~` (about), `2018-12/..` (from then on).
- `foedera new CLASS` writes a file with everything that an entity of a class can have.

"""


class _Page:
    """The page of one Model."""

    def __init__(self, model: Model, alignments: Alignments) -> None:
        self.model = model
        self.alignments = alignments

    def lines(self) -> Iterator[str]:
        yield HEAD.format(entities=len(self.model.entities), relations=len(self._sourced))
        yield "## Classes\n\n"
        yield from self._tree(Kind.ENTITY.value, 0)
        yield "\n"
        for kind, title in ((Kind.ENTITY, "Entities"), (Kind.RECORD, "Records"), (Kind.LINK, "Relationships")):
            yield f"## {title}\n\n"
            for cls in self._of_kind(kind):
                yield from self._class(cls)
        yield "## Relations\n\n"
        yield from table(RELATION, map(self._relation, self._sourced))
        yield VOCABULARIES
        for vocabulary in self.model.vocabularies:
            yield f"### {vocabulary.name}\n\n{vocabulary.comment}\n\n"
            yield from table(TERM, ((f"`{t.value}`", f"`{t.name}`", t.comment) for t in vocabulary.terms))
            yield "\n"

    @cached_property
    def _sourced(self) -> tuple[Relation, ...]:
        return tuple(r for r in self.model.relations.values() if r.sourced)

    def _of_kind(self, kind: Kind) -> Iterator[Class]:
        everything: Mapping[str, Class] = {**self.model.classes, **self.model.edges}
        yield from (c for c in everything.values() if c.kind is kind)

    def _tree(self, name: str, depth: int) -> Iterator[str]:
        cls = self.model.classes[name]
        yield f"{'  ' * depth}- {_name(cls)}: {cls.comment}\n"
        for below in self.model.classes.values():
            if name in below.parents:
                yield from self._tree(below.name, depth + 1)

    def _class(self, cls: Class) -> Iterator[str]:
        yield f"### {cls.name}\n\n{cls.comment}\n\n"
        facts = [
            cls.kind is Kind.ENTITY and f"In the API `{cls.singular}` and `{cls.plural}`",
            cls.parents and f"below {', '.join(map(_link, cls.parents))}",
            cls.abstract and "abstract",
            (found := self._elsewhere(cls.name)) and f"elsewhere {found}",
        ]
        sentence = "; ".join(fact for fact in facts if fact)
        yield f"{sentence[0].upper()}{sentence[1:]}.\n\n" if sentence else ""
        if own := [p for p in cls.properties.values() if self._is_own(cls, p)]:
            yield from table(PROPERTY, (self._property(cls, p) for p in own))
            yield "\n"

    def _is_own(self, cls: Class, prop: Property) -> bool:
        """Whether a property is not the same as in a class above."""
        everything: Mapping[str, Class] = {**self.model.classes, **self.model.edges}
        return all(everything[p].properties.get(prop.name) != prop for p in cls.parents)

    def _property(self, cls: Class, prop: Property) -> tuple[str, ...]:
        name = f"**`{prop.name}`**" if prop.required else f"`{prop.name}`"
        value = " ".join(filter(None, (prop.datatype.value, "list" * prop.many, "key" * (prop.name in cls.keys))))
        words = [prop.comment, *(f"{c.message[0].upper()}{c.message[1:]}." for c in prop.constraints)]
        if prop.vocabulary:
            words = [prop.comment, f"One of {_link(prop.vocabulary.name)}."]
        return name, value, " ".join(words), self._elsewhere(prop.name)

    def _relation(self, relation: Relation) -> tuple[str, ...]:
        other = "the same" if relation.symmetric else f"`{relation.inverse}`"
        ends = (_link(relation.domain), _link(relation.range), _link(relation.edge))
        return f"`{relation.name}`", other, *ends, relation.comment, self._elsewhere(relation.name)

    def _elsewhere(self, name: str) -> str:
        return ", ".join(f"`{term}`" for term in self.alignments.get(name, ()))


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _name(cls: Class) -> str:
    return f"*{_link(cls.name)}*" if cls.abstract else _link(cls.name)


def text(model: Model) -> str:
    """The page, as Markdown."""
    return "".join(_Page(model, read_alignments()).lines())


if __name__ == "__main__":
    FILE.write_text(text(read_model()), encoding="utf-8")
