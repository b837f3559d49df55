"""Loaders written in Python, for sources that a table or a YAML file cannot hold. docs/loader-scripts.md shows one whole.

A script says the same things as a YAML file, under the same names, and is loaded in the same way: all mistakes are reported at once, with
the file and line of the call, and the graph changes as a whole or not at all.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from facts.records import ERROR, Location, Problem, Records
from loaders.checks import rules
from loaders.sources.values import told, type_remedy, wrong_type
from loaders.sources.yaml_reading import read_tree
from loaders.sources.yaml_tree import Entries, Items, Text, Tree
from loaders.tables.codes import Codes
from ontology import Datatype

if TYPE_CHECKING:
    from graph import Store
    from loaders.writing.sync import LoadOptions, LoadResult
    from ontology import Model

Value = str | int | float | bool | datetime.date | None
"""One value. None, empty text and pandas' empty cells (nan, NaT, NA) mean that nothing is said."""
NO_NAME = "the name to be found is empty; pass over such rows, or fill them in"
EXACT = 2.0**53
"""Floats below it hold whole numbers exactly."""
Fact = Value | Mapping[str, Value] | Sequence[Value | Mapping[str, Value]]
"""What a property or relation of an entity is given: a value, a link as {"ref": …, "start": …}, or a list of them."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A body of facts from one hand. Of two datasets that cover a fact, the one with the smaller `rank` (1 to 1000) is preferred."""

    id: str
    title: str
    rank: int
    licence: str
    homepage: str = ""
    summary: str = ""
    cite_as: str = ""
    covers: str = ""

    def facts(self) -> dict[str, Fact]:
        """As a YAML file has it."""
        found = {name: getattr(self, name) for name in self.__slots__}
        return {"citeAs" if name == "cite_as" else name: value for name, value in found.items()}


