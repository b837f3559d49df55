"""Who says so, as a file says it: of all that it holds, of an entity, of a row, of a value. The nearest place counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from common.dates import without_time
from facts.records import FURTHER, Location, Provenance, further_of
from loaders.checks import rules
from loaders.checks.rules import Rule
from loaders.sources.yaml_tree import Entries, Items, Text, Tree
from ontology import Model

SOURCE = "source"
DATES = ("retrieved", "asOf", "archivedOn")
KEPT = 16
"""So many answers are remembered of what is in force within something."""


class Reader(Protocol):
    """What reads the file."""

    @property
    def model(self) -> Model:
        """The ontology."""

    def text(self, entries: Entries, key: str) -> str:
        """The text of a key."""

    def problem(self, rule: Rule, where: Location, message: str, remedy: str = "", value: str = "") -> None:
        """Note a problem."""


@dataclass(frozen=True, slots=True)
class Said:
    """The provenance in force, before anything is known to be missing from it."""

    values: Mapping[str, str]
    further: tuple[str, ...] = ()
    places: Mapping[str, Location] = field(default_factory=dict)
    _inner: dict[tuple[int, ...], tuple[list[Tree | None], Said]] = field(default_factory=dict, init=False, compare=False, repr=False)
    _made: list[Provenance] = field(default_factory=list, init=False, compare=False, repr=False)

    def within(self, entries: Entries, reader: Reader) -> Said:
        """The provenance in force inside `entries`. What the rows of a table have in common is the same tree, and is read once."""
        trees = [entries.entries.get(key) for key in reader.model.provenance]
        which = tuple(map(id, trees))
        if (known := self._inner.get(which)) is None:
            if len(self._inner) >= KEPT:
                self._inner.clear()
            # With the trees, so that no other has the id() of one of them.
            known = self._inner[which] = trees, self._within(entries, reader)
        return known[1]

    def _within(self, entries: Entries, reader: Reader) -> Said:
        own = {k: _read(k, entries, reader) for k in reader.model.provenance if k in entries.entries}
        own = {k: texts for k, texts in own.items() if texts}
        gone = {*reader.model.alone, *(reader.model.of_source if SOURCE in own else ())}
        if not own and gone.isdisjoint(self.values):
            return self
        first = {k: texts[0] for k, texts in own.items() if k != FURTHER}
        values = {k: v for k, v in self.values.items() if k not in gone} | first
        named = [*own.get(SOURCE, ())[1:], *own.get(FURTHER, ())]
        kept = () if named or FURTHER in gone else self.further
        places = {k: entries.entries[k].location for k in own}
        return Said(values, further_of(values.get(SOURCE, ""), named or kept), {**self.places, **places})

    def provenance(self) -> Provenance:
        """As it stands; a missing source is found by the checks."""
        if not self._made:
            self._made.append(Provenance.of(self.values, self.further, self.places))
        return self._made[0]


def _read(key: str, entries: Entries, reader: Reader) -> list[str]:
    """The texts of a key: of a source or of those besides it as many as there are, of all else one."""
    value = entries.entries[key]
    if key not in (SOURCE, FURTHER) or not isinstance(value, Items):
        text = reader.text(entries, key)
        return [without_time(text) if key in DATES else text] if text else []
    if wrong := next((item for item in value.items if not isinstance(item, Text)), None):
        reader.problem(rules.WRONG_FORM, wrong.location, f"{key} must be a text or a list of texts", "write each source as one text")
        return []
    each = (Entries({key: item}, {key: item.location}, item.location, 1) for item in value.items)
    return [text for one in each if (text := reader.text(one, key))]
