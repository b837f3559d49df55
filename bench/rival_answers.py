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


def _roots(data: Json) -> Json:
    [state], [alliance] = data["one"], data["other"]
    lists = {name: {"nodes": data[name]} for name in ("states", "alliances")}
    return {"state": state, "alliance": _plain(alliance, edges=True), **lists, "treaties": _plain(data["treatiesConnection"], edges=False)}


def _counted(data: Json) -> Json:
    return {"states": {"nodes": _plain(data["states"], edges=True)}}


def _newest(data: Json) -> Json:
    return {"states": {"nodes": _plain(data["states"], edges=False)}}


def _search(data: Json) -> Json:
    edges = [{"score": float(hit.pop("score")), "node": hit} for hit in data["found"]]
    return {"search": {"edges": edges}}


def _regions(data: Json) -> Json:
    groups = [{"keys": [found["region"]], "count": found["number"]} for found in data["regions"]]
    return {"alliances": {"totalCount": data["alliancesConnection"]["totalCount"], "aggregate": {"groups": groups}}}


def _by_every_dataset(data: Json) -> Json:
    """Two lists as one, which its schema cannot ask for."""
    [alliance] = data["alliances"]
    edges = [e for name in ("members", "claimed") for e in alliance[f"{name}{CONNECTION}"]["edges"]]
    edges.sort(key=lambda e: (e["node"]["nameFolded"], e["node"]["id"], int(e["properties"]["tiebreak"])))
    left = {"nameFolded", "tiebreak"}
    kept = [{of: {n: v for n, v in values.items() if n not in left} for of, values in e.items()} for e in edges[:100]]
    return {"alliance": {"id": alliance["id"], "name": alliance["name"], "members": _plain({"edges": kept}, edges=True)}}


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
    "Q11": lambda data: dict(_plain(data, edges=False)),
    "Q12": _all,
    "Q13": lambda data: {"state": _one(data, False)},
    "Q14": lambda data: {"state": _one(data, True)},
    "Q15": _roots,
    "Q16": _counted,
    "Q17": _newest,
    "Q18": _all,
    "Q19": _search,
    "Q20": _regions,
    "Q21": lambda data: {"alliance": _one(data, True)},
    "Q22": _by_every_dataset,
    "Q23": lambda data: dict(_plain(data, edges=False)),
}
