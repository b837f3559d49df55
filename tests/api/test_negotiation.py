"""Which format an Accept header leads to."""

from __future__ import annotations

import pytest

from api.formats import OFFERS
from api.http.negotiation import choose

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
CASES: dict[str | None, str | None] = {
    None: "html",
    "": "html",
    "*/*": "html",
    BROWSER: "html",
    "application/xhtml+xml": "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "text/turtle;q=0.5, application/ld+json;q=0.9": "jsonld",
    "text/html;q=0, */*;q=0.1": "jsonld",
    "image/png": None,
    "text/turtle;q=0": None,
    "application/n-quads": "nq",
    "TEXT/TURTLE; charset=utf-8": "ttl",
    "application/*": "jsonld",
    "text/turtle, */*;q=0.001": "ttl",
    "application/rdf+xml;q=1.0, text/turtle;q=1.0": "ttl",
    "application/x-turtle": "ttl",
    'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"': "jsonld",
    "garbage": "html",
    "text/turtle;q=9": "ttl",
    ", ,text/turtle": "ttl",
}


@pytest.mark.parametrize("accept", CASES)
def test_the_format_that_a_client_likes_best(accept: str | None) -> None:
    found = choose(accept, OFFERS)
    assert (found.suffix if found else None) == CASES[accept]


def test_a_long_header_costs_little() -> None:
    assert choose("a/b," * 100_000 + "text/turtle", OFFERS) is None
    assert choose("text/turtle" + ";q" * 50_000, OFFERS) is not None
