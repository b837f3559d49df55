"""What all readers of tables share: how a file is to be read, within which bounds, and what makes a header and a row."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from facts.records import Location, Problem
from loaders.checks import rules
from loaders.tables.rows import Header, Row, TableError

MAX_BYTES = 512 * 1024 * 1024
MAX_ROWS = 2_000_000
MAX_COLUMNS = 5_000
MOST_SHOWN = 8


ENCODINGS = (
    *("utf-8", "utf-16", "latin-1", "cp1252", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32", "ascii", "mac-roman", "cp437", "cp850"),
    *(f"cp125{n}" for n in (0, 1, 3, 4, 5, 6, 7, 8)),
    *(f"iso-8859-{n}" for n in range(1, 17) if n != 12),
    *("koi8-r", "koi8-u", "shift_jis", "euc-jp", "euc-kr", "gb18030", "gbk", "big5"),
)
"""Those in which tables usually are."""
_NO_TEXT = ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined")
"""What Python has among its encodings, though no file is written in it."""


def is_encoding(name: str) -> bool:
    """Whether there is an encoding of texts with this name."""
    try:
        b"a".decode(name)  # of nothing, Python does not look for the encoding
    except LookupError:
        return False
    except UnicodeError:  # two bytes and more make a sign
        pass
    return codecs.lookup(name).name not in _NO_TEXT


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is to be read, where its name and its first bytes do not say it.

    `header` is the row of the header, 0 where there is none; `mapped`: a mapping says the rest, and may say it otherwise.
    """

    sheet: str = ""
    header: int = 1
    delimiter: str = ""
    encoding: str = ""
    each: tuple[str, ...] = ()
    mapped: bool = False


def too_much(shown: str, what: str, line: int = 1) -> TableError:
    """The end of a table that is too large."""
    return TableError(rules.TOO_LARGE.broken(Location(shown, line, 1), f"the table {what}", "split it, and load the parts with --append"))


def header_of(names: Sequence[str], shown: str, options: Options, line: int, sheet: str = "", *, lettered: bool = False) -> Header:
    """The header made of its cells. Of two columns with one name the second is called `name (2)`; empty ones have none.

    For a mapping the first of them is `name (1)`: which of them is meant has to be said.
    """
    if len(names) > MAX_COLUMNS:
        raise too_much(shown, f"has more than {MAX_COLUMNS:,} columns")
    found: dict[str, None] = {}
    bare = [n.strip() for n in names]
    several = {n for n, count in Counter(bare).items() if n and count > 1} if options.mapped else set[str]()
    for position, name in enumerate(bare, 1):
        number, unique = 2, name or f"({position})"
        if name in several:
            number, unique = 1, ""
        while unique in found or not unique or (number > 1 and unique != name and unique in bare):
            unique, number = f"{name} ({number})", number + 1
        found[unique] = None
    if not any(n.strip() for n in names):
        remedy = "say in which row it stands: header: 3" if options.mapped else "delete what stands above it"
        raise TableError(rules.NOT_TABLE.broken(Location(shown, line, 1), "the header is empty", remedy))
    return Header(shown, tuple(found), sheet, lettered)


def without_header(columns: int, shown: str, sheet: str = "", *, lettered: bool = False) -> Header:
    """The columns of a table that gives them no names: `column_1`, `column_2` and so on."""
    return Header(shown, tuple(f"column_{n}" for n in range(1, columns + 1)), sheet, lettered)


def row_of(header: Header, number: int, line: int, cells: Sequence[str], problems: list[Problem]) -> Row | None:
    """The row made of its cells; None for an empty one, and for one that is longer than the header, which is a problem."""
    texts = [c.strip() for c in cells]
    if not any(texts):
        return None
    if any(texts[len(header.columns) :]):
        where = header.place(Row(number, line, {}))
        problems.append(rules.NOT_TABLE.broken(where, other_width(header, texts), "put what holds the delimiter into quotes"))
        return None
    texts += [""] * (len(header.columns) - len(texts))
    if number > MAX_ROWS:
        raise too_much(header.file, f"has more than {MAX_ROWS:,} rows", line)
    return Row(number, line, dict(zip(header.columns, texts, strict=False)))


def other_width(header: Header, cells: Sequence[str]) -> str:
    """That a row has more or fewer cells than it should have."""
    first = "the header" if header.row else "the first row"
    return f"the row has {len(cells)} cell{'s' * (len(cells) != 1)}, and {first} {len(header.columns)}: {shown_row(cells)}"


def shown_row(cells: Sequence[str]) -> str:
    """The beginning of a row, as it was read."""
    return " | ".join(" ".join(c.split())[:30] for c in cells[:MOST_SHOWN]) + " | …" * (len(cells) > MOST_SHOWN)
