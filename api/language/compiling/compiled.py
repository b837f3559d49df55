"""What an operation is compiled to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.answer_warnings import AnswerWarning
from api.language.compiling import shaping
from api.language.compiling.computing import Computation, Slot
from api.language.compiling.mentions import Mention
from api.language.compiling.watches import Watch
from queries import plans


@dataclass(frozen=True, slots=True)
class Listed:
    """A root field that is a list: what is asked, and what is made of the answer."""

    key: str
    question: plans.Listing
    connection: shaping.Connection


@dataclass(frozen=True, slots=True)
class CompiledOperation:
    """What to read, and what to make of it.

    `fields` are the root fields in their order; each makes its value of [answers of the questions…, data version]. A field about the schema
    has None: its JSON is `known`. `listed` are those fields that are lists; `reads`: whether any needs the store. `mentions` is what the
    operation names by ids and codes, `warnings` what there is to say of it whatever the data is, and `watches` where its answer tells how
    much is known. `computations` are to be run before the statement, `slots` and `facts` say where it answers what they name;
    `computed` are the places of the fields that are made of them. `bytes`: about how large the answer may be.
    `lasting`: the answer is the same whenever the data have the same version, so that it may be cached.
    """

    statement: plans.Statement
    fields: tuple[tuple[str, shaping.Resolver | None], ...]
    price: int
    listed: tuple[Listed, ...] = ()
    known: Mapping[str, bytes] = field(default_factory=dict)
    reads: bool = True
    mentions: tuple[Mention, ...] = ()
    warnings: tuple[AnswerWarning, ...] = ()
    watches: tuple[Watch, ...] = ()
    computations: tuple[Computation, ...] = ()
    slots: tuple[Slot, ...] = ()
    facts: int | None = None
    computed: frozenset[int] = frozenset()
    bytes: int = 0
    lasting: bool = True
