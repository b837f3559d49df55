"""The whole statement. Root blocks of equal shape are written once and run for each set of values, so that asking the same of ten
things under ten aliases has the text, and the time to plan, of asking it of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from queries import plan as p
from queries.cypher.blocks import Blocks, indent
from queries.cypher.names import BOUND, ROW, Names, Parameters
from queries.cypher.tables import Join, joined

# There is only one. By its label alone a new statement is planned 3 ms faster than by label and id.
VERSION = "MATCH (v:DataVersion)"


@dataclass(frozen=True, slots=True)
class Place:
    """An index, or one of the list at an index; and how to put the answer together."""

    index: int
    of: int | None
    joins: tuple[Join, ...]

    def answer(self, found: Sequence[Any]) -> Any:
        """The answer of a block."""
        return joined(found[self.index] if self.of is None else found[self.index][self.of], self.joins)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement ready to run. Its one row holds what it found and then, read last, the data version.

    `places` says where the answer of each block stands in what it found.
    """

    text: str
    parameters: Parameters = field(hash=False)
    places: tuple[Place, ...] = ()

    def answers(self, row: Sequence[Any]) -> list[Any]:
        """The answers of the blocks in their order, then the data version."""
        found, version = row
        return [*(place.answer(found) for place in self.places), version]


def render(statement: p.Statement) -> Compiled:
    """The Cypher of a whole statement."""
    names = Names()
    parameters: Parameters = {}
    clauses: list[str] = []
    found: list[str] = []
    places: dict[int, Place] = {}
    for number, group in enumerate(_groups(statement.blocks)):
        if len(group.members) == 1:
            text, answer, joins = Blocks(names).root(statement.blocks[group.members[0]])
            places[group.members[0]] = Place(number, None, joins)
        else:
            text, answer = group.clauses(number), f"g{number}"
            parameters |= group.parameters(number)
            places |= {member: Place(number, i, group.joins) for i, member in enumerate(group.members)}
        clauses += filter(None, [text])
        found.append(answer)
    text = "\n".join([*clauses, *_end(found)])
    return Compiled(text, names.parameters | parameters, tuple(places[i] for i in range(len(places))))


def render_rows(block: p.Block) -> Compiled | None:
    """The Cypher that gives the rows of a root block one by one, without the data version; None when they cannot be had so."""
    names = Names()
    text = Blocks(names).rows(block)
    return None if text is None else Compiled(text, names.parameters)


def _end(found: Sequence[str]) -> list[str]:
    """The clauses that read the version last, when all else is known."""
    answers = f"[{', '.join(found)}]"
    if any("COUNT {" in answer for answer in found):
        return [f"WITH {answers} AS found", VERSION, "RETURN [found, v.version] AS answer"]
    return [VERSION, f"RETURN [{answers}, v.version] AS answer"]


@dataclass(slots=True)
class _Group:
    """Blocks of equal shape: their common text, and the values of each."""

    text: str
    answer: str
    joins: tuple[Join, ...] = ()
    bounds: Parameters = field(default_factory=dict)
    members: list[int] = field(default_factory=list)
    rows: list[list[object]] = field(default_factory=list)

    def clauses(self, number: int) -> str:
        inner = f"UNWIND $g{number} AS {ROW}\n{self.text}\nRETURN collect({self.answer}) AS g{number}"
        return f"CALL () {{\n{indent(inner)}\n}}".replace(BOUND, f"$g{number}{BOUND[1:]}")

    def parameters(self, number: int) -> Parameters:
        return {f"g{number}": self.rows} | {f"g{number}{name}": value for name, value in self.bounds.items()}


def _groups(blocks: Sequence[p.Block]) -> list[_Group]:
    """The blocks by shape, in the order in which each shape comes first."""
    if len(blocks) == 1:
        return [_Group("", "", members=[0])]
    found: dict[tuple[object, ...], _Group] = {}
    for i, block in enumerate(blocks):
        names = Names(by_row=True)
        text, answer, joins = Blocks(names).root(block)
        key = (text, answer, *names.bounds.items())
        group = found.setdefault(key, _Group(text, answer, joins, names.bounds))
        group.members.append(i)
        group.rows.append(names.values)
    return list(found.values())
