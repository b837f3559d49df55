"""Takes entries out of a file, with the lines or the commas that belong to them; the rest keeps its form.

What is to go is told by where its value begins. A list of which all goes, goes with its key, and a row or a sourced value with what it is
of. Comments over an entry, and behind it, go with it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Set

from facts.records import Location
from loaders.editing.entity_files import Edit, end_of
from loaders.editing.syntax import Collection, Entry, Scalar

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What the parser counts as the end of a line."""
_VALUE = "value"


class Places:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def index(self, where: Location) -> int:
        """The index of a place that a reader of the file told."""
        return self.starts[where.line - 1] + where.column - 1

    def line(self, index: int) -> int:
        """The number of the line of an index, from 0."""
        return bisect_right(self.starts, index) - 1

    def begin(self, line: int, text: str) -> int:
        """Where a line begins, of the one behind the last the end of the text."""
        return self.starts[line] if line < len(self.starts) else len(text)


def cuts(root: Collection, text: str, doomed: Set[int]) -> list[Edit]:
    """The edits that take out every entry whose value begins at one of `doomed`. They do not overlap."""
    return list(_Cutter(text, doomed).within(root)) if doomed else []


def goes(entry: Entry, doomed: Set[int]) -> bool:
    """Whether nothing of an entry stays."""
    value = entry.value
    if value.start in doomed:
        return True
    if isinstance(value, Scalar) or not value.entries:
        return False
    if value.mapping:
        return any(e.key is not None and e.key.text == _VALUE and goes(e, doomed) for e in value.entries)
    return all(goes(e, doomed) for e in value.entries)


class _Cutter:
    def __init__(self, text: str, doomed: Set[int]) -> None:
        self.text = text
        self.doomed = doomed
        self.places = Places(text)

    def within(self, node: Collection) -> Iterator[Edit]:
        """The edits in a collection of which something stays."""
        gone = [goes(e, self.doomed) for e in node.entries]
        for number, entry in enumerate(node.entries):
            if gone[number]:
                yield self._flow(node, number, gone) if node.flow else self._block(node, number, gone)
            elif isinstance(entry.value, Collection):
                yield from self.within(entry.value)

    def _flow(self, node: Collection, number: int, gone: list[bool]) -> Edit:
        """An entry with the comma before it, or behind it where nothing stays before."""
        entries = node.entries
        end = end_of(entries[number].value, self.text)
        if not all(gone[:number]):
            return end_of(entries[number - 1].value, self.text), end, ""
        return entries[number].start, entries[number + 1].start if number + 1 < len(entries) else end, ""

    def _block(self, node: Collection, number: int, gone: list[bool]) -> Edit:
        """The lines of an entry, with the comments over it; what follows a dash takes its place there."""
        entry = node.entries[number]
        if node.mapping and all(gone[: number + 1]) and number + 1 < len(node.entries) and self._behind_dash(node):
            return entry.start, node.entries[number + 1].start, ""
        first = self.places.line(entry.start) - len(entry.before)
        if node.mapping and number == 0:
            first = self.places.line(entry.start)
        last = self.places.line(max(end_of(entry.value, self.text) - 1, entry.start))
        return self.places.begin(first, self.text), self.places.begin(last + 1, self.text), ""

    def _behind_dash(self, node: Collection) -> bool:
        start = node.entries[0].start
        return bool(self.text[self.places.begin(self.places.line(start), self.text) : start].strip())
