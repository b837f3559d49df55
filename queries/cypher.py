"""From a plan to the text of one Cypher statement and its parameters: pure functions, no database.

Three rules hold everywhere:
- every value is a parameter, and identifiers come from the Model alone, so no input can reach the text;
- the text depends on the shape of the plan only (names of variables and parameters are counted), so Neo4j plans each shape once;
- only what Cypher 5 of Neo4j 5.26 and later servers both accept.

Dates are ISO text: comparing text is a sixth of the cost of comparing temporal values, and sorts alike from year 1 to 9999.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ontology import Datatype, Direction, End, Property
from queries import plan as p

Parameters = dict[str, object]
COMPARISONS = {p.Op.EQ: "=", p.Op.LT: "<", p.Op.LTE: "<=", p.Op.GT: ">", p.Op.GTE: ">="}
TEXT_OPS = {p.Op.CONTAINS: "CONTAINS", p.Op.STARTS: "STARTS WITH", p.Op.ENDS: "ENDS WITH"}
FULLTEXT_INDEX = "entitySearch"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement ready to run. Its one row holds the answer of each block, then the data version."""

    text: str
    parameters: Parameters = field(hash=False)


def render(statement: p.Statement) -> Compiled:
    """The Cypher of a whole statement."""
    writer = _Writer()
    blocks = [writer.root(block) for block in statement.blocks]
    version = "CALL () { OPTIONAL MATCH (v:DataVersion {id: 'current'}) RETURN v.version AS version }"
    returned = ", ".join([*(answer for _, answer in blocks), "version"])
    text = "\n".join([*(text for text, _ in blocks), version, f"RETURN [{returned}] AS answer"])
    return Compiled(text, writer.parameters)


def stored_for_order(prop: Property) -> str:
    """The stored property by which `prop` is ordered: folded words, the earliest day of a date."""
    if prop.datatype is Datatype.EDTF:
        return f"{prop.name}Earliest"
    return f"{prop.name}Folded" if prop.datatype.textual else prop.name


