"""What an entity is told to be where only some datasets count: of each property what the best-ranked of them says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from ontology import Class, Datatype, Model, Property
from tests.reference.scoping import Scope
from tests.reference.world import Node

TYPES: dict[Datatype, Callable[[str], Any]] = {
    Datatype.INTEGER: int,
    Datatype.DECIMAL: float,
    Datatype.BOOLEAN: lambda text: text == "true",
}
NAMING = ("eq", "in", "has", "hasAny", "hasAll")
"""By these a code names an entity, whoever states it."""


def told(node: Node, model: Model, scope: Scope) -> Mapping[str, Any]:
    """The values of a node within a scope."""
    if scope.datasets is None or "Entity" not in node.labels:
        return node.values
    return _told(node, model.classes[node.values["class"]], scope.datasets, scope.everyone)


@cache
def _claims(node: Node) -> dict[str, list[Mapping[str, Any]]]:
    """By property what is claimed, that of preferred datasets first."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for claim in sorted((link.start for link in node.end["FOEDERA_ABOUT"]), key=lambda claim: claim.values.get("place", 0)):
        found.setdefault(claim.values["property"], []).append(claim.values)
    return found


@cache
def _told(node: Node, of: Class, datasets: frozenset[str], everyone: bool) -> Mapping[str, Any]:
    values = dict(node.values)
    for prop in of.properties.values():
        if prop.derived:
            continue
        claims = [claim for claim in _claims(node).get(prop.name, ()) if claim["dataset"] in datasets]
        texts = [claim["value"] for claim in claims if everyone or claim["preferred"]]
        if texts or not prop.required:
            values[prop.name] = _value(prop, texts)
    return {name: value for name, value in values.items() if value is not None}


def _value(prop: Property, texts: Sequence[str]) -> Any:
    if prop.datatype is Datatype.LABELS:
        return _labels(texts)
    if prop.many:
        return list(dict.fromkeys(texts))
    return TYPES.get(prop.datatype, str)(texts[0]) if texts else None


def _labels(texts: Sequence[str]) -> list[str]:
    found: dict[str, list[str]] = {}
    for names in map(json.loads, texts):
        for tag, given in names.items():
            found.setdefault(tag, []).extend([given] if isinstance(given, str) else given)
    return [f"{name}@{tag}" for tag, names in sorted(found.items()) for name in dict.fromkeys(names)]
