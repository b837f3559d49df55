"""Candidates for the names of a batch, as `foedera match` finds them, told apart by the values that a table has beside."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.answering.engine import Engine
from api.reconciliation.asked import Query, Wanted
from api.reconciliation.names import Known
from api.reconciliation.values import Cell, Found, values
from common.words import whole
from facts.matching import EXACT, FAIR, Candidate
from ontology import Model

OTHERWISE = 15
"""What is taken from the score of a candidate for each property of which it has other values only."""
LOOKED_AT = 20
"""So many candidates of a name are told apart by values."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found for a query by its text: `meant` is the one that the name means by itself."""

    query: Query
    candidates: tuple[Candidate, ...]
    meant: str


async def answers(engine: Engine, known: Known, queries: Mapping[str, Query]) -> dict[str, Any]:
    """The results of a batch. Raises StoreError."""
    looked = await asyncio.to_thread(lambda: {key: _look(query, known) for key, query in queries.items()})
    names = {name for query in queries.values() for name in query.values}
    ids = {c.id for one in looked.values() if one.query.values for c in one.candidates}
    found = await values(engine, ids, [Wanted(name) for name in sorted(names)]) if ids else {}
    return {key: {"result": _result(one, found, known, engine.model)} for key, one in looked.items()}


def _look(query: Query, known: Known) -> Looked:
    """Candidates by id, by code, then by name."""
    sure = _by_code(query, known)
    most = max(query.most, LOOKED_AT if query.values else 0)
    match = known.matcher.match(query.text, query.at, query.classes, most) if query.text else None
    candidates = {c.id: c for c in (*sure, *(match.candidates if match else ()))}
    meant = sure[0].id if len(sure) == 1 else "" if sure or not match else match.id
    return Looked(query, tuple(candidates.values()), meant)


def _by_code(query: Query, known: Known) -> list[Candidate]:
    """The entities of which the query gives the id, a code, or a reference such as iso3:POL."""
    text = query.text
    name, _, value = text.partition(":")
    ids = [text.lower()] if text.lower() in known.matcher.classes else []
    ids += [known.keys[name, value]] if (name, value) in known.keys else list(known.codes.get(text.casefold(), ()))
    for prop, given in query.values.items():
        ids += [known.keys[prop, one] for one in given if (prop, one) in known.keys]
    usual, classes = known.matcher.usual, known.matcher.classes
    made = (Candidate(id_, usual.get(id_, id_), classes[id_], EXACT, text) for id_ in dict.fromkeys(ids))
    return [c for c in made if not query.classes or c.kind in query.classes]


def _result(looked: Looked, found: Mapping[str, Found], known: Known, model: Model) -> list[dict[str, Any]]:
    scored = []
    for candidate in looked.candidates:
        features = _features(looked.query, found.get(candidate.id), known)
        score = candidate.score - OTHERWISE * sum(not agrees for agrees in features.values())
        scored.append((max(score, 0), candidate, features))
    scored.sort(key=lambda one: (-one[0], -sum(one[2].values()), one[1].id != looked.meant))
    meant = _meant(looked, scored)
    return [_plain(score, candidate, features, candidate.id == meant, model) for score, candidate, features in scored[: looked.query.most]]


def _meant(looked: Looked, scored: Sequence[tuple[int, Candidate, Mapping[str, bool]]]) -> str:
    """The candidate that is taken to be meant: the best one, if it is good enough and no other is as good."""
    if not scored or scored[0][0] < FAIR:
        return ""
    best = [c.id for score, c, features in scored if (score, sum(features.values())) == (scored[0][0], sum(scored[0][2].values()))]
    if looked.meant in best:
        return looked.meant
    return best[0] if len(best) == 1 and scored[0][2] else ""


def _features(query: Query, found: Found | None, known: Known) -> dict[str, bool]:
    """Of each property of which both know something, whether they agree."""
    if found is None:
        return {}
    agreeing = {name: any(_agree(one, cell, known) for one in given for cell in found.cells[name]) for name, given in query.values.items()}
    return {name: agrees for name, agrees in agreeing.items() if found.cells[name]}


def _agree(given: str, cell: Cell, known: Known) -> bool:
    if "id" in cell:
        return given == cell["id"] or whole(given) == whole(cell["name"]) or known.matcher.match(given).id == cell["id"]
    value = str(next(iter(cell.values())))
    # 1949 and 1949-04-04 agree, whichever of them is the table's.
    return whole(given) == whole(value) or value.startswith(f"{given}-") or given.startswith(f"{value}-")


def _plain(score: int, candidate: Candidate, features: Mapping[str, bool], match: bool, model: Model) -> dict[str, Any]:
    cls = model.classes[candidate.kind]
    also = candidate.matched if candidate.matched not in (candidate.name, candidate.id) else ""
    return {
        "id": candidate.id,
        "name": candidate.name,
        "description": f"{cls.label}; {also}" if also else cls.label,
        "type": [{"id": cls.name, "name": cls.label}],
        "score": score,
        "features": [{"id": "name", "value": candidate.score}, *({"id": name, "value": agrees} for name, agrees in features.items())],
        "match": match,
    }
