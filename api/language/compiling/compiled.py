"""What an operation is compiled to."""

from __future__ import annotations

from dataclasses import dataclass

from api.language.compiling import shaping
from queries import plan as p


@dataclass(frozen=True, slots=True)
class Listed:
    """A root field that is a list: what its block is, and what is made of the answer."""

    key: str
    block: p.Block
    connection: shaping.Connection


@dataclass(frozen=True, slots=True)
class CompiledOperation:
    """What to read, and what to make of it.

    `fields` are the root fields in their order; each makes its value of [answers of the blocks…, data version].
    A field that GraphQL itself answers (introspection) has None. `listed` are those fields that are lists.
    """

    statement: p.Statement
    fields: tuple[tuple[str, shaping.Maker | None], ...]
    price: int
    listed: tuple[Listed, ...] = ()
