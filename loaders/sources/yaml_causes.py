"""Why a file is not YAML: from what the parser says, and where, to the slip that people make and its place.

The parser stops where it cannot go on, which is often behind the slip: at the end of the file for a quote that is never closed, and in the
next line for a dash without a blank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

QUOTE = "put the value into quotes"
CLOSE = "close it; a quote within the text is written twice, or the text stands in quotes of the other kind"
AGAIN = "put the whole value into quotes; a quote within it is written twice"
BEGINS = {"while scanning an alias", "while scanning an anchor", "while scanning a block scalar"}
EXPECTED = ("did not find expected key", "did not find expected '-' indicator")
_DASHES = re.compile(r" *(?:- +)*")
_KEY = re.compile(r"""(?:[^\s:#"'\[\]{},-][^:]*|"[^"]*"|'[^']*'):(?:\s|$)""")
_NO_BLANK = re.compile(r"\s*(?:- +)*-(?=[^\s-])(?P<rest>.*)")
COLON = "\uff1a"
_ODD = re.compile(rf"""[ -]*(?:[\w"']+:?)?(?P<sign>[\u00a0\u2000-\u200a\u202f\u3000{COLON}])""")
_BULLET = re.compile(r"\s*(?P<sign>[\u2010-\u2015\u2212\u2022\u2023\u2043\u00b7*])[ \t]+(?P<rest>\S.*)")
"""A line that begins an entry of a list by a sign of typography."""
_CURLY = re.compile(r":[ \t]+(?P<value>(?P<sign>[\u201c\u201d\u201e\u201f\u2018\u201a\u00ab\u00bb]).*)")
_COMMENT = re.compile(r"""(?:^|[,\s{}\[\]])(?P<sign>//|/\*)(?=\s)""")
_NO_SPACE = re.compile(r"\s*(?:- +)*(?P<key>\w+):(?P<value>\S.*)")
_CODE = re.compile(r"Q?[0-9]+|[A-Z]{2,3}")
"""A value that is one of a key by which entities are named: POL, Q7184."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong, and what to do about it; lines and columns count from 0."""

    line: int
    column: int
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The last value in quotes or brackets that the parser has read, from where to where."""

    start: tuple[int, int]
    end: tuple[int, int]
    quoted: bool


def closed(event: yaml.Event, *, quoted: bool) -> Closed | None:
    """Where an event closes something; None for the end of an indentation."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None or (start.line, start.column) == (end.line, end.column):
        return None
    return Closed((start.line, start.column), (end.line, end.column), quoted)


def find_cause(error: yaml.MarkedYAMLError, lines: Sequence[str], closed: Closed | None) -> Cause:
    """The slip behind an error of the parser; what the parser says where none is known."""
    mark = error.problem_mark or error.context_mark
    at = (mark.line, mark.column) if mark else (0, 0)
    said = error.problem or error.context or ""
    context = (error.context_mark.line, error.context_mark.column) if error.context_mark else at
    found = (
        _odd_sign(at, context, lines)
        or _quotes(said, error.context or "", at, context, closed)
        or _dash_or_colon(said, at, context, lines)
        or _first_letter(said, error.context or "", at, context, lines)
        or _list_beside(said, at)
        or _indentation(said, at, lines)
        or _brackets(said, at, context)
    )
    return found or Cause(*at, said, "check indentation and quotes")


def _odd_sign(at: tuple[int, int], opens: tuple[int, int], lines: Sequence[str]) -> Cause | None:
    """A sign that looks like a blank or a colon where YAML wants one."""
    for line in dict.fromkeys((opens[0], at[0], max(at[0] - 1, 0))):
        if found := _ODD.match(_line(lines, line)):
            sign = found["sign"]
            remedy = "write a colon and a blank" if sign == COLON else "write a blank"
            return Cause(line, found.start("sign"), f"{_called(sign)} stands where YAML has another sign", remedy)
        if found := _COMMENT.search(_line(lines, line)):
            remedy = f"write # in place of {found['sign']}; JSON has no comments"
            return Cause(line, found.start("sign"), "a comment begins with #", remedy)
        if found := _BULLET.match(_line(lines, line)):
            message = f"{_called(found['sign'])} begins no entry of a list"
            return Cause(line, found.start("sign"), message, f"write a hyphen and a blank: - {found['rest'].strip()[:60]}")
    return None


def _called(sign: str) -> str:
    name = unicodedata.name(sign, "").lower()
    return f"U+{ord(sign):04X}{f' ({name})' if name else ''}"


def odd_start(key: str) -> tuple[str, str] | None:
    """What is wrong with a key that begins with a sign that looks like a blank or like a dash, and what to do; None for any other."""
    if found := _BULLET.match(key):
        return f"{_called(found['sign'])} begins no entry of a list", f"write a hyphen and a blank: - {found['rest'].strip()[:60]}:"
    if (found := _ODD.match(key)) and not found.start("sign"):
        return f"{_called(found['sign'])} stands where YAML has another sign", "write a blank for each"
    return None


def _quotes(said: str, context: str, at: tuple[int, int], opens: tuple[int, int], closed: Closed | None) -> Cause | None:
    if context == "while scanning a quoted scalar" and "end of stream" in said:
        return Cause(*opens, "the quote that opens here is never closed", CLOSE)
    if "unknown escape character" in said or "hexdecimal number" in said:
        return Cause(*at, "a backslash in double quotes begins a code", "use single quotes, or write the backslash twice")
    if said in EXPECTED and closed and closed.end[0] == at[0] and closed.end[1] <= at[1]:
        if closed.start[0] < closed.end[0] and closed.quoted:
            return Cause(*closed.start, f"the quote that opens here ends only in line {at[0] + 1}", CLOSE)
        return Cause(*at, f"the text goes on behind a {'quote' if closed.quoted else 'bracket'} that closes", AGAIN)
    return None


def _dash_or_colon(said: str, at: tuple[int, int], context: tuple[int, int], lines: Sequence[str]) -> Cause | None:
    if said == "could not find expected ':'":
        line = context[0]
    elif "mapping values are not allowed" in said and at[0]:
        line = _before(at[0], lines)
    else:
        return None
    text = _line(lines, line)
    if found := _NO_BLANK.match(text):
        return Cause(line, found.start("rest") - 1, "a blank is missing behind the dash", f"write - {found['rest'].strip()[:60]}")
    if found := _NO_SPACE.match(text):
        key, value = found["key"], found["value"].strip()[:60]
        remedy = f"write {key}: {value}; or begin an entry of a list with a dash and a blank"
        if said != "could not find expected ':'":
            below = _line(lines, at[0])
            if _CODE.fullmatch(value) and len(below) - len(below.lstrip(" ")) != found.start("key"):
                return None  # a reference in a list, and below it something that does not belong to it
            ways = [f"{key}: {value}", f"ref: {key}:{value} if it is a reference"]
            remedy = f"write {', or '.join(ways[::-1] if _CODE.fullmatch(value) else ways)}"
        return Cause(line, found.start("key"), "a blank is missing behind the colon", remedy)
    if said != "could not find expected ':'":
        return None
    return Cause(*context, "the line has no key", "begin an entry with a dash and a blank, and put a text of several lines into quotes")


def _first_letter(said: str, context: str, at: tuple[int, int], opens: tuple[int, int], lines: Sequence[str]) -> Cause | None:
    """A value that begins with a character that means something else."""
    if "tab character that violates indentation" in said or _line(lines, at[0])[at[1] :][:1] == "\t":
        return Cause(*at, "a line is indented with a tab", "indent with blanks")
    if context in BEGINS or context == "while scanning a directive":
        place = opens
    elif "cannot start any token" in said or "mapping keys are not allowed" in said:
        place = at
    else:
        return None
    letter = _line(lines, place[0])[place[1] :][:1]
    return Cause(*place, f"{letter!r} cannot begin a value", QUOTE) if letter else None


def _list_beside(said: str, at: tuple[int, int]) -> Cause | None:
    if "block sequence entries are not allowed" not in said:
        return None
    return Cause(*at, "a list with dashes begins beside its key", "begin it in the next line, or write it in brackets: [a, b]")


def _indentation(said: str, at: tuple[int, int], lines: Sequence[str]) -> Cause | None:
    """A line that begins in a column in which nothing around it does; or a colon in the midst of a value."""
    colon = "mapping values are not allowed" in said
    if not colon and said not in EXPECTED:
        return None
    text = _line(lines, at[0])
    own = len(text) - len(text.lstrip(" "))
    key = _KEY.match(text, _inner(text))
    if colon and (found := _CURLY.search(text)):
        straight = found["value"].strip().strip("\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb ")
        return Cause(at[0], found.start("value"), f"{_called(found['sign'])} is no quote in YAML", f'write "{straight[:60]}"')
    if colon and not (key and text.find(":", key.start()) == at[1]):
        return Cause(*at, said, "put a value that holds a colon and a blank into quotes")
    columns = _columns(at[0], lines, dashes=text[own : own + 1] == "-")
    near = min(columns, key=lambda c: (abs(c - own), c), default=own)
    if near == own or (not colon and at[1] != own):
        return None
    count, word = abs(own - near), "more" if own > near else "less"
    by = "one blank" if count == 1 else f"{count} blanks"
    return Cause(at[0], own, f"the line is indented by {by} {word} than its neighbours", f"begin it in column {near + 1}")


def _columns(line: int, lines: Sequence[str], *, dashes: bool) -> set[int]:
    """Where the keys (or with `dashes` the entries of lists) begin that are open before a line."""
    found: set[int] = set()
    least = 10_000
    for text in reversed(lines[:line]):
        bare = text.strip()
        if not bare or bare.startswith("#"):
            continue
        own = len(text) - len(text.lstrip(" "))
        if own <= least:
            inner = _inner(text)
            if dashes:
                found |= {c for c in range(own, inner) if text[c] == "-"}
            elif _KEY.match(text, inner):
                found.add(inner)
            least = own
        if own == 0:
            break
    return found


def _inner(text: str) -> int:
    """Where a line begins behind its dashes."""
    found = _DASHES.match(text)
    return found.end() if found else 0


def _brackets(said: str, at: tuple[int, int], opens: tuple[int, int]) -> Cause | None:
    if not said.startswith("did not find expected ','"):
        return None
    closing = said[-2:-1]
    if opens[0] == at[0]:
        return Cause(*at, said, "separate what is listed by commas, close each bracket, and put text that holds one into quotes")
    return Cause(*opens, "the bracket that opens here is not closed", f"close it with {closing} before line {at[0] + 1}, or add a comma")


def _before(line: int, lines: Sequence[str]) -> int:
    """The line before that holds something."""
    return next((n for n in range(line - 1, -1, -1) if _line(lines, n).strip() and not _line(lines, n).lstrip().startswith("#")), 0)


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""
