"""Parameters of addresses: those that there are not are refused, with a guess at what was meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from starlette.exceptions import HTTPException

from common.suggest import nearest

MOST_LETTERS = 50
"""So much of the name is repeated to who gave it."""
ALIKE = 75
"""Percent of the letters that a slip leaves. By fewer, state would be taken for at, and format for from."""
OF_LINKS = ("utm_", "fbclid", "gclid", "msclkid")
"""How parameters begin that other sites add to links, whoever follows them. They ask for nothing."""
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
        if name not in parameters and not name.startswith(OF_LINKS):
            raise HTTPException(400, _refusal(name, parameters))


def refuse_slips(given: Iterable[str], parameters: Collection[str]) -> None:
    """Raises 400 for the first parameter that there is not and that was probably meant for one of those that there are."""
    for name in given:
        if name not in parameters and _meant(name.lower(), parameters):
            raise HTTPException(400, _refusal(name, parameters))


def _refusal(name: str, parameters: Collection[str]) -> str:
    wrong = f"There is no parameter {name[:MOST_LETTERS]}"
    there_are = f"there are {', '.join(parameters)}" if parameters else "this address has none"
    meant = _meant(name.lower(), parameters)
    return f"{wrong}; did you mean {meant}? {sentence(there_are)}" if meant else f"{wrong}; {there_are}."


def _meant(name: str, parameters: Collection[str]) -> str | None:
    same = (known for known in parameters if known.lower() == name)
    called = (known for known in MEANT.get(name, ()) if known in parameters)
    return next(same, None) or next(called, None) or nearest(name, list(parameters), ALIKE)


def several(text: str) -> list[str]:
    """The names in a parameter, with commas between them."""
    return [name for part in text.split(",") if (name := part.strip())]


def sentence(text: str) -> str:
    """Words as a sentence."""
    return text[0].upper() + text[1:] + ("" if text.endswith("?") else ".")