class Loader:
    """Gathers what a source says and brings a store to it.

    `source`, `retrieved` and `verification` hold where a call gives none of its own. Names of properties and relations are those of the
    ontology (`foedera new CLASS` lists them). References are ids or keys such as iso3:POL. A load replaces what the dataset said before:
    say all of it each time.
    """

    def __init__(self, dataset: Dataset, *others: Dataset, source: str = "", retrieved: Value = None, verification: str = "") -> None:
        if not hasattr(dataset, "facts"):
            raise TypeError(f'a loader begins with its dataset, and here is {dataset!r}; write Loader(Dataset("my-notes", title=…), …)')
        place = _caller()
        self._script = place.file
        self._head = {"dataset": dataset.id, "source": source, "retrieved": retrieved, "verification": verification}
        self._place = place
        self._datasets = [_entries(d.facts(), place) for d in (dataset, *others)]
        self._entities: list[Entries] = []
        self._row: tuple[str, int] | None = None
        self._unknown: list[Problem] = []
        self._unfound: set[str] = set()

    def entity(self, id: str, class_: str, **facts: Fact) -> str:  # noqa: A002  # the ontology's word
        """Describe an entity and return its id, by which others may refer to it.

        `facts` are its properties and relations; dataset, source, retrieved, asOf, verification and remark where they differ from the
        loader's; and `covers`, what the dataset knows of its relations.
        """
        return self._add(id, {"id": id, "class": class_, **facts})

    def extend(self, reference: str, **facts: Fact) -> str:
        """Add facts to an entity that is described elsewhere, by its id or a key; returns the reference."""
        return self._add(reference, {"extends": reference, **facts})

    def link(self, relation: str, subject: str, object: str, **properties: Value) -> None:  # noqa: A002  # the field's word
        """Say that `subject` stands in `relation` to `object`; the relation may be named from either end (memberOf, members).

        `properties` are start, end, role and so on, and source, retrieved, verification and remark. Dates are text as in `1990~`, or dates.
        """
        self._add(subject, {"extends": subject, relation: {"ref": object, **properties}})

    def claim(self, reference: str, property: str, value: Value, **provenance: Value) -> None:  # noqa: A002  # the ontology's word
        """Say that a property of an entity has a value, with source, dataset, retrieved, verification or remark of its own."""
        self._add(reference, {"extends": reference, "claims": {"property": property, "value": value, **provenance}})

    def rows(self, table: object, file: str = "", first: int = 2) -> Iterator[dict[str, Any]]:
        """Go through the rows of a table. Problems of what is said meanwhile name the row, and `file` if it is given.

        `table` is a frame of pandas or polars, a table of Arrow, or anything that gives mappings, such as a csv.DictReader. `first` is the
        number of its first row, as spreadsheets count.
        """
        for number, row in enumerate(rows_of(table), first):
            self._row = (file, number)
            AT.set(self._where("", ""))
            yield row
        self._row = None
        AT.set(None)

    def find(self, name: str, on: Value = "", class_: str = "", key: str | Sequence[str] = "name") -> str:
        """The id of the entity that a name means, or another `key` (iso3, cow, gw, gec …; of several the first that leads to one).

        `on` is the date or year at which it is meant: COW 255 is another Germany in 1913 and in 1995. It is looked for in the store that is
        loaded or checked against, else in the core. Where there is none, that is reported with all other problems.
        """
        keys = (key,) if isinstance(key, str) else tuple(key)
        text = text_of(name)
        if (day := text_of(on)) and (wrong := wrong_type(Datatype.EDTF, day)):
            message = told("on", day, wrong)
            self._unknown.append(rules.BAD_DATE.broken(self._where(text, ""), message, type_remedy(Datatype.EDTF, day), value=day[:60]))
        found, why = _codes().find(keys, text, text_of(on), class_) if text else ("", NO_NAME)
        if found:
            return found
        missing = f"{keys[0]}:{text}"
        self._unfound.add(missing)
        self._unknown.append(replace(rules.UNKNOWN_CODE.broken(self._where(text, ""), why, value=text[:60]), level=ERROR))
        return missing

    def conflict(self, reference: str, topic: str, explanation: str) -> None:
        """Say why sources differ on a property or relation of an entity."""
        self._add(reference, {"extends": reference, "conflicts": {"topic": topic, "explanation": explanation}})

    def records(self, model: Model) -> tuple[Records, list[Problem]]:
        """Everything said so far as records, and what is wrong with how it was said. Checks against the ontology come with the load."""
        records, problems = Records(), list[Problem]()
        head = _entries(self._head, self._place)
        parts = {"datasets": _items(self._datasets, self._place), "entities": _items(self._entities, self._place)}
        tree = Entries({**head.entries, **parts}, {**head.keys, **dict.fromkeys(parts, self._place)}, self._place, 1)
        read_tree(tree, model, records, problems)
        records.files[self._script] = _hash(self._script)
        records.unreadable |= self._unfound
        problems += self._unknown
        return records, problems

    def load(self, store: Store, model: Model | None = None, options: LoadOptions | None = None) -> LoadResult:
        """Bring an open store to what was said. Raises InputError with all problems at once, having written nothing."""
        from loaders.writing.sync import load_records  # noqa: PLC0415  # the driver takes 0.3 s
        from ontology import read_model  # noqa: PLC0415

        model = model or read_model()
        records, problems = self.records(model)
        return load_records(store, model, records, options, problems)

    def run(self, arguments: Sequence[str] | None = None) -> NoReturn:
        """Do as `foedera load SCRIPT` with these arguments, or those of the command line, and leave with its exit code."""
        if BEING_READ.get():
            raise Ran(self)
        _READY[self._script] = self
        # The command line stands above loaders, which import nothing of it.
        main = import_module("foedera.__main__").main
        sys.exit(main(["load", self._script, *(sys.argv[1:] if arguments is None else arguments)]))

    def _add(self, subject: str, facts: Mapping[str, Fact]) -> str:
        self._entities.append(_entries(facts, self._where(subject, _source(facts))))
        return subject

    def _where(self, subject: str, source: str) -> Location:
        """The line of the script that is calling, or the row that it is at; with what it speaks of."""
        place = _caller()
        if self._row is None:
            return replace(place, cell=", ".join(filter(None, (str(subject)[:60], source[:60]))))
        file, number = self._row
        spoken = ", ".join(filter(None, (f"row {number}", str(subject)[:60], source[:60], f"{place.file} line {place.line}")))
        return Location(file or place.file, number if file else place.line, 1, spoken)


BEING_READ = ContextVar("BEING_READ", default=False)
"""Whether a script is run only for the loader that it makes."""
_READY: dict[str, Loader] = {}
"""Loaders that asked to be loaded, by their scripts: those have been run already."""


AT: ContextVar[Location | None] = ContextVar("AT", default=None)
"""The row at which a script is."""
KNOWN: ContextVar[Callable[[], Records] | None] = ContextVar("KNOWN", default=None)
"""What the names that a script looks for may mean, where that is not the core."""


class Ran(BaseException):
    """Ends a script that is being run for its loader at the point where it asks to be loaded."""

    def __init__(self, loader: Loader) -> None:
        super().__init__("the script asks to be loaded")
        self.loader = loader


