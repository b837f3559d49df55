"""JSON as RFC 8259 has it. What Python's reader passes over is told: a key that stands twice, NaN, numbers that no program keeps, halves of
characters."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed has it not

_BLANK = " \t\n\r"
LARGEST = 2**63
"""From here on whole numbers are other ones in most programs."""
DIGITS = 19
_NUMBER = "write it in quotes, if it is a text"


@dataclass(frozen=True, slots=True)
class Odd:
    """What is wrong with the value of a key, or with the key: it stands `twice`."""

    key: str
    message: str
    remedy: str
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """A part of the list or object that a text holds: its line, its key in an object, and what is wrong with it."""

    value: object
    line: int
    key: str | None
    odd: Sequence[Odd]


class _Wrong(str):
    """A number that is none, as it is written; why, and what to do."""

    __slots__ = ("message", "remedy")

    def __new__(cls, text: str, message: str, remedy: str) -> _Wrong:
        made = super().__new__(cls, text)
        made.message, made.remedy = message, remedy
        return made

    message: str
    remedy: str


def read(text: str) -> tuple[object, Sequence[Odd]]:
    """The value of a text, and what is wrong within it. Raises json.JSONDecodeError and RecursionError."""
    reader = _Reader(text)
    value, end = reader.value(0)
    reader.ends(end)
    return value, reader.odd


def elements(text: str) -> Iterator[Element]:
    """The items of the list, or the members of the object, that a text holds; nothing where it holds neither. Raises as `read`."""
    reader = _Reader(text)
    at = reader.blank(0)
    opened = text[at : at + 1]
    if opened not in ("[", "{"):
        reader.ends(reader.value(at)[1])
        return
    line, counted, keys = 1, 0, set[str]()
    at = reader.blank(at + 1)
    closing = "]" if opened == "[" else "}"
    while text[at : at + 1] != closing:
        reader.odd = []
        key = None
        line, counted = line + text.count("\n", counted, at), at
        if opened == "{":
            key, at = reader.key(at)
        value, at = reader.value(at)
        if key is not None and key in keys:
            reader.odd.append(_twice(key))
        keys |= {key} if key is not None else set()
        yield Element(value, line, key, tuple(reader.odd))
        at = reader.blank(at)
        if text[at : at + 1] == ",":
            at = reader.blank(at + 1)
            if text[at : at + 1] != closing:
                continue
            raise json.JSONDecodeError("Illegal trailing comma before the end", text, at)
        if text[at : at + 1] != closing:
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
    reader.ends(at + 1)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.odd: list[Odd] = []
        # Halves of characters come from escapes alone.
        self.halves = "\\ud" in text or "\\uD" in text
        self.decoder = json.JSONDecoder(object_pairs_hook=self._object, parse_int=_whole, parse_float=_decimal, parse_constant=_constant)

    def blank(self, at: int) -> int:
        """Where the next sign stands that is no blank."""
        while self.text[at : at + 1] and self.text[at] in _BLANK:
            at += 1
        return at

    def value(self, at: int) -> tuple[object, int]:
        """A value, and where it ends."""
        try:
            return self.decoder.raw_decode(self.text, self.blank(at))
        except StopIteration as error:
            raise json.JSONDecodeError("Expecting value", self.text, at) from error

    def key(self, at: int) -> tuple[str, int]:
        """A key, and where the value begins."""
        if self.text[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", self.text, at)
        key, at = scanstring(self.text, at + 1, True)
        at = self.blank(at)
        if self.text[at : at + 1] != ":":
            raise json.JSONDecodeError("Expecting ':' delimiter", self.text, at)
        return key, at + 1

    def ends(self, at: int) -> None:
        """Raise where something stands behind the value."""
        if (rest := self.blank(at)) != len(self.text):
            raise json.JSONDecodeError("Extra data", self.text, rest)

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                self.odd.append(_twice(key))
            found.setdefault(key, value)
            for one in _flat(value):
                if isinstance(one, _Wrong):
                    self.odd.append(Odd(key, one.message, one.remedy))
                elif self.halves and any("\ud800" <= sign <= "\udfff" for sign in f"{key}{one}"):
                    # A problem with it could not be written either.
                    shown = key.encode("ascii", "replace").decode()
                    self.odd.append(Odd(shown, "half of a character stands here (a lone surrogate)", "write the whole character"))
        return found


def _flat(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _flat(one)
    elif isinstance(value, str):
        yield value


def _twice(key: str) -> Odd:
    return Odd(key, f"the key {key[:60]!r} stands twice in one object", "keep one", twice=True)


def _whole(text: str) -> int | _Wrong:
    if len(text) > DIGITS + 1 or abs(int(text)) >= LARGEST:
        return _Wrong(text, f"the number {text[:40]} has more digits than programs keep", _NUMBER)
    return int(text)


def _decimal(text: str) -> float | _Wrong:
    found = float(text)
    return found if math.isfinite(found) else _Wrong(text, f"the number {text[:40]} is larger than programs keep", _NUMBER)


def _constant(text: str) -> _Wrong:
    return _Wrong(text, f"{text} is no value of JSON", "write null where nothing is known")
