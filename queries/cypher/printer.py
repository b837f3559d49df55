"""The text of Cypher: numbers variables and parameters in the order in which they come, and indents subqueries.

All that a text depends on is the tree without its values, so its variables and parameters are named alike whatever is asked with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ontology import Direction
from queries.cypher.syntax import (
    As,
    Binary,
    Call,
    Case,
    Chosen,
    Clause,
    Each,
    Expression,
    Function,
    HasLabel,
    Hop,
    Item,
    ListOf,
    Literal,
    Logic,
    Match,
    Missing,
    Negation,
    Node,
    Param,
    PerRow,
    Procedure,
    Prop,
    Return,
    Star,
    Subquery,
    Unwind,
    Var,
    With,
    Within,
    every,
)

DIGITS = "0123456789"
WORDS = {True: "true", False: "false", None: "null"}
ARROWS = {Direction.OUT: ("-", "->"), Direction.IN: ("<-", "-"), Direction.BOTH: ("-", "-")}
# Operands that need parentheses within another operator.
COMPOUND = (Binary, Logic, Negation, Missing, HasLabel)


class Printer:
    """Prints one statement and gathers its parameters.

    With `row`, a variable, every Param is read from the list that it holds, and their values are gathered in `values`.
    """

    def __init__(self, row: Var | None = None) -> None:
        self.parameters: dict[str, object] = {}
        self.values: list[object] = []
        self._names: dict[Var, str] = {}
        self._sent: dict[Param, str] = {}
        self._row = row
        self._break = "\n"

    def clauses(self, clauses: Iterable[Clause]) -> str:
        """The text of clauses, one below the other."""
        return self._break.join([_CLAUSES[type(clause)](self, clause) for clause in clauses])

    def expression(self, expression: Expression) -> str:
        """The text of an expression."""
        return _EXPRESSIONS[type(expression)](self, expression)

    def _broken(self, lines: str, clauses: Iterable[Clause]) -> str:
        """The text of clauses that are parted otherwise."""
        outer, self._break = self._break, lines
        text = self.clauses(clauses)
        self._break = outer
        return text

    # -- expressions

    def _var(self, var: Var) -> str:
        name = self._names.get(var)
        if name is None:
            # Without digits at the end of its name the number says which it is.
            name = self._names[var] = f"{var.name.rstrip(DIGITS)}{len(self._names) + 1}"
        return name

    def _param(self, param: Param) -> str:
        text = self._sent.get(param)
        if text is None:
            text = self._sent[param] = self._parameter(param.value) if self._row is None else self._value(self._row, param.value)
        return text

    def _value(self, row: Var, value: object) -> str:
        self.values.append(_sent(value))
        return f"{self._var(row)}[{len(self.values) - 1}]"

    def _parameter(self, value: object) -> str:
        name = f"p{len(self.parameters)}"
        self.parameters[name] = _sent(value)
        return f"${name}"

    def _literal(self, literal: Literal) -> str:
        value = literal.value
        if isinstance(value, str):
            return f"'{value}'"
        return WORDS[value] if value is None or isinstance(value, bool) else str(value)

    def _prop(self, prop: Prop) -> str:
        return f"{self._names.get(prop.of) or self._var(prop.of)}.{prop.name}"

    def _function(self, function: Function) -> str:
        return f"{function.name}({'DISTINCT ' * function.distinct}{self._list(function.args)})"

    def _list_of(self, list_: ListOf) -> str:
        return f"[{self._list(list_.items)}]"

    def _item(self, item: Item) -> str:
        return f"{self.expression(item.of)}[{item.index}]"

    def _binary(self, binary: Binary) -> str:
        return f"{self._operand(binary.left)} {binary.operator} {self._operand(binary.right)}"

    def _logic(self, logic: Logic) -> str:
        return f" {logic.word} ".join([self._part(part) for part in logic.parts])

    def _negation(self, negation: Negation) -> str:
        return f"NOT {self._operand(negation.part)}"

    def _missing(self, missing: Missing) -> str:
        return f"{self._operand(missing.of)} IS {'NOT ' if missing.negated else ''}NULL"

    def _has_label(self, has: HasLabel) -> str:
        return f"{self._var(has.node)}:{has.label}"

    def _case(self, case: Case) -> str:
        cases = "".join([f" WHEN {self.expression(when)} THEN {self.expression(then)}" for when, then in case.cases])
        otherwise = f" ELSE {self.expression(case.otherwise)}" if case.otherwise else ""
        return f"CASE{cases}{otherwise} END"

    def _within(self, within: Within) -> str:
        one = self._var(within.one)
        return f"{within.word}({one} IN {self.expression(within.of)} WHERE {self.expression(within.where)})"

    def _chosen(self, chosen: Chosen) -> str:
        one = self._var(chosen.one)
        return f"[{one} IN {self.expression(chosen.of)} WHERE {self.expression(chosen.where)}]"

    def _each(self, each: Each) -> str:
        one = self._var(each.one)
        return f"[{one} IN {self.expression(each.of)} | {self.expression(each.give)}]"

    def _subquery(self, subquery: Subquery) -> str:
        return f"{subquery.word} {{ {self._broken(' ', subquery.clauses)} }}"

    def _list(self, parts: Sequence[Expression]) -> str:
        return ", ".join([_EXPRESSIONS[type(part)](self, part) for part in parts])

    def _operand(self, part: Expression) -> str:
        text = self.expression(part)
        return f"({text})" if isinstance(part, COMPOUND) else text

    def _part(self, part: Expression) -> str:
        text = self.expression(part)
        return f"({text})" if isinstance(part, Logic) else text

    # -- patterns

    def _pattern(self, pattern: Node | Hop) -> str:
        if isinstance(pattern, Node):
            return self._node(pattern)
        left, right = ARROWS[pattern.direction]
        start, variable = self._node(pattern.start), self._var(pattern.variable) if pattern.variable else ""
        length = f"*{pattern.least:d}..{pattern.most:d}" if pattern.most > 1 else ""
        return f"{start}{left}[{variable}:{'|'.join(pattern.types)}{length}]{right}{self._node(pattern.end)}"

    def _node(self, node: Node) -> str:
        labels = f":{':'.join(node.labels)}" if node.labels else ""
        key = f" {{{node.key[0]}: {self.expression(node.key[1])}}}" if node.key else ""
        return f"({self._var(node.variable) if node.variable else ''}{labels}{key})"

    # -- clauses

    def _match(self, match: Match) -> str:
        return f"MATCH {self._pattern(match.pattern)}{self._index(match)}{self._where(match.where)}"

    def _index(self, match: Match) -> str:
        if not match.index or not isinstance(match.pattern, Node) or match.pattern.variable is None:
            return ""
        label, *names = match.index
        return f"{self._break}USING INDEX SEEK {self._var(match.pattern.variable)}:{label}({', '.join(names)})"

    def _procedure(self, procedure: Procedure) -> str:
        yields = ", ".join(f"{name} AS {self._var(var)}" for name, var in procedure.yields)
        return f"CALL {procedure.name}({self._list(procedure.args)}) YIELD {yields}"

    def _unwind(self, unwind: Unwind) -> str:
        return f"UNWIND {self.expression(unwind.of)} AS {self._var(unwind.one)}"

    def _with(self, with_: With) -> str:
        text = f"WITH {'DISTINCT ' if with_.distinct else ''}{', '.join(map(self._as, with_.items))}"
        if with_.order:
            text += " ORDER BY " + ", ".join([self.expression(by) + (" DESC" if down else "") for by, down in with_.order])
        if with_.limit is not None:
            text += f" LIMIT {self._parameter(with_.limit)}"
        return text + self._where(with_.where)

    def _call(self, call: Call) -> str:
        imports = (*call.imports, self._row) if self._row else call.imports
        inner = f"{self._break}  "
        return f"CALL ({', '.join(map(self._var, imports))}) {{{inner}{self._broken(inner, call.clauses)}{self._break}}}"

    def _per_row(self, per_row: PerRow) -> str:
        row = Var("given")
        head = f"UNWIND {self._parameter(per_row.rows)} AS {self._var(row)}"
        self._row, self.values = row, []
        text = self.clauses(per_row.clauses)
        self._row = None
        return f"{head}{self._break}{text}"

    def _return(self, return_: Return) -> str:
        return f"RETURN {self._as(return_.item)}"

    def _as(self, item: Var | As) -> str:
        return self._var(item) if isinstance(item, Var) else f"{self.expression(item.expression)} AS {self._var(item.variable)}"

    def _where(self, conditions: Sequence[Expression]) -> str:
        return f"{self._break}WHERE {self.expression(every(conditions))}" if conditions else ""


def _sent(value: object) -> object:
    """A value as the driver takes it."""
    return [_sent(one) for one in value] if isinstance(value, tuple) else value


_EXPRESSIONS: dict[type, Callable[[Printer, Any], str]] = {
    Var: Printer._var,
    Param: Printer._param,
    Literal: Printer._literal,
    Star: lambda printer, star: "*",
    Prop: Printer._prop,
    Function: Printer._function,
    ListOf: Printer._list_of,
    Item: Printer._item,
    Binary: Printer._binary,
    Logic: Printer._logic,
    Negation: Printer._negation,
    Missing: Printer._missing,
    HasLabel: Printer._has_label,
    Case: Printer._case,
    Within: Printer._within,
    Chosen: Printer._chosen,
    Each: Printer._each,
    Subquery: Printer._subquery,
}
_CLAUSES: dict[type, Callable[[Printer, Any], str]] = {
    Match: Printer._match,
    Procedure: Printer._procedure,
    Unwind: Printer._unwind,
    With: Printer._with,
    Call: Printer._call,
    PerRow: Printer._per_row,
    Return: Printer._return,
}
