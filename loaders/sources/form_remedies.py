"""What was meant by a part of a file that has another form: entries behind keys, an entity at the top, a row behind its end."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from facts.records import Location, Scalar
from loaders.sources.yaml_tree import Entries, Text

UNREAD: Mapping[str, Scalar] = {"title": "not read", "licence": "not read", "rank": 1000}
"""A dataset whose description has the wrong form, which is a problem already."""


def entity_at_top(tree: Entries, keys: Collection[str]) -> Location | None:
    """Where an entity begins that stands at the top of a file, which has none of the `keys` of entities; None where none does."""
    begins = [where for key in ("id", "extends", "class") if (where := tree.keys.get(key))]
    return min(begins) if begins and tree.entries.keys().isdisjoint(keys) else None


def named_by_key(value: Entries) -> str:
    """What to write in place of a mapping of names to mappings; empty for any other mapping."""
    if not value.entries or not all(isinstance(part, Entries) for part in value.entries.values()):
        return ""
    return f"write each as an entry of a list: - {{id: {next(iter(value.entries))[:60]}, …}}"


def row_by_key(item: Entries) -> str:
    """What to write in place of a row whose other end is its key, as `poland: 1999` and `poland: {start: 1999}`."""
    name, part = next(iter(item.entries.items()), ("", None))
    if len(item.entries) == 1 and isinstance(part, Entries):
        return f"write {{ref: {name[:60]}, {', '.join(part.entries) or 'start'}: …}}"
    if item.entries and all(isinstance(one, Text) and one.text[:4].isdigit() for one in item.entries.values()):
        return f"write each as an entry of a list: - {{ref: {name[:60]}, start: {part.text[:20] if isinstance(part, Text) else '…'}}}"
    return ""


def names_in_one(value: Text) -> str:
    """What to write in place of several names in one text; empty where it is one, or where it stands in a table.

    Long names may have commas, and so has "Korea, South". Acronyms, or three words alone between commas, are hardly one.
    """
    names = [name.strip() for name in value.text.split(",")]
    alone = all(names) and not any(" " in name for name in names)
    if value.location.cell or not alone or not (len(names) > 2 or (len(names) > 1 and all(map(str.isupper, names)))):
        return ""
    return f'write a list: [{", ".join(names)[:120]}]; if it is one name: ["{value.text[:60]}"]'
