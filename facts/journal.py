"""Loads as the journal has them: what each wrote, and which contents made up the graph after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

import orjson

from common.errors import NotFoundError
from facts.records import (
    ClaimRecord,
    ConflictNote,
    CoverageRecord,
    DatasetRecord,
    LinkRecord,
    Provenance,
    Records,
    in_order,
    links_in_order,
)

AT_ONCE = 10_000
"""Records that are packed together."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records a load added, changed, removed and left as they were."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def touched(self) -> int:
        """Records that are not as they were."""
        return self.added + self.changed + self.removed


@dataclass(frozen=True, slots=True)
class LoadEntry:
    """One line of the journal. `number` is the place of its run among all; None until a store of before is loaded into."""

    id: str
    dataset: str
    content: str
    started: str
    finished: str
    by: str
    counts: Counts
    version: str
    files: tuple[str, ...] = field(default=())
    number: int | None = None

    @property
    def run(self) -> str:
        """The command this was a part of: all datasets that were written together share it."""
        return self.id.partition("/")[0]

    @property
    def place(self) -> tuple[float, str]:
        """What sorts entries in the order of their loads."""
        return (float("inf") if self.number is None else self.number, self.run)

    def plain(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return {
            "id": self.id, "dataset": self.dataset, "contentHash": self.content, "dataVersion": self.version, "started": self.started,
            "finished": self.finished, "loadedBy": self.by, "added": self.counts.added, "changed": self.counts.changed,
            "removed": self.counts.removed, "unchanged": self.counts.unchanged, "files": list(self.files), "number": self.number,
        }  # fmt: skip


def entry_of(p: Mapping[str, Any]) -> LoadEntry:
    """A load from its properties in the store."""
    counts = Counts(*(int(p.get(k, 0)) for k in ("added", "changed", "removed", "unchanged")))
    return LoadEntry(
        p["id"], p["ofDataset"], p.get("contentHash", ""), p["started"], p.get("finished", ""), p.get("loadedBy", ""),
        counts, p.get("dataVersion", ""), tuple(p.get("files", ())), p.get("number"),
    )  # fmt: skip


def pack(records: Records) -> bytes:
    """The records of one dataset as bytes, the same for the same records in whatever order they were read."""
    return b"".join(pieces(records))


def pieces(records: Records) -> Iterator[bytes]:
    """What pack() makes, piece by piece: an object of JSON, its keys in their order."""
    records = in_order(records)
    sayings = _Packed()
    yield b"{"
    yield from _list("claims", ([c.subject, c.property, c.value, *sayings.of(c.provenance)] for c in records.claims))
    coverages = (
        [c.relation, sayings.of(c.provenance), c.of, c.of_class, c.complete, c.start, c.until, c.maintained] for c in records.coverages
    )
    yield b","
    yield from _list("coverages", coverages)
    yield b","
    datasets = ([d.id, d.rank, {k: v for k, v in d.properties.items() if v != ""}] for d in records.datasets.values())
    yield from _list("datasets", datasets)
    yield b","
    yield from _list("links", _plain_links(records.links, sayings))
    yield b","
    yield from _list("notes", ([n.subject, n.topic, n.explanation, n.dataset] for n in records.notes))
    yield b"}"


def _list(name: str, items: Iterable[object]) -> Iterator[bytes]:
    """A member of an object of JSON, some thousands of its items at a time."""
    items, begun = iter(items), False
    yield orjson.dumps(name) + b":["
    while some := list(islice(items, AT_ONCE)):
        yield (b"," if begun else b"") + orjson.dumps(some, option=orjson.OPT_SORT_KEYS)[1:-1]
        begun = True
    yield b"]"


def pack_links(links: Iterable[LinkRecord]) -> list[list[object]]:
    """Relationships as plain values."""
    return list(_plain_links(links, _Packed()))


def _plain_links(links: Iterable[LinkRecord], sayings: _Packed) -> Iterator[list[object]]:
    return ([o.relation, o.subject, o.object, dict(o.properties), *sayings.of(o.provenance)] for o in links)


class _Packed:
    """Who says something, packed once for all that the same say."""

    def __init__(self) -> None:
        self._made: dict[int, list[object]] = {}

    def of(self, said: Provenance) -> list[object]:
        """See Provenance.packed(). Those that are packed are kept by their records while this is used."""
        if (found := self._made.get(id(said))) is None:
            if len(self._made) >= AT_ONCE:
                self._made.clear()
            found = self._made[id(said)] = said.packed()
        return found


def unpack(data: bytes) -> Records:
    """What pack() packed; places in files are not packed."""
    return unpack_plain(orjson.loads(data))


def unpack_plain(found: Mapping[str, Any]) -> Records:
    """Records from the plain values that pack() made of them."""
    sayings = _Sayings()
    return Records(
        datasets={i: DatasetRecord(i, rank, properties) for i, rank, properties in found["datasets"]},
        claims=[ClaimRecord(s, p, v, sayings.of(said)) for s, p, v, *said in found["claims"]],
        links=unpack_links(found["links"], sayings),
        notes=[ConflictNote(*note) for note in found["notes"]],
        # Contents of older loads have none.
        coverages=[CoverageRecord(r, sayings.of(said), *own) for r, said, *own in found.get("coverages", ())],
    )


def unpack_links(found: Iterable[Sequence[Any]], sayings: _Sayings | None = None) -> list[LinkRecord]:
    """What pack_links() packed."""
    sayings = sayings or _Sayings()
    return [LinkRecord(r, s, o, properties, sayings.of(said)) for r, s, o, properties, *said in found]


class _Sayings:
    """Who says something, each made once: thousands of facts in a row have one source."""

    def __init__(self) -> None:
        self._made: dict[str, Provenance] = {}

    def of(self, said: Sequence[Any]) -> Provenance:
        """What Provenance.packed() packed."""
        key = "\0".join(map(str, said))
        if (found := self._made.get(key)) is None:
            found = self._made[key] = Provenance.unpacked(said)
        return found


def contents_after(journal: Iterable[LoadEntry], load: str) -> dict[str, str]:
    """The content of each dataset after a load: its id, the time it began at, or the data version it led to.

    Raises NotFoundError.
    """
    everything = list(journal)
    runs = [e.place for e in everything if load in (e.id, e.run, e.version)]
    if not runs:
        raise NotFoundError(f"there is no load {load!r}", "see `foedera loads`; give an id, a time or a data version of it")
    found: dict[str, str] = {}
    for entry in everything:
        if entry.place <= runs[-1]:
            found[entry.dataset] = entry.content
    return {dataset: name for dataset, name in found.items() if name}


def number_of(records: Records) -> int:
    """How many records there are, as by_id() counts them."""
    ids = (len({r.id for r in part}) for part in (records.claims, records.coverages))
    links = sum(1 for _ in groupby(link.id for link in links_in_order(records.links)))
    return len(records.datasets) + sum(ids) + links + len({(n.subject, n.topic) for n in records.notes})


def by_id(records: Records) -> dict[str, object]:
    """All records of one dataset, each by what it is known by."""
    found: dict[str, object] = {f"dataset {d.id}": dict(d.properties) for d in records.datasets.values()}
    found |= {f"claim {c.id}": c for c in records.claims}
    found |= {f"link {o.id}": o for o in records.links}
    found |= {f"coverage {c.id}": c for c in records.coverages}
    return found | {f"note {n.subject} {n.topic}": n for n in records.notes}
