"""What the graph holds of one entity: every claim and every relationship, of all datasets, preferred or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import neo4j

from common.dates import FOREVER
from common.errors import NotFoundError, StoreStateError
from common.meant import Entities, meant
from common.suggest import closest, suggest
from common.words import whole
from graph import Store, store_errors
from graph.sides import Sided
from ontology import Model, Relation
from ontology.stored import ENTITY, label, link_type

BY_ID = f"MATCH (n:{ENTITY} {{id: $value}}) RETURN n.id AS id"
BY_KEY = "MATCH (n:{label} {{{key}: $value}}) RETURN n.id AS id"
BY_SHARED_KEY = "MATCH (n:{label}) WHERE $value IN n.{key} RETURN n.id AS id, n.endLatest AS until ORDER BY until DESC, id"
BY_FORMER_ID = f"MATCH (n:{ENTITY}) WHERE $value IN n.formerIds RETURN n.id AS id"
KEYS = "MATCH (n:{label}) WHERE n.{key} IS NOT NULL RETURN n.{key}"
NAMED = f"MATCH (n:{ENTITY} {{id: $id}}) RETURN n.class AS class, n.name AS name"
CLAIMS = f"MATCH (c:{label('Claim')})-[:{link_type('about')}]->(:{ENTITY} {{id: $id}}) RETURN properties(c) AS claim"
CONFLICTS = (
    f"MATCH (c:{label('Conflict')})-[:{link_type('over')}]->(:{ENTITY} {{id: $id}}) "
    "RETURN c.topic AS topic, c.explanation AS explanation ORDER BY topic"
)
LINKS = (
    f"MATCH (n:{ENTITY} {{id: $id}})-[r]-(o:{ENTITY}) WHERE type(r) IN $types "
    "RETURN type(r) AS type, properties(r) AS link, startNode(r) = n AS out, o.id AS other, o.name AS name, o.class AS class"
)
ALL = f"MATCH (n:{ENTITY}) RETURN n.id AS id, [name IN $names | n[name]] AS names, [key IN $keys | n[key]] AS codes"


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a property, as one source gives it."""

    property: str
    value: str
    preferred: bool
    provenance: Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship, read from the entity: the other end, and everything the source says of it."""

    id: str
    name: str
    kind: str
    preferred: bool
    properties: Mapping[str, str | float]
    provenance: Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class EntityView:
    """All of one entity. `relations` by the name that they have from here, each in order of time."""

    id: str
    kind: str
    name: str
    claims: tuple[Said, ...]
    relations: Mapping[str, tuple[Tie, ...]]
    conflicts: tuple[Mapping[str, str], ...]

    def plain(self) -> dict[str, Any]:
        """As plain data for JSON."""
        found = asdict(self)
        return {
            "id": self.id,
            "class": self.kind,
            "name": self.name,
            "claims": [_flat(c) for c in found["claims"]],
            "relations": {n: [_flat(t) for t in ties] for n, ties in found["relations"].items()},
            "conflicts": list(found["conflicts"]),
        }


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    properties, provenance = row.pop("properties", {}), row.pop("provenance")
    if "kind" in row:
        row["class"] = row.pop("kind")
    return {**row, **properties, **provenance}


def read_entity(store: Store, model: Model, reference: str) -> EntityView:
    """The entity with an id, a former id or a key such as iso3:POL. Raises NotFoundError with what was probably meant."""
    with store_errors(store.address.uri), store.driver.session(database=store.address.database) as session:
        return session.execute_read(lambda tx: _read(Sided(tx), model, reference))


def _read(tx: Sided, model: Model, reference: str) -> EntityView:
    id_ = _find(tx, model, reference)
    entity = tx.run(NAMED, id=id_).single(strict=True)
    order = {name: n for n, name in enumerate(("class", *model.classes[entity["class"]].properties))}
    claims = sorted(
        (_said(r["claim"], model) for r in tx.run(CLAIMS, id=id_)), key=lambda c: (order.get(c.property, 99), not c.preferred, c.value)
    )
    ties: dict[str, list[Tie]] = {}
    types = {t: r for r in model.relations.values() for t in (r.type, r.claim_type)}
    for name, tie in _ties(tx.run(LINKS, id=id_, types=list(types)), model, types):
        ties.setdefault(name, []).append(tie)
    ends = model.classes[entity["class"]].ends
    relations = {n: tuple(sorted(ties[n], key=_order)) for n in sorted(ties, key=lambda n: list(ends).index(n) if n in ends else 99)}
    conflicts = tuple({k: v for k, v in r.data().items() if v} for r in tx.run(CONFLICTS, id=id_))
    return EntityView(id_, entity["class"], entity["name"] or "", tuple(claims), relations, conflicts)


def _find(tx: Sided, model: Model, reference: str) -> str:
    key, colon, value = reference.partition(":")
    if not colon:
        found = tx.run(BY_ID, value=reference).single() or tx.run(BY_FORMER_ID, value=reference).single()
        if found is None:
            raise _missing(tx, model, reference)
        return str(found["id"])
    if shared := [owner for owner, name in model.shared_keys if name == key]:
        return _bearer(tx, shared[0], key, value)
    owners = [owner for owner, name in model.keys if name == key]
    if not owners:
        names = sorted({name for _, name in (*model.keys, *model.shared_keys)})
        raise NotFoundError(f"{key[:60]!r} is not a key", suggest(key, names) or f"keys are {', '.join(names)}")
    for owner in owners:
        if found := tx.run(BY_KEY.format(label=label(owner), key=key), value=value).single():
            return str(found["id"])
    known = [r[0] for owner in owners for r in tx.run(KEYS.format(label=label(owner), key=key))]
    near = closest(value, known)
    raise NotFoundError(f"nothing has the {key} {value[:60]!r}", meant(near and f"{key}:{near}") or None)


def _bearer(tx: Sided, owner: str, key: str, value: str) -> str:
    """The only one that ever had a key that passes from one to another, or the only one that still exists."""
    rows = [(str(row["id"]), row["until"]) for row in tx.run(BY_SHARED_KEY.format(label=label(owner), key=key), value=value)]
    living = [id_ for id_, until in rows if until == FOREVER]
    if not rows:
        raise NotFoundError(f"nothing has the {key} {value[:60]!r}")
    if len(rows) > 1 and len(living) != 1:
        raise NotFoundError(f"several have had the {key} {value[:60]!r}", f"give the id: {', '.join(id_ for id_, _ in rows)}")
    return living[0] if living else rows[0][0]


def _missing(tx: Sided, model: Model, reference: str) -> Exception:
    there = _entities(tx, model)
    if not there.ids:
        return StoreStateError("the store holds no entities", "load the core with `foedera load`")
    near = there.known(reference) or there.near(reference.replace(" ", "-"))
    return NotFoundError(f"there is no entity {reference[:60]!r}", meant(near) or "look for a name with `foedera match`")


def _entities(tx: Sided, model: Model) -> Entities:
    keys = sorted({key for _, key in model.keys})
    ids, named, coded = list[str](), dict[str, str](), dict[str, list[str]]()
    for row in tx.run(ALL, names=sorted(model.names), keys=keys):
        ids.append(row["id"])
        for value in row["names"]:
            named |= {whole(name): row["id"] for name in ([value] if isinstance(value, str) else value or ())}
        for key, code in zip(keys, row["codes"], strict=True):
            if code is not None:
                coded.setdefault(str(code), []).append(f"{key}:{code}")
    return Entities(ids, named, coded)


def _said(claim: Mapping[str, Any], model: Model) -> Said:
    provenance = {k: v for k in model.provenance if (v := claim.get(k))}
    return Said(claim["property"], claim["value"], claim["preferred"], provenance)


def _ties(rows: neo4j.Result, model: Model, types: Mapping[str, Relation]) -> Iterator[tuple[str, Tie]]:
    statement = model.edges["Statement"].properties
    for row in rows:
        relation = types[row["type"]]
        link = row["link"]
        # A start that was not derived, like most, need not be said to be so.
        own = [n for n in model.edges[relation.edge].properties if n in link and n != "preferred" and link[n] is not False]
        own.sort(key=lambda n: not n.startswith("start"))
        properties = {n: link[n] for n in own if n not in statement}
        provenance = {n: link[n] for n in own if n in statement}
        name = relation.name if row["out"] or relation.inverse is None else relation.inverse
        yield name, Tie(row["other"], row["name"] or "", row["class"], link["preferred"], properties, provenance)


def _order(tie: Tie) -> tuple[bool, str, str]:
    return (not tie.preferred, str(tie.properties.get("start", "")), tie.id)