def ready(script: str) -> Loader | None:
    """The loader of a script that asked to be loaded, so that it is not run a second time."""
    return _READY.get(script)


def rows_of(table: object) -> Iterator[dict[str, Any]]:
    """The rows of a frame or of anything that gives mappings; no library of frames is needed for it."""
    frame: Any = table
    if hasattr(frame, "iter_rows"):  # polars
        yield from frame.iter_rows(named=True)
    elif hasattr(frame, "itertuples"):  # pandas
        columns = [str(c) for c in frame.columns]
        yield from (dict(zip(columns, row, strict=True)) for row in frame.itertuples(index=False, name=None))
    elif hasattr(frame, "to_pylist"):  # Arrow
        yield from frame.to_pylist()
    else:
        yield from (dict(row) for row in frame)


@cache
def _core() -> Records:
    from ontology import read_model  # noqa: PLC0415

    # Named so because shipped() itself gathers scripts, though it never runs one.
    found: Records = import_module("loaders.checks.shipped").shipped(read_model())
    return found


@cache
def _codes_of(known: Callable[[], Records]) -> Codes:
    from ontology import read_model  # noqa: PLC0415

    return Codes(known, read_model())


def _codes() -> Codes:
    """What names and codes mean."""
    return _codes_of(KNOWN.get() or _core)


def _source(facts: Mapping[str, Fact]) -> str:
    """The source of a row of its own, which says where it stands."""
    rows = [facts, *(v for v in facts.values() if isinstance(v, Mapping))]
    return next((text_of(row["source"]) for row in rows if isinstance(row.get("source"), str)), "")


def _caller() -> Location:
    """The line of the script that is calling."""
    frame = sys._getframe(1)
    while frame.f_code.co_filename == __file__ and frame.f_back:
        frame = frame.f_back
    return Location(shown_path(frame.f_code.co_filename), frame.f_lineno, 1)


@cache
def shown_path(file: str) -> str:
    """A file as its problems name it: from the current folder, where it lies in or below that."""
    return os.path.relpath(file) if file.startswith(str(Path.cwd()) + os.sep) else file


def _entries(facts: Mapping[str, Fact], place: Location) -> Entries:
    trees = {k: tree for k, v in facts.items() if (tree := tree_of(v, place)) is not None}
    return Entries(trees, dict.fromkeys(trees, place), place, 1)


def _items(trees: Sequence[Tree], place: Location) -> Items:
    return Items(tuple(trees), place, 1)


def tree_of(fact: Fact, place: Location) -> Tree | None:
    """What a file would hold for a value, a mapping or a list, all of it at one place; None where nothing is said."""
    # Plain values first: the abstract classes take twenty times as long to ask.
    if isinstance(fact, (str, int, float, datetime.date)) or fact is None:
        text = _text(fact)
        return Text(text, False, place) if text else None
    if isinstance(fact, Mapping):
        return _entries(fact, place)
    if isinstance(fact, (set, frozenset)):  # has another order each time
        fact = sorted(fact, key=text_of)
    if isinstance(fact, Iterable) and not isinstance(fact, (bytes, bytearray)):
        return _items([tree for item in fact if (tree := tree_of(item, place)) is not None], place)
    return tree_of(_scalar(fact), place)


def _scalar(value: object) -> Value:
    """A value of a type that is not Python's own: numpy's and pandas' scalars, decimal numbers, enumerations; or how it is written."""
    if type(value).__name__ == "NAType":
        return None
    if isinstance(value, (bytes, bytearray)):
        return value.decode("utf-8", "backslashreplace")
    plain = value.item() if hasattr(value, "item") else value
    return plain if isinstance(plain, (str, int, float, datetime.date)) else str(plain)


def text_of(value: object) -> str:
    """How a file would have one value; empty where nothing is said."""
    return _text(value if isinstance(value, (str, int, float, datetime.date)) or value is None else _scalar(value))


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() | datetime.datetime() if value != value:  # noqa: PLR0124  # pandas' empty cells: nan and NaT, which differ from themselves
            return ""
        case float() if value.is_integer() and abs(value) < EXACT:
            # A column of whole numbers with an empty cell in it is one of floats.
            return str(int(value))
        case datetime.datetime():
            return value.date().isoformat()
        case datetime.date():
            return value.isoformat()
    return str(value).strip()


def _hash(script: str) -> str:
    try:
        return hashlib.sha256(Path(script).read_bytes()).hexdigest()
    except OSError:
        return hashlib.sha256(script.encode()).hexdigest()
