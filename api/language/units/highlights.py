"""Where the words of a search were found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from api.language.compiling import shaping
from api.language.compiling.call import Call
from api.language.definitions import Types, many
from api.language.units.field import Field, define, objects, part
from common.labels import untagged
from queries import plans
from queries.highlight import highlight


def define_highlight(types: Types) -> Any:
    """Define the type Highlight. Made of (property, pieces); a piece is (text, whether it matches)."""
    piece = define(
        types,
        "HighlightPart",
        "A piece of a text.",
        [
            Field("text", str, "The words as they stand there.", part(0)),
            Field("matched", bool, "Whether the search found them.", part(1)),
        ],
    )
    return define(
        types,
        "Highlight",
        "Where the words of a search were found. Pieces instead of marked-up text, so that nothing in it can be taken for markup.",
        [
            Field("property", str, "The property that holds the text.", part(0)),
            Field("parts", many(piece), "The text in pieces; a long one is cut around the first match.", _parts),
        ],
    )


def highlights(call: Call, words: Sequence[str]) -> shaping.Resolver:
    """Plan the list of texts of an entity in which `words` were found."""
    model = call.compilation.model
    columns = [(name, call.draft.column(plans.Value(plans.On.NODE, name)).index) for name in model.searchable]
    make = objects(call)

    def texts(row: shaping.Row) -> Iterator[tuple[str, str]]:
        for name, index in columns:
            value = row[index] or ()
            found = [value] if isinstance(value, str) else value
            yield from ((name, untagged(text)[0] if name in model.by_language else text) for text in found)

    return lambda row: [make((name, pieces)) for name, text in texts(row) if (pieces := highlight(text, words))]


def _parts(call: Call) -> shaping.Resolver:
    make = objects(call)
    return lambda found: list(map(make, found[1]))
