"""Where the nodes of a block come from, as Cypher."""

from __future__ import annotations

from collections.abc import Sequence

from graph.search_index import SEARCH_INDEX, WEIGHT
from ontology import End
from queries import plan as p
from queries.anchors import split
from queries.cypher.conditions import Conditions


class Finding(Conditions):
    """Writes the clauses that find nodes."""

    def find(self, block: p.Block, parent: str | None, node: str, edge: str, also: Sequence[str] = ()) -> str:
        """Clauses that bind `node`, and `edge` where there is one, to what the block lists; `also` are further conditions."""
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
            case p.Along(end=end, depth=depth) if depth > 1:
                head = self._chain(end, depth, block.scope, parent or "", node, edge)
            case p.Along():
                head = f"MATCH {self.pattern(source.end, block.scope, parent or '', node, edge)}"
                conditions += self.holds(source.end, block.scope, edge)
            case p.Matching():
                query, least = self.names.parameter(source.value), self.names.parameter(source.least)
                # Whole points, so that what differs by less than one comes in the order of ids on every store.
                head = (
                    f"CALL db.index.fulltext.queryNodes('{SEARCH_INDEX}', {query}) YIELD node, score "
                    f"WITH node AS {node}, score, node.{WEIGHT} AS weight WHERE score >= {least} "
                    f"WITH {node}, round(score * weight) AS {edge}"
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
            known: list[str] = []
            if lines:
                found = self.names.variable("s")
                lines.append(f"WITH collect({node}) AS {found}")
                known.append(f"{node} IN {found}")
            if anchor is anchors[-1]:
                # Fewest are left to be asked for their class here.
                known.append(f"{node}:{source.cls.name}")
            conditions = [*known, *self.holds(anchor.end, anchor.scope, edge), inner]
            lines.append(f"MATCH {pattern} WHERE {' AND '.join(conditions)} WITH DISTINCT {node}")
        return "\n".join(lines)

    @staticmethod
    def is_piped(block: p.Block) -> bool:
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
    def has_edge(block: p.Block) -> bool:
        """Whether an element is more than a node: it has a relationship, or the score of a search."""
        return isinstance(block.source, p.Along | p.Matching)
