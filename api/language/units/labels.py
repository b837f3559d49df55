"""Names by language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from api.language.compiling import shaping
from api.language.compiling.call import Call, Plan
from api.language.definitions import Arg, Types, arguments, many, optional
from api.language.units.field import Field, define, objects, part
from api.language.units.values import column_of
from common.labels import best, read_labels, tagged, untagged
from ontology import Property
from queries import plans

ENGLISH = "en"
LANGUAGE = "The tag of a language (BCP 47), such as fr, pt-BR or zh-Hant."


def define_label(types: Types) -> Any:
    """Define the type Label. Made of (name, tag)."""
    fields = [Field("text", str, "The name.", part(0)), Field("language", str, LANGUAGE, part(1))]
    return define(types, "Label", "A name in a language.", fields)


def label_fields(label: Any, prop: Property) -> Iterator[Field]:
    """The fields of names by language: all of them, and the usual one in a language."""
    some = Arg("languages", optional(list[str]), "Only names in these languages, by their tags.")
    yield Field(prop.name, many(label), prop.comment, _all(prop), arguments([some]))
    meaning = "The usual name in a language; null where none is known. A tag such as pt-BR also finds names in pt."
    yield Field("label", optional(str), meaning, _one(prop), arguments([Arg("language", str, LANGUAGE)]))


def _all(prop: Property) -> Plan:
    def plan(call: Call) -> shaping.Resolver:
        given = call.arguments().get("languages")
        wanted = None if given is None else set(given)
        names, make = _names(call, prop), objects(call)
        return lambda row: [make(found) for found in map(untagged, names(row)) if wanted is None or found[1] in wanted]

    return plan


def _one(prop: Property) -> Plan:
    def plan(call: Call) -> shaping.Resolver:
        language = call.arguments()["language"]
        names, name = _names(call, prop), column_of(call, call.draft.cls.properties["name"], plans.Value(plans.On.NODE, "name"))
        usual = language.lower().split("-")[0] == ENGLISH
        return lambda row: best(names(row), language) or (name(row) if usual else None)

    return plan


def _names(call: Call, prop: Property) -> Callable[[shaping.Row], Sequence[str]]:
    """What makes the names with their tags. Claims hold the text of a source, with names in several languages."""
    column = column_of(call, prop, plans.Value(plans.On.NODE, prop.name, many=True))
    return column if call.draft.scope.datasets is None else lambda row: tagged(map(read_labels, column(row)))
