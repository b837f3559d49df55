"""What the datasets say that a load leaves as they are: as much of it as the load can touch.

The general part of each is read whole (facts.chunks): who there is, and under which names. What else is said of an entity, by any of them,
is read where it is asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from facts.by_entity import ByEntity
from facts.chunks import all_of, chunk_of, general_of
from facts.datasets import merged
from facts.journal import unpack
from facts.records import LinkRecord, Records
from facts.redirects import former_ids, led_through
from loaders.writing import journal
from loaders.writing.journal import Transaction
from ontology import Model
from ontology.stored import LOAD_CHUNK, LOAD_CONTENT

GENERAL = (
    f"MATCH (c:{LOAD_CONTENT}) WHERE c.id IN $ids AND c.form = $form RETURN c.general AS general, c.firsts AS firsts, c.chunks AS chunks"
)
CHUNKS = f"MATCH (k:{LOAD_CHUNK}) WHERE k.id IN $ids RETURN k.id, k.data"


class Whole:
    """All that some datasets say."""

    def __init__(self, records: Records) -> None:
        self.records = records

    def of(self, entities: Iterable[str], former: Mapping[str, str]) -> Records:  # noqa: ARG002
        """See Parts: all is known already."""
        return Records()

    def whole(self) -> Records:
        """All that the datasets say."""
        return self.records


@dataclass(frozen=True, slots=True)
class _Index:
    """The chunks of a content: the first entity of each, and their names."""

    firsts: list[str]
    chunks: list[str]


class Parts:
    """What some datasets say, by the entities that were asked for. `records`: the general parts, and what was read besides."""

    def __init__(self, tx: Transaction, contents: Collection[str], rows: Iterable[tuple[bytes, list[str], list[str]]]) -> None:
        self.tx, self.contents = tx, contents
        self.records = Records()
        self._indexes: list[_Index] = []
        for data, firsts, chunks in rows:
            self.records.add(unpack(zlib.decompress(bytes(data))))
            self._indexes.append(_Index(firsts, chunks))
        self._chunks: dict[str, ByEntity] = {}
        self._given: set[str] = set()
        self._asked: set[str] = set()
        self._former = former_ids(self.records)

    def of(self, entities: Iterable[str], former: Mapping[str, str]) -> Records:
        """What is said of some entities, under ids that they had before (`former`) too, and was not given yet; `records` get it as well."""
        named = set(entities)
        led = led_through({**self._former, **former})
        named |= {old for old, new in led.items() if new in named}
        wanted = named - self._asked
        self._asked |= wanted
        self._read({name for entity in wanted for name in self._names(entity)})
        found = Records()
        for said in (self._chunks[name].of(entity) for entity in sorted(wanted) for name in self._names(entity)):
            found.claims += said.claims
            found.links += [link for link in said.links if self._is_new(link)]
        self.records.add(found)
        return found

    def whole(self) -> Records:
        """All that the datasets say."""
        return merged(journal.content(self.tx, name) for name in self.contents)

    def _is_new(self, link: LinkRecord) -> bool:
        """Whether a relationship was not given at its other end."""
        known = link.id in self._given
        self._given.add(link.id)
        return not known

    def _names(self, entity: str) -> list[str]:
        """The chunks that may have an entity."""
        places = ((index, chunk_of(entity, index.firsts)) for index in self._indexes)
        return [index.chunks[place] for index, place in places if place is not None]

    def _read(self, names: Collection[str]) -> None:
        missing = sorted(set(names) - self._chunks.keys())
        for name, data in self.tx.run(CHUNKS, ids=missing).values() if missing else ():
            self._chunks[name] = ByEntity()
            self._chunks[name].add(all_of(zlib.decompress(bytes(data))))


Background = Whole | Parts


def read_background(tx: Transaction, contents: Collection[str], model: Model) -> Background:
    """What these contents say: in parts, where all of them are kept so and the graph was derived as it is derived now."""
    if journal.is_derived_by(tx, model):
        rows = [(row["general"], row["firsts"], row["chunks"]) for row in tx.run(GENERAL, ids=list(contents), form=general_of(model).name)]
        if len(rows) == len(set(contents)):
            return Parts(tx, contents, rows)
    return Whole(merged(journal.content(tx, name) for name in contents))
