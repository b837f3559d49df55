"""What a plain word means in YAML 1.2's core schema: nothing, a truth value, a number, or else text.

The numbers are those of the ontology as well. Python's int() and float() read much that is none: 1_000, Arabic digits, nan, inf.
"""

from __future__ import annotations

import re

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
TRUE, FALSE = frozenset({"true", "True", "TRUE"}), frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
# Numbers of other bases and those that are none are not read here; a word that looks like one keeps its quotes all the same.
_OTHER_NUMBER = re.compile(
    r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
LONGEST_INTEGER = 18
"""Digits. Neo4j holds 64 bits; a longer number would lose its last digits as a float."""
LONGEST_DECIMAL = 40


def is_integer(text: str) -> bool:
    """Whether a text is a whole number that Neo4j can hold."""
    return _INTEGER.fullmatch(text) is not None and len(text.lstrip("+-")) <= LONGEST_INTEGER


def is_decimal(text: str) -> bool:
    """Whether a text is a number, whole or not."""
    return _DECIMAL.fullmatch(text) is not None


def number(text: str) -> float | int | None:
    """The number that a text is, if it is one."""
    if _INTEGER.fullmatch(text):
        return int(text) if is_integer(text) else None
    return float(text) if len(text) < LONGEST_DECIMAL and is_decimal(text) else None


def truth(text: str) -> bool | None:
    """The truth value that a plain word is, if it is one."""
    return True if text in TRUE else False if text in FALSE else None


def is_other(text: str) -> bool:
    """Whether a plain word is something else than text."""
    return text in NULLS or text in TRUE or text in FALSE or _OTHER_NUMBER.fullmatch(text) is not None
