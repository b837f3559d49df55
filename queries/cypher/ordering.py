"""The order of a list and positions in it, as Cypher."""

from __future__ import annotations

from collections.abc import Sequence

from queries import plan as p
from queries.cypher.conditions import day
from queries.cypher.finding import Finding


class Ordering(Finding):
    """Writes keys of orders, and conditions that begin a page."""

    def key(self, key: p.Key, node: str, edge: str) -> str:
        """The expression to order by."""
        if key.count:
            scope = key.scope
            assert scope is not None
            target, via = self.names.variable("n"), self.names.variable("r")
            conditions = self.holds(key.count, scope, via)
            where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
            return f"COUNT {{ MATCH {self.pattern(key.count, scope, node, target, via)}{where} }}"
        if key.stored == "score":
            return edge
        return day(node if key.on is p.On.NODE else edge, key.stored)

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

    def position(self, block: p.Block, keys: Sequence[str]) -> list[str]:
        """Conditions that leave what lies after and before the cursors of a page; `keys` are the expressions of its order."""
        bounds = ((block.page.after, False), (block.page.before, True))
        found = [self._beyond(block.order, keys, bound, back) for bound, back in bounds if bound is not None]
        if not found and block.order[0].given and isinstance(block.source, p.OfClass) and block.source.indexed:
            # An index that holds the order knows elements with a value only.
            found.append(f"{keys[0]} IS NOT NULL")
        return found
