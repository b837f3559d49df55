"""One entity by an identifier."""

from __future__ import annotations

from typing import Any

import strawberry
from strawberry.types.arguments import StrawberryArgument

from api.language.arguments import Args
from api.language.definitions import Arg, Types, arguments, optional
from api.language.elements import Alike
from api.language.identity import read_id
from ontology import Class, Model
from queries import plans
from queries.references import ID

SLUG = "slug"

PASSING = "Leads to the one that had it at the time asked for, or to the only one that ever had it."


class Keys:
    """The input types of `key`."""

    def __init__(self, types: Types, model: Model, alike: Alike) -> None:
        self.alike = alike
        classes = dict.fromkeys(map(alike.keyed, model.classes.values()))
        self._types = {cls.name: _define(types, cls) for cls in classes}

    def argument(self, cls: Class) -> tuple[StrawberryArgument, ...]:
        """The argument `key`."""
        return arguments([Arg("key", self._types[self.alike.keyed(cls).name], "Which one.")])


def _define(types: Types, cls: Class) -> Any:
    keys = [
        Arg(ID, optional(strawberry.ID), "Its id or its slug. Time and sources in the id hold unless others are given beside it."),
        Arg(SLUG, optional(str), "Its slug."),
    ]
    keys += [Arg(k, optional(str), cls.properties[k].comment) for k in dict.fromkeys(cls.keys)]
    keys += [
        Arg(k, optional(str), f"{cls.properties[k].comment} Leads to the one that had it at the time asked for.") for k in cls.shared_keys
    ]
    return types.input(f"{cls.name}Key", f"One of the keys that identify {cls.label}.", keys, one_of=True)


def by_key(args: Args, model: Model, cls: Class, default: plans.Scope) -> tuple[plans.ByKey | plans.Bearer, plans.Scope]:
    """Where the entity of class `cls` comes from that `key` names, and what the key says of time and sources."""
    ((key, value),) = args["key"].items()
    if key == ID:
        slug, scope = read_id(str(value), default)
        return _one(model, cls, ID, slug), scope
    return _one(model, cls, ID if key == SLUG else key, str(value)), default


def _one(model: Model, cls: Class, key: str, value: str) -> plans.ByKey | plans.Bearer:
    if key in cls.shared_keys:
        return plans.Bearer(cls, key, cls.properties[key].code(value), model.existences(cls))
    owner = model.key_label(cls, key)
    assert owner is not None
    return plans.ByKey(cls, owner, key, cls.properties[key].code(value) if key in cls.properties else value)
