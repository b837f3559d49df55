"""Tables of records: JSON, JSON Lines and Parquet. Nested objects become columns such as `seat.city`."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from facts.records import Location, Problem
from loaders.checks import rules
from loaders.sources.scripting import text_of
from loaders.sources.strict_json import Element, Odd, elements, read
from loaders.tables.options import Options, header_of, row_of
from loaders.tables.rows import Header, Row, Table, TableError

KEY = "key"
"""The column of the keys of an object of objects or lists."""
SCANNED = 1_000
"""Records whose keys make the header."""
MAX_DEPTH = 20
REMEDY = "a table of JSON is a list of objects, or an object of them"


def read_json(data: bytes, shown: str, options: Options, problems: list[Problem]) -> Table:
    """A list of objects, or an object whose values are objects or lists of them: its keys are the column `key`. Raises TableError."""
    try:
        found = list(elements(data.decode(json.detect_encoding(data))))
    except (ValueError, RecursionError) as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        raise TableError(rules.NOT_TABLE.broken(Location(shown, line, column), f"not JSON: {error}", REMEDY)) from error
    if not found and data.strip()[:1] not in (b"[", b"{"):
        raise TableError(rules.NOT_TABLE.broken(Location(shown, 1, 1), "the file holds no list", REMEDY))
    return _table(_numbered(found, shown, problems), shown, options, problems)


def _numbered(found: Sequence[Element], shown: str, problems: list[Problem]) -> Iterator[tuple[int, int, object]]:
    """The records, each with its number and its line."""
    number = 0
    for element in found:
        records: Sequence[object] = [element.value] if element.key is None else _objects(element.value)
        problems += _odd(element.odd, shown, element.line, number + 1)
        for one in records:
            number += 1
            if element.odd:
                continue
            yield number, element.line, one if element.key is None or not isinstance(one, dict) else {KEY: element.key, **one}


def _odd(odd: Sequence[Odd], shown: str, line: int, number: int) -> Iterator[Problem]:
    for one in odd:
        yield rules.NOT_TABLE.broken(Location(shown, line, 1, f"row {number}, {one.key[:60]}"), one.message, one.remedy)


def _objects(value: object) -> list[Mapping[str, object]]:
    return [one if isinstance(one, dict) else {"value": one} for one in (value if isinstance(value, list) else [value])]


def read_lines(data: bytes, shown: str, options: Options, problems: list[Problem]) -> Table:
    """An object a line. Raises TableError."""

    def lines() -> Iterator[tuple[int, int, object]]:
        for number, line in enumerate(io.BytesIO(data), 1):
            if not line.strip():
                continue
            try:
                found, odd = read(line.decode(json.detect_encoding(line)))
            except (ValueError, RecursionError) as error:
                problems.append(rules.NOT_TABLE.broken(Location(shown, number, 1), f"not JSON: {error}", "write an object a line"))
                continue
            problems.extend(_odd(odd, shown, number, number))
            if not odd:
                yield number, number, found

    return replace(_table(lines(), shown, options, problems), rough=data.count(b"\n"))


def read_parquet(data: bytes, shown: str, options: Options, problems: list[Problem]) -> Table:
    """A file of Parquet. Raises TableError."""
    import arro3.io  # noqa: PLC0415  # most loads need none

    try:
        batches = arro3.io.read_parquet(io.BytesIO(data))
        found = batches.schema.names
    except Exception as error:  # arro3 has no class for its errors
        raise TableError(rules.NOT_TABLE.broken(Location(shown, 1, 1), f"not Parquet: {error}", "write it anew")) from error
    names = header_of(found, shown, options, 1).columns

    def rows() -> Iterator[tuple[int, int, object]]:
        number = 0
        for batch in batches:
            columns = [batch.column(n).to_pylist() for n in range(batch.num_columns)]
            for values in zip(*columns, strict=True):
                number += 1
                yield number, number, dict(zip(names, values, strict=True))

    return _table(rows(), shown, options, problems)


def _table(records: Iterator[tuple[int, int, object]], shown: str, options: Options, problems: list[Problem]) -> Table:
    before = len(problems)
    flat = _flat(records, shown, options.each, problems)
    scanned = list(islice(flat, SCANNED))
    if not scanned and len(problems) > before:
        raise TableError(problems.pop())
    if not scanned:
        raise TableError(rules.NOT_TABLE.broken(Location(shown, 1, 1), "the table has no rows", REMEDY))
    header = header_of(list(dict.fromkeys(c for _, _, cells in scanned for c in cells)), shown, options, 1)
    return Table(header, _rows(header, chain(scanned, flat), problems))


def _rows(header: Header, flat: Iterator[tuple[int, int, dict[str, str]]], problems: list[Problem]) -> Iterator[Row]:
    for number, line, cells in flat:
        more = [v for c, v in cells.items() if c not in header.positions]
        if row := row_of(header, number, line, [*(cells.get(c, "") for c in header.columns)], problems):
            # Keys that come late are no columns; the mapping cannot name them.
            yield row if not more else Row(row.number, row.line, {**cells, **row.cells})


def _flat(
    records: Iterator[tuple[int, int, object]], shown: str, each: Sequence[str], problems: list[Problem]
) -> Iterator[tuple[int, int, dict[str, str]]]:
    for number, line, record in records:
        if not isinstance(record, dict):
            problems.append(rules.NOT_TABLE.broken(Location(shown, line, 1, f"row {number}"), "is no object", REMEDY))
            continue
        for one in _each(record, each):
            cells: dict[str, str] = {}
            _flatten(one, "", cells, 0)
            yield number, line, cells


def _each(record: Mapping[str, object], keys: Sequence[str]) -> Iterator[Mapping[str, object]]:
    """A record for each item of the list behind the first key, and so on."""
    if not keys:
        yield record
        return
    items = record.get(keys[0])
    for item in items if isinstance(items, list) else [items]:
        yield from _each({**record, keys[0]: item}, keys[1:])


def _flatten(value: Mapping[str, object], prefix: str, cells: dict[str, str], depth: int) -> None:
    if depth > MAX_DEPTH:
        return
    for key, inner in value.items():
        name = f"{prefix}{key.strip()}"
        if isinstance(inner, dict):
            _flatten(inner, f"{name}.", cells, depth + 1)
        elif isinstance(inner, list):
            cells[name] = ";".join(text_of(v) for v in inner if not isinstance(v, (dict, list)))
        else:
            cells[name] = text_of(inner)
