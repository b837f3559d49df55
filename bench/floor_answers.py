"""The rows of the floor's statements, named: in the shape of Foedera's answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bench.parameters import cursor, term

Row = list[Any]
Json = dict[str, Any]


def _alliance(row: Row) -> Json:
    id_, name, founded, seat, members = row
    return {"id": id_, "name": name, "founded": founded, "headquarters": seat, "members": {"edges": [_member(m) for m in members]}}


def _member(row: Row) -> Json:
    id_, start, end, role, dataset, preferred, state, name, iso3, region = row
    node = {"id": state, "name": name, "iso3": iso3, "region": region}
    return {"id": id_, "start": start, "end": end, "role": term(role), "dataset": dataset, "preferred": preferred, "node": node}


def _q1(row: Row) -> Json:
    id_, name, founded, seat, region = row
    return {"alliance": {"id": id_, "name": name, "founded": founded, "headquarters": seat, "region": region}}


def _q3(rows: list[Row]) -> Json:
    def member(row: Row) -> Json:
        id_, start, end, role, state, name, iso3 = row
        return {"id": id_, "start": start, "end": end, "role": term(role), "node": {"id": state, "name": name, "iso3": iso3}}

    nodes = [{"id": i, "name": n, "founded": f, "members": {"edges": [member(m) for m in ms]}} for i, n, f, ms in rows]
    return {"alliances": {"nodes": nodes}}


def _q4(rows: list[Row]) -> Json:
    def party(row: Row) -> Json:
        id_, dataset, start, end, role, signed, preferred, state, name, iso3 = row
        return {
            "id": id_, "dataset": dataset, "start": start, "end": end, "role": term(role), "signed": signed, "preferred": preferred,
            "node": {"id": state, "name": name, "iso3": iso3},
        }  # fmt: skip

    return {"treaties": {"nodes": [{**_treaty(r), "parties": {"edges": [party(p) for p in r[4]]}} for r in rows]}}


def _treaty(row: Row) -> Json:
    return {"id": row[0], "name": row[1], "signed": row[2], "signedAt": row[3]}


def _signed(row: Row) -> Json:
    return {"id": row[0], "name": row[1], "signed": row[2]}


def _q5(row: Row) -> Json:
    return {"treaties": {"totalCount": row[0], "nodes": [_treaty(t) for t in row[1]]}}


def _q6(row: Row) -> Json:
    id_, name, alliances, states = row
    known = {i: {"id": i, "name": n, "partyTo": {"nodes": [_signed(t) for t in ts]}} for i, n, ts in states}
    nodes = [{"id": i, "name": n, "members": {"nodes": [known[m] for m in members]}} for i, n, members in alliances]
    return {"state": {"id": id_, "name": name, "memberOf": {"nodes": nodes}}}


def _q7(rows: list[Row]) -> Json:
    return {"alliances": {"nodes": [{"id": i, "name": n, "members": {"totalCount": c}} for i, n, c in rows]}}


def _q8(rows: list[Row]) -> Json:
    page = rows[:20]
    info = {"hasNextPage": len(rows) > 20, "endCursor": cursor(page[-1][4], page[-1][0]) if page else None}
    return {"treaties": {"pageInfo": info, "nodes": [_treaty(t) for t in page]}}


def _q9(row: Row) -> Json:
    return {"treaties": {"totalCount": row[0], "nodes": [_signed(t) for t in row[1]]}}


def _named(id_: str, name: str, **more: Any) -> Json:
    return {"id": id_, "name": name, **more}


def _nodes(found: Iterable[Json]) -> Json:
    return {"nodes": list(found)}


def _q13(row: Row) -> Json:
    id_, name, alliances, states, treaties = row
    signed = {i: _named(i, n, parties=_nodes(_named(*p) for p in parties)) for i, n, parties in treaties}
    known = {i: _named(i, n, partyTo=_nodes(signed[t] for t in own)) for i, n, own in states}
    below = (_named(i, n, members=_nodes(known[m] for m in members)) for i, n, members in alliances)
    return {"state": _named(id_, name, memberOf=_nodes(below))}


def _q14(row: Row) -> Json:
    id_, name, spells = row
    edges = [{"id": i, "start": s, "end": e, "role": term(r), "node": _named(*alliance)} for i, s, e, r, *alliance in spells]
    return {"state": _named(id_, name, memberOf={"edges": edges})}


def _q15(row: Row) -> Json:
    (state, name, iso3, region), (id_, named, members), states, alliances, number, treaties = row
    return {
        "state": _named(state, name, iso3=iso3, region=region),
        "alliance": _named(id_, named, members={"totalCount": members}),
        "states": _nodes(_named(i, n, iso3=c) for i, n, c in states),
        "alliances": _nodes(_named(i, n, founded=f) for i, n, f in alliances),
        "treaties": {"totalCount": number, **_nodes(map(_signed, treaties))},
    }


def _q16(rows: list[Row]) -> Json:
    return {"states": _nodes(_named(i, n, memberOf={"totalCount": m}, partyTo={"totalCount": p}) for i, n, m, p in rows)}


def _q17(rows: list[Row]) -> Json:
    def newest(row: Row) -> Json:
        return {**_signed(row), "parties": _nodes(_named(*p) for p in row[3])}

    return {"states": _nodes(_named(i, n, partyTo=_nodes(map(newest, treaties))) for i, n, treaties in rows)}


def _q19(rows: list[Row]) -> Json:
    return {"search": {"edges": [{"score": s, "node": _named(i, n, founded=f)} for s, i, n, f in rows]}}


def _q21(row: Row) -> Json:
    id_, name, members = row
    edges = [{"id": i, "start": s, "end": e, "role": term(r), "node": _named(o, n, iso3=c)} for i, s, e, r, o, n, c in members]
    return {"alliance": _named(id_, name, members={"edges": edges})}


def _q22(row: Row) -> Json:
    id_, name, members = row
    edges = [{"id": i, "dataset": d, "start": s, "end": e, "preferred": p, "node": _named(*state)} for i, d, s, e, p, *state in members]
    return {"alliance": _named(id_, name, members={"edges": edges})}


SHAPES: Mapping[str, Callable[[Row], Json]] = {
    "Q1": _q1,
    "Q2": lambda row: {"alliance": _alliance(row)},
    "Q3": _q3,
    "Q4": _q4,
    "Q5": _q5,
    "Q6": _q6,
    "Q7": _q7,
    "Q8": _q8,
    "Q9": _q9,
    "Q10": lambda rows: {f"a{i}": _alliance(row) for i, row in enumerate(rows)},
    "Q11": _q9,
    "Q12": lambda rows: {"alliances": {"nodes": [{"id": i, "name": n, "headquarters": h} for i, n, h in rows]}},
    "Q13": _q13,
    "Q14": _q14,
    "Q15": _q15,
    "Q16": _q16,
    "Q17": _q17,
    "Q18": lambda rows: {"treaties": {"nodes": [_treaty(t) for t in rows]}},
    "Q19": _q19,
    "Q20": lambda row: {"alliances": {"totalCount": row[0], "aggregate": {"groups": [{"keys": [r], "count": n} for r, n in row[1]]}}},
    "Q21": _q21,
    "Q22": _q22,
    "Q23": _q9,
}
