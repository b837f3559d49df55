"""What has to hold of nodes and relationships, as Cypher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ontology import Datatype, Direction, End, Property
from queries import plan as p
from queries.cypher.names import Names

COMPARISONS = {p.Op.EQ: "=", p.Op.LT: "<", p.Op.LTE: "<=", p.Op.GT: ">", p.Op.GTE: ">="}
TEXT_OPS = {p.Op.CONTAINS: "CONTAINS", p.Op.STARTS: "STARTS WITH", p.Op.ENDS: "ENDS WITH"}

# The days of these are those of the whole span: without dates they come from what the span lies in, and an open end is the last of days.
# Neither is what a source says, so what is compared, ordered and counted by them has to have a date.
SPAN = ("start", "end")
SPAN_DAYS = {f"{name}{which}": name for name in SPAN for which in ("Earliest", "Latest")}


def day(of: str, stored: str) -> str:
    """The stored property of a node or relationship, where a date stands behind it."""
    return f"CASE WHEN {of}.{SPAN_DAYS[stored]} <> '..' THEN {of}.{stored} END" if stored in SPAN_DAYS else f"{of}.{stored}"


def stored_for_order(prop: Property) -> str:
    """The stored property by which `prop` is ordered: folded words, the earliest day of a date."""
    if prop.datatype is Datatype.EDTF:
        return f"{prop.name}Earliest"
    return f"{prop.name}Folded" if prop.datatype.textual else prop.name


class Conditions:
    """Writes conditions with the names of one statement."""

    def __init__(self, names: Names) -> None:
        self.names = names

    @staticmethod
    def pattern(end: End, scope: p.Scope, start: str, node: str, edge: str, length: str = "") -> str:
        """The pattern from `start` along `end` to `node`, `node` with its labels if it has any."""
        types = end.relation.type
        if scope.all_claims and end.relation.sourced:
            types = f"{types}|{end.relation.claim_type}"
        left = "<-" if end.direction is Direction.IN else "-"
        right = "->" if end.direction is Direction.OUT else "-"
        return f"({start}){left}[{edge}:{types}{length}]{right}({node})"

    def holds(self, end: End, scope: p.Scope, edge: str) -> list[str]:
        """That a relationship counts within the scope."""
        conditions = []
        if scope.datasets is not None and end.relation.sourced:
            conditions.append(f"{edge}.dataset IN {self.names.parameter(scope.datasets)}")
        if end.relation.dated:
            conditions += self.within(scope.window, edge, certain=scope.certain)
        return conditions

    def within(self, window: p.Window, of: str, *, certain: bool) -> list[str]:
        """That the span of `of` lies as the window asks."""
        if window.mode is p.Mode.EVER:
            return []
        first, last = self.names.parameter(window.lo), self.names.parameter(window.hi)
        if window.mode is p.Mode.DURING:
            first, last = last, first
        start, end = ("startLatest", "endEarliest") if certain else ("startEarliest", "endLatest")
        return [f"{of}.{start} <= {first}", f"{of}.{end} >= {last}"]

    def condition(self, where: p.Filter, node: str, edge: str) -> str:
        """A filter as an expression."""
        match where:
            case p.Compare():
                return self._compare(where, node if where.on is p.On.NODE else edge)
            case p.All(parts):
                return self._joined(parts, " AND ", "true", node, edge)
            case p.Either(parts):
                return self._joined(parts, " OR ", "false", node, edge)
            case p.Not(part):
                return f"NOT coalesce({self.condition(part, node, edge)}, false)"
            case p.Exists(scope, by):
                return self._exists(scope, by, node)
            case p.Related():
                return self._related(where, node)

    def _exists(self, scope: p.Scope, by: Sequence[End], node: str) -> str:
        """That a node exists. By a relation it does so only if anybody says anything of it there; else by its life span."""
        life = " AND ".join(self.within(scope.window, node, certain=scope.certain)) or "true"
        if life == "true" or not by:
            return life
        cases: list[str] = []
        for end in by:
            told, edge = self.pattern(end, replace(scope, all_claims=True), node, "", ""), self.names.variable("r")
            holds = " AND ".join(self.holds(end, scope, edge))
            cases.append(f"WHEN EXISTS {{ {told} }} THEN EXISTS {{ MATCH {self.pattern(end, scope, node, '', edge)} WHERE {holds} }}")
        return f"CASE {' '.join(cases)} ELSE {life} END"

    def _joined(self, parts: Sequence[p.Filter], word: str, empty: str, node: str, edge: str) -> str:
        inner = [self.condition(part, node, edge) for part in parts]
        return f"({word.join(inner)})" if inner else empty

    def _related(self, where: p.Related, start: str) -> str:
        node, edge = self.names.variable("n"), self.names.variable("r")
        pattern = self.pattern(where.end, where.scope, start, node, edge)
        conditions = self.holds(where.end, where.scope, edge)
        inner = self.condition(where.where, node, edge)
        if where.quantifier is p.Quantifier.ALL:
            inner = f"NOT coalesce({inner}, false)"
        text = f"{{ MATCH {pattern} WHERE {' AND '.join([*conditions, inner])} }}"
        match where.quantifier:
            case p.Quantifier.SOME:
                return f"EXISTS {text}"
            case p.Quantifier.SINGLE:
                return f"COUNT {text} = 1"
            case p.Quantifier.COUNT:
                tests = [self._number(f"COUNT {text}", op, value) for op, value in where.ops]
                return f"({' AND '.join(tests)})" if tests else "true"
        return f"NOT EXISTS {text}"

    def _number(self, expression: str, op: p.Op, value: object) -> str:
        return f"{expression} {COMPARISONS.get(op, 'IN')} {self.names.parameter(value)}"

    def _compare(self, where: p.Compare, of: str) -> str:
        prop = where.property
        if where.op is p.Op.NULL:
            missing = f"({of}.{prop.name} IS NULL) = {self.names.parameter(where.value)}"
            return f"(size(coalesce({of}.{prop.name}, [])) = 0) = {self.names.parameter(where.value)}" if prop.many else missing
        if prop.many:
            return self._compare_list(prop, where, of)
        if where.op in TEXT_OPS:
            return f"{of}.{prop.name}Folded {TEXT_OPS[where.op]} {self.names.parameter(where.value)}"
        if where.op is p.Op.IN:
            return f"{of}.{prop.name} IN {self.names.parameter(where.value)}"
        if prop.datatype is Datatype.EDTF and where.op is not p.Op.EQ:
            compared = self._compare_date(prop.name, where, of)
            return f"({of}.{prop.name} <> '..' AND {compared})" if prop.name in SPAN else compared
        return f"{of}.{prop.name} {COMPARISONS[where.op]} {self.names.parameter(where.value)}"

    def _compare_date(self, name: str, where: p.Compare, of: str) -> str:
        assert isinstance(where.value, tuple)
        first, last = where.value
        match where.op:
            case p.Op.LT:
                return f"{of}.{name}Latest < {self.names.parameter(first)}"
            case p.Op.LTE:
                return f"{of}.{name}Latest <= {self.names.parameter(last)}"
            case p.Op.GT:
                return f"{of}.{name}Earliest > {self.names.parameter(last)}"
            case p.Op.GTE:
                return f"{of}.{name}Earliest >= {self.names.parameter(first)}"
        return f"({of}.{name}Earliest >= {self.names.parameter(first)} AND {of}.{name}Latest <= {self.names.parameter(last)})"

    def _compare_list(self, prop: Property, where: p.Compare, of: str) -> str:
        values = f"coalesce({of}.{prop.name}, [])"
        match where.op:
            case p.Op.HAS:
                return f"{self.names.parameter(where.value)} IN {values}"
            case p.Op.HAS_ANY:
                return f"any(x IN {self.names.parameter(where.value)} WHERE x IN {values})"
            case p.Op.HAS_ALL:
                return f"all(x IN {self.names.parameter(where.value)} WHERE x IN {values})"
        folded = f"coalesce({of}.{prop.name}Folded, [])"
        return f"any(x IN {folded} WHERE x {TEXT_OPS[where.op]} {self.names.parameter(where.value)})"
