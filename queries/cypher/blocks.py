"""One block as Cypher: finding nodes, ordering them, taking a page, reading columns, counting."""

from __future__ import annotations

from collections.abc import Sequence

from graph.schema import SEARCH_INDEX
from ontology import End
from queries import plan as p
from queries.anchors import split
from queries.cypher.conditions import Conditions


class Blocks(Conditions):
    """Writes blocks with the names of one statement."""

    def block(self, block: p.Block, parent: str | None) -> tuple[str, str]:
        """Clauses that bind the answer of `block`, and the expression that reads it."""
        clauses, parts = [], []
        if block.rows:
            answer = self.names.variable("b")
            clauses.append(f"CALL ({self.names.seen(parent)}) {{\n{self._rows(block, parent, answer)}\n}}")
            parts.append(answer)
        else:
            parts.append("null")
        if block.total:
            found = self._find(block, parent, self.names.variable("n"), self.names.variable("r"))
            parts.append(f"COUNT {{ {found} RETURN 1 AS one }}" if self._is_piped(block) else f"COUNT {{ {found} }}")
        else:
            parts.append("null")
        for aggregate in block.aggregates:
            answer = self.names.variable("b")
            clauses.append(f"CALL ({self.names.seen(parent)}) {{\n{indent(self._aggregate(block, aggregate, parent, answer))}\n}}")
            parts.append(answer)
        return "\n".join(clauses), f"[{', '.join(parts)}]"

    def _aggregate(self, block: p.Block, aggregate: p.Aggregate, parent: str | None, answer: str) -> str:
        node, edge = self.names.variable("n"), self.names.variable("r")
        found = self._find(block, parent, node, edge)

        def value(dimension: p.Dimension, stored: str) -> str:
            read = f"{node if dimension.on is p.On.NODE else edge}.{stored}"
            return f"left({read}, 4)" if dimension.year else read

        if isinstance(aggregate, p.Ranges):
            ends = [f"min({value(d, d.stored)}), max({value(d, d.latest or d.stored)})" for d in aggregate.of]
            return f"{found}\nRETURN [{', '.join(ends)}] AS {answer}"
        names = [self.names.variable("g") for _ in aggregate.by]
        number = self.names.variable("c")
        groups = ", ".join(f"{value(d, d.stored)} AS {name}" for d, name in zip(aggregate.by, names, strict=True))
        order = ", ".join([f"{number} DESC", *names])
        limit = self.names.limit(aggregate.size)
        counted = f"WITH {groups}, count(*) AS {number} ORDER BY {order} LIMIT {limit}"
        return f"{found}\n{counted}\nRETURN collect([{', '.join([*names, number])}]) AS {answer}"

    def _rows(self, block: p.Block, parent: str | None, answer: str) -> str:
        node, edge = self.names.variable("n"), self.names.variable("r")
        order = tuple(k.reversed() for k in block.order) if block.page.backward else block.order
        carried = [node, *([edge] if self._has_edge(block) else [])]
        keys = [self._key(k, node, edge) for k in block.order]
        counted = {i: self.names.variable("k") for i, k in enumerate(block.order) if k.count}
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
        if not isinstance(block.source, p.ByKey):
            ordering = ", ".join(f"{e} DESC" if k.descending else e for e, k in zip(keys, order, strict=True))
            limit = self.names.limit(block.page.size + 1)
            lines.append(f"WITH {', '.join(carried)} ORDER BY {ordering} LIMIT {limit}")
        columns = []
        for column in block.columns:
            clauses, expression = self._column(column, block, node, edge, keys)
            if clauses:
                lines.append(clauses)
            columns.append(expression)
        lines.append(f"RETURN collect([{', '.join(columns)}]) AS {answer}")
        return indent("\n".join(lines))

    def _position(self, block: p.Block, keys: Sequence[str]) -> list[str]:
        bounds = ((block.page.after, False), (block.page.before, True))
        found = [self._beyond(block.order, keys, bound, back) for bound, back in bounds if bound is not None]
        if not found and block.order[0].given and isinstance(block.source, p.OfClass) and block.source.indexed:
            # An index that holds the order knows elements with a value only.
            found.append(f"{keys[0]} IS NOT NULL")
        return found

    @staticmethod
    def _is_piped(block: p.Block) -> bool:
        """Whether the clauses that find its nodes end in a WITH, so that a COUNT needs a RETURN after them."""
        match block.source:
            case p.Matching():
                return True
            case p.Along(depth=depth):
                return depth > 1
            case p.OfClass():
                return bool(split(block.where)[0])
        return False

    @staticmethod
    def _has_edge(block: p.Block) -> bool:
        return isinstance(block.source, p.Along | p.Matching)

    # -- finding nodes

    def _find(self, block: p.Block, parent: str | None, node: str, edge: str, also: Sequence[str] = ()) -> str:
        source, where = block.source, block.where
        conditions: list[str] = []
        match source:
            case p.ByKey():
                head = f"MATCH ({node}:{source.owner} {{{source.key}: {self.names.parameter(source.value)}}})"
                if source.cls.name != source.owner:
                    conditions.append(f"{node}:{source.cls.name}")
            case p.OfClass():
                anchors, where = split(block.where)
                head = self._anchored(source, anchors, node) if anchors else f"MATCH ({node}:{source.labels})"
            case p.Along(end, depth) if depth > 1:
                head = self._chain(end, depth, block.scope, parent or "", node, edge)
            case p.Along():
                head = f"MATCH {self.pattern(source.end, block.scope, parent or '', node, edge)}"
                conditions += self.holds(source.end, block.scope, edge)
            case p.Matching():
                query = self.names.parameter(source.value)
                head = (
                    f"CALL db.index.fulltext.queryNodes('{SEARCH_INDEX}', {query}) YIELD node, score WITH node AS {node}, score AS {edge}"
                )
                if source.classes is not None:
                    conditions.append(f"{node}.class IN {self.names.parameter(source.classes)}")
        if where != p.EVERYTHING:
            conditions.append(self.condition(where, node, edge))
        conditions += also
        return f"{head} WHERE {' AND '.join(conditions)}" if conditions else head

    def _chain(self, end: End, depth: int, scope: p.Scope, start: str, node: str, edge: str) -> str:
        """A chain of relationships, all of which hold; its last one stands for the node it leads to."""
        chain, link = self.names.variable("r"), self.names.variable("x")
        pattern = self.pattern(end, scope, start, node, chain, f"*1..{int(depth)}")
        holds = self.holds(end, scope, link)
        where = f" WHERE all({link} IN {chain} WHERE {' AND '.join(holds)})" if holds else ""
        return f"MATCH {pattern}{where} WITH DISTINCT {node}, last({chain}) AS {edge}"

    def _anchored(self, source: p.OfClass, anchors: Sequence[p.Related], node: str) -> str:
        """Finds nodes from those they have to be related to, instead of asking each for its relations. Each node once."""
        lines: list[str] = []
        for anchor in anchors:
            far, edge = self.names.variable("n"), self.names.variable("r")
            pattern = self.pattern(anchor.end, anchor.scope, node, f"{far}:{anchor.anchor}", edge)
            inner = self.condition(anchor.where, far, edge)
            known = [f"{node}:{source.cls.name}"]
            if lines:
                found = self.names.variable("s")
                lines.append(f"WITH collect({node}) AS {found}")
                known = [f"{node} IN {found}"]
            conditions = [*known, *self.holds(anchor.end, anchor.scope, edge), inner]
            lines.append(f"MATCH {pattern} WHERE {' AND '.join(conditions)} WITH DISTINCT {node}")
        return "\n".join(lines)

    # -- order and position

    def _key(self, key: p.Key, node: str, edge: str) -> str:
        if key.count:
            scope = key.scope
            assert scope is not None
            target, via = self.names.variable("n"), self.names.variable("r")
            conditions = self.holds(key.count, scope, via)
            where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
            return f"COUNT {{ MATCH {self.pattern(key.count, scope, node, target, via)}{where} }}"
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
        bound = ""
        for key, expression, descending, value in zip(order, keys, directions, position, strict=True):
            if value is None:
                after = f"{expression} IS NOT NULL" if descending else None
                same = f"{expression} IS NULL"
            else:
                name = self.names.parameter(value)
                after = f"{expression} {'<' if descending else '>'} {name}"
                if key.given and not equal:
                    # Says nothing new, but an index can begin from it.
                    bound = f"{expression} {'<' if descending else '>'}= {name} AND "
                if not key.given and not descending:
                    after = f"({after} OR {expression} IS NULL)"
                same = f"{expression} = {name}"
            if after:
                alternatives.append(" AND ".join([*equal, after]))
            equal.append(same)
        return f"{bound}({' OR '.join(alternatives)})" if alternatives else "false"

    # -- columns

    def _column(self, column: p.Column, block: p.Block, node: str, edge: str, keys: Sequence[str]) -> tuple[str, str]:
        match column:
            case p.Value(on, stored, many):
                value = edge if stored == "score" else f"{node if on is p.On.NODE else edge}.{stored}"
                return "", f"coalesce({value}, [])" if many else value
            case p.Certain():
                tests = self.within(block.scope.window, edge, certain=True)
                return "", f"coalesce({' AND '.join(tests)}, false)" if tests else "true"
            case p.KeyValue(index):
                return "", keys[index]
            case p.Nested(inner):
                return self.block(inner, node)


def indent(text: str) -> str:
    """The lines of `text`, moved to the right."""
    return "\n".join("  " + line for line in text.splitlines())
