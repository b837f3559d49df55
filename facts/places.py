"""Where the parts of a record stand, packed: a million of them with all their places take half a gigabyte less than as dictionaries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from facts.records import Location

_BETWEEN, _WITHIN = "\n", "\t"


class Places(Mapping[str, Location]):
    """Places in one file by name. They are read from the text in which they are kept whenever one is asked for."""

    __slots__ = ("_file", "_names", "_packed")

    def __init__(self, places: Mapping[str, Location], file: str) -> None:
        self._file, self._names = file, _once(tuple(places))
        self._packed = _BETWEEN.join(f"{p.line}{_WITHIN}{p.column}{_WITHIN}{p.cell}" for p in places.values())

    def __getitem__(self, name: str) -> Location:
        try:
            place = self._names.index(name)
        except ValueError:
            raise KeyError(name) from None
        line, column, cell = self._packed.split(_BETWEEN)[place].split(_WITHIN, 2)
        return Location(self._file, int(line), int(column), cell)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return repr(dict(self))


def packed(places: Mapping[str, Location]) -> Mapping[str, Location]:
    """The same places, packed; as they are where they stand in several files, or a cell has signs that divide them."""
    files = {place.file for place in places.values()}
    if len(files) != 1 or any(_BETWEEN in place.cell for place in places.values()):
        return places
    return Places(places, files.pop())


@lru_cache(1_000)
def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    return names
