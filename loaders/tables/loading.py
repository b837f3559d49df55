"""Mappings and their tables, to records."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from common.errors import NotFoundError
from facts.records import ERROR, WARNING, Location, Problem, Records
from loaders.checks import rules
from loaders.sources.files import SUFFIXES, read_bytes
from loaders.sources.yaml_reading import Kept, read_tree
from loaders.sources.yaml_tree import Entries, Items, Text, Tree, YamlError, parse_yaml
from loaders.tables.codes import Codes, Tally
from loaders.tables.columns import wrong_columns
from loaders.tables.exceptions import read_exceptions
from loaders.tables.files import OPTIONS, read_table, used_by, uses
from loaders.tables.forecast import Foretold, forecast
from loaders.tables.headless import Headless
from loaders.tables.mapping import Constant, TableMapping
from loaders.tables.options import Options
from loaders.tables.reading import TABLE, read_mapping, with_exceptions
from loaders.tables.report import TableReport
from loaders.tables.rows import Header, Numbers, Row, Table, TableError
from loaders.tables.saying import Speaker
from loaders.tables.shaping import Seen, shaped
from loaders.tables.totals import naming, odd_column
from loaders.tables.worded import is_worded, worded
from ontology import Datatype, Model

BATCH = 2_000
"""Rows that are read together; all of them in one tree would take ten times their size."""
_PEEK = 64 * 1024
_MAPS = re.compile(rb"^table[ \t]*:", re.MULTILINE)
Known = Callable[[Collection[str]], Records]
"""What codes may lead to: all that is known but for what some datasets say, which are about to be replaced."""


@dataclass(slots=True)
class Tables:
    """How tables are to be read: by the mapping in a file, with codes of what is `known`. `reports` are added by reading.

    `foretold` hears of a large one before it is read, and `step` of how many rows are read, as loads tell it.
    """

    known: Known
    mapping: Path | None = None
    reports: list[TableReport] = field(default_factory=list)
    foretold: Foretold | None = None
    step: Callable[[str, int], None] | None = None

    def begin(self, table: Table) -> None:
        """Tell that a table is about to be read, if it is large."""
        if found := forecast(table.header.file, table.rough):
            if self.foretold:
                self.foretold(found)
            if self.step:
                self.step(f"reading {table.header.file}", table.rough)

    def advance(self, rows: int) -> None:
        """Tell that so many rows more are read."""
        if self.step:
            self.step("", rows)


def is_mapping(path: Path) -> bool:
    """Whether a file of YAML is a mapping: it has `table:` at its top."""
    if path.suffix not in SUFFIXES or not os.path.isfile(path):  # noqa: PTH113  # no name is too odd to ask
        return False
    try:
        with path.open("rb") as file:
            return _MAPS.search(file.read(_PEEK)) is not None
    except OSError:
        return False


def read_tables(targets: Iterable[Path], model: Model, tables: Tables, others: Records) -> tuple[Records, list[Problem]]:
    """What mappings, and tables by the mapping that is given, say. Codes may also mean what `others` describe.

    Raises NotFoundError for a table that is not there.
    """
    records, problems = Records(), list[Problem]()
    given: list[Path] = []
    for target in targets:
        if is_mapping(target):
            if mapping := _mapping(target, model, records, problems):
                named = [target.parent / name for name in mapping.tables]
                _Reading(mapping, model, tables, others, records, problems).read(named)
        elif tables.mapping is None:
            _read_worded(target, model, tables, others, records, problems)
        else:
            given.append(target)
    # One mapping describes its datasets once, for all tables that are read by it.
    if given and tables.mapping and (mapping := _mapping(tables.mapping, model, records, problems)):
        _Reading(mapping, model, tables, others, records, problems).read(given)
    return records, problems


def _read_worded(target: Path, model: Model, tables: Tables, others: Records, records: Records, problems: list[Problem]) -> None:
    """Read a table that needs no mapping, because its columns are called as the entity YAML calls things."""
    wrong: list[Problem] = []
    try:
        table, hashed = read_table(target, str(target), Options(), problems)
    except TableError as error:
        problems.append(error.problem)
        return
    if not is_worded(table.header):
        problems.append(_unmapped(target))
    elif mapping := worded(table.header, 1, model, wrong):
        records.files[str(target)] = hashed
        _Reading(mapping, model, tables, others, records, problems).take(table)
    problems += wrong


def _unmapped(target: Path) -> Problem:
    remedy = f"propose one with `foedera new mapping {target}`, and load it with --mapping"
    return rules.OTHER_FORMAT.broken(Location(str(target), 1, 1), "a table is loaded by a mapping", remedy)


def _mapping(file: Path, model: Model, records: Records, problems: list[Problem]) -> TableMapping | None:
    """The mapping in a file; None where it cannot be used."""
    data = read_bytes(file, str(file))
    if isinstance(data, Problem):
        problems.append(data)
        return None
    records.files[str(file)] = hashlib.sha256(data).hexdigest()
    wrong: list[Problem] = []
    try:
        tree = parse_yaml(data, str(file), wrong)
    except YamlError as error:
        problems.append(error.problem)
        return None
    if not isinstance(tree, Entries):
        problems.append(rules.WRONG_FORM.broken(Location(str(file), 1, 1), "the mapping is empty", f"begin it with {TABLE}:"))
        return None
    mapping = read_mapping(tree, model, wrong)
    # What is missing may be what stands there under a misspelt key.
    wrong += [] if any(p.rule == rules.UNKNOWN_KEY.code for p in wrong) else _incomplete(mapping)
    if mapping.exceptions_file:
        try:
            mapping = with_exceptions(mapping, read_exceptions(file.parent / mapping.exceptions_file, records, wrong))
        except NotFoundError:
            where, message = tree.entries["exceptions"].location, f"there is no file of exceptions at {mapping.exceptions_file[:80]}"
            wrong.append(rules.UNREADABLE.broken(where, message, "check the spelling, or have it written by --unknown"))
    problems += wrong
    return None if wrong else mapping


def _incomplete(mapping: TableMapping) -> Iterator[Problem]:
    """What has to stand in a mapping: else each row would be reported."""
    if not mapping.entities:
        yield rules.NOTHING_SAID.broken(mapping.location, "the mapping makes no entity of a row", "add entities:")
    if "source" not in mapping.head and any("source" not in e.forms for e in mapping.entities):
        yield rules.NO_SOURCE.broken(mapping.location, "the mapping gives no source", "add source:, such as: Name of the table, row {row}")
    if "dataset" not in mapping.head and any("dataset" not in e.forms for e in mapping.entities):
        yield rules.NO_DATASET.broken(mapping.location, "the mapping names no dataset", "add dataset:, and describe it under datasets:")


class _Reading:
    """One mapping, and the tables that are read by it."""

    def __init__(
        self, mapping: TableMapping, model: Model, tables: Tables, others: Records, records: Records, problems: list[Problem]
    ) -> None:
        self.mapping = mapping
        self.model = model
        self.tables = tables
        self.records = records
        self.problems = problems
        self.codes = Codes(lambda: self._known(others), model)
        self.kept = Kept()
        properties = (p for cls in (*model.classes.values(), *model.edges.values()) for p in cls.properties.values())
        self.dates = frozenset(p.name for p in properties if p.datatype is Datatype.EDTF)
        self.head: dict[str, Tree] = {k: f.tree for k, f in mapping.head.items() if isinstance(f, Constant)}

    def _known(self, others: Records) -> Records:
        found = Records()
        found.add(self.tables.known(_described(self.mapping)))
        found.add(others)
        # What is being read is not known yet by what it is called.
        found.add(replace(self.records, claims=list(self.records.claims), links=list(self.records.links)))
        return found

    def read(self, files: Sequence[Path]) -> None:
        """All tables, one after the other."""
        self._start()
        options = Options(
            self.mapping.sheet, self.mapping.header, self.mapping.delimiter, self.mapping.encoding, self.mapping.each, mapped=True
        )
        self.problems += self._unused(files)
        for file in files:
            before = len(self.problems)
            try:
                table, self.records.files[str(file)] = read_table(file, str(file), options, self.problems)
                wrong = wrong_columns(self.mapping, table.header, self.dates)
                self.problems += wrong
                if not wrong:
                    self._rows(table, before)
            except TableError as error:
                self.problems.append(error.problem)

    def _unused(self, files: Sequence[Path]) -> Iterator[Problem]:
        """What the mapping says of the reading of files of another kind than its own."""
        for key in OPTIONS:
            if key in self.mapping.places and not any(key in uses(file) for file in files):
                names = ", ".join(file.name for file in files[:5])
                problem = rules.WRONG_FORM.broken(
                    self.mapping.places[key], f"{key} counts for {used_by(key)}, and not for {names}", "leave it away"
                )
                yield replace(problem, level=WARNING)

    def take(self, table: Table) -> None:
        """A table that is open already."""
        self._start()
        self._rows(table, len(self.problems))

    def _start(self) -> None:
        if self.mapping.parts:
            self._take(dict(self.mapping.parts), "", self.mapping.location)

    def _rows(self, table: Table, before: int) -> None:
        """Read the rows of a table; `before` so many problems were there before it."""
        self.tables.begin(table)
        tally, seen, said = Tally(), Seen(self.problems), Numbers()
        ids = naming(self.mapping)
        told = 0
        speaker = Speaker(self.mapping, table.header, self.codes, tally, self.model)
        batch: list[Entries] = []
        headless = Headless(self.mapping, table.header)
        for row in shaped(table, self.mapping, seen).rows:
            misses = tally.misses
            if found := list(speaker.say(row)):
                said.update(seen.behind(row.number))
                self.problems += self._no_thing(table.header, row, odd_column(row, ids))
            elif tally.misses == misses:
                headless.note(row)
            batch += found
            if len(batch) >= BATCH:
                self._take({}, table.header.file, self.mapping.location, batch)
                batch = []
                self.tables.advance(len(seen.numbers) - told)
                told = len(seen.numbers)
        self._take({}, table.header.file, self.mapping.location, batch)
        wrong = [*tally.problems(strict=self.mapping.strict), *headless.problems()]
        self.problems += wrong
        # Where rows are refused, that is why nothing is said.
        if not said and not wrong and not any(p.level == ERROR for p in self.problems[before:]):
            where = Location(table.header.file, 1, 1)
            message, remedy = "no row of the table says anything", "check only:, except: and columns"
            if not seen.numbers:
                message, remedy = "the table has no rows below its header", "fill it in, or leave it away"
            self.problems.append(rules.NOTHING_SAID.broken(where, message, remedy))
        unknown = tuple(tally.unknown.values())
        self.tables.reports.append(TableReport(table.header.file, len(seen.numbers), len(said), dict(seen.left), unknown))

    def _no_thing(self, header: Header, row: Row, column: str) -> Iterator[Problem]:
        if column:
            text = " ".join(row.cells[column].split())[:60]
            leave = f"except: [{{column: {column}, is: [{text}]}}]"
            remedy = f"leave the row out: {leave}" if self.mapping.file != header.file else "delete the row"
            message = f"{text!r} is no name of a thing, and the row makes an entity"
            yield rules.NO_THING.broken(header.place(row, column), message, remedy, value=text)

    def _take(self, parts: dict[str, Tree], file: str, where: Location, entities: Sequence[Entries] = ()) -> None:
        """Read what was made as what a file says."""
        if not parts and not entities:
            return
        where = Location(file or where.file, 1, 1) if file else where
        if entities:
            parts = {**parts, "entities": Items(tuple(entities), where, 1)}
        entries = {**self.head, **parts}
        tree = Entries(entries, {k: v.location for k, v in entries.items()}, where, 1)
        read_tree(tree, self.model, self.records, self.problems, self.kept)


def _described(mapping: TableMapping) -> set[str]:
    """The datasets that a mapping describes, and so replaces."""
    found = mapping.parts.get("datasets")
    items = found.items if isinstance(found, Items) else (found,)
    named = (i.entries.get("id") for i in items if isinstance(i, Entries))
    return {n.text for n in named if isinstance(n, Text)}
