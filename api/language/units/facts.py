"""A fact among what is computed: one relationship, with its dates and where they come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from analysis.table import Table, day_or_none
from api.language.compiling import shaping
from api.language.compiling.call import Call, Plan
from api.language.definitions import Types, optional
from api.language.scalars import EDTF
from api.language.units.build import Build
from api.language.units.computed import Row, entity
from api.language.units.field import Field, define
from ontology import Kind

NAME = "Fact"


def fact_type(build: Build) -> Any:
    """The type of facts; defined when it is first asked for."""
    return build.types[NAME] if NAME in build.types else define_fact(build.types, build.types[Kind.ENTITY.value])


def define_fact(types: Types, root: Any) -> Any:
    """Define the type of facts."""
    ends = [
        Field("from", root, "What the relationship leads from.", _end("subject")),
        Field("to", root, "What it leads to.", _end("object")),
    ]
    days = [
        Field(name, optional(EDTF), comment, _day(column))
        for name, column, comment in (
            ("startEarliest", "start_earliest", "The first day on which it may have begun; null where nothing sets a bound."),
            ("startLatest", "start_latest", "The last day on which it may have begun."),
            ("endEarliest", "end_earliest", "The first day on which it may have ended; null where it goes on, or nothing sets a bound."),
            ("endLatest", "end_latest", "The last day on which it may have ended."),
        )
    ]
    read = [
        Field(name, type_, comment, _stored(stored))
        for name, stored, type_, comment in (
            ("statementId", "id", optional(str), "The id of the statement: that of the relationship in lists."),
            ("start", "start", optional(EDTF), "When it began, as the source gives it."),
            ("end", "end", optional(EDTF), "When it ended, as the source gives it."),
            ("open", "open", optional(bool), "Whether it goes on, as the source says."),
            ("source", "source", optional(str), "Where the dataset says so."),
            ("verification", "verification", optional(str), "CHECKED when the fact was read in the named source."),
            ("retrieved", "retrieved", optional(EDTF), "When the source was read."),
            ("remark", "remark", optional(str), "What the source or the curator adds."),
        )
    ]
    words = [
        Field("relation", str, "The relation, by its name at what it leads from.", lambda call: _relation),
        Field("dataset", str, "The dataset that says so.", _word("dataset")),
        Field("role", optional(str), "In what capacity, as it is stored.", _word("role")),
        Field("status", optional(str), "Whether it is in full effect or suspended.", _word("status")),
    ]
    return define(types, NAME, "A relationship that a source states, with its dates.", [*words, *ends, *read, *days])


def _relation(row: Row) -> str:
    table: Table = row[0].table
    return table.relations[table.spells.relation[row[1]]]


def _word(column: str) -> Plan:
    return _from_table(lambda table, number: table.text(int(getattr(table.spells, column)[number])))


def _day(column: str) -> Plan:
    return _from_table(lambda table, number: day_or_none(int(getattr(table.spells, column)[number])))


def _from_table(read: Callable[[Table, int], Any]) -> Plan:
    return lambda call: lambda row: read(row[0].table, row[1])


def _end(column: str) -> Plan:
    inner = entity(0)

    def plan(call: Call) -> shaping.Resolver:
        make = inner(call)
        return lambda row: make((row[0], (int(getattr(row[0].table.spells, column)[row[1]]),)))

    return plan


def _stored(name: str) -> Plan:
    def plan(call: Call) -> shaping.Resolver:
        index = call.compilation.fact_column(name)

        def read(row: Row) -> Any:
            found = row[0].fact(row[1])
            return None if found is None else found[index]

        return read

    return plan
