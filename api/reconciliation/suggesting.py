"""What a user may mean who types the beginning of a name, an id, a class or a property."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from api.reconciliation.asked import property_names
from api.reconciliation.names import Known
from common.words import whole
from ontology import Kind, Model

MOST = 20
MOST_SKIPPED = 10_000


def entities(prefix: str, skip: int, known: Known, model: Model) -> list[dict[str, Any]]:
    """Entities whose name or id begins so, then those whose name is like it."""
    matcher = known.matcher
    found = dict.fromkeys([prefix] if prefix in matcher.classes else [])
    found |= dict.fromkeys(known.codes.get(prefix.casefold(), ()))
    found |= dict.fromkeys(known.beginning(prefix))
    if len(found) < skip + MOST:
        found |= dict.fromkeys(c.id for c in matcher.match(prefix).candidates)
    return [_entity(id_, known, model) for id_ in list(found)[skip : skip + MOST]]


def _entity(id_: str, known: Known, model: Model) -> dict[str, Any]:
    cls = model.classes[known.matcher.classes[id_]]
    name = known.matcher.usual.get(id_, id_)
    return {"id": id_, "name": name, "description": f"{cls.label} ({id_})", "notable": [{"id": cls.name, "name": cls.label}]}


def classes(prefix: str, skip: int, model: Model) -> list[dict[str, Any]]:
    """Classes of entities whose name or label begins so, or holds it."""
    known = {c.name: (c.label, c.comment) for c in model.classes.values() if c.kind is Kind.ENTITY}
    return _named(prefix, skip, known)


def properties(prefix: str, skip: int, model: Model) -> list[dict[str, Any]]:
    """Properties and relations whose name or label begins so, or holds it."""
    labels = property_names(model)
    return _named(prefix, skip, {name: (label, comment_of(name, model)) for name, label in labels.items()})


def comment_of(name: str, model: Model) -> str:
    """What a property or relation means."""
    for cls in model.classes.values():
        if cls.kind is Kind.ENTITY and (one := cls.properties.get(name) or cls.ends.get(name)):
            return one.comment
    return ""


def _named(prefix: str, skip: int, known: Mapping[str, tuple[str, str]]) -> list[dict[str, Any]]:
    form = whole(prefix)

    def ranked() -> Iterator[tuple[int, str]]:
        for name, (label, _) in known.items():
            forms = (whole(name), whole(label))
            if any(form in one for one in forms):
                yield min(0 if one == form else 1 if one.startswith(form) else 2 for one in forms), name

    names = [name for _, name in sorted(ranked())][skip : skip + MOST]
    return [{"id": name, "name": known[name][0], "description": known[name][1]} for name in names]
