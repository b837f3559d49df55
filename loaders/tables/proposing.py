"""`foedera new mapping`: a mapping as it may be, from the header and the first rows of a table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import yaml

from common.dates import InvalidDateError, bounds
from loaders.editing.skeletons import Wanted
from loaders.sources.date_remedies import GOES_ON, date_remedy
from loaders.tables.codes import GEC, NAME, Codes
from loaders.tables.dates import read_date
from loaders.tables.rows import Header, Table
from loaders.tables.totals import is_note, is_total
from ontology import Model

ROWS, VALUES = 2_000, 300
"""How many rows are looked at, and how many different values of each column."""
MOSTLY = 0.8
"""How many values of a column have to be of one kind."""
SOME = 0.5
"""How many have to name entities that are known, for a column to be of those and not of new ones; and to be dates, where few are none."""
FEW = 2
"""Columns with no more different values than that are of dates only where MOSTLY are."""
WORDS_FOR_NOTHING = ("NA", "N/A", "n/a", "NULL", "null", "-", "--", ".", "..", "-9", "-99", "-999", "#N/A", "None", "nan")
PATTERNS = ("YYYY-MM-DD", "DD/MM/YYYY", "DD.MM.YYYY", "MM/DD/YYYY", "YYYYMMDD", "DD MMM YYYY", "MMM DD, YYYY", "MMM YYYY", "MM/YYYY")
_ABOUT = re.compile(r"title|name|organi[sz]ation|treaty|agreement|alliance|body|institution", re.IGNORECASE)
_START = re.compile(r"begin|start|from|since|entry|enter|joined|accession|effective|year$", re.IGNORECASE)
_GEC = re.compile(r"gec|fips", re.IGNORECASE)
"""Names of columns of GEC codes: many are those of another state in ISO 3166, so that the values alone do not tell."""
_END = re.compile(r"end|until|exit|left|term|withdraw|to$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column seems to hold: references by a `key`, dates in a form, or text."""

    name: str
    values: tuple[str, ...]
    key: str = ""
    date: bool = False
    pattern: str = ""
    known: float = 0.0
    """The part of its values that are names of entities."""
    states: float = 0.0
    """The part of its values that are names of states."""
    wrong: tuple[str, ...] = ()
    """Values of a column of dates that are none."""
    filled: float = 1.0
    """The part of the rows in which something stands there."""


def propose(table: Table, file: Path, codes: Codes, model: Model, sheets: Sequence[str] = ()) -> str:
    """The text of a mapping for a table; `file` is how the mapping names it, `sheets` are those of the workbook."""
    values, filled = _values(table)
    columns = [replace(_looked_at(name, found, codes, model), filled=filled[name]) for name, found in values.items()]
    return "\n".join(_lines(columns, file, list(_where(table.header, sheets)))) + "\n"


def _where(header: Header, sheets: Sequence[str]) -> Iterator[str]:
    """In which sheet the table stands, and below which row, where that is not the only or the first one."""
    if header.sheet:
        others = [s for s in sheets if s != header.sheet]
        also = f"  # others, for --sheet: {_shown(others)}" if others else ""
        yield f"sheet: {_plain(header.sheet)}{also}"
    if header.row > 1:
        yield f"header: {header.row}  # the row of the header"


def _values(table: Table) -> tuple[dict[str, tuple[str, ...]], dict[str, float]]:
    """The different values of each column, and the part of the rows in which it has one."""
    found: dict[str, dict[str, None]] = defaultdict(dict, {c: {} for c in table.header.columns})
    times, rows = Counter[str](), 0
    for row in islice(table.rows, ROWS):
        rows += 1
        for column, text in row.cells.items():
            times[column] += bool(text)
            if text and len(found[column]) < VALUES:
                found[column][text] = None
    return {c: tuple(v) for c, v in found.items()}, {c: times[c] / max(rows, 1) for c in found}


def _looked_at(name: str, values: Sequence[str], codes: Codes, model: Model) -> Column:
    said = [v for v in values if v not in WORDS_FOR_NOTHING]
    if not said:
        return Column(name, tuple(values))
    if key := _key(name, said, codes, model):
        return Column(name, tuple(values), key)
    parts = {pattern: _part(bool(_is_dated(v, pattern)) for v in said) for pattern in ("", *PATTERNS)}
    best = max(parts, key=lambda pattern: parts[pattern])
    # A few cells that are none, such as "unknown", do not make it a column of text.
    if parts[best] >= MOSTLY or (parts[best] > SOME and len(said) > FEW):
        wrong = tuple(v for v in said if not _is_dated(v, best))
        return Column(name, tuple(values), date=True, pattern=best, wrong=wrong)
    if all(v.replace(".", "").isdigit() for v in said):
        return Column(name, tuple(values))
    return Column(name, tuple(values), known=_named(said, codes), states=_named(said, codes, "State"))


def _named(values: Sequence[str], codes: Codes, cls: str = "") -> float:
    """The part of some values that are names of entities, or of those of a class."""
    return _part(bool(codes.find((NAME,), v, "", cls)[0]) for v in values[:60])


def _part(flags: Iterator[bool]) -> float:
    found = list(flags)
    return sum(found) / len(found)


