"""The operations, and their texts for each contender (bench/texts)."""

from __future__ import annotations

import re
from pathlib import Path

MEANING = {
    "Q1": "one alliance by its id",
    "Q2": "one alliance with its members on a day",
    "Q3": "the first 100 alliances by name, each with 10 members",
    "Q4": "1,000 treaties, each with 5 parties and the properties of both",
    "Q5": "treaties of two states (by ISO code) signed between two days",
    "Q6": "a state, 10 of its alliances, 10 members of each, 5 treaties of each",
    "Q7": "the 20 alliances with most members",
    "Q8": "a page of 20 treaties by name, deep in the list",
    "Q9": "treaties of two states (by id): how many, and the first 20",
    "Q10": "ten alliances with their members on a day, under ten names",
    "Q11": "treaties with one state and without another: how many, and the first 20 by name",
    "Q12": "alliances by what is, or is not, in two of their texts: the first 20 by name",
    "Q13": "five levels: a state, its alliances, their members, their treaties, their parties; 3 of each",
    "Q14": "alliances of a state by role, date and region",
    "Q15": "five fields at the root: two by id, three lists",
    "Q16": "50 states, each with two numbers of relationships",
    "Q17": "10 states, each with its newest treaty and all its parties",
    "Q18": "the 20 newest treaties",
    "Q19": "search for two words among the alliances",
    "Q20": "alliances founded since a day: how many in each region",
    "Q21": "one alliance with all members of ten years",
    "Q22": "one alliance with its members by every dataset",
    "Q23": "treaties that a state of a region signed in a year: how many, and the first 20",
}
_TITLE = re.compile(r"^(?://|#) (Q\w+)$", re.MULTILINE)
_USED = re.compile(r"\$(\w+)")


def texts(file: str) -> dict[str, str]:
    """By operation, its text in a file of bench/texts."""
    _, *parts = _TITLE.split((Path(__file__).parent / "texts" / file).read_text(encoding="utf-8"))
    return {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True)}


def used(text: str) -> set[str]:
    """The parameters that a text names."""
    return set(_USED.findall(text))
