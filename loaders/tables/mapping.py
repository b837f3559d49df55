"""What a mapping says, as values.

Its `entities` have the form of those of a file, with forms in the place of values: a Constant, a Template with columns in braces, or a
Cell. What they make of a row is read like a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from facts.records import Location
from loaders.sources.yaml_tree import Tree

LEFT_OUT = "-"
"""What an exception says of a code that means nothing here."""


@dataclass(frozen=True, slots=True)
class Constant:
    """The same for all rows."""

    tree: Tree


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a template: text with columns in it. One that is optional is left away where one of them is empty."""

    text: str
    columns: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """Text made from several columns; says nothing where one of them is empty that is not in an optional piece.

    `slug`: it is made an id, which `refers` to an entity or begins one.
    """

    pieces: tuple[Piece, ...]
    slug: bool
    location: Location
    refers: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value goes: into a date, into one that may be open (`..`), or where an id is made; `refers`: where an entity is named."""

    date: bool = False
    closes: bool = False
    slug: bool = False
    refers: bool = False


@dataclass(frozen=True, slots=True)
class Exempt:
    """What one code means in spite of everything: a reference or a term, or LEFT_OUT. `since` and `until` say when it does."""

    means: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column says, and how to read it.

    `keys` say by what an entity is found, of the class `cls`, on the date `on`; `terms` what codes mean, `otherwise` what others do
    (None: they are unknown); `dates` are patterns, `parts` the columns of year, month and day; `bracket`: what stands in brackets
    behind is put apart, or, without a column, is the value. `passed`: a reference that is not found is for the checks to report.
    """

    column: str
    slot: Slot
    location: Location
    split: str = ""
    bracket: bool = False
    pattern: re.Pattern[str] | None = None
    missing: frozenset[str] = frozenset()
    opens: frozenset[str] = frozenset()
    terms: Mapping[str, str] | None = None
    otherwise: str | None = None
    default: str = ""
    dates: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    cls: str = ""
    on: Form | None = None
    passed: bool = False
    exceptions: Mapping[str, tuple[Exempt, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """Which rows are meant: those whose cell is one of `values`, is (not) empty, or is like `pattern`. All of what is given has to hold."""

    column: str
    location: Location
    values: frozenset[str] | None = None
    unlike: frozenset[str] = frozenset()
    blank: bool | None = None
    pattern: re.Pattern[str] | None = None
    because: str = ""

    def holds(self, text: str) -> bool:
        """Whether the text of the cell is as it has to be."""
        return (
            (self.values is None or text in self.values)
            and text not in self.unlike
            and (self.blank is None or self.blank == (not text))
            and (self.pattern is None or self.pattern.search(text) is not None)
        )

    def __str__(self) -> str:
        """In words, for a report."""
        if self.because:
            return self.because
        words = [f"is {' or '.join(sorted(map(repr, self.values)))}"] if self.values is not None else []
        words += [f"is not {' or '.join(sorted(map(repr, self.unlike)))}"] * bool(self.unlike)
        words += [] if self.blank is None else ["is empty" if self.blank else "is not empty"]
        words += [f"is like {self.pattern.pattern}"] if self.pattern else []
        return f"{self.column} {' and '.join(words)}"


@dataclass(frozen=True, slots=True)
class Group:
    """A mapping of keys to forms. Without its `head` (the reference of a relationship, say) it says nothing."""

    forms: Mapping[str, Form]
    keys: Mapping[str, Location]
    location: Location
    head: str = ""
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Several:
    """A list of forms."""

    forms: tuple[Form, ...]
    location: Location


Form = Constant | Template | Cell | Group | Several


@dataclass(frozen=True, slots=True)
class Unpivot:
    """Wide to long: each row becomes one for each of the columns, whose names go to one column and whose cells to another."""

    columns: tuple[str, ...]
    name: str
    value: str
    location: Location


@dataclass(frozen=True, slots=True)
class Spells:
    """State-years to spells: of the rows that agree in the columns `of`, each run of years becomes one row, with its `start` and `end`.

    `gap`: how many years may be missing within a run. `last`: what the last year of the whole table is as an end: `stated`, `open`, or
    unknown (the table just ends there).
    """

    of: tuple[str, ...]
    year: str
    start: str
    end: str
    location: Location
    gap: int = 0
    last: str = "unknown"


@dataclass(frozen=True, slots=True)
class Phases:
    """Phases to spells: of the rows that agree in the columns `of`, those that follow without a gap become one row, the first with the end
    of the last.

    `start` and `end` are the columns of their dates, `dates` how these are written. A phase whose end is unknown is followed by nothing.
    """

    of: tuple[str, ...]
    start: str
    end: str
    location: Location
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A mapping file."""

    file: str
    location: Location
    entities: tuple[Group, ...]
    head: Mapping[str, Form]
    parts: Mapping[str, Tree]
    """What is said as in a file: datasets and covers."""
    tables: tuple[str, ...] = ()
    sheet: str = ""
    header: int = 1
    delimiter: str = ""
    encoding: str = ""
    each: tuple[str, ...] = ()
    missing: frozenset[str] = frozenset()
    opens: frozenset[str] = frozenset()
    only: tuple[Condition, ...] = ()
    but: tuple[Condition, ...] = ()
    unpivot: Unpivot | None = None
    spells: Spells | None = None
    phases: Phases | None = None
    exceptions: Mapping[str, Mapping[str, tuple[Exempt, ...]]] = field(default_factory=dict)
    """By column and code."""
    exceptions_file: str = ""
    strict: bool = False
    """Whether an unknown code is an error."""
    places: Mapping[str, Location] = field(default_factory=dict)
    """Where its keys stand."""
