"""Differences between two answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.reference.ordering import CURSOR

UNORDERED = "unordered"
"""Response keys that begin so hold a connection whose order is not compared."""


def difference(live: Any, reference: Any, path: str = "data") -> str | None:
    """The first place where two values differ, with both; None when they are alike, also in the order of their keys."""
    if isinstance(reference, str) and reference.startswith(CURSOR):
        return None if isinstance(live, str) and live else f"{path}: {live!r} is no cursor"
    if isinstance(reference, dict) and isinstance(live, dict):
        if list(live) != list(reference):
            return f"{path}: keys {list(live)} instead of {list(reference)}"
        pairs = [(f"{path}.{key}", *_aligned(key, live[key], reference[key])) for key in live]
    elif isinstance(reference, list) and isinstance(live, list) and len(live) == len(reference):
        pairs = [(f"{path}[{i}]", *pair) for i, pair in enumerate(zip(live, reference, strict=True))]
    else:
        return None if type(live) is type(reference) and live == reference else f"{path}: {live!r} instead of {reference!r}"
    return next((found for where, one, other in pairs if (found := difference(one, other, where))), None)


def _aligned(key: str, live: Any, reference: Any) -> tuple[Any, Any]:
    if not key.startswith(UNORDERED):
        return live, reference
    return tuple({**c, "nodes": sorted(c["nodes"], key=lambda n: str(n["id"]))} for c in (live, reference))  # type: ignore[return-value]  # two


def same_fault(live: Mapping[str, Any], errors: list[Any] | None) -> str | None:
    """How the errors of two answers differ: in whether there are any, or in the field at fault."""
    mine, its = live.get("errors"), errors or []
    if bool(mine) != bool(its):
        return f"errors {mine} instead of {its}"
    if not mine:
        return None
    found, wanted = (None if path is None else [p for p in path if isinstance(p, str)] for path in (mine[0].get("path"), its[0].path))
    return None if found == wanted else f"error at {found} ({mine[0]['message']}) instead of {wanted} ({its[0].message})"


def is_substantial(data: Any) -> bool:
    """Whether an answer says anything: an element of a list, or a value of one found by its key."""
    if isinstance(data, dict):
        return any(is_substantial(v) for k, v in data.items() if k != "__typename")
    return bool(data)
