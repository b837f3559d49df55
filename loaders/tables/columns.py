"""What is wrong between a mapping and the header of its table: columns that there are not, and words that are columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from common.suggest import suggest
from facts.records import Location, Problem
from loaders.checks import rules
from loaders.sources.yaml_tree import Text
from loaders.tables.files import DELIMITERS, look_at
from loaders.tables.mapping import Constant, Form, Group, Several, TableMapping
from loaders.tables.options import Options, shown_row
from loaders.tables.reading import columns_named
from loaders.tables.rows import Header, TableError, letters
from loaders.tables.saying import FILE, ROW, SHEET
from loaders.tables.shaping import columns_of, made_columns

Named = tuple[str, Location]


def wrong_columns(mapping: TableMapping, header: Header, dates: frozenset[str]) -> list[Problem]:
    """What stops the reading of a table, all at once. `dates` are the properties that are dates."""
    named = list(dict.fromkeys(_named(mapping)))
    known = {*header.columns, *made_columns(mapping), FILE, SHEET, ROW}
    wrong = [(column, where) for column, where in named if column not in known]
    if len({c for c, _ in wrong}) > 1 and not any(_called(c, header) for c, _ in wrong) and not any(c in header.columns for c, _ in named):
        return [_other_header(header, wrong)]
    found = [_missing(column, where, header) for column, where in wrong]
    if (unpivot := mapping.unpivot) and not columns_of(unpivot, header):
        remedy = "name columns, such as 1990..2005 or 19*"
        found.append(rules.UNKNOWN_KEY.broken(unpivot.location, "no column is meant by unpivot", remedy))
    return [*found, *_words(mapping, header, dates)]


def _named(mapping: TableMapping) -> Iterator[Named]:
    """The columns that a mapping names, each with the place."""
    yield from chain.from_iterable(columns_named(f) for f in (*mapping.entities, *mapping.head.values()))
    yield from ((c.column, c.location) for c in (*mapping.only, *mapping.but))
    if spells := mapping.spells:
        yield from ((c, spells.location) for c in (*spells.of, spells.year))
    if phases := mapping.phases:
        yield from ((c, phases.location) for c in (*phases.of, phases.start, phases.end))


def _missing(column: str, where: Location, header: Header) -> Problem:
    if several := _called(column, header):
        message = f"{header.file} has {len(several)} columns {column[:60]!r}: {' and '.join(_place(c, header) for c in several)}"
        remedy = f"say which is meant: {' or '.join(map(repr, several))}"
        return rules.UNKNOWN_KEY.broken(where, message, remedy, value=column[:60])
    remedy = suggest(column, header.columns) or f"its columns are {', '.join(header.columns[:20])}"
    return rules.UNKNOWN_KEY.broken(where, f"{header.file} has no column {column[:60]!r}", remedy, value=column[:60])


def _called(column: str, header: Header) -> list[str]:
    """The columns that the table calls by this one name, as they are told apart."""
    numbered = re.compile(re.escape(column) + r" \(\d+\)")
    return [c for c in header.columns if numbered.fullmatch(c)] if f"{column} (1)" in header.positions else []


def _place(column: str, header: Header) -> str:
    position = header.positions[column]
    return letters(position) if header.lettered else f"column {position}"


def _other_header(header: Header, wrong: list[Named]) -> Problem:
    """That what was read as the header is none, or is divided otherwise."""
    wanted = ", ".join(dict.fromkeys(c for c, _ in wrong))
    message = f"the header has none of the columns that the mapping names ({wanted[:120]}): {shown_row(header.columns)}"
    return rules.UNKNOWN_KEY.broken(Location(header.file, max(header.row, 1), 1), message, _where_it_is(header))


def _where_it_is(header: Header) -> str:
    if len(header.columns) == 1 and (sign := max(DELIMITERS, key=header.columns[0].count)) in header.columns[0]:
        return f'write delimiter: "{sign}"'.replace("\t", "\\t")
    try:
        row = look_at(Path(header.file), Options(sheet=header.sheet, mapped=True))[0].header
    except TableError:
        row = header.row
    return f"write header: {row}, the row of the header" if row != header.row else "say in which row it stands: header: 3"


def _words(mapping: TableMapping, header: Header, dates: frozenset[str]) -> Iterator[Problem]:
    """Dates and references in whose place stands the name of a column."""
    for key, constant in chain.from_iterable(_constants("", f) for f in mapping.entities):
        tree = constant.tree
        if isinstance(tree, Text) and tree.text in header.columns and (key in dates or key == "ref"):
            message = f"{key} is the word {tree.text[:60]!r}, which is a column"
            yield rules.WRONG_FORM.broken(tree.location, message, f"write {{column: {tree.text[:60]}}}", value=tree.text[:60])


def _constants(key: str, form: Form) -> Iterator[tuple[str, Constant]]:
    match form:
        case Constant():
            yield key, form
        case Group():
            yield from chain.from_iterable(_constants(name, inner) for name, inner in form.forms.items())
        case Several():
            yield from chain.from_iterable(_constants(key, inner) for inner in form.forms)
