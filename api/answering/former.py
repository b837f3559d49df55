"""Former ids: an entity is also found by an id it had once.

Looked up only when an id was not found, so that finding one costs nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.reading import Runner
from queries.statement import Statement

REDIRECTS = "MATCH (r:Record) WHERE r.id IN $ids RETURN collect([r.id, r.leadsTo]) AS answer"
PREFIX = "redirect/"


async def with_ids_of_today(statement: Statement, answers: Sequence[Any], store: Runner) -> Statement | None:
    """The statement with former ids replaced by those of today; None when it asked for none. Raises StoreError."""
    missing = {id_ for question, answer in zip(statement.questions, answers, strict=False) if (id_ := question.missing(answer))}
    if not missing:
        return None
    found = await store.row(REDIRECTS, {"ids": [f"{PREFIX}{id_}" for id_ in sorted(missing)]})
    today = {old.removeprefix(PREFIX): new for old, new in found or ()}
    return Statement(tuple(question.renamed(today) for question in statement.questions)) if today else None
