"""What was probably meant by a key that is not known: a word that others use for it, a slip, or what YAML made of a comma or a colon."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from common.suggest import suggest
from loaders.sources.yaml_tree import Entries, Text, Tree

QUOTE = "put text that holds a comma into quotes"
SYNONYMS = {
    "from": ("start", "founded", "begun", "inForce", "operationalFrom"),
    "since": ("start", "founded", "begun", "inForce", "operationalFrom"),
    "began": ("begun", "start", "founded", "inForce", "operationalFrom"),
    "to": ("end", "dissolved", "ended", "terminated", "operationalUntil"),
    "until": ("end", "dissolved", "ended", "terminated", "operationalUntil"),
    "date": ("date", "start", "signed", "retrieved"),
    "iso": ("iso3",),
    "location": ("headquarters", "signedAt", "capital"),
    "url": ("website", "homepage", "source"),
    "link": ("website", "homepage", "source"),
    "predecessor": ("succeeds",),
    "predecessors": ("succeeds",),
    "successor": ("succeededBy",),
    "successors": ("succeededBy",),
    "entryintoforce": ("inForce", "start"),
    "parent": ("partOf", "subordinateTo"),
    "country": ("agencyOf", "state"),
    "type": ("class", "kind", "role", "instrument"),
}
"""Words that people write, and what may be meant: the first that may stand there."""
_GROUPS = re.compile(r"[-+]?[0-9]{1,3}(?:[,' \u2009\u202f’][0-9]{3})+(?:\.[0-9]+)?")
_GROUP = re.compile(r"[0-9]{3}(?:\.[0-9]+)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


def key_remedy(key: str, known: Collection[str], around: Entries | None = None) -> str:
    """What to write in place of `key` where the keys `known` may stand; empty when nothing is near. `around` is the mapping that has it."""
    if meant := spelt(key, known) or next((word for word in SYNONYMS.get(_bare(key), ()) if word in known), ""):
        return f"did you mean {meant}?"
    if around and (remedy := _cut(key, known, around)):
        return remedy
    return suggest(key, known)


def spelt(key: str, known: Collection[str]) -> str:
    """The one of the keys that differs in capitals, strokes or blanks alone; empty when there is none."""
    return next((one for one in known if _bare(one) == _bare(key)), "") if key not in known else ""


def _bare(key: str) -> str:
    return re.sub(r"[\s_-]", "", key).lower()


def _cut(key: str, known: Collection[str], around: Entries) -> str:
    """What YAML makes of text with a comma, or without a blank behind a colon: a key without a value."""
    value = around.entries.get(key)
    if not isinstance(value, Text) or not value.is_null:
        return ""
    name, colon, rest = key.partition(":")
    if colon and name in known:
        return f"a blank is missing behind the colon: write {name}: {rest[:60]}"
    names = list(around.keys)
    before = around.entries.get(names[names.index(key) - 1]) if names.index(key) else None
    if isinstance(before, Text) and before.text.isdigit() and _GROUP.fullmatch(key):
        return f"write {before.text}{key}, without a comma"
    return QUOTE if " " in key else ""


def joined(entries: Entries) -> Entries:
    """A mapping with the numbers whole that YAML cut at their commas, which is told of the part that became a key."""
    found: dict[str, Tree] = {}
    last = ""
    for key, value in entries.entries.items():
        before = found.get(last)
        if isinstance(value, Text) and value.is_null and _GROUP.fullmatch(key) and isinstance(before, Text) and before.text.isdigit():
            found[last] = replace(before, text=before.text + key)
        else:
            found[key], last = value, key
    return replace(entries, entries=found)


def number_remedy(value: str) -> str:
    """What to write in place of a number in the groups in which people write it; empty for other text."""
    return f"write {re.sub(r'[^-+0-9.]', '', value)}" if _GROUPS.fullmatch(value) else ""


def label_remedy(key: str, value: Entries) -> str:
    """What to write in place of names by language behind a key that takes names alone; empty where the keys are no languages."""
    names = {tag: part for tag, part in value.entries.items() if _LANGUAGE.fullmatch(tag)}
    if not names or len(names) < len(value.entries):
        return ""
    first = first_text(value)
    shown = ", ".join(f"{tag}: {_shown(part)}" for tag, part in list(names.items())[:3])
    alone = f"{key}: {first[:60]}, and " if first and key == "name" else ""
    return f"write {alone}labels: {{{shown}{', …' * (len(names) > 3)}}}"


def first_text(value: Tree) -> str:
    """The first text in a value."""
    if isinstance(value, Text):
        return value.text
    parts: Sequence[Tree] = value.items if not isinstance(value, Entries) else tuple(value.entries.values())
    return next((found for part in parts if (found := first_text(part))), "")


def _shown(part: Tree) -> str:
    return part.text[:60] if isinstance(part, Text) else "[…]"
