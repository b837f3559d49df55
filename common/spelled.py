"""How names that are shortened or turned round, as tables have them, are written in full and in the usual order."""

from __future__ import annotations

import re

TURNED = re.compile(r"(?P<last>[^,]+),\s*(?P<first>[^,]+)|(?P<name>[^()]+?)\s*\((?P<long>[^()]+)\)")
"""Korea, South; Netherlands (Kingdom of the)."""
_SHORT = re.compile(r"(?P<name>.+?)\s*\([A-Z]{2,8}\)")
"""European Union (EU): the letters say the same again."""
_SHORTENED = {
    "Rep.": "Republic",
    "Dem.": "Democratic",
    "Fed.": "Federal",
    "Sts.": "States",
    "St.": "Saint",
    "Is.": "Islands",
    "RB": "Bolivarian Republic",
    "N.": "North",
    "S.": "South",
    "E.": "East",
    "W.": "West",
}
"""What statistics shorten in names of states: Congo, Dem. Rep.; Micronesia, Fed. Sts."""
_SHORTENED_WORD = re.compile(r"(?<!\S)(?:" + "|".join(re.escape(word) for word in _SHORTENED) + r")(?!\S)")
_PART_OF_CHINA = re.compile(r"China, P\.R\.: (?P<economy>.+)|(?P<listed>Taiwan|Hong Kong|Macao), China")
"""How the tables of the International Monetary Fund and of banks for development list economies side by side."""
_PARTS_OF_CHINA = {"Mainland": "China"}


def forms(name: str) -> list[str]:
    """A name, and how it is written in full with its parts in the usual order."""
    found = [name]
    if (spelled := in_full(name)) != name:
        found += forms(spelled)
    if part := _PART_OF_CHINA.fullmatch(name):
        found.append(_PARTS_OF_CHINA.get(economy := part["economy"] or part["listed"], economy))
    if turned := TURNED.fullmatch(name):
        found.append(f"{turned['first'] or turned['long']} {turned['last'] or turned['name']}")
    if short := _SHORT.fullmatch(name):
        found.append(short["name"])
    return found


def in_full(name: str) -> str:
    """A name without shortened words: N. Korea is North Korea."""
    spelled = _SHORTENED_WORD.sub(lambda word: _SHORTENED[word[0]], name)
    return name if spelled == name else spelled.replace("Federal States", "Federated States")
