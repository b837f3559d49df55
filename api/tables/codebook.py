"""The codebook: the variables of the tables, after them what the ontology defines. `python -m api.tables.codebook` writes it as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_enum_type,
    is_list_type,
    is_non_null_type,
    parse,
)
from graphql.execution.executor import Executor

from analysis.panels import Measures
from api.answering.panels import PANELS, Panel
from api.answering.tables.blocks import Columns
from api.answering.tables.columns import WARNINGS, Part, Table, table_of
from api.answering.tables.columns import Column as TableColumn
from api.language.arguments.panels import measures_of
from api.language.schema import build_schema
from api.tables import load_tables
from api.tables.networks import load_network_tables
from ontology import Model, read_model
from ontology.alignments import Alignments, read_alignments
from ontology.codebook import MEANING, Column, Form, Section, markdown, sections
from ontology.stored import SPAN_DAYS
from queries.examples import Example

FILE = Path(__file__).parents[2] / "docs" / "research" / "codebook.md"
HERE = Path(__file__).parent
EMPTY, HEAD, READING, PANEL = HERE / "empty.yaml", HERE / "codebook.md", HERE / "reading.yaml", HERE / "panels.yaml"
ATTESTED, YEAR, UNSURE = "attested", "year", ("iso3", "cow", "gw")
UNKNOWN, NONE, NEVER = "no dataset gives it", "none is recorded", "never empty"
CLASS, DATED, TYPENAME = "The class of it.", "date, in three columns", "__typename"
TYPES = {"ID": "text", "String": "text", "EDTF": "date", "Int": "integer", "Float": "decimal", "Boolean": "true, false"}
VARIABLES = (
    Column("name", "column", Form.CODE),
    Column("type", "type"),
    Column("vocabulary", "values", Form.NAME),
    MEANING,
    Column("empty", "an empty cell means"),
)
TABLES_TEXT = (
    "The columns of the tables at `/tables`, in their order; their names are paths in an answer of the API. A date in three columns has "
    "its first and its last day behind it: `start`, `start.earliest`, `start.latest`. Where the date is empty, so are they."
)
GIVEN = {"time": {"ever": True}, "relations": []}
"""The variables of the operations that have to be given: their columns do not hang on them."""
WARNINGS_ROW = (WARNINGS, "text", "", "Codes of the answer's warnings, the same in each row.")


def codebook(model: Model, schema: GraphQLSchema, alignments: Alignments) -> tuple[Section, ...]:
    """All sections."""
    defined = frozenset(vocabulary.name for vocabulary in model.vocabularies)
    listed = [_table(example, schema, defined) for example in (*load_tables().values(), *load_network_tables().values())]
    parts = (*listed, *(_panel(name, panel, measures_of(model)) for name, panel in PANELS.items()))
    return *_reading(), Section("tables", "Variables of the tables", TABLES_TEXT, parts=parts), *sections(model, alignments)


def _reading() -> Iterator[Section]:
    """How to read the others."""
    for part in yaml.safe_load(READING.read_text(encoding="utf-8")):
        columns = tuple(Column(key, title) for key, title in part["columns"].items())
        yield Section(part["key"], part["title"], part["words"], columns, tuple(map(tuple, part["rows"])))


def _table(example: Example, schema: GraphQLSchema, defined: Set[str]) -> Section:
    """A table; `defined` are the vocabularies of which the page has the values."""
    document = parse(example.text)
    executor = Executor.build(schema, document, raw_variable_values=GIVEN)
    assert isinstance(executor, Executor), executor
    found = table_of(executor, schema)
    whole = [column for column in found.columns if column.part is Part.WHOLE]
    dated = {column.path for column in found.columns if column.part is not Part.WHOLE}
    read = (_variable(schema, executor.operation, found, column, dated=column.path in dated) for column in whole)
    rows = ((*row[:2], row[2] if row[2] in defined else "", *row[3:]) for row in read)
    return Section(example.name, f"{example.name}.csv", example.description, VARIABLES, (*rows, (*WARNINGS_ROW, _empty()[WARNINGS])))


def _panel(name: str, panel: Panel, measures: Measures) -> Section:
    columns, known = Columns(panel.ends, panel.codes, panel.columns(measures)), _panel_words()
    rows: list[tuple[str, ...]] = []
    for column in columns.names:
        end, _, code = column.partition(".")
        if column in columns.numbers:
            words = panel.words(measures, column)
            rows.append((column, "integer", "", words, NEVER if column.startswith(ATTESTED) else known["number"]))
        else:
            number = column == YEAR
            rows.append((column, "integer" if number else "text", "", known[code or end], known["without"] if code in UNSURE else NEVER))
    return Section(name, f"{name}.csv", panel.description, VARIABLES, tuple(rows))


@cache
def _panel_words() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(PANEL.read_text(encoding="utf-8"))
    return found


@cache
def _empty() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(EMPTY.read_text(encoding="utf-8"))
    return found


def _variable(
    schema: GraphQLSchema, operation: OperationDefinitionNode, found: Table, column: TableColumn, *, dated: bool
) -> tuple[str, ...]:
    steps = list(_steps(schema, operation, (*(() if column.outer else found.rows or ()), *column.path)))
    own, name = steps[-len(column.path) :], column.path[-1]
    field, named = own[-1].field, get_named_type(own[-1].field.type)
    vocabulary = named.name if is_enum_type(named) else ""
    listed = is_list_type(get_nullable_type(field.type))
    type_ = DATED if dated else "day" if name in SPAN_DAYS else "text" if vocabulary else TYPES.get(named.name, "text")
    always = not listed and not any(step.only for step in own) and all(is_non_null_type(step.field.type) for step in own)
    meaning = NEVER if always else NONE if listed else _empty().get(name, UNKNOWN)
    only = next((step.only for step in own if step.only), "")
    words = CLASS if name == TYPENAME else field.description or ""
    return column.name, "list of " * listed + type_, vocabulary, words, f"it is no {only}, or {meaning}" if only else meaning


@dataclass(frozen=True, slots=True)
class _Step:
    """One field on the way to a column; `only`: the class to which the operation narrows it, empty for none."""

    field: GraphQLField
    only: str = ""


def _steps(schema: GraphQLSchema, operation: OperationDefinitionNode, path: Sequence[str]) -> Iterator[_Step]:
    assert schema.query_type
    type_: GraphQLNamedType = schema.query_type
    selected = operation.selection_set
    for name in path:
        node, only = next(found for found in _selected(selected) if (found[0].alias or found[0].name).value == name)
        holder = schema.type_map[only] if only else type_
        field = schema.get_field(holder, node.name.value) if is_composite_type(holder) else None
        assert field is not None, path
        yield _Step(field, only)
        type_ = get_named_type(field.type)
        selected = node.selection_set or selected


def _selected(selections: SelectionSetNode) -> Iterator[tuple[FieldNode, str]]:
    """The fields that are selected, each with the class to which a fragment narrows it."""
    for node in selections.selections:
        if isinstance(node, FieldNode):
            yield node, ""
        elif isinstance(node, InlineFragmentNode) and node.type_condition:
            yield from ((field, node.type_condition.name.value) for field, _ in _selected(node.selection_set))


def text(model: Model, schema: GraphQLSchema) -> str:
    """The codebook, as Markdown."""
    parts = codebook(model, schema, read_alignments())
    classes = {*model.classes, *model.edges}

    def address(name: str) -> str:
        return f"../ontology.md#{name.lower()}" if name in classes else f"#{name.lower()}"

    return HEAD.read_text(encoding="utf-8") + "".join(line for part in parts for line in markdown(part, address))


if __name__ == "__main__":
    model_ = read_model()
    FILE.write_text(text(model_, build_schema(model_)._schema), encoding="utf-8")
