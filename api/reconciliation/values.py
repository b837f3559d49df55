"""Values of entities: to tell candidates apart by them, and to add them to a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.answering.engine import Engine
from api.reconciliation.asked import AT, MOST_CELLS, MOST_IDS, Wanted, property_names
from common.dates import bounds
from graph.reading import no_data
from ontology import Datatype, Direction, Kind, Model
from queries.reconciling import VALUES

Cell = Mapping[str, Any]
Row = Mapping[str, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Found:
    """An entity with its class, its name and what there is besides, and its values by property or relation."""

    id: str
    cls: str
    properties: Mapping[str, Any]
    cells: dict[str, list[Cell]] = field(default_factory=dict)


async def values(engine: Engine, ids: Iterable[str], wanted: Sequence[Wanted]) -> dict[str, Found]:
    """The values of those entities that there are. Raises StoreError."""
    model = engine.model
    found: dict[str, Found] = {}
    for at in sorted({one.at for one in wanted}) or [""]:
        mine = [one for one in wanted if one.at == at]
        days = bounds(at) if at else None
        given = {"ids": sorted(set(ids)), "arcs": [arc for one in mine for arc in _arcs(one.name, model)]}
        window = {"first": days.earliest if days else None, "last": days.latest if days else None, "most": MOST_IDS * MOST_CELLS}
        row = await engine.settled.row(VALUES, given | window)
        if row is None:
            raise no_data()
        nodes, tied, *_ = row
        for id_, cls, properties in nodes:
            entity = found.setdefault(id_, Found(id_, cls, properties))
            for one in mine:
                entity.cells[one.name] = _stated(properties, one.name, cls, model)[: one.most]
        most = {one.name: one.most for one in mine}
        for id_, name, other, title in tied:
            cells = found[id_].cells[name]
            if len(cells) < most[name]:
                cells.append({"id": other, "name": title or other})
    return found


def extended(ids: Sequence[str], wanted: Sequence[Wanted], found: Mapping[str, Found], model: Model) -> dict[str, Any]:
    """The answer to a data extension query."""
    rows = {id_: {one.name: list(found[id_].cells[one.name]) if id_ in found else [] for one in wanted} for id_ in ids}
    return {"meta": [_meta(one.name, model) for one in wanted], "rows": rows}


def proposed(cls: str, most: int, model: Model) -> dict[str, Any]:
    """What there is to add to entities of a class."""
    known = model.classes[cls]
    names = property_names(model)
    own = [*((p.name, p.label, p.comment) for p in known.properties.values()), *((e.name, e.label, e.comment) for e in known.ends.values())]
    listed = [{"id": n, "name": label, "description": comment} for n, label, comment in own if n in names]
    return {"properties": listed[:most], "type": cls, "limit": most}


def settings() -> list[dict[str, Any]]:
    """What a user may choose of a property."""
    number = {"type": "number", "name": "limit", "label": "Limit", "default": 50, "help_text": "How many values an entity gets at most"}
    day = {
        "type": "text",
        "name": AT,
        "label": "At",
        "default": "",
        "help_text": "Of relations only what may hold on this day, or in this year",
    }
    return [number, day]


def _meta(name: str, model: Model) -> dict[str, Any]:
    targets = {e.target for c in model.classes.values() if c.kind is Kind.ENTITY and (e := c.ends.get(name))}
    found: dict[str, Any] = {"id": name, "name": property_names(model)[name]}
    if len(targets) == 1:
        target = model.classes[targets.pop()]
        found["type"] = {"id": target.name, "name": target.label}
    return found


def _arcs(name: str, model: Model) -> list[dict[str, Any]]:
    """The arcs that a relation is stored as, seen from an entity; none for a property."""
    arcs: dict[str, dict[str, Any]] = {}
    for cls in model.classes.values():
        if cls.kind is Kind.ENTITY and (end := cls.ends.get(name)):
            outward = None if end.relation.symmetric else end.direction is Direction.OUT
            arcs[end.relation.type] = {"name": name, "type": end.relation.type, "outward": outward}
    return list(arcs.values())


def _stated(properties: Mapping[str, Any], name: str, cls: str, model: Model) -> list[Cell]:
    prop = model.classes[cls].properties.get(name)
    if prop is None or properties.get(name) is None:
        return []
    value = properties[name]
    word = {Datatype.INTEGER: "int", Datatype.DECIMAL: "float"}.get(prop.datatype, "str")
    # A date may be a year, or uncertain: it is text, for the protocol knows days with a time of day alone.
    return [{word: one if word != "str" else str(one)} for one in (value if isinstance(value, list) else [value])]
