"""What calamine does not tell of cells of XLSX: errors such as #REF!, and dates of which only the month or the year is shown.

The parts of the workbook are searched as bytes: a sheet has millions of cells, and most workbooks have nothing to be found.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from loaders.tables.rows import LETTERS

MONTH, YEAR = len("1950-05"), len("1950")
"""So much of an ISO date is shown."""
MMM_YY = 17
"""The number format that every workbook has for months."""
BOOK, RELATED, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
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
    """What there is to be known of a sheet; nothing of other workbooks than XLSX."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return Marks()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = set(packed.namelist())
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
    for head, inner in _CELL.findall(sheet):
        cell = _attributes(head)
        if found := _PLACE.fullmatch(cell.get("r", "").encode()):
            column = 0
            for letter in found[1]:
                column = column * LETTERS + letter - ord("A") + 1
            yield (int(found[2]), column), cell, inner
