"""Operations with holes: a text whose variables are drawn anew for each value set, so that many questions share one plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import orjson

Draw = Callable[[Random], Any]
ABSENT = object()
"""Drawn for a variable that is not given at all."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A value of a GraphQL type that is drawn when the operation is asked."""

    type: str
    draw: Draw


class Word(str):
    """The name of an enumeration's value: written without quotes."""

    __slots__ = ()


Tree = Hole | Mapping[str, Any] | Sequence[Any] | str | int | float | bool | None


def realized(tree: Any, random: Random) -> Any:
    """The value of an argument as JSON, its holes filled."""
    if isinstance(tree, Hole):
        return tree.draw(random)
    if isinstance(tree, Mapping):
        return {key: realized(value, random) for key, value in tree.items()}
    return [realized(v, random) for v in tree] if isinstance(tree, list) else tree


@dataclass(frozen=True, slots=True)
class Shape:
    """An operation with what to draw for its variables. `chain`: the variable that takes the cursor of the page before, if any."""

    text: str
    holes: Mapping[str, Hole]
    chain: str = ""
    backward: bool = False

    def draw(self, random: Random) -> dict[str, Any]:
        """Values for the variables."""
        drawn = {name: hole.draw(random) for name, hole in self.holes.items()}
        return {name: value for name, value in drawn.items() if value is not ABSENT}


@dataclass(slots=True)
class Writer:
    """Writes the text of one operation: gathers variables and fragments, and makes names that nothing else has."""

    random: Random
    holes: dict[str, Hole] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    lists: int = 0
    made: int = 0

    def name(self, prefix: str) -> str:
        """A new name."""
        self.made += 1
        return f"{prefix}{self.made}"

    def chance(self, share: float) -> bool:
        """True so often."""
        return self.random.random() < share

    def variable(self, hole: Hole) -> str:
        """A new variable; some have a default and are left out at times, some can be null."""
        name = self.name("v")
        if self.chance(0.1) and not hole.type.endswith("!"):
            default = self.literal(realized(hole, self.random), {})
            self.definitions[name] = f"{hole.type} = {default}"
            draw = hole.draw
            hole = Hole(hole.type, lambda random: ABSENT if random.random() < 0.5 else draw(random))
        else:
            self.definitions[name] = hole.type
        self.holes[name] = hole
        return f"${name}"

    def value(self, tree: Any, type_: str) -> str:
        """An argument: as a whole in a variable, or written out with variables in it."""
        if isinstance(tree, Hole):
            return self.literal(tree, {}) if self.chance(0.1) else self.variable(tree)
        if self.chance(0.06):
            return self.variable(Hole(type_, lambda random: realized(tree, random)))
        return self.literal(tree, None)

    def literal(self, tree: Any, fixed: Mapping[str, Any] | None) -> str:
        """GraphQL's text of a value; holes become variables, or (`fixed`) are filled once."""
        if isinstance(tree, Hole):
            return self.literal(realized(tree, self.random), fixed) if fixed is not None else self.variable(tree)
        if isinstance(tree, Word):
            return str(tree)
        if isinstance(tree, Mapping):
            return "{" + ", ".join(f"{key}: {self.literal(value, fixed)}" for key, value in tree.items()) + "}"
        if isinstance(tree, list):
            return "[" + ", ".join(self.literal(value, fixed) for value in tree) + "]"
        return orjson.dumps(tree).decode()

    def again(self, text: str) -> str:
        """The same field once more: under another name, with variables of its own in all its arguments."""
        for name in dict.fromkeys(re.findall(r"\$(\w+)", text)):
            copy = self.name("w")
            self.definitions[copy], self.holes[copy] = self.definitions[name], self.holes[name]
            text = re.sub(rf"\${name}\b", f"${copy}", text)
        alias = text.partition(":")[0]
        return re.sub(rf"\b{alias}\b", self.name("b"), text)

    def shape(self, selection: str, *, chain: str = "", backward: bool = False) -> Shape:
        """The whole operation."""
        defined = ", ".join(f"${name}: {type_}" for name, type_ in self.definitions.items())
        head = f"query Asked({defined}) " if self.definitions else ""
        return Shape("\n".join([f"{head}{{ {selection} }}", *self.fragments]), self.holes, chain, backward)
