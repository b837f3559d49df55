"""Has the ids that arguments name looked up, so that former ones lead on and unknown ones are told."""

from __future__ import annotations

from collections.abc import Iterable

from api.language.compiling.call import Call
from api.language.compiling.mentions import Place
from ontology import Kind
from queries.references import ID, Reference


def mention_entities(call: Call, ids: Iterable[str]) -> None:
    """Note ids of entities that the arguments of a field name."""
    root = call.compilation.model.classes[Kind.ENTITY.value]
    call.compilation.mention([(Reference(root.name, ID, str(id_)), root) for id_ in ids], Place.KEY, call.path)
