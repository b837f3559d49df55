"""What the engine says of a query that it cannot read, in words that help."""

from __future__ import annotations

import re

from common.errors import QuerySyntaxError

_PLACE = re.compile(r"^error at (\d+):(\d+): expected (?:one of )?(.*)$", re.S)
_WORD = re.compile(r'"[^"]{1,12}"|\b[A-Z]{2,}\b|The [^,\[]*|[a-z][a-z ]{6,}')
MOST = 6


def syntax_error(said: str) -> QuerySyntaxError:
    """The error for a message of the engine: it lists everything its grammar would take at a place, of which a few words say something."""
    found = _PLACE.match(said)
    if not found:
        return QuerySyntaxError(f"this is not SPARQL: {' '.join(said.split())[:300]}", "mend the query")
    line, column, expected = found.groups()
    sentence = next((word.strip() for word in _WORD.findall(expected) if word.startswith("The ")), "")
    if sentence:
        return QuerySyntaxError(f"line {line}, column {column}: {sentence[0].lower()}{sentence[1:]}", "mend the query there")
    words = [word for word in dict.fromkeys(_WORD.findall(expected)) if word not in {"SERVICE", "LATERAL", "OPTIONAL"}][:MOST]
    hint = f"there could be {', '.join(words)}" if words else "look for a missing name, value, full stop or brace before it"
    return QuerySyntaxError(f"line {line}, column {column}: this is not SPARQL", hint)
