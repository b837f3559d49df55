"""`dataChanges`: what datasets say otherwise since a version of the data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import strawberry

from analysis.table import Table
from api.language.arguments.choices import number_of
from api.language.compiling import shaping, touching
from api.language.compiling.call import Call
from api.language.compiling.computing import Ids, Journal, Method, Outcome, Run
from api.language.definitions import Arg, arguments, enumeration, optional
from api.language.units.build import Build
from api.language.units.computed import computed, entity, value
from api.language.units.computed_lists import PAGING, Page, define_list, page_of
from api.language.units.field import Field, define
from facts.following import DatasetChanges, Differences
from facts.records import LinkRecord
from ontology import Kind
from queries.spells import in_table
from queries.work import Counts

DEFINITION = (
    "The journal of loads is compared. An entity is added or removed when the dataset says nothing else of it. A change of one dataset may "
    "alter what answers prefer of another."
)
ENTITY, RELATIONSHIP = "ENTITY", "RELATIONSHIP"
KIND = enumeration("DataChangeKind", "What is changed.", {ENTITY: "An entity.", RELATIONSHIP: "A relationship."})
CHANGE = enumeration(
    "DataChangeType",
    "How.",
    {"ADDED": "The dataset did not have it.", "CHANGED": "It says something else of it.", "REMOVED": "It has it no more."},
)
Element = tuple[str, str, str, str, str | None, str | None, str | None]


def fields(build: Build) -> list[Field]:
    """The field."""
    change = define(
        build.types,
        "DataChange",
        "An entity or a relationship of which a dataset says something else than before.",
        [
            Field("dataset", str, "Which dataset says so.", value(0)),
            Field("kind", KIND, "Whether it is an entity or a relationship.", value(1)),
            Field("change", CHANGE, "Whether it was added, changed or removed.", value(2)),
            Field("slug", str, "The entity, or that from which the relationship leads.", value(3)),
            Field("statementId", optional(strawberry.ID), "The relationship; null for an entity.", value(4)),
            Field("relation", optional(str), "Which relation it is of, as it is stored; null for an entity.", value(5)),
            Field("to", optional(str), "The slug of the entity to which it leads; null for an entity.", value(6)),
            Field("entity", optional(build.types["Entity"]), "The entity as it is now; null where there is none any more.", entity(7)),
        ],
    )
    version = Field("dataVersion", str, "The version up to which this tells: the one to ask from next time.", value(3))
    type_ = define_list(build.types, "DataChanges", "What changed since a version of the data.", change, [version])
    own = [Arg("since", str, "The data version that is known, as an answer had it in `extensions.dataVersion`."), *PAGING]
    meaning = "What datasets say otherwise since a version of the data: entities and relationships added, changed and removed."
    return [Field("dataChanges", type_, meaning, _plan, (*arguments(own), *build.inputs.sources))]


def _plan(call: Call) -> shaping.Resolver:
    args = call.arguments()
    call.compilation.bound(args)
    scope, page = call.scope(args), page_of(call, args)
    method = Method("dataChanges", DEFINITION, {"since": args["since"]})

    def read(version: str, found: Sequence[DatasetChanges]) -> Run:
        wanted = [one for one in found if scope.datasets is None or one.dataset in scope.datasets]
        return lambda table, _ids: Outcome(_value(table, wanted, page, version), method, ())

    relations = in_table(call.compilation.model)

    def touches(counts: Counts) -> float:
        return touching.ROW * (counts.of(Kind.ENTITY.value) + touching.spells(counts, relations))

    return computed(call, _never, touches, price=max(1, page.size), scope=scope, journal=Journal(args["since"], read))


def _never(_table: Table, _ids: Ids) -> Outcome:
    raise AssertionError("the journal makes what runs")


def _value(table: Table, found: Sequence[DatasetChanges], page: Page, version: str) -> Any:
    total, (more, cursor), shown, *_ = page.of([element for one in found for element in _elements(one)])
    numbered = [(*element, number_of(table, {}, element[3])) for element in shown]
    return total, (more, cursor), numbered, version


def _elements(one: DatasetChanges) -> Iterator[Element]:
    for change, slug in _groups(one.entities):
        yield one.dataset, ENTITY, change, slug, None, None, None
    link: LinkRecord
    for change, link in _groups(one.relationships):
        yield one.dataset, RELATIONSHIP, change, link.subject, link.id, link.relation, link.object


def _groups(found: Differences[Any]) -> Iterator[tuple[str, Any]]:
    for change, group in (("ADDED", found.added), ("CHANGED", found.changed), ("REMOVED", found.removed)):
        for one in group:
            yield change, one
