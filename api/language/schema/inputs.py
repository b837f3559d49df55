"""Input types: time, sources, comparisons, filters, orders and keys."""

from __future__ import annotations

from typing import Any, Optional

import strawberry

from api.language.scalars import EDTF
from api.language.schema.definitions import Arg, Types, enumeration
from ontology import Class, Datatype, End, Model, Property

SCALARS: dict[Datatype, Any] = {
    Datatype.TEXT: str,
    Datatype.URI: str,
    Datatype.EDTF: EDTF,
    Datatype.INTEGER: int,
    Datatype.DECIMAL: float,
    Datatype.BOOLEAN: bool,
}
COMPARISONS: dict[Datatype, str] = {
    Datatype.TEXT: "TextFilter",
    Datatype.URI: "TextFilter",
    Datatype.EDTF: "EDTFFilter",
    Datatype.INTEGER: "IntFilter",
    Datatype.DECIMAL: "FloatFilter",
    Datatype.BOOLEAN: "BooleanFilter",
}

YEAR = "Year"
"""Ends the names of dimensions that are the year of a date."""


def capital(name: str) -> str:
    """members → Members."""
    return name[0].upper() + name[1:]


def optional(type_: Any) -> Any:
    """The nullable form of a type."""
    return Optional[type_]  # noqa: UP045  # a type made at run time has no | operator


def many(type_: Any) -> Any:
    """The type of lists of a type made at run time, none of them null."""
    return list[type_]


