"""Sources as curators write them, told apart: what is cited, where in it, and its address.

"CIA World Factbook 1995, Appendix C (Project Gutenberg 571; https://github.com/a/b @93e440dd)" is the citation "CIA World Factbook 1995
(Project Gutenberg 571)", the locator "Appendix C, @93e440dd" and the address https://github.com/a/b. Semicolons outside of brackets
separate several sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_URL = re.compile(r"https?://[^\s<>\"]+")
_CLOSING = {")": "(", "]": "["}
# A state of a repository, with the file in it: @59ab4fa0 data/general_list.yaml; data/x.rda at c9e4cc6; commit 8662a8b, europe/gm.json.
_FILE = r"[\w.-]{1,80}/[\w./-]{0,200}\w|[\w-]{1,80}\.(?:csv|json|yaml|rda|js|gf)"
_COMMIT = re.compile(rf"(?:\b(?P<before>{_FILE}) at |@|\bcommit )(?P<commit>[0-9a-f]{{7,40}})\b(?:,? (?P<file>{_FILE}))?")
_PLACES = (
    r"pp?\.|pages?|sections?|chapters?|Art\.|Arts?\.|Articles?|Annex|Appendix|recitals?|paragraphs?|para\.|tables?|items?|vol\.|volume|"
    r"atopid|column|note"
)
_PLACE = re.compile(rf",\s+(?P<place>(?:{_PLACES})\s[^()]*?\S)(?=\s*(?:\(|$))")
_EMPTY = re.compile(r"[(\[][\s;:,]{0,20}[)\]]")
_LOOSE = re.compile(r"[\s;,:]{1,20}(?=[)\]])|(?<=[(\[])[\s;,:]{1,20}")
LONGEST = 2_000
"""Longer text is no source that somebody wrote to be looked up."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One source: the work as it is cited, the place in it, and its address; what is not said is None."""

    citation: str | None
    locator: str | None
    url: str | None


def cited(text: str) -> tuple[Cited, ...]:
    """The sources that a text names, in its order."""
    return _cited(text) if len(text) <= LONGEST else (Cited(text, None, None),)


@lru_cache(maxsize=16_384)
def _cited(text: str) -> tuple[Cited, ...]:
    return tuple(_one(part) for part in _parts(text))


def _parts(text: str) -> Iterator[str]:
    """The pieces between semicolons that stand outside of brackets."""
    depth, begin = 0, 0
    for i, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if text.startswith("; ", i) and depth <= 0:
            yield text[begin:i]
            begin, depth = i + 1, 0
    yield text[begin:]


def _one(text: str) -> Cited:
    url = None
    if found := _URL.search(text):
        url = _trimmed(found[0])
        text = text[: found.start()] + text[found.start() + len(url) :]
    text, commit = _without(_COMMIT, text)
    text, place = _without(_PLACE, text)
    places = [*(p["place"] for p in place), *(_state(c) for c in commit)]
    return Cited(_tidy(text) or None, ", ".join(places) or None, url)


def _without(pattern: re.Pattern[str], text: str) -> tuple[str, list[re.Match[str]]]:
    """A text without the first match of a pattern, and the match if there is one."""
    found = pattern.search(text)
    return (text[: found.start()] + text[found.end() :], [found]) if found else (text, [])


def _state(commit: re.Match[str]) -> str:
    file = commit["file"] or commit["before"]
    return f"@{commit['commit']}" + (f" {file}" if file else "")


def _trimmed(url: str) -> str:
    """An address without the signs of the sentence around it: a bracket belongs to it only when it is opened in it."""
    while url and (url[-1] in ".,;:" or (url[-1] in _CLOSING and url.count(url[-1]) > url.count(_CLOSING[url[-1]]))):
        url = url[:-1]
    return url


def _tidy(text: str) -> str:
    text = _EMPTY.sub("", _LOOSE.sub("", text))
    text = re.sub(r"\s+", " ", text).strip(" ,;:")
    bare = text[1:-1] if text.startswith("(") and text.endswith(")") and "(" not in text[1:] else text
    return bare.strip()
