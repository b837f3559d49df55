"""Former ids: an entity is also found by an id it had once.

Looked up only when an id was not found, so that finding one costs nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from graph.reading import Runner
from queries import plan as p

REDIRECTS = "MATCH (r:Record) WHERE r.id IN $ids RETURN collect([r.id, r.leadsTo]) AS answer"
PREFIX = "redirect/"


async def with_ids_of_today(statement: p.Statement, answers: Sequence[Any], store: Runner) -> p.Statement | None:
    """The statement with former ids replaced by those of today; None when it asked for none. Raises StoreError."""
    missing = {value for block, answer in zip(statement.blocks, answers, strict=False) if not answer[0] and (value := _id_of(block))}
    if not missing:
        return None
    found = await store.row(REDIRECTS, {"ids": [f"{PREFIX}{id_}" for id_ in sorted(missing)]})
    today = {old.removeprefix(PREFIX): new for old, new in found or ()}
    return p.Statement(tuple(_moved(block, today) for block in statement.blocks)) if today else None


def _id_of(block: p.Block) -> str | None:
    match block.source:
        case p.ByKey(cls=cls, key="id", value=value) if "Entity" in cls.lineage:
            return value
    return None


def _moved(block: p.Block, today: dict[str, str]) -> p.Block:
    new = today.get(_id_of(block) or "")
    if new is None:
        return block
    assert isinstance(block.source, p.ByKey)
    return replace(block, source=replace(block.source, value=new))
