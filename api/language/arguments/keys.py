"""One entity by an identifier."""

from __future__ import annotations

import strawberry
from strawberry.types.arguments import StrawberryArgument

from api.language.arguments import Args
from api.language.definitions import Arg, Types, arguments, optional
from ontology import Class, Model
from queries import plan as p


def key_argument(types: Types, cls: Class) -> tuple[StrawberryArgument, ...]:
    """The argument `key`. Defines its type."""
    keys = [Arg("id", optional(strawberry.ID), "Its id.")]
    keys += [Arg(k, optional(str), cls.properties[k].comment) for k in dict.fromkeys(cls.keys)]
    type_ = types.input(f"{cls.name}Key", f"One of the keys that identify {cls.label}.", keys, one_of=True)
    return arguments([Arg("key", type_)])


def by_key(args: Args, model: Model, cls: Class) -> p.ByKey:
    """Where the entity of class `cls` comes from that `key` names."""
    ((key, value),) = args["key"].items()
    owner = model.key_label(cls, key)
    assert owner is not None
    return p.ByKey(cls, owner, key, str(value))