class Inputs:
    """Defines the input types of a Model."""

    def __init__(self, types: Types, model: Model) -> None:
        self.types = types
        self.model = model
        self.order = enumeration("Order", "Which way to order.", {"ASC": "Smallest first.", "DESC": "Largest first."})
        self.dimensions: dict[str, Any] = {}
        self.entity_class = enumeration(
            "EntityClass",
            "A class of entities, or an interface that stands for all classes below it.",
            {c.name: c.comment for c in model.classes.values() if "Entity" in c.lineage},
        )

    def define(self) -> None:
        """Define all of them."""
        self._time_and_sources()
        self._comparisons()
        self.types.input("CountSort", "By a number of relationships.", [Arg("count", self.order, "Which way.")])
        for cls in self.model.classes.values():
            self._of_class(cls)
            self.dimensions[cls.name] = self._dimensions(cls, f"What {cls.plural} can be counted by.", {"class": "Its class."})
        for edge in self.model.edges.values():
            self.dimensions[edge.name] = self._dimensions(edge, f"What relationships ({edge.label}) can be counted by.", {})
        for end in self.ends():
            self._of_end(end)

    @staticmethod
    def _dimensions(of: Class, comment: str, found: dict[str, str]) -> Any:
        """The enumeration of what can be grouped by: properties with one value, and the years of dates."""
        for prop in of.properties.values():
            if not prop.many:
                found[prop.name] = prop.comment
                if prop.datatype is Datatype.EDTF:
                    found[f"{prop.name}{YEAR}"] = f"The year of: {prop.comment}"
        return enumeration(f"{of.name}Dimension", comment, found) if found else None

    def ends(self) -> list[End]:
        """Every relation from every end, once."""
        found = {e.name: e for c in self.model.classes.values() for e in c.ends.values()}
        return list(found.values())

    def _time_and_sources(self) -> None:
        certainty = enumeration(
            "Certainty",
            "How sure it must be that something holds.",
            {"CERTAIN": "It holds whatever the unknown dates are.", "POSSIBLE": "It may hold, as far as is known."},
        )
        claims = enumeration(
            "ClaimSelection",
            "Whose statements count.",
            {
                "PREFERRED": "Those of the highest-ranked dataset that covers the fact.",
                "ALL": "Those of every dataset, also where they contradict each other.",
            },
        )
        at = "Throughout this day, month or year."
        self.types.input(
            "TimeInput",
            "When something must hold. Holds for everything below, unless overridden there. Without it: today.",
            [
                Arg("at", optional(EDTF), at),
                Arg("during", optional(EDTF), "At some time within this period, such as 1950/1960."),
                Arg("ever", optional(bool), "At any time: every spell there was."),
            ],
            one_of=True,
        )
        self.types.input(
            "SourcesInput",
            "Whose word counts. Holds for everything below, unless overridden there.",
            [
                Arg("datasets", optional(list[str]), "Only statements of these datasets (then claims is ALL unless given)."),
                Arg("certainty", optional(certainty), "POSSIBLE unless given; each edge says whether it is certain."),
                Arg("claims", optional(claims), "PREFERRED unless given."),
            ],
        )

    def _comparisons(self) -> None:
        null = Arg("isNull", optional(bool), "Whether there is no value.")
        words = [
            Arg("contains", optional(str), "The text contains this, whatever the case and accents."),
            Arg("startsWith", optional(str), "The text begins with this, whatever the case and accents."),
            Arg("endsWith", optional(str), "The text ends with this, whatever the case and accents."),
        ]
        for name, scalar in (("IDFilter", strawberry.ID), ("TextFilter", str), ("IntFilter", int), ("FloatFilter", float)):
            fields = [
                Arg("eq", optional(scalar), "Equal to this."),
                Arg("in", optional(many(scalar)), "One of these."),
            ]
            if scalar in (int, float):
                fields += [Arg(n, optional(scalar), c) for n, c in _RANGE]
            fields += words if scalar is str else []
            self.types.input(name, "Conditions on a value; all must hold.", [*fields, *([null] if scalar is not strawberry.ID else [])])
        self.types.input("BooleanFilter", "Conditions on a value; all must hold.", [Arg("eq", optional(bool), "Equal to this."), null])
        self.types.input(
            "EDTFFilter",
            "Conditions on a date; all must hold. An uncertain date satisfies one only when it does so whatever it turns out to be.",
            [
                Arg("eq", optional(EDTF), "Written exactly so."),
                Arg("in", optional(list[EDTF]), "Written exactly as one of these."),
                Arg("during", optional(EDTF), "Within this day, month, year or period."),
                *(Arg(n, optional(EDTF), c) for n, c in _DATES),
                null,
            ],
        )
        self.types.input(
            "TextListFilter",
            "Conditions on a list of texts; all must hold.",
            [
                Arg("has", optional(str), "Exactly this is among them."),
                Arg("hasAny", optional(list[str]), "At least one of these is among them."),
                Arg("hasAll", optional(list[str]), "All of these are among them."),
                *(Arg(w.name, w.type, f"One of them: {w.comment[0].lower()}{w.comment[1:]}") for w in words),
                Arg("isNull", optional(bool), "Whether the list is empty."),
            ],
        )
        self.types.input(
            "CountFilter",
            "Conditions on a number of relationships; all must hold.",
            [Arg("eq", optional(int), "Equal to this."), *(Arg(n, optional(int), c) for n, c in _RANGE)],
        )

    def _comparison(self, prop: Property) -> Arg:
        name = "TextListFilter" if prop.many else COMPARISONS[prop.datatype]
        return Arg(prop.name, optional(self.types[name]))

    def _logic(self, name: str) -> list[Arg]:
        me = self.types[name]
        return [
            Arg("and", optional(many(me)), "All of these hold."),
            Arg("or", optional(many(me)), "At least one of these holds."),
            Arg("not", optional(me), "This does not hold; a missing value counts as not holding."),
        ]

    def _of_class(self, cls: Class) -> None:
        filter_name, sort_name = f"{cls.name}Filter", f"{cls.name}Sort"
        fields = [Arg("id", optional(self.types["IDFilter"]))]
        if cls.abstract and "Entity" in cls.lineage:
            fields.append(Arg("class", optional(many(self.entity_class)), "Its class is one of these or below one."))
        fields += [self._comparison(p) for p in cls.properties.values()]
        fields += [Arg(e.name, optional(self.types[f"{capital(e.name)}Quantifier"])) for e in cls.ends.values()]
        self.types.input(filter_name, f"Which {cls.plural} to keep.", [*self._logic(filter_name), *fields])
        orders = [Arg("id", optional(self.order))]
        orders += [Arg(p.name, optional(self.order)) for p in cls.properties.values() if not p.many]
        counts = self.types["CountSort"]
        orders += [Arg(e.name, optional(counts)) for e in cls.ends.values()]
        self.types.input(sort_name, f"How to order {cls.plural}: by one of these.", orders, one_of=True)
        keys = [Arg("id", optional(strawberry.ID), "Its id.")]
        keys += [Arg(k, optional(str), cls.properties[k].comment) for k in dict.fromkeys(cls.keys)]
        self.types.input(f"{cls.name}Key", f"One of the keys that identify {cls.label}.", keys, one_of=True)

    def _of_end(self, end: End) -> None:
        edge, name = self.model.edges[end.relation.edge], capital(end.name)
        node_filter = self.types[f"{end.target}Filter"]
        props = list(edge.properties.values())
        fields = [Arg("node", optional(node_filter), "What is at the other end."), *map(self._comparison, props)]
        self.types.input(f"{name}Filter", f"Which relationships to keep: {end.comment}", [*self._logic(f"{name}Filter"), *fields])
        orders = [Arg("node", optional(self.types[f"{end.target}Sort"]), "By what is at the other end.")]
        orders += [Arg(p.name, optional(self.order)) for p in props if not p.many]
        self.types.input(f"{name}Sort", "How to order: by one of these.", orders, one_of=True)
        mine = optional(self.types[f"{name}Filter"])
        self.types.input(
            f"{name}Quantifier",
            f"Conditions on: {end.comment} All must hold; relationships outside the time and sources in force do not count.",
            [
                Arg("some", mine, "At least one is like this."),
                Arg("all", mine, "Every one is like this (also when there is none)."),
                Arg("none", mine, "None is like this."),
                Arg("single", mine, "Exactly one is like this."),
                Arg("count", optional(self.types["CountFilter"]), "Their number."),
            ],
        )


_RANGE = (
    ("lt", "Less than this."),
    ("lte", "Less than or equal to this."),
    ("gt", "Greater than this."),
    ("gte", "Greater than or equal to this."),
)
_DATES = (
    ("lt", "Before this begins."),
    ("lte", "Before this ends, or on its last day."),
    ("gt", "After this ends."),
    ("gte", "After this begins, or on its first day."),
)
