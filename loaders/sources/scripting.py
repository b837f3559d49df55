"""Loaders written in Python, for sources that a table or a YAML file cannot hold. docs/loader-scripts.md shows one whole.

A script says the same things as a YAML file, under the same names, and is loaded in the same way: all mistakes are reported at once, with
the file and line of the call, and the graph changes in one transaction or not at all.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from facts.records import Location, Problem, Records
from loaders.sources.yaml_reading import read_tree
from loaders.sources.yaml_tree import Entries, Items, Text, Tree

if TYPE_CHECKING:
    from graph import Store
    from loaders.writing.sync import LoadOptions, LoadResult
    from ontology import Model

Value = str | int | float | bool | datetime.date | None
"""One value. None, empty text and pandas' empty cells (nan, NaT, NA) mean that nothing is said."""
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
        place = _caller()
        self._script = place.file
        self._head = {"dataset": dataset.id, "source": source, "retrieved": retrieved, "verification": verification}
        self._place = place
        self._datasets = [_entries(d.facts(), place) for d in (dataset, *others)]
        self._entities: list[Entries] = []

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
        self._entities.append(_entries(facts, _caller()))
        return subject


BEING_READ = ContextVar("BEING_READ", default=False)
"""Whether a script is run only for the loader that it makes."""
_READY: dict[str, Loader] = {}
"""Loaders that asked to be loaded, by their scripts: those have been run already."""


class Ran(BaseException):
    """Ends a script that is being run for its loader at the point where it asks to be loaded."""

    def __init__(self, loader: Loader) -> None:
        super().__init__("the script asks to be loaded")
        self.loader = loader


def ready(script: str) -> Loader | None:
    """The loader of a script that asked to be loaded, so that it is not run a second time."""
    return _READY.get(script)


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
    if isinstance(fact, Iterable) and not isinstance(fact, (bytes, bytearray)):
        return _items([tree for item in fact if (tree := tree_of(item, place)) is not None], place)
    return tree_of(_scalar(fact), place)


def _scalar(value: object) -> Value:
    """A value of a type that is not Python's own: numpy's and pandas' scalars, decimal numbers, enumerations; or how it is written."""
    if type(value).__name__ == "NAType":
        return None
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
