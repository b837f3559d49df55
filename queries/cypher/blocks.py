"""One block as Cypher: its elements, one page of them, columns, counts.

What a list below a list asks of its nodes is read once for each node, however often it comes: see tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from queries import plan as p
from queries.cypher.conditions import day
from queries.cypher.names import Names
from queries.cypher.ordering import Ordering
from queries.cypher.tables import Join, Place, Table, Tables


@dataclass(frozen=True, slots=True)
class Around:
    """Where a block stands: the variable of the enclosing node, the place of its rows, and whether its nodes may come again."""

    parent: str | None = None
    place: Place = field(default_factory=Place)
    repeats: bool = False


ROOT = Around()


class Blocks(Ordering):
    """Writes one root block and all below it, with the names of one statement."""

    def __init__(self, names: Names) -> None:
        super().__init__(names)
        self.tables = Tables(names)

    def root(self, block: p.Block) -> tuple[str, str, tuple[Join, ...]]:
        """Clauses that bind the answer of a root block, the expression that reads it, and how to put it together.

        Its tables stand behind the rest.
        """
        clauses, parts = self._parts(block, ROOT)
        texts = [clauses]
        # Writing a table may find that it needs further ones.
        while table := self.tables.next():
            texts.append(self._table(table, parts[0]))
        names = [table.name for table in self.tables.all]
        return "\n".join(filter(None, texts)), f"[{', '.join([*parts, *names])}]", self.tables.joins(len(parts))

    def _parts(self, block: p.Block, around: Around) -> tuple[str, list[str]]:
        """Clauses, and the parts of the answer: rows, total, aggregates."""
        clauses: list[str] = []
        parts = ["null", "null"]
        known = self._gather(block, around, clauses) if self._is_worth_gathering(block) else None
        sees = known or around.parent
        if block.rows:
            parts[0] = self.names.variable("b")
            clauses.append(self._call(sees, self._rows(block, around, parts[0], known)))
        if known and block.total:
            parts[1] = f"size({known})"
        elif block.total:
            found = self.find(block, around.parent, self.names.variable("n"), self.names.variable("r"))
            parts[1] = f"COUNT {{ {found} RETURN 1 AS one }}" if self.is_piped(block) else f"COUNT {{ {found} }}"
        for aggregate in block.aggregates:
            parts.append(self.names.variable("b"))
            clauses.append(self._call(sees, self._aggregate(block, aggregate, around.parent, parts[-1], known)))
        return "\n".join(clauses), parts

    @staticmethod
    def _is_worth_gathering(block: p.Block) -> bool:
        """Whether to find all elements once and use them for rows and counts; what the store can count itself is not."""
        uses = block.rows + block.total + len(block.aggregates)
        simple = isinstance(block.source, p.OfClass | p.ByKey) or (isinstance(block.source, p.Along) and block.source.depth == 1)
        return uses > 1 and not (simple and block.where == p.EVERYTHING)

    def _gather(self, block: p.Block, around: Around, clauses: list[str]) -> str:
        """Bind the list of all elements."""
        node, edge, known = self.names.variable("n"), self.names.variable("r"), self.names.variable("f")
        element = f"[{node}, {edge}]" if self.has_edge(block) else node
        found = self.find(block, around.parent, node, edge)
        clauses.append(self._call(around.parent, f"{found}\nRETURN collect({element}) AS {known}"))
        return known

    def _call(self, sees: str | None, clauses: str) -> str:
        """A subquery."""
        return f"CALL ({self.names.seen(sees)}) {{\n{indent(clauses)}\n}}"

    def _elements(self, block: p.Block, parent: str | None, node: str, edge: str, known: str | None, also: list[str]) -> str:
        """Clauses that bind `node` and `edge`: found now, or taken from the list of those known."""
        if known is None:
            return self.find(block, parent, node, edge, also)
        where = f" WHERE {' AND '.join(also)}" if also else ""
        if not self.has_edge(block):
            return f"UNWIND {known} AS {node}" + (f" WITH {node}{where}" if where else "")
        one = self.names.variable("x")
        # Conditions are written in terms of node and edge, which have to be bound before.
        return f"UNWIND {known} AS {one} WITH {one}[0] AS {node}, {one}[1] AS {edge}{where}"

    def _aggregate(self, block: p.Block, aggregate: p.Aggregate, parent: str | None, answer: str, known: str | None) -> str:
        node, edge = self.names.variable("n"), self.names.variable("r")
        found = self._elements(block, parent, node, edge, known, [])

        def value(dimension: p.Dimension, stored: str) -> str:
            read = day(node if dimension.on is p.On.NODE else edge, stored)
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

    def rows(self, block: p.Block) -> str | None:
        """A statement that gives the rows of a root block one after the other; None when a table would stand behind them."""
        lines, columns = self._row(block, ROOT, None)
        if self.tables.all:
            return None
        return "\n".join([*lines, f"RETURN [{', '.join(columns)}] AS answer"])

    def _rows(self, block: p.Block, around: Around, answer: str, known: str | None) -> str:
        lines, columns = self._row(block, around, known)
        return "\n".join([*lines, f"RETURN collect([{', '.join(columns)}]) AS {answer}"])

    def _row(self, block: p.Block, around: Around, known: str | None) -> tuple[list[str], list[str]]:
        """Clauses that find the rows of a page in their order, and what a row consists of."""
        node, edge = self.names.variable("n"), self.names.variable("r")
        order = tuple(k.reversed() for k in block.order) if block.page.backward else block.order
        carried = [node, *([edge] if self.has_edge(block) else [])]
        keys = [self.key(k, node, edge) for k in block.order]
        counted = {i: self.names.variable("k") for i, k in enumerate(block.order) if k.count}
        if counted:
            # A count is worked out once, then compared and ordered by name.
            named = ", ".join(f"{keys[i]} AS {name}" for i, name in counted.items())
            keys = [counted.get(i, key) for i, key in enumerate(keys)]
            lines = [self._elements(block, around.parent, node, edge, known, []), f"WITH {', '.join(carried)}, {named}"]
            carried += counted.values()
            if position := self.position(block, keys):
                lines.append(f"WHERE {' AND '.join(position)}")
        else:
            lines = [self._elements(block, around.parent, node, edge, known, self.position(block, keys))]
        if not isinstance(block.source, p.ByKey):
            ordering = ", ".join(f"{e} DESC" if k.descending else e for e, k in zip(keys, order, strict=True))
            limit = self.names.limit(block.page.size + block.page.beyond)
            lines.append(f"WITH {', '.join(carried)} ORDER BY {ordering} LIMIT {limit}")
        columns = []
        for index, column in enumerate(block.columns):
            if isinstance(column, p.Nested):
                clauses, expression = self._nested(column.block, block, around, node, index)
                if clauses:
                    lines.append(clauses)
            else:
                expression = self._column(column, block, node, edge, keys)
            columns.append(expression)
        return lines, columns

    # -- columns

    def _column(self, column: p.Column, block: p.Block, node: str, edge: str, keys: list[str]) -> str:
        match column:
            case p.Value(on, stored, many):
                value = edge if stored == "score" else f"{node if on is p.On.NODE else edge}.{stored}"
                return f"coalesce({value}, [])" if many else value
            case p.Certain():
                tests = self.within(block.scope.window, edge, certain=True)
                return f"coalesce({' AND '.join(tests)}, false)" if tests else "true"
            case p.KeyValue(index):
                return keys[index]
        raise AssertionError(column)

    def _nested(self, inner: p.Block, block: p.Block, around: Around, node: str, index: int) -> tuple[str, str]:
        """A block that starts at the nodes of `block`: read here, or, where those come again and again, in a table."""
        if around.repeats and isinstance(block.source, p.Along):
            self.tables.put(around.place, block.source.root, index, inner)
            return "", f"{node}.id"
        several = around.repeats or not isinstance(block.source, p.ByKey)
        clauses, parts = self._parts(inner, Around(node, around.place.below(index), several))
        return clauses, f"[{', '.join(parts)}]"

    def _table(self, table: Table, rows: str) -> str:
        """Clauses that bind a table."""
        base, lines, row = table.place.unwound(rows, self.names)
        id_, node = self.names.variable("i"), self.names.variable("n")
        lines.append(f"WITH DISTINCT {row}[{table.columns[0]}] AS {id_}")
        lines.append(f"MATCH ({node}:{table.label} {{id: {id_}}})")
        answers = []
        for number, inner in enumerate(table.blocks):
            clauses, parts = self._parts(inner, Around(node, Place(table.name, (number + 1,)), repeats=True))
            lines.append(clauses)
            answers.append(f"[{', '.join(parts)}]")
        lines.append(f"RETURN collect([{', '.join([id_, *answers])}]) AS {table.name}")
        return self._call(base, "\n".join(filter(None, lines)))


def indent(text: str) -> str:
    """The lines of `text`, moved to the right."""
    return "\n".join("  " + line for line in text.splitlines())
