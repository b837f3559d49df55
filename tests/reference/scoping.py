"""Time and sources: what holds, whose word counts, and what a node is related to within that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphql import GraphQLError

from ontology import Direction, End
from tests.reference.meaning import LAST, days, today
from tests.reference.world import Link, Node


@dataclass(frozen=True, slots=True)
class Scope:
    """A question about time (`at`, `during` or `ever`, from `first` to `last`) and about sources. `asked`: somebody gave a time."""

    mode: str
    first: str = ""
    last: str = ""
    datasets: frozenset[str] | None = None
    certain: bool = False
    everyone: bool = False
    lineage: bool = False
    asked: bool = False

    def holds(self, of: Mapping[str, Any], *, certain: bool) -> bool:
        """Whether a life with these four days holds: whatever they turn out to be, or at least possibly."""
        if self.mode == "ever":
            return not certain or _begun(of)
        if certain and self.last > today():
            return self.first <= today() and self.until_today.holds(of, certain=True) and self.holds(of, certain=False)
        begin, end = ("startLatest", "endEarliest") if certain else ("startEarliest", "endLatest")
        if self.mode == "at":
            return bool(of[begin] <= self.first and of[end] >= self.last)
        return bool(of[begin] <= self.last and of[end] >= self.first)

    def spans(self, of: Mapping[str, Any], *, certain: bool) -> bool:
        """Whether a relationship holds: throughout the time, with all of its spell before it, as what holds at the end of it.

        What is disputed never does so for certain; of all time what begins after today does not.
        """
        if certain and of.get("status") == "disputed":
            return False
        if certain and self.mode == "ever":
            return _begun(of)
        if self.mode != "at":
            return self.holds(of, certain=certain)
        if certain and self.last > today():
            return self.first <= today() and self.until_today.spans(of, certain=True) and self.spans(of, certain=False)
        begin, end, spell = (
            ("startLatest", "endEarliest", "spellStartLatest") if certain else ("startEarliest", "endLatest", "spellStartEarliest")
        )
        return bool(of[spell] <= self.first and of[begin] <= self.last <= of[end])

    @property
    def until_today(self) -> Scope:
        """Nothing in the future is certain: what lasts beyond today is judged until then."""
        return replace(self, last=today())

    def narrowed(self, args: Mapping[str, Any]) -> Scope:
        """The scope below a field with these arguments."""
        time, sources = args.get("time"), args.get("sources") or {}
        scope = self if time is None else self._timed(time)
        if "datasets" in sources:
            given = sources["datasets"]
            scope = replace(scope, datasets=None if given is None else frozenset(given), everyone=given is not None)
        if sources.get("claims") is not None:
            scope = replace(scope, everyone=sources["claims"] == "ALL")
        if sources.get("certainty") is not None:
            scope = replace(scope, certain=sources["certainty"] == "CERTAIN")
        if args.get("lineage") is not None:
            scope = replace(scope, lineage=args["lineage"])
        return scope

    def _timed(self, time: Mapping[str, Any]) -> Scope:
        ((mode, value),) = time.items()
        if mode == "ever":
            if not value:
                raise GraphQLError("time: {ever: false} asks for nothing")
            return replace(self, mode=mode, asked=True)
        first, last = days(value)
        return replace(self, mode=mode, first=first, last=last, asked=True)


def now() -> Scope:
    """The scope where nothing was asked: today, preferred claims of any dataset."""
    return Scope("at", today(), today())


Step = tuple[Link, Node]


def related(node: Node, end: End, scope: Scope) -> Iterator[Step]:
    """The relationships along `end` that hold within `scope`, each with the node it leads to."""
    relation = end.relation
    types = [relation.type, relation.claim_type] if scope.everyone and relation.sourced else [relation.type]
    for type_ in types:
        steps: list[Step] = []
        if end.direction is not Direction.IN:
            steps += [(link, link.end) for link in node.begin.get(type_, ())]
        if end.direction is not Direction.OUT:
            steps += [(link, link.start) for link in node.end.get(type_, ()) if end.direction is Direction.IN or link.start is not node]
        for link, other in steps:
            if relation.sourced and scope.datasets is not None and link.values["dataset"] not in scope.datasets:
                continue
            if not relation.dated or scope.spans(link.values, certain=scope.certain):
                yield link, other


def is_certain(link: Link, end: End, scope: Scope) -> bool:
    """Whether what may hold within a scope does so whatever the unknown dates are."""
    return not end.relation.dated or scope.spans(link.values, certain=True)


def _begun(of: Mapping[str, Any]) -> bool:
    """Whether something has begun by today, or may have and nothing says when at the latest."""
    return bool(of["startLatest"] <= today() or (of["startLatest"] == LAST and of["startEarliest"] <= today()))


def one_body(node: Node) -> list[Node]:
    """A node and those that it went on as, or came from, under another name."""
    found, waiting = [node], [node]
    while waiting:
        here = waiting.pop()
        links = [*here.begin.get("FOEDERA_SUCCEEDS", ()), *here.end.get("FOEDERA_SUCCEEDS", ())]
        for other in (end for link in links if link.values.get("kind") == "continuation" for end in (link.start, link.end)):
            if other not in found:
                found.append(other)
                waiting.append(other)
    return found


def reached(node: Node, end: End, scope: Scope, depth: int) -> list[Step]:
    """What chains of up to `depth` different relationships lead to, by its last relationship; each pair of these once."""
    found: dict[tuple[int, int], Step] = {}

    def walk(here: Node, before: tuple[Link, ...]) -> None:
        for link, other in related(here, end, scope):
            if link not in before:
                found[id(link), id(other)] = (link, other)
                if len(before) + 1 < depth:
                    walk(other, (*before, link))

    walk(node, ())
    return list(found.values())