class _Writer:
    """Counts variables and parameters while one statement is written."""

    def __init__(self) -> None:
        self.parameters: Parameters = {}
        self._variables = 0

    def parameter(self, value: object) -> str:
        name = f"p{len(self.parameters)}"
        self.parameters[name] = list(value) if isinstance(value, tuple) else value
        return f"${name}"

    def variable(self, prefix: str) -> str:
        self._variables += 1
        return f"{prefix}{self._variables}"

    # -- blocks

    def root(self, block: p.Block) -> tuple[str, str]:
        return self.block(block, None)

    def block(self, block: p.Block, parent: str | None) -> tuple[str, str]:
        """Clauses that bind the answer of `block`, and the expression that reads it."""
        clauses, parts = [], []
        if block.rows:
            answer = self.variable("b")
            clauses.append(f"CALL ({parent or ''}) {{\n{self._rows(block, parent, answer)}\n}}")
            parts.append(answer)
        else:
            parts.append("null")
        if block.total:
            found = self._find(block, parent, self.variable("n"), self.variable("r"))
            parts.append(f"COUNT {{ {found} RETURN 1 AS one }}" if self._is_piped(block) else f"COUNT {{ {found} }}")
        else:
            parts.append("null")
        for aggregate in block.aggregates:
            answer = self.variable("b")
            clauses.append(f"CALL ({parent or ''}) {{\n{_indent(self._aggregate(block, aggregate, parent, answer))}\n}}")
            parts.append(answer)
        return "\n".join(clauses), f"[{', '.join(parts)}]"

    def _aggregate(self, block: p.Block, aggregate: p.Aggregate, parent: str | None, answer: str) -> str:
        node, edge = self.variable("n"), self.variable("r")
        found = self._find(block, parent, node, edge)

        def value(dimension: p.Dimension, stored: str) -> str:
            read = f"{node if dimension.on is p.On.NODE else edge}.{stored}"
            return f"left({read}, 4)" if dimension.year else read

        if isinstance(aggregate, p.Ranges):
            ends = [f"min({value(d, d.stored)}), max({value(d, d.latest or d.stored)})" for d in aggregate.of]
            return f"{found}\nRETURN [{', '.join(ends)}] AS {answer}"
        names = [self.variable("g") for _ in aggregate.by]
        number = self.variable("c")
        groups = ", ".join(f"{value(d, d.stored)} AS {name}" for d, name in zip(aggregate.by, names, strict=True))
        order = ", ".join([f"{number} DESC", *names])
        limit = self.parameter(aggregate.size)
        counted = f"WITH {groups}, count(*) AS {number} ORDER BY {order} LIMIT {limit}"
        return f"{found}\n{counted}\nRETURN collect([{', '.join([*names, number])}]) AS {answer}"

    def _rows(self, block: p.Block, parent: str | None, answer: str) -> str:
        node, edge = self.variable("n"), self.variable("r")
        order = tuple(k.reversed() for k in block.order) if block.page.backward else block.order
        carried = [node, *([edge] if self._has_edge(block) else [])]
        keys = [self._key(k, node, edge) for k in block.order]
        counted = {i: self.variable("k") for i, k in enumerate(block.order) if k.count}
        if counted:
            # A count is worked out once, then compared and ordered by name.
            named = ", ".join(f"{keys[i]} AS {name}" for i, name in counted.items())
            keys = [counted.get(i, key) for i, key in enumerate(keys)]
            lines = [self._find(block, parent, node, edge), f"WITH {', '.join(carried)}, {named}"]
            carried += counted.values()
            if position := self._position(block, keys):
                lines.append(f"WHERE {' AND '.join(position)}")
        else:
            lines = [self._find(block, parent, node, edge, self._position(block, keys))]
        ordering = ", ".join(f"{e} DESC" if k.descending else e for e, k in zip(keys, order, strict=True))
        limit = self.parameter(block.page.size + 1)
        lines.append(f"WITH {', '.join(carried)} ORDER BY {ordering} LIMIT {limit}")
        columns = []
        for column in block.columns:
            clauses, expression = self._column(column, block, node, edge, keys)
            if clauses:
                lines.append(clauses)
            columns.append(expression)
        lines.append(f"RETURN collect([{', '.join(columns)}]) AS {answer}")
        return _indent("\n".join(lines))

    def _position(self, block: p.Block, keys: Sequence[str]) -> list[str]:
        bounds = ((block.page.after, False), (block.page.before, True))
        return [self._beyond(block.order, keys, bound, back) for bound, back in bounds if bound is not None]

    @staticmethod
    def _is_piped(block: p.Block) -> bool:
        """Whether the clauses that find its nodes end in a WITH, so that a COUNT needs a RETURN after them."""
        return isinstance(block.source, p.Matching) or (isinstance(block.source, p.Along) and block.source.depth > 1)

    @staticmethod
    def _has_edge(block: p.Block) -> bool:
        return isinstance(block.source, p.Along | p.Matching)

    # -- finding nodes

    def _find(self, block: p.Block, parent: str | None, node: str, edge: str, also: Sequence[str] = ()) -> str:
        source = block.source
        conditions: list[str] = []
        match source:
            case p.ByKey(key="id") if "Entity" in source.cls.lineage:
                # An id of the past leads to the entity's id of today.
                old, new, found = self.parameter(f"redirect/{source.value}"), self.parameter(source.value), self.variable("k")
                redirect = f"OPTIONAL MATCH ({found}:Record {{id: {old}}}) WITH coalesce({found}.leadsTo, {new}) AS {found}"
                head = f"{redirect} MATCH ({node}:Entity {{id: {found}}})"
                conditions += [f"{node}:{source.cls.name}"] if source.cls.name != source.owner else []
            case p.ByKey():
                head = f"MATCH ({node}:{source.owner} {{{source.key}: {self.parameter(source.value)}}})"
                if source.cls.name != source.owner:
                    conditions.append(f"{node}:{source.cls.name}")
            case p.OfClass():
                head = f"MATCH ({node}:{source.cls.name})"
            case p.Along(end, depth) if depth > 1:
                head = self._chain(end, depth, block.scope, parent or "", node, edge)
            case p.Along():
                head = f"MATCH {self._pattern(source.end, block.scope, parent or '', node, edge)}"
                conditions += self._holds(source.end, block.scope, edge)
            case p.Matching():
                query = self.parameter(source.value)
                head = (
                    f"CALL db.index.fulltext.queryNodes('{FULLTEXT_INDEX}', {query}) YIELD node, score WITH node AS {node}, score AS {edge}"
                )
                if source.classes is not None:
                    conditions.append(f"{node}.class IN {self.parameter(source.classes)}")
        if block.where != p.EVERYTHING:
            conditions.append(self.condition(block.where, node, edge))
        conditions += also
        return f"{head} WHERE {' AND '.join(conditions)}" if conditions else head

    def _chain(self, end: End, depth: int, scope: p.Scope, start: str, node: str, edge: str) -> str:
        """A chain of relationships, all of which hold; its last one stands for the node it leads to."""
        chain, link = self.variable("r"), self.variable("x")
        pattern = self._pattern(end, scope, start, node, chain, f"*1..{int(depth)}")
        holds = self._holds(end, scope, link)
        where = f" WHERE all({link} IN {chain} WHERE {' AND '.join(holds)})" if holds else ""
        return f"MATCH {pattern}{where} WITH DISTINCT {node}, last({chain}) AS {edge}"

    @staticmethod
    def _pattern(end: End, scope: p.Scope, start: str, node: str, edge: str, length: str = "") -> str:
        types = end.relation.type
        if scope.all_claims and end.relation.sourced:
            types = f"{types}|{end.relation.claim_type}"
        left = "<-" if end.direction is Direction.IN else "-"
        right = "->" if end.direction is Direction.OUT else "-"
        return f"({start}){left}[{edge}:{types}{length}]{right}({node})"

    def _holds(self, end: End, scope: p.Scope, edge: str) -> list[str]:
        conditions = []
        if scope.datasets is not None and end.relation.sourced:
            conditions.append(f"{edge}.dataset IN {self.parameter(scope.datasets)}")
        if end.relation.dated:
            conditions += self._within(scope.window, edge, certain=scope.certain)
        return conditions

    def _within(self, window: p.Window, of: str, *, certain: bool) -> list[str]:
        if window.mode is p.Mode.EVER:
            return []
        first, last = self.parameter(window.lo), self.parameter(window.hi)
        if not certain:
            return [f"{of}.startEarliest <= {last}", f"{of}.endLatest >= {first}"]
        if window.mode is p.Mode.AT:
            return [f"{of}.startLatest <= {first}", f"{of}.endEarliest >= {last}"]
        return [f"{of}.startLatest <= {last}", f"{of}.endEarliest >= {first}"]

    # -- conditions

    def condition(self, where: p.Filter, node: str, edge: str) -> str:
        match where:
            case p.Compare():
                return self._compare(where, node if where.on is p.On.NODE else edge)
            case p.All(parts):
                return self._joined(parts, " AND ", "true", node, edge)
            case p.Either(parts):
                return self._joined(parts, " OR ", "false", node, edge)
            case p.Not(part):
                return f"NOT coalesce({self.condition(part, node, edge)}, false)"
            case p.Exists(scope):
                return " AND ".join(self._within(scope.window, node, certain=scope.certain)) or "true"
            case p.Related():
                return self._related(where, node)

    def _joined(self, parts: Sequence[p.Filter], word: str, empty: str, node: str, edge: str) -> str:
        inner = [self.condition(part, node, edge) for part in parts]
        return f"({word.join(inner)})" if inner else empty

    def _related(self, where: p.Related, start: str) -> str:
        node, edge = self.variable("n"), self.variable("r")
        pattern = self._pattern(where.end, where.scope, start, node, edge)
        conditions = self._holds(where.end, where.scope, edge)
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
        return f"{expression} {COMPARISONS.get(op, 'IN')} {self.parameter(value)}"

    def _compare(self, where: p.Compare, of: str) -> str:
        prop = where.property
        if where.op is p.Op.NULL:
            missing = f"({of}.{prop.name} IS NULL) = {self.parameter(where.value)}"
            return f"(size(coalesce({of}.{prop.name}, [])) = 0) = {self.parameter(where.value)}" if prop.many else missing
        if prop.many:
            return self._compare_list(prop, where, of)
        if where.op in TEXT_OPS:
            return f"{of}.{prop.name}Folded {TEXT_OPS[where.op]} {self.parameter(where.value)}"
        if where.op is p.Op.IN:
            return f"{of}.{prop.name} IN {self.parameter(where.value)}"
        if prop.datatype is Datatype.EDTF and where.op is not p.Op.EQ:
            return self._compare_date(prop.name, where, of)
        return f"{of}.{prop.name} {COMPARISONS[where.op]} {self.parameter(where.value)}"

    def _compare_date(self, name: str, where: p.Compare, of: str) -> str:
        assert isinstance(where.value, tuple)
        first, last = where.value
        match where.op:
            case p.Op.LT:
                return f"{of}.{name}Latest < {self.parameter(first)}"
            case p.Op.LTE:
                return f"{of}.{name}Latest <= {self.parameter(last)}"
            case p.Op.GT:
                return f"{of}.{name}Earliest > {self.parameter(last)}"
            case p.Op.GTE:
                return f"{of}.{name}Earliest >= {self.parameter(first)}"
        return f"({of}.{name}Earliest >= {self.parameter(first)} AND {of}.{name}Latest <= {self.parameter(last)})"

    def _compare_list(self, prop: Property, where: p.Compare, of: str) -> str:
        values = f"coalesce({of}.{prop.name}, [])"
        match where.op:
            case p.Op.HAS:
                return f"{self.parameter(where.value)} IN {values}"
            case p.Op.HAS_ANY:
                return f"any(x IN {self.parameter(where.value)} WHERE x IN {values})"
            case p.Op.HAS_ALL:
                return f"all(x IN {self.parameter(where.value)} WHERE x IN {values})"
        folded = f"coalesce({of}.{prop.name}Folded, [])"
        return f"any(x IN {folded} WHERE x {TEXT_OPS[where.op]} {self.parameter(where.value)})"

    # -- order and position

    def _key(self, key: p.Key, node: str, edge: str) -> str:
        if key.count:
            scope = key.scope
            assert scope is not None
            target, via = self.variable("n"), self.variable("r")
            conditions = self._holds(key.count, scope, via)
            where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
            return f"COUNT {{ MATCH {self._pattern(key.count, scope, node, target, via)}{where} }}"
        if key.stored == "score":
            return edge
        return f"{node if key.on is p.On.NODE else edge}.{key.stored}"

    def _beyond(self, order: Sequence[p.Key], keys: Sequence[str], position: Sequence[p.Scalar], back: bool) -> str:
        """That an element comes after `position` in the order of the list (before it, when `back`).

        Cypher puts missing values last in ascending and first in descending order; so does this.
        """
        directions = [k.descending != back for k in order]
        alternatives: list[str] = []
        equal: list[str] = []
        for expression, descending, value in zip(keys, directions, position, strict=True):
            if value is None:
                after = f"{expression} IS NOT NULL" if descending else None
                same = f"{expression} IS NULL"
            else:
                name = self.parameter(value)
                after = f"{expression} < {name}" if descending else f"({expression} > {name} OR {expression} IS NULL)"
                same = f"{expression} = {name}"
            if after:
                alternatives.append(" AND ".join([*equal, after]))
            equal.append(same)
        return f"({' OR '.join(alternatives)})" if alternatives else "false"

    # -- columns

    def _column(self, column: p.Column, block: p.Block, node: str, edge: str, keys: Sequence[str]) -> tuple[str, str]:
        match column:
            case p.Value(on, stored, many):
                value = edge if stored == "score" else f"{node if on is p.On.NODE else edge}.{stored}"
                return "", f"coalesce({value}, [])" if many else value
            case p.Certain():
                tests = self._within(block.scope.window, edge, certain=True)
                return "", f"coalesce({' AND '.join(tests)}, false)" if tests else "true"
            case p.KeyValue(index):
                return "", keys[index]
            case p.Nested(inner):
                return self.block(inner, node)


def _indent(text: str) -> str:
    return "\n".join("  " + line for line in text.splitlines())
