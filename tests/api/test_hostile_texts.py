"""What reads texts of clients needs no more time than their length explains, whatever is repeated in them.

A pattern that looks from each place to the end of a text holds the whole process meanwhile: no other request is answered, not even
whether the server lives. So each is tried with as much text as it may get.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from api.formats import HTML
from api.http.hosts import Hosts
from api.http.negotiation import choose
from api.http.tags import names
from api.reconciliation.asked import MOST_LETTERS
from common.dates import InvalidDateError, bounds, period
from common.errors import FoederaError
from common.spelled import forms, shortening, typed_in_full
from common.suggest import suggest
from common.text import cut
from rdf.names import PREFIXES
from rdf.sparql.faults import syntax_error
from rdf.sparql.guard import guard
from rdf.sparql.limits import LIMITS

HEAD = 16_000
"""About as long as the head of a request may be."""
CPU_SECONDS = 0.5
"""For one text. On a quiet machine the slowest takes 0.05."""
PIECES = (
    *("a", "a.", "a-", "a ", "a,", "a, ", "a:", "a/", "a(", "(a", "a (", "a/b.", "a@", "a&", "a*", "_", "_.", "é", "e\u0301", "中"),
    *(
        " ",
        ",",
        "(",
        "()",
        "[",
        "[]",
        "/",
        "..",
        "...",
        ".",
        "-",
        "~",
        "%",
        "*",
        "'",
        "''",
        '"',
        '""',
        "\\",
        "?",
        "#",
        "<",
        ">",
        "<a",
        "{|",
    ),
    *("0", "1", "1.", "1-", "1.e", "1e.", "1/", "X", "Y1", "[1..", "{1,", "\t", "\n", "\r", "\x00", "\u200b", "a\u2028"),
    *('"\\"', '"""\\"', "'''\\'", "\\u0041", "a\\.", 'W/"', ";q=0", ";a=b ", "former ", "ex-", "ex former ", "n. ", "dept ", "U.S."),
)
READERS: dict[str, tuple[int, Callable[[str], object]]] = {
    "SPARQL": (LIMITS.bytes, lambda text: guard(text, PREFIXES)),
    "what is wrong with SPARQL": (LIMITS.bytes, syntax_error),
    "Accept": (HEAD, lambda text: choose(text, [HTML])),
    "If-None-Match": (HEAD, lambda text: names(text, 'W/"a"')),
    "Host": (HEAD, lambda text: Hosts(lambda *_: None, ())._answers_for([text])),  # type: ignore[arg-type]  # is not called
    "a date": (HEAD, bounds),
    "a period": (HEAD, period),
    "an unknown word": (HEAD, lambda text: suggest(text, ("members", "memberOf"))),
    "words": (HEAD // 4, lambda text: list(cut(text))),
    "a name": (MOST_LETTERS, forms),
    "a typed name": (MOST_LETTERS, typed_in_full),
    "a shortened name": (MOST_LETTERS, shortening),
}


@pytest.mark.parametrize("what", READERS)
def test_the_time_that_reading_takes_is_bounded(what: str) -> None:
    letters, read = READERS[what]
    for piece in PIECES:
        text = (piece * letters)[: letters - 1] + "!"
        begun = time.thread_time()
        with suppress(FoederaError, InvalidDateError):
            read(text)
        assert time.thread_time() - begun < CPU_SECONDS, repr(piece)
