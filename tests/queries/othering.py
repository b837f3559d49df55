"""The same question with other values: what a caller can choose freely is replaced, what makes up the shape stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ontology import Class, End, Property
from queries import plans
from queries.questions.listing import MANY

MARK = "⟦"
BIG = 90_000_000
DAY, LATER = f"{BIG}-01-01", f"{BIG}-01-02"


def with_other_values(part: Any) -> Any:
    """`part` of a statement with other values, each of which can be told from everything that stands in a statement."""
    match part:
        case plans.Window(mode, lo, hi, known=known):
            # Whether it goes on beyond today is part of the shape.
            return plans.Window(mode, DAY, LATER, known=DAY) if lo <= known < hi else plans.Window(mode, DAY, DAY)
        case plans.Page():
            return replace(part, size=other_size(part.size), after=other(part.after), before=other(part.before))
        case plans.Scope():
            return replace(part, window=with_other_values(part.window), datasets=other(part.datasets))
        case plans.Matching():
            return replace(part, value=other(part.value), least=other(part.least), classes=other(part.classes))
        case plans.Compare() | plans.ByKey():
            return replace(part, value=other(part.value))
        case plans.Groups():
            return replace(part, size=other(part.size))
        case plans.Related():
            inner, ops = with_other_values(part.where), tuple((op, other(value)) for op, value in part.ops)
            return replace(part, scope=with_other_values(part.scope), where=inner, ops=ops)
        case Class() | End() | Property():
            return part
        case tuple():
            return tuple(with_other_values(one) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{f.name: with_other_values(getattr(part, f.name)) for f in fields(part)})
    return part


def other(value: Any) -> Any:
    """Another value; two that differ still do. A missing one stays so: it is part of the shape."""
    match value:
        case None | bool():
            return value
        case int() | float():
            return BIG + value
        case tuple():
            return tuple(other(one) for one in value)
    return f"{MARK}{value}"


def other_size(size: int) -> int:
    """Another size of a page. Short and long pages are read in two ways, so it is as short, or as long."""
    return BIG + size if size > MANY else MANY + 1 - max(size, 1)


def parts_of(part: Any) -> Iterator[Any]:
    """`part` of a statement, and all parts of it."""
    yield part
    if isinstance(part, tuple):
        for one in part:
            yield from parts_of(one)
    elif is_dataclass(part) and not isinstance(part, type | Class | End | Property):
        for field in fields(part):
            yield from parts_of(getattr(part, field.name))
