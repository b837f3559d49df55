"""What an operation is called, for logs and spans: by its text, also where that is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from graphql import GraphQLError, Lexer, OperationType, Source, TokenKind

LONGEST = 100
"""Letters of a name that logs and spans take."""
MOST_TOKENS, MOST_LETTERS = 2_000, 20_000
"""How far a text that is refused is read for names, which takes 5 ms."""
NAME = re.compile(rf"[_A-Za-z][_0-9A-Za-z]{{0,{LONGEST - 1}}}")
KINDS = frozenset(kind.value for kind in OperationType)
OPENING = {
    **dict.fromkeys((TokenKind.BRACE_L, TokenKind.PAREN_L, TokenKind.BRACKET_L), 1),
    **dict.fromkeys((TokenKind.BRACE_R, TokenKind.PAREN_R, TokenKind.BRACKET_R), -1),
}


def name_in(text: str, wanted: str | None) -> str | None:
    """The name of the operation that is asked for: the `wanted` one if the text has it, or else that of its only operation.

    The text may be anything: it is read as far as it can be. A name that does not stand in it is none, whatever the client says: it
    might be a value, or a secret.
    """
    found = list(_names(text))
    if wanted:
        return wanted[:LONGEST] if wanted in found else None
    return found[0][:LONGEST] if len(found) == 1 and found[0] else None


def claimed(name: str | None) -> str | None:
    """The name that a client gives, if it has the form of one."""
    return name if name and NAME.fullmatch(name) else None


def _names(text: str) -> Iterator[str]:
    """The names of the operations of a text in their order, empty for those that have none."""
    depth, first, named = 0, True, False
    for kind, word in _tokens(text):
        if named:
            yield word
        elif first and kind is TokenKind.BRACE_L:
            yield ""
        named = first and word in KINDS
        depth = max(depth + OPENING.get(kind, 0), 0)
        first = kind is TokenKind.BRACE_R and depth == 0


def _tokens(text: str) -> Iterator[tuple[TokenKind, str]]:
    """The tokens of a text as far as it can be read, with the word that each is, if it is one."""
    lexer = Lexer(Source(text[:MOST_LETTERS]))
    with suppress(GraphQLError):
        for _ in range(MOST_TOKENS):
            token = lexer.advance()
            yield token.kind, (token.value or "") if token.kind is TokenKind.NAME else ""
            if token.kind is TokenKind.EOF:
                return
