"""The records of a dataset in parts, so that what is said of a few entities can be read without all the rest.

The general part has what every load looks at: who there is, under which names, keys and former ids, and what relates entities from the
bottom to the top. The others are chunks, each of some dozens of entities in the order of their ids. A chunk begins where the hash of an id
says so, so that what is said of one entity changes the chunks that have it and no other. A relationship stands in the chunk of its subject,
and as a copy in that of its object.
"""

from __future__ import annotations

import hashlib
import zlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from facts.datasets import merged
from facts.journal import pack, pack_links, unpack, unpack_links, unpack_plain
from facts.records import ClaimRecord, LinkRecord, Records, in_order
from facts.redirects import FORMER_IDS
from ontology import Model

EACH = 32
"""So many entities a chunk has in the mean."""
FORM = "1"
"""To be raised when parts are made otherwise of the same records."""
_OWN, _COPIES = "own", "copies"


@dataclass(frozen=True, slots=True)
class General:
    """Which claims and relationships stand in the general part, by property and by relation."""

    properties: frozenset[str]
    relations: frozenset[str]

    @property
    def name(self) -> str:
        """Another one for others."""
        return hashlib.sha256("\n".join([FORM, *sorted(self.properties), "", *sorted(self.relations)]).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Parts:
    """A content: its general part, and the first entity of each chunk with the chunk."""

    general: bytes
    firsts: tuple[str, ...] = ()
    chunks: tuple[bytes, ...] = ()


def general_of(model: Model) -> General:
    """What loads look at whatever they load."""
    keys = {key for _, key in (*model.keys, *model.shared_keys)}
    rules = {name for r in model.relations.values() if r.binding for name in (r.binding.lag, r.binding.together)}
    existing = {cls.exists_by for cls in model.classes.values() if cls.exists_by}
    rising = {r.name for r in model.relations.values() if r.hierarchy}
    return General(frozenset({"class", FORMER_IDS, *keys, *rules, *model.names}), frozenset(existing | rising))


@dataclass(slots=True)
class _Home:
    """What is said of one entity, besides the general part."""

    claims: list[ClaimRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)
    copies: list[LinkRecord] = field(default_factory=list)


def in_parts(records: Records, general: General) -> Parts:
    """The records of one dataset in parts, the same for the same records in whatever order they were read."""
    part, made = as_made(records, general)
    chunks = list(made)
    return Parts(part, tuple(first for first, _ in chunks), tuple(chunk for _, chunk in chunks))


def as_made(records: Records, general: General) -> tuple[bytes, Iterator[tuple[str, bytes]]]:
    """The same, each chunk (with its first entity) made when it is asked for: all of a large dataset would take hundreds of MB."""
    records = in_order(records)
    first = Records(datasets=records.datasets, notes=records.notes, coverages=records.coverages)
    homes: dict[str, _Home] = defaultdict(_Home)
    for claim in records.claims:
        (first.claims if claim.property in general.properties else homes[claim.subject].claims).append(claim)
    for link in records.links:
        if link.relation in general.relations:
            first.links.append(link)
            continue
        homes[link.subject].links.append(link)
        if link.object != link.subject:
            homes[link.object].copies.append(link)
    return pack(first), ((names[0], _packed([homes.pop(name) for name in names])) for names in _cut(sorted(homes)))


def _cut(names: Sequence[str]) -> Iterable[list[str]]:
    found: list[str] = []
    for name in names:
        if found and hashlib.blake2s(name.encode(), digest_size=2).digest()[0] % EACH == 0:
            yield found
            found = []
        found.append(name)
    if found:
        yield found


def _packed(homes: Sequence[_Home]) -> bytes:
    own = Records(claims=[c for home in homes for c in home.claims], links=[o for home in homes for o in home.links])
    copies = sorted({id(o): o for home in homes for o in home.copies}.values(), key=lambda o: o.id)
    inside = {id(o) for o in own.links}
    plain = {_OWN: orjson.Fragment(pack(own)), _COPIES: pack_links(o for o in copies if id(o) not in inside)}
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)


def chunk_of(entity: str, firsts: Sequence[str]) -> int | None:
    """The place of the chunk that has an entity, if any has it. Chunks may be without it nevertheless."""
    place = bisect_right(firsts, entity) - 1
    return place if place >= 0 else None


def own_of(chunk: bytes) -> Records:
    """The records of a chunk without its copies: those of all chunks and of the general part are all of a dataset."""
    return unpack_plain(orjson.loads(chunk)[_OWN])


def content_of(packed: Sequence[bytes]) -> Records:
    """All records of a dataset, from the general part and the chunks as they are stored: compressed."""
    general, *chunks = (zlib.decompress(bytes(part)) for part in packed)
    return merged([unpack(general), *map(own_of, chunks)])


def all_of(chunk: bytes) -> Records:
    """The records of a chunk with its copies: all that a dataset says of its entities besides the general part."""
    found = orjson.loads(chunk)
    records = unpack_plain(found[_OWN])
    records.links += unpack_links(found[_COPIES])
    return records


More = Callable[[Iterable[str], Mapping[str, str]], Records]
"""What else is said of some entities, under the ids that lead to them, too; what it gave before it does not give again."""


def nothing_more(_entities: Iterable[str], _former: Mapping[str, str]) -> Records:
    """Everything is known."""
    return Records()
