"""What is known of a list as such, found from the statements and the declared coverage at a node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ontology import Direction, End
from tests.reference.meaning import FIRST, LAST, days, today
from tests.reference.scoping import Scope
from tests.reference.timing import Timing
from tests.reference.world import Link, Node

Known = tuple[bool, bool, str, str]
"""Complete, maintained, the first and the last day."""


def coverage(timing: Timing, node: Node, end: End, scope: Scope) -> dict[str, Any] | None:
    """The value of the field."""
    if not end.relation.sourced:
        return None
    ranks = {n.id: n.values["rank"] for n in timing.world.by_label["Dataset"]}
    found = sorted(_known(timing, node, end).items(), key=lambda item: (ranks.get(item[0], LAST), item[0]))
    found = [(dataset, known) for dataset, known in found if scope.datasets is None or dataset in scope.datasets]
    if not found:
        return None
    first, last = (FIRST, LAST) if scope.mode == "ever" else (scope.first, scope.last)
    lines = [one for _, known in found for one in known]
    last = min(last, max(first, today()))
    complete = [one for one in lines if one[0] and one[2] <= first and last <= min(one[3], today())]
    _, maintained, begin, until = (complete or lines)[0]
    return {
        "complete": bool(complete),
        "from": None if begin == FIRST else begin,
        "until": None if until in ("", LAST) else until,
        "maintained": maintained,
        "datasets": [dataset for dataset, _ in found],
    }


def _known(timing: Timing, node: Node, end: End) -> dict[str, list[Known]]:
    """By dataset, what it knows of a list: what it declares nearest to it, else until when its statements speak."""
    spoken: dict[str, str] = defaultdict(str)
    for link in _links(node, end):
        day = timing.spoken_of(link, end.relation)
        spoken[link.values["dataset"]] = max(spoken[link.values["dataset"]], day[1] if day else "")
    places = [node.id, *timing.model.classes[node.values["class"]].lineage, ""]
    declared = {d: [found for place in places if (found := timing.declared[d, place, end.name])] for d in list(timing.covers)}
    known: dict[str, list[Known]] = {}
    for dataset in {*spoken, *(d for d, levels in declared.items() if any(c["complete"] for level in levels for c in level))}:
        nearest = declared[dataset][0] if declared[dataset] else []
        useful = [c for c in nearest if c["complete"] or c["maintained"] or c.get("until")]
        last = spoken[dataset]
        known[dataset] = [_period(c) for c in useful] or [(False, last == LAST, FIRST, last)]
    return known


def _period(declared: Any) -> Known:
    begin, until = declared.get("from"), declared.get("until")
    return declared["complete"], declared["maintained"], days(begin)[0] if begin else FIRST, days(until)[1] if until else LAST


def _links(node: Node, end: End) -> Iterator[Link]:
    for type_ in (end.relation.type, end.relation.claim_type):
        if end.direction is not Direction.IN:
            yield from node.begin.get(type_, ())
        if end.direction is not Direction.OUT:
            yield from node.end.get(type_, ())
