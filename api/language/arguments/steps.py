"""How many steps of a relation to follow."""

from __future__ import annotations

from api.language.arguments import Args
from api.language.definitions import Arg, optional
from common.errors import QueryError
from ontology import End

MAX_STEPS = 10
STEPS = Arg("depth", optional(int), f"Up to so many steps, {MAX_STEPS} at most; 1 unless given.")


def is_hierarchy(end: End) -> bool:
    """Whether a relation leads from a class to the same class, so that it can be followed for several steps."""
    return end.relation.sourced and end.relation.domain == end.relation.range


def steps_of(args: Args) -> int:
    """How many steps an operation asks for."""
    depth = args.get("depth")
    if depth is None:
        return 1
    if not 1 <= depth <= MAX_STEPS:
        raise QueryError(f"depth is {depth}", f"give 1 to {MAX_STEPS}")
    return int(depth)