def _is_dated(text: str, pattern: str) -> bool:
    return _is_date(read_date(text, (pattern,) if pattern else ()))


def _is_date(text: str) -> bool:
    if date_remedy(text) == GOES_ON:
        return True
    try:
        bounds(text)
    except InvalidDateError:
        return False
    return True


def _key(name: str, values: Sequence[str], codes: Codes, model: Model) -> str:
    """The key by which most values find an entity; one that the column is named after comes first, names of states last."""
    shared = [k for _, k in model.shared_keys]
    keys = sorted([*(k for _, k in model.keys), *shared], key=lambda k: (k.lower() not in name.lower(), k != "iso3"))
    if _GEC.search(name) and _part(bool(codes.find((GEC,), v)[0]) for v in values) >= MOSTLY:
        return GEC
    owned = {(key, value) for key, value in (*codes.references.keys, *codes.references.bearers.owners)}
    for key in keys:
        if _part((key, v) in owned for v in values) >= MOSTLY:
            return key
    return NAME if _named(values, codes, "State") >= MOSTLY else ""


# --- as text


def _lines(columns: Sequence[Column], file: Path, where: Sequence[str]) -> Iterator[str]:
    own = Wanted(file=file.name.partition(".")[0]).own_dataset
    title = own.replace("-", " ").capitalize()
    everything = {v for c in columns for v in c.values}
    yield "# A proposal, made from the header and the first rows: correct it, delete the rest. docs/mappings.md has all keys."
    yield f"table: {_plain(str(file))}"
    yield from where
    if nothing := [w for w in WORDS_FOR_NOTHING if w in everything and not any(c.key and w in c.values for c in columns)]:
        yield f"missing: {_plain(nothing)}  # cells that say nothing"
    if ongoing := sorted(v for c in columns if c.date for v in c.values if date_remedy(v) == GOES_ON and v not in nothing):
        yield f"open: {_plain(ongoing)}  # ends of what goes on"
    for column in columns:
        if odd := [v for v in column.values if is_total(v) or is_note(v)]:
            yield f"except: [{{column: {_plain(column.name)}, is: {_plain(odd)}, because: totals and notes}}]"
            break
    yield "datasets:"
    yield f"- {{id: {own}, title: {title}, rank: 100, licence: CC-BY-4.0}}"
    yield f"dataset: {own}"
    yield f"source: {_plain(f'{title}, row {{row}}')}  # the citation, and where in it: columns stand in braces"
    yield "entities:"
    yield from _entity(columns, own)


def _entity(columns: Sequence[Column], own: str) -> Iterator[str]:
    keyed = [c for c in columns if c.key]
    dates = [c for c in columns if c.date]
    texts = [c for c in columns if not c.key and not c.date and c.values]
    # What many rows are about has fewer values than what is said of it.
    named = [c for c in texts if _ABOUT.search(c.name)]
    # A column in which few rows have anything is not what they are about.
    known = [c for c in texts if c.known >= SOME and c.filled >= SOME]
    about = max(known, key=lambda c: c.known * c.filled, default=next(iter([*named, *texts]), None))
    others = [c for c in named if c is not about and c.filled >= SOME]
    if about and about.states >= SOME and others and not keyed:
        # States of which some are misspelt: what they belong to stands beside them.
        keyed, about = [replace(about, key=NAME)], others[0]
    used = [about.name] if about else []
    if about and about.known >= SOME:
        yield f"- extends: {{column: {_plain(about.name)}, key: [id, name]}}"
    elif about:
        yield f"- id: {_plain(f'{own}-{{{about.name}}}')}"
        yield "  class: Alliance  # or what it is: `foedera new` lists the classes"
        yield f"  name: {{column: {_plain(about.name)}}}"
    else:
        yield "- extends: nato  # what the rows are about"
    if keyed:
        used.append(keyed[0].name)
        cls = ", class: State" if keyed[0].key == NAME else ""
        yield "  members:  # or parties, participants …: docs/ontology.md lists the relations"
        yield f"  - ref: {{column: {_plain(keyed[0].name)}, key: {keyed[0].key}{cls}}}"
        for word, pattern in (("start", _START), ("end", _END)):
            if found := next((c for c in dates if pattern.search(c.name) and c.name not in used), None):
                used.append(found.name)
                form = f", date: {found.pattern}" if found.pattern else ""
                shown = f"  # no dates: {_shown(found.wrong[:5])}" if found.wrong else ""
                yield f"    {word}: {{column: {_plain(found.name)}{form}}}{shown}"
    if rest := [c for c in columns if c.name not in used]:
        yield "# Not used:"
        for column in rest:
            kind = f"by {column.key}" if column.key else f"dates {column.pattern}".strip() if column.date else "text"
            shown = _shown(column.values[:3])
            yield f"# - {column.name}: {kind} ({shown})" if shown else f"# - {column.name}: empty"


def _shown(values: Sequence[str]) -> str:
    """Some values in a comment, which ends with its line."""
    return ", ".join(" ".join(v.split())[:30] for v in values)


def _plain(value: object) -> str:
    return yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000).removesuffix("...\n").strip()
