"""What was meant by a part of a file that has another form: entries behind keys, an entity at the top, a row behind its end."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from facts.records import Location, Scalar
from loaders.sources.yaml_tree import Entries, Text

UNREAD: Mapping[str, Scalar] = {"title": "not read", "licence": "not read", "rank": 1000}
"""A dataset whose description has the wrong form, which is a problem already."""


def entity_at_top(tree: Entries, keys: Collection[str]) -> Location | None:
    """Where an entity begins that stands at the top of a file, which has none of the `keys` of entities; None where none does."""
    begins = [where for key in ("id", "extends", "class") if (where := tree.keys.get(key))]
    return min(begins) if begins and tree.entries.keys().isdisjoint(keys) else None


def described_in_place(value: Entries) -> tuple[str, str]:
    """The id of a dataset that is described where its id belongs, and what to write in its place."""
    name = part.text[:60] if isinstance(part := value.entries.get("id"), Text) else ""
    return name, f"write dataset: {name or 'my-notes'}, and describe it under datasets:"


def named_by_key(value: Entries) -> str:
    """What to write in place of a mapping of names to mappings; empty for any other mapping."""
    if not value.entries or not all(isinstance(part, Entries) for part in value.entries.values()):
        return ""
    return f"write each as an entry of a list: - {{id: {next(iter(value.entries))[:60]}, …}}"


def row_by_key(item: Entries, known: Collection[str], keys: Collection[str]) -> str:
    """What to write in place of a row without a ref: one whose other end is its key, as `poland: 1999` and `poland: {start: 1999}`, or
    stands behind another key. `known` are the keys that a row may have, `keys` those by which entities are named, as iso3."""
    others = {name: part.text for name, part in item.entries.items() if name not in known and isinstance(part, Text)}
    for name, text in others.items():
        if name in keys or text.partition(":")[0] in keys:
            meant = f"{name}:{text[:60]}" if name in keys else text[:60]
            alone = len(item.entries) == 1 and name in keys
            return f"write {meant}, without a blank" if alone else f"write ref: {meant} in place of {name}: {text[:60]}"
    if item.entries.keys() & set(known):
        return ""
    name, part = next(iter(item.entries.items()), ("", None))
    if len(item.entries) == 1 and isinstance(part, Entries):
        return f"write {{ref: {name[:60]}, {', '.join(part.entries) or 'start'}: …}}"
    if item.entries and all(isinstance(one, Text) and one.text[:4].isdigit() for one in item.entries.values()):
        return f"write each as an entry of a list: - {{ref: {name[:60]}, start: {part.text[:20] if isinstance(part, Text) else '…'}}}"
    return ""


def names_in_one(value: Text) -> str:
    """What to write in place of several names in one text; empty where it is one, or where it stands in a table.

    Long names may have commas, and so has "Korea, South". Acronyms, or three words alone between commas, are hardly one;
    nor is what has a semicolon.
    """
    names = [name.strip() for name in re.split(";" if ";" in value.text else ",", value.text)]
    alone = all(names) and (";" in value.text or not any(" " in name for name in names))
    many = len(names) > 2 or (len(names) > 1 and (";" in value.text or all(map(str.isupper, names))))
    if value.location.cell or not alone or not many:
        return ""
    return f'write a list: [{", ".join(names)[:120]}]; if it is one name: ["{value.text[:60]}"]'
