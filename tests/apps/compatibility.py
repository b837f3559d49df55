"""What a new schema takes away from clients of the released one, and whether the change log owns up to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from graphql import GraphQLSchema, build_schema, find_breaking_changes

CHECKED = {"assume_valid": True, "assume_valid_sdl": True}
# graphql-core's sentences begin with some words and the coordinate of what changed.
SENTENCE = re.compile(
    r"(?:A required (?:field|argument) |[A-Z][a-z]+(?: [a-z]+)? (?=[A-Z@_]))?(?P<coordinate>@?\w+(?:\.\w+)?(?:\(\w+:\))?)"
)
RETYPED = re.compile(r"changed type from (?P<old>\S+) to (?P<new>\S+)\.$")
NAME = re.compile(r"\w+")
SECTION = re.compile(r"^## \[(?P<version>[^\]]+)\](?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BREAKING = re.compile(r"^### Breaking\n(?P<text>.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
ENTRY = re.compile(r"^- (?P<names>`[^`]+`(?:,(?: |\n  )`[^`]+`)*): (?P<words>.+(?:\n  .+)*)", re.MULTILINE)
SUDDEN = "without deprecation"


@dataclass(frozen=True, slots=True)
class Breach:
    """A breaking change. `warned`: the released schema said that this would go."""

    coordinate: str
    words: str
    warned: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A breaking change that the change log names; * stands for any part of a type's name."""

    pattern: str
    words: str

    def covers(self, breach: Breach) -> bool:
        """Whether this entry speaks of that change."""
        ours, theirs = self.pattern.partition("."), breach.coordinate.partition(".")
        return fnmatchcase(theirs[0], ours[0]) and ours[1:] == theirs[1:]


def breaches(released: str, current: str) -> list[Breach]:
    """What clients of the released schema lose with the current one."""
    if released == current:
        return []
    old, new = build_schema(released, **CHECKED), build_schema(current, **CHECKED)
    # That Int is not referenced any more follows from another change, which is named.
    found = [change.description for change in find_breaking_changes(old, new) if not change.description.startswith("Standard scalar")]
    return [_breach(old, words) for words in found if not _follows(words, old, new)]


def _follows(words: str, old: GraphQLSchema, new: GraphQLSchema) -> bool:
    """Whether a member has another type because its type went, which is named itself, and the new one has whatever that had."""
    change = RETYPED.search(words)
    if not change or NAME.sub("", change["old"]) != NAME.sub("", change["new"]):
        return False
    before, after = NAME.findall(change["old"])[0], NAME.findall(change["new"])[0]
    return before not in new.type_map and _members(old, before) <= _members(new, after)


def _members(schema: GraphQLSchema, type_: str) -> set[str]:
    holder = schema.type_map[type_]
    return {*getattr(holder, "fields", ()), *getattr(holder, "values", ())}


def _breach(old: GraphQLSchema, words: str) -> Breach:
    found = SENTENCE.match(words)
    assert found, words
    coordinate = found["coordinate"]
    return Breach(coordinate, words, warned="removed" not in words or _deprecated(old, coordinate))


def _deprecated(schema: GraphQLSchema, coordinate: str) -> bool:
    """Whether a member of a type was deprecated. A type itself cannot be; the fields that lead to it can."""
    name, _, member = coordinate.partition(".")
    if not member or name.startswith("@"):
        return True
    member, _, argument = member.partition("(")
    holder = schema.type_map[name]
    found = {**getattr(holder, "fields", {}), **getattr(holder, "values", {})}[member]
    if argument and found.deprecation_reason is None:
        found = found.args[argument.removesuffix(":)")]
    return found.deprecation_reason is not None


def versions(changelog: str) -> list[str]:
    """The versions of a change log, newest first."""
    return [section["version"] for section in SECTION.finditer(changelog)]


def entries(changelog: str) -> Iterator[Entry]:
    """The breaking changes that are not released yet."""
    for section in SECTION.finditer(changelog):
        if section["version"] == "Unreleased" and (found := BREAKING.search(section["text"])):
            for entry in ENTRY.finditer(found["text"]):
                for name in re.findall(r"`([^`]+)`", entry["names"]):
                    yield Entry(name, " ".join(entry["words"].split()))


def complaints(released: str, current: str, changelog: str) -> list[str]:
    """Why the current schema may not be released as it is, a sentence for each change."""
    known = list(entries(changelog))
    return [found for breach in breaches(released, current) if (found := _complaint(breach, known))]


def _complaint(breach: Breach, known: list[Entry]) -> str | None:
    covering = [entry for entry in known if entry.covers(breach)]
    if not covering:
        return f"{breach.words} CHANGELOG.md has to name `{breach.coordinate}` under Unreleased, Breaking."
    if not breach.warned and not any(SUDDEN in entry.words for entry in covering):
        return f"{breach.words} It was not deprecated; deprecate it first, or say “{SUDDEN}” and why in CHANGELOG.md."
    return None
