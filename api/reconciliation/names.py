"""What all entities are called, read once per state of the data."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.answering.engine import Engine
from common.errors import UsageError
from common.words import whole
from facts.matching import Matcher
from facts.records import ClaimRecord, LinkRecord, Provenance, Records
from graph.reading import no_data
from ontology import Model
from queries.reconciling import NAMES

MOST = 500_000
"""So many names, codes and days are held in memory, which takes some 300 MB."""
FORM_BYTES, START_BYTES, ENTITY_BYTES = 370, 130, 700
"""About what one of the forms of names takes, a beginning, and an entity with its days and codes."""
_SAID = Provenance("", "")


@dataclass(frozen=True, slots=True)
class Known:
    """All entities of one state of the data: `keys` are their codes, `starts` what names begin with, in order.

    `bytes`: about how much memory all of it takes.
    """

    version: str
    matcher: Matcher
    keys: Mapping[tuple[str, str], str]
    codes: Mapping[str, Sequence[str]]
    starts: Sequence[tuple[str, str]] = field(default_factory=list)
    bytes: int = 0

    def beginning(self, prefix: str) -> list[str]:
        """The entities with a name or an id that begins so, each once, in the order of these."""
        form = whole(prefix)
        place = bisect_left(self.starts, (form,)) if form else len(self.starts)
        found: dict[str, None] = {}
        for name, id_ in self.starts[place:]:
            if not name.startswith(form):
                break
            found.setdefault(id_)
        return list(found)


class Names:
    """Reads and keeps them."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._known: Known | None = None
        self._reading = asyncio.Lock()
        engine.kept["names"] = lambda: self._known.bytes if self._known else 0

    async def known(self) -> Known:
        """Those of the data as they are now. Raises StoreError, and UsageError where there are too many to be held."""
        version = await self.engine.versions.current()
        if self._known is None or self._known.version != version:
            async with self._reading:
                if self._known is None or self._known.version != version:
                    self._known = await self._read()
        return self._known

    async def _read(self) -> Known:
        model = self.engine.model
        types = {r.type: r.name for r in model.relations.values() if r.name in {c.exists_by for c in model.classes.values()}}
        row = await self.engine.settled.row(NAMES, {"properties": sorted(_properties(model)), "types": list(types), "most": MOST + 1})
        if row is None:
            raise no_data()
        claims, links, version, _turn = row
        if max(len(claims), len(links)) > MOST:
            raise UsageError(f"the store holds more than {MOST:,} names", "match with `foedera match`")
        return await asyncio.to_thread(_known, claims, [(types[type_], rest) for type_, rest in ((o[1], o) for o in links)], version, model)


def _properties(model: Model) -> set[str]:
    lives = {p.name for c in model.classes.values() for p in c.lifespan if p}
    return {*model.names, *model.by_language, *(key for _, key in model.keys), *lives}


def _known(claims: list[Sequence[Any]], links: list[tuple[str, Sequence[Any]]], version: str, model: Model) -> Known:
    records = Records()
    records.claims = [ClaimRecord(id_, "class", cls, _SAID) for id_, cls in {c[0]: c[1] for c in claims}.items()]
    # What a better dataset says comes first: it is the usual name.
    for id_, _cls, name, value, _place in sorted(claims, key=lambda c: (c[0], c[4] if c[4] is not None else MOST)):
        records.claims.append(ClaimRecord(id_, name, value, _SAID))
    for relation, (id_, _type, other, start, end) in links:
        days = {"start": start, "end": end}
        records.links.append(LinkRecord(relation, id_, other, {k: v for k, v in days.items() if v is not None}, _SAID))
    matcher = Matcher(records, model)
    key_names = {key for _, key in model.keys}
    keys = {(c.property, c.value): c.subject for c in records.claims if c.property in key_names}
    codes: dict[str, list[str]] = defaultdict(list)
    for (_, value), id_ in keys.items():
        codes[value.casefold()].append(id_)
    starts = [(form, id_) for form, named in matcher.named.items() for id_ in named]
    starts = sorted({*starts, *((whole(id_), id_) for id_ in matcher.classes)})
    return Known(version, matcher, keys, codes, starts, _bytes_of(matcher, starts))


def _bytes_of(matcher: Matcher, starts: Sequence[tuple[str, str]]) -> int:
    forms = (*matcher.named, *matcher.ordered)
    return FORM_BYTES * len(forms) + 2 * sum(map(len, forms)) + START_BYTES * len(starts) + ENTITY_BYTES * len(matcher.classes)
