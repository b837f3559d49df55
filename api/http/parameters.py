"""Parameters of addresses: those that there are not are refused, with a guess at what was meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from starlette.exceptions import HTTPException

from common.suggest import nearest

ALIKE = 75
"""Percent of the letters that a slip leaves. By fewer, state would be taken for at, and format for from."""
MEANT = {
    "date": ("at", "from"),
    "day": ("at", "from"),
    "year": ("at", "from"),
    "on": ("at",),
    "time": ("at", "during", "from"),
    "period": ("during", "from"),
    "since": ("during", "from"),
    "start": ("during", "from"),
    "from": ("during",),
    "until": ("during", "to"),
    "end": ("during", "to"),
    "to": ("during",),
    "source": ("datasets",),
    "sources": ("datasets",),
    "type": ("class", "relation"),
    "list": ("relation",),
}
"""What other programs call it: the first of these that there is."""


def refuse_unknown(given: Iterable[str], parameters: Collection[str]) -> None:
    """Raises 400 for the first parameter that there is not."""
    for name in given:
        if name not in parameters:
            meant = _meant(name.lower(), parameters)
            remedy = f"did you mean {meant}?" if meant else f"there are {', '.join(parameters)}"
            raise HTTPException(400, sentence(f"there is no parameter {name}; {remedy}"))


def _meant(name: str, parameters: Collection[str]) -> str | None:
    same = (known for known in parameters if known.lower() == name)
    called = (known for known in MEANT.get(name, ()) if known in parameters)
    return next(same, None) or next(called, None) or nearest(name, list(parameters), ALIKE)


def sentence(text: str) -> str:
    """Words as a sentence."""
    return text[0].upper() + text[1:] + ("" if text.endswith("?") else ".")
