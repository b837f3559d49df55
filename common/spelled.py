"""How names that are shortened or turned round, as tables have them, are written in full and in the usual order."""

from __future__ import annotations

import re

from common.text import fold
from common.words import SMALL

TURNED = re.compile(r"(?P<last>[^,]+),\s*(?P<first>[^,]+)|(?P<name>[^()]+?)\s*\((?P<long>[^()]+)\)")
"""Korea, South; Netherlands (Kingdom of the)."""
_ARTICLE = re.compile(r"(?P<name>.+?),?\s+the", re.IGNORECASE)
"""Gambia, The; and without the comma, which tables lose."""
_SHORT = re.compile(r"(?P<name>.+?)\s*\([A-Z]{2,8}\)")
"""European Union (EU): the letters say the same again."""
_FORMER = re.compile(r"(?:former|fmr\.?|ex)[\s-]+(?P<behind>.+)|(?P<before>.+?)(?:,\s*former|\s*\((?:former|fmr\.?)\))", re.IGNORECASE)
"""USSR (former): nothing else is called so."""
_SHORTENED = {
    "Rep.": "Republic",
    "Dem.": "Democratic",
    "Fed.": "Federal",
    "Sts.": "States",
    "St.": "Saint",
    "Is.": "Islands",
    "RB": "Bolivarian Republic",
    "DR": "Democratic Republic",
    "PDR": "People's Democratic Republic",
    "DPR": "Democratic People's Republic",
    "FR": "Federal Republic",
    "SFR": "Socialist Federal Republic",
    "FYR": "Former Yugoslav Republic",
    "Soc.": "Socialist",
    "Eq.": "Equatorial",
    "N.": "North",
    "S.": "South",
    "E.": "East",
    "W.": "West",
}
"""What statistics shorten in names of states: Congo, Dem. Rep.; Micronesia, Fed. Sts."""
_SHORTENED_KINDS = {
    "dept": "Department",
    "intl": "International",
    "natl": "National",
    "govt": "Government",
    "assn": "Association",
    "agmt": "Agreement",
    "cttee": "Committee",
}
"""What is shortened in names of bodies, with a full stop, an apostrophe or neither: Dept. of State, Int'l Criminal Court."""
_SHORTENED_WORD = re.compile(r"(?<![^\s(])(?:" + "|".join(re.escape(word) for word in _SHORTENED) + r")(?![^\s,)])")
_SHORTENED_KIND = re.compile(r"(?<![^\s(])(dept|int['’]?l|nat['’]?l|gov['’]?t|ass['’]?n|agmt|cttee)(?:\.|(?![^\s,)]))", re.IGNORECASE)
_IN_SMALL = {word.rstrip(".").casefold(): full for word, full in _SHORTENED.items()}
_LETTERS = {word.casefold() for word in _SHORTENED if word.isupper() and word.isalpha()}
_TYPED = re.compile(
    r"(?<![^\s,(])(?:(?:{stopped})(?:\.\s*(?=\w{{3}})|\.(?![^\s,)]))|(?:{bare})(?=\s+\S))|(?<=,)\s*(?:{letters})(?!\S)".format(
        stopped="|".join(sorted(_IN_SMALL.keys() - _LETTERS)),
        bare="|".join(sorted(_IN_SMALL.keys() - _LETTERS - {"e", "is"})),
        letters="|".join(sorted(_LETTERS)),
    ),
    re.IGNORECASE,
)
"""The same as people type them: in small letters, without the full stop or the blank behind it. A last word may be the beginning of one;
"e" is "and" in Portuguese."""
LETTERS_ALONE = 4
"""A name of one word that is shortened has more letters than that, its full stop included."""
LONGEST = 500
"""Letters of a name. The longest of the core has some 250; `former former …` was taken apart word by word, each time anew."""
_POINTS = frozenset({"n.", "s.", "e.", "w."})
_TOKEN = re.compile(r"((?:\b\w\.){2,})|\w+\.?")
SHORT_OF = {full.casefold(): short for short, full in (_IN_SMALL | _SHORTENED_KINDS).items()}
"""How a word is shortened, both in small letters."""
_PART_OF_CHINA = re.compile(r"China, P\.R\.: (?P<economy>.+)|(?P<listed>Taiwan|Hong Kong|Macao), China")
"""How the tables of the International Monetary Fund and of banks for development list economies side by side."""
_PARTS_OF_CHINA = {"Mainland": "China"}


