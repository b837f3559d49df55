"""The rival's answers in the shape of Foedera's, so that they can be compared. A client would have to do the same; it is not timed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bench.parameters import cursor, term
from common.text import fold

Json = dict[str, Any]
CONNECTION = "Connection"


def _plain(value: Any, *, edges: bool) -> Any:
    """Without the rival's own names: `xConnection` is x, properties stand on the edge. Where `edges` is false, nodes alone."""
    if isinstance(value, list):
        return [_plain(v, edges=edges) for v in value]
    if not isinstance(value, dict):
        return value
    found: Json = {}
    for name, inner in value.items():
        if name == "properties":
            found |= inner | {"role": term(inner["role"])} if "role" in inner else inner
        elif name == "edges" and not edges:
            found["nodes"] = [_plain(e["node"], edges=edges) for e in inner]
        else:
            found[name.removesuffix(CONNECTION)] = _plain(inner, edges=edges)
    return found


def _one(data: Json, edges: bool) -> Any:
    """The one element of the one list, or null."""
    ((_, found),) = data.items()
    return _plain(found[0], edges=edges) if found else None


def _all(data: Json) -> Json:
    """The one list as the nodes of a connection."""
    ((name, found),) = data.items()
    return {name: {"nodes": _plain(found, edges=True)}}


def _most(data: Json) -> Json:
    nodes = [{"id": a["id"], "name": a["name"], "members": {"totalCount": a["memberCount"]}} for a in data["alliances"]]
    return {"alliances": {"nodes": nodes}}


def _page(data: Json) -> Json:
    found = data["treaties"]
    page = found[:20]
    info = {"hasNextPage": len(found) > 20, "endCursor": cursor(fold(page[-1]["name"]), page[-1]["id"]) if page else None}
    return {"treaties": {"pageInfo": info, "nodes": page}}


SHAPES: Mapping[str, Callable[[Json], Json]] = {
    "Q1": lambda data: {"alliance": _one(data, True)},
    "Q2": lambda data: {"alliance": _one(data, True)},
    "Q3": _all,
    "Q4": _all,
    "Q5": lambda data: dict(_plain(data, edges=False)),
    "Q6": lambda data: {"state": _one(data, False)},
    "Q7": _most,
    "Q8": _page,
    "Q9": lambda data: dict(_plain(data, edges=False)),
    "Q10": lambda data: {alias: _plain(found[0], edges=True) for alias, found in data.items()},
}
