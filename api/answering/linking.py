"""Where an answer goes on: the page and the documents of the entities that an operation names at its root."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from api.formats import ENTITIES, HTML, OFFERS
from api.language.arguments.keys import SLUG
from api.language.compiling.mentions import Mention, Place
from queries.references import ID
from rdf.names import address

OF_RECORDS = "/"
"""Stands in the ids of records, which have no page, and in none of an entity."""


def linked(data: bytes, mentions: Sequence[Mention], root: str) -> dict[str, Any]:
    """By the response key of a root field that names one entity: its address, its page and its other documents.

    `root` is the path below which this server has its addresses. The id is that of the answer, where the operation asks for it, else the
    one by which it is named; where neither is there, nothing is said.
    """
    found = orjson.loads(data)
    return {key: _links(id_, root) for key, id_ in _named(found, mentions)}


def _named(data: dict[str, Any], mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    for mention in mentions:
        key = mention.path[0] if mention.path else ""
        if mention.place in (Place.KEY, Place.NODE) and len(mention.path) == 1 and isinstance(entity := data.get(key), dict):
            id_ = entity.get(SLUG) or entity.get(ID) or (mention.reference.value if mention.reference.key == ID else None)
            if isinstance(id_, str) and OF_RECORDS not in id_:
                yield key, id_.partition("@")[0]


def _links(id_: str, root: str) -> dict[str, Any]:
    places = {offer: f"{root}{ENTITIES}/{id_}.{offer.suffix}" for offer in OFFERS}
    return {"iri": address("id", id_), "page": places[HTML], "formats": {offer.media: place for offer, place in places.items()}}
