"""Sources told apart: what is cited, where in it, and its address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.language.compiling import shaping
from api.language.compiling.call import Call, Plan
from api.language.definitions import Types, many, optional
from api.language.units.field import Field, define, objects
from api.language.units.values import column_of
from common.citations import Cited, cited
from ontology import Property
from queries import plans

PARTS = "SourcePart"
COMMENT = "Each source that it names: what is cited, where in it, and its address."


def define_parts(types: Types) -> None:
    """Define the type of one source."""
    fields = [
        Field("citation", optional(str), "The work, as it is cited; null for an address alone.", _read(lambda one: one.citation)),
        Field("locator", optional(str), "Where in it: a page, an article, the state of a repository.", _read(lambda one: one.locator)),
        Field("url", optional(str), "Its address, where one is given.", _read(lambda one: one.url)),
    ]
    define(types, PARTS, "One source.", fields)


def parts_field(types: Types, prop: Property, value: plans.Value) -> Field:
    """The field that tells the values of a property apart."""
    return Field(f"{prop.name}Parts", many(types[PARTS]), COMMENT, _parts(prop, value))


def _parts(prop: Property, value: plans.Value) -> Plan:
    def plan(call: Call) -> shaping.Resolver:
        read, make = column_of(call, prop, value), objects(call)

        def parts(row: Any) -> list[Any]:
            texts = read(row) or ()
            return [make(one) for text in (texts if prop.many else [texts]) for one in cited(text or "")]  # type: ignore[arg-type]  # the fields of the type read it, not columns

        return parts

    return plan


def _read(value: Callable[[Cited], str | None]) -> Callable[[Call], Any]:
    return lambda call: value
