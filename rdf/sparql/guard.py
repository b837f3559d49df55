"""Looks at a query before the engine does, which crashes on deep nesting, runs for minutes on long paths and fetches what SERVICE names.

It reads tokens, so that words in texts, comments, IRIs and variables are free. The engine needs no space between a keyword and what
stands beside it: `1SERVICE <…>` and `SERVICE:x` are read as SERVICE as well. So no name may have that word, but behind a prefix.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import NamedTuple

from common.errors import QueryRefusedError, QuerySyntaxError, QueryTooLongError
from common.suggest import suggest
from rdf.sparql.limits import LIMITS, QueryLimits

_LOCAL = r"(?:[\w.\-:]|%[0-9A-Fa-f]{2}|\\.)*"
LONGEST_PREFIX = 64
"""Without such a bound each part of `a.a.a.…` would be looked at from there to its end for a colon: 20 kB took seven seconds."""
_TOKEN = re.compile(
    rf"""(?P<skip>\s+|\#[^\n\r]*)
      | (?P<iri><[^\x00-\x20<>"{{}}|^`\\]*(?:\\u[0-9A-Fa-f]{{4}}[^\x00-\x20<>"{{}}|^`\\]*)*>)
      | (?P<string>\"\"\"(?:(?!\"\"\")(?:[^\\]|\\.))*\"\"\"|'''(?:(?!''')(?:[^\\]|\\.))*'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
      | (?P<free>[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|_:[\w.\-]+)
      | (?P<prefixed>(?:[^\W\d_](?:[\w.\-]{{0,{LONGEST_PREFIX - 2}}}[\w\-])?)?:{_LOCAL})
      | (?P<word>[^\W\d]\w*)
      | (?P<number>\d+(?:\.\d*)?(?:[eE][+\-]?\d+)?|\.\d+)
      | (?P<open><<\(?|\{{\||[({{\[])
      | (?P<close>\)?>>|\|\}}|[)}}\]])
      | (?P<other>.)""",
    re.X | re.S,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")
UPDATES = frozenset({"LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})
CHAINED = frozenset({"UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES", "LATERAL", "/", "|", "!", "+", "-", "*", "&", "^", "="})
GLUED = ("SERVICE", "FROM")
"""Words that no prefix may have in it: the engine would read `SERVICEsilent:x` as two words and a name."""


class Guarded(NamedTuple):
    """`dataset`: the query says itself over which graphs it is asked (FROM)."""

    dataset: bool


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def guard(text: str, prefixes: Collection[str] = (), limits: QueryLimits = LIMITS) -> Guarded:
    """What a query needs to be asked with. `prefixes` are those that need no declaration.

    Raises QueryTooLongError, QueryRefusedError for what the engine must not see, QuerySyntaxError for a prefix that nothing declares.
    """
    if len(text.encode("utf-8", "surrogatepass")) > limits.bytes:
        raise QueryTooLongError(f"the query has more than {limits.bytes:,} bytes", "ask for less at once")
    tokens = list(islice(_tokens(text), limits.tokens + 1))
    _within(tokens, limits)
    _reads_only(tokens)
    if "\\u" in text or "\\U" in text:
        # SPARQL has it that escapes are read before anything else; this engine reads them in texts and IRIs alone. Right for both.
        _reads_only(list(_tokens(_ESCAPED.sub(lambda m: chr(int(m[1] or m[2], 16)), text))))
    _declared(tokens, prefixes)
    return Guarded(_has_dataset(tokens))


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "skip":
            yield _Token(found.lastgroup or "", found[0], line)
        line += found[0].count("\n")


def _within(tokens: list[_Token], limits: QueryLimits) -> None:
    if len(tokens) > limits.tokens:
        raise QueryTooLongError(f"the query has more than {limits.tokens:,} words", "ask for less at once")
    depth = chained = 0
    for token in tokens:
        depth += (token.kind == "open") - (token.kind == "close")
        chained += token.text.upper() in CHAINED
        if depth > limits.depth:
            raise QueryRefusedError(f"line {token.line}: nested more than {limits.depth} deep", "write it flatter")
    if chained > limits.chained:
        raise QueryRefusedError(f"more than {limits.chained} operators, alternatives and filters", "use a path with + or *, or VALUES")


def _reads_only(tokens: list[_Token]) -> None:
    for token in tokens:
        word = token.text.upper()
        if token.kind == "word" and "SERVICE" in word:
            raise QueryRefusedError(f"line {token.line}: SERVICE is not offered: nothing is fetched", "ask the other endpoint by itself")
        if token.kind == "word" and word in UPDATES:
            raise QueryRefusedError(
                f"line {token.line}: {word} is not offered: this endpoint only reads", "use `foedera load` to change data"
            )
        name = word.partition(":")[0] if token.kind == "prefixed" else ""
        if glued := next((one for one in GLUED if one in name), None):
            raise QueryRefusedError(f"line {token.line}: the prefix {name}: would be read as {glued}", "rename the prefix")


def _declared(tokens: list[_Token], prefixes: Collection[str]) -> None:
    known = set(prefixes)
    for before, token in zip([_Token("", "", 0), *tokens], tokens, strict=False):
        if token.kind == "prefixed":
            name = token.text.partition(":")[0]
            if before.text.upper() == "PREFIX":
                known.add(name)
            elif name not in known:
                hint = suggest(name, sorted(known)) or f"write PREFIX {name}: <…> at the top"
                raise QuerySyntaxError(f"line {token.line}: the prefix {name}: is not declared", hint)


def _has_dataset(tokens: list[_Token]) -> bool:
    depth = 0
    for token in tokens:
        depth += (token.kind == "open") - (token.kind == "close")
        if not depth and token.kind == "word" and "FROM" in token.text.upper():
            return True
    return False