def forms(name: str) -> list[str]:
    """A name, and how it is written in full with its parts in the usual order. What is too long for a name has no other form."""
    return _forms(name, former=True) if len(name) <= LONGEST else [name]


def _forms(name: str, *, former: bool) -> list[str]:
    """`former`: whether the name may still be that of something former, which is said once."""
    found = [name]
    if (spelled := in_full(name)) != name:
        found += _forms(spelled, former=former)
    if part := _PART_OF_CHINA.fullmatch(name):
        found.append(_PARTS_OF_CHINA.get(economy := part["economy"] or part["listed"], economy))
    if behind := _ARTICLE.fullmatch(name):
        found.append(behind["name"])
    if turned := TURNED.fullmatch(name):
        found.append(f"{turned['first'] or turned['long']} {turned['last'] or turned['name']}")
    if short := _SHORT.fullmatch(name):
        found.append(short["name"])
    if former and (was := what_was(name)):
        found += _forms(was, former=False)
    if (last := typed_in_full(f"{name}.")) != f"{name}.":
        found.append(last)
    return found


def what_was(name: str) -> str:
    """What somebody calls former: USSR (former). Empty where nothing is."""
    former = _FORMER.fullmatch(name)
    return (former["behind"] or former["before"]) if former else ""


def in_full(name: str) -> str:
    """A name without shortened words: N. Korea is North Korea."""
    return _of_kinds(_federated(name, _SHORTENED_WORD.sub(lambda word: _SHORTENED[word[0]], name)))


def typed_in_full(text: str) -> str:
    """What somebody typed, without shortened words: n korea is North korea."""
    spelled = _TYPED.sub(lambda word: f" {_IN_SMALL[word[0].strip().rstrip('.').casefold()]} ", text)
    if spelled != text:
        spelled = re.sub(r"\s+(?=[\s,)])|(?<=\()\s+", "", spelled).strip()
    return _of_kinds(_federated(text, spelled))


def shortening(text: str) -> re.Pattern[str] | None:
    """What fits the words of a name, with blanks between them, that a text shortens by full stops: Bosnia and Herz. None: it does not."""
    tokens = words(text)
    if not any(token.endswith(".") for token in tokens) or (len(tokens) == 1 and len(tokens[0]) <= LETTERS_ALONE):
        return None
    if any(len(token) == 2 and token.endswith(".") and token not in _POINTS for token in tokens):
        return None  # initials fit too much
    return re.compile(" ".join(map(_fitting, tokens)))


def words(text: str) -> list[str]:
    """The words of a text without case, accents and small ones; those that end in a full stop keep it, and U.S. is us."""
    found = [m[0].replace(".", "") if m[1] else m[0] for m in _TOKEN.finditer(fold(text))]
    return [word for word in found if word not in SMALL]


def _fitting(token: str) -> str:
    begun = re.escape(token.removesuffix("."))
    if not token.endswith("."):
        return begun
    full = _IN_SMALL.get(token.removesuffix("."), "")
    return rf"(?:{begun}\w*|{full.casefold()})" if full else rf"{begun}\w*"


def _federated(name: str, spelled: str) -> str:
    return name if spelled == name else spelled.replace("Federal States", "Federated States")


def _of_kinds(name: str) -> str:
    return _SHORTENED_KIND.sub(lambda word: _SHORTENED_KINDS[re.sub("['’.]", "", word[0]).casefold()], name)
