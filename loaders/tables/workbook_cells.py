"""What calamine does not tell of cells of XLSX and ODS: errors such as #REF!, and dates of which only the month or the year is shown.

The parts of an XLSX workbook are searched as bytes: a sheet has millions of cells, and most workbooks have nothing to be found.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from loaders.tables.rows import LETTERS

MONTH, YEAR = len("1950-05"), len("1950")
"""So much of an ISO date is shown."""
MMM_YY = 17
"""The number format that every workbook has for months."""
BOOK, RELATED, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
CONTENT = "content.xml"
"""The sheets of a document of ODS."""
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
MOST_REPEATED = 100_000
_PARTS = re.compile(r"\d+|[^\W\d_]+(?:[^\w\d]+[^\W\d_]+)*")
"""The numbers and the words of a date as it is shown."""
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s([^>]*)>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\s([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_PLACE = re.compile(rb"([A-Z]+)(\d+)")
_OTHER = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
"""What a format shows as it is: texts, colours and languages."""
Place = tuple[int, int]
"""A row and a column, from 1."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The errors of a sheet by their cells, and how much is shown of dates."""

    errors: Mapping[Place, str] = field(default_factory=dict)
    shown: Mapping[Place, int] = field(default_factory=dict)


def marks_of(data: bytes, sheet: str) -> Marks:
    """What there is to be known of a sheet; nothing of other workbooks than XLSX and ODS."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return Marks()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = set(packed.namelist())
        if CONTENT in parts:
            return _of_document(packed.read(CONTENT), sheet)
        if BOOK not in parts or RELATED not in parts:
            return Marks()
        part = _part(packed.read(BOOK), packed.read(RELATED), sheet)
        if part not in parts:
            return Marks()
        short = _short(packed.read(STYLES)) if STYLES in parts else {}
        return _marks(packed.read(part), short)


def _attributes(text: bytes) -> dict[str, str]:
    return {name.decode(): html.unescape(value.decode("utf-8", "replace")) for name, value in _ATTRIBUTE.findall(text)}


def _part(book: bytes, related: bytes, sheet: str) -> str:
    """The part of the workbook in which a sheet is."""
    sheets = {a.get("name", ""): next((v for k, v in a.items() if k.endswith(":id")), "") for a in map(_attributes, _SHEET.findall(book))}
    targets = {a.get("Id", ""): a.get("Target", "") for a in map(_attributes, _RELATION.findall(related))}
    return posixpath.join("/xl", targets.get(sheets.get(sheet, ""), "")).lstrip("/")


def _short(styles: bytes) -> dict[str, int]:
    """How much of a date the styles show that do not show its day."""
    formats = {a.get("numFmtId", ""): shown_by(a.get("formatCode", "")) for a in map(_attributes, _FORMAT.findall(styles))}
    formats.setdefault(str(MMM_YY), MONTH)
    listed = _STYLES.search(styles)
    used = [_attributes(s).get("numFmtId", "") for s in _STYLE.findall(listed[0])] if listed else []
    return {str(n): formats[f] for n, f in enumerate(used) if formats.get(f)}


def shown_by(code: str) -> int:
    """How much of an ISO date is shown by a number format, such as `mmm yyyy`; 0 for a day, and for what is no date."""
    plain = _OTHER.sub("", code.lower()).partition(";")[0]
    if "y" not in plain or any(sign in plain for sign in "dhs0#?"):
        return 0
    return MONTH if "m" in plain else YEAR


def _marks(sheet: bytes, short: Mapping[str, int]) -> Marks:
    errors: dict[Place, str] = {}
    shown: dict[Place, int] = {}
    if b't="e"' not in sheet and not short:
        return Marks()
    for place, cell, inner in _cells(sheet):
        if cell.get("t") == "e":
            found = _VALUE.search(inner)
            errors[place] = html.unescape(found[1].decode("utf-8", "replace")) if found else "#ERROR"
        elif (length := short.get(cell.get("s", ""))) is not None:
            shown[place] = length
    return Marks(errors, shown)


def _cells(sheet: bytes) -> Iterator[tuple[Place, dict[str, str], bytes]]:
    for match in _CELL.finditer(sheet):
        cell, inner = _attributes(match[1]), match[2] or b""
        if found := _PLACE.fullmatch(cell.get("r", "").encode()):
            column = 0
            for letter in found[1]:
                column = column * LETTERS + letter - ord("A") + 1
            yield (int(found[2]), column), cell, inner


def _of_document(content: bytes, sheet: str) -> Marks:
    """The marks of a sheet of ODS, which has with each cell the text that is shown."""
    marks: dict[Place, str] = {}
    shown: dict[Place, int] = {}
    if not any(b'value-type="%s"' % kind in content for kind in (b"error", b"date")):
        return Marks()
    inside, row = False, 0
    for event, node in ElementTree.iterparse(io.BytesIO(content), events=("start", "end")):  # noqa: S314  # expat bounds what entities grow to
        if node.tag == f"{_TABLE}table":
            inside, row = event == "start" and node.get(f"{_TABLE}name") == sheet, 0
        elif inside and event == "end" and node.tag == f"{_TABLE}table-row":
            rows = int(node.get(f"{_TABLE}number-rows-repeated", "1"))
            for column, columns, cell in _listed(node):
                places = [(row + r, column + c) for r in range(1, rows + 1) for c in range(1, columns + 1)] if _is_odd(cell) else ()
                for place in places[:MOST_REPEATED]:
                    _mark(cell, place, marks, shown)
            row += rows
            node.clear()
    return Marks(marks, shown)


def _listed(row: ElementTree.Element) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """The cells of a row: behind how many columns each stands, and in how many."""
    column = 0
    for cell in row:
        if cell.tag in _CELLS:
            count = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            yield column, count, cell
            column += count


def _is_odd(cell: ElementTree.Element) -> bool:
    return cell.get(_KIND) == "error" or cell.get(f"{_OFFICE}value-type") == "date"


def _mark(cell: ElementTree.Element, place: Place, errors: dict[Place, str], shown: dict[Place, int]) -> None:
    text = "".join(found.itertext()) if (found := cell.find(_TEXT)) is not None else ""
    if cell.get(_KIND) == "error":
        errors[place] = text if text.startswith("#") else "#ERROR"
    elif length := {1: YEAR, 2: MONTH}.get(len(_PARTS.findall(text))):
        shown[place] = length
