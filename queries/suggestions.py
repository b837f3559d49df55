"""What was probably meant by an id or a code that nothing has.

Entities are found by the search, which knows names, codes and slips of the pen; datasets, of which there are few, by reading them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from common.spelled import forms, in_full
from common.suggest import closest
from common.words import whole
from ontology import Class, Kind, Model
from queries import plans
from queries.answers import rows
from queries.references import ID, Reference
from queries.search import question

EVER = plans.Scope(plans.Window(plans.Mode.EVER))
BY_ID = plans.Key(plans.On.NODE, ID, given=True)
BEST_FIRST = (plans.Key(plans.On.EDGE, "score", descending=True), BY_ID)
FOUND, RECORDS = 20, 500
"""How many of what the search finds, and how many records, are looked at."""
CLASS = "class"


@dataclass(frozen=True, slots=True)
class Missing:
    """A reference to what does not exist, and the class that it should be of."""

    reference: Reference
    cls: Class


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may have been meant. `keys` are its id and codes by property, `name` what people call it.

    `terms` are all by which it may have been asked for, as `whole` writes them.
    """

    cls: str
    keys: Mapping[str, str]
    name: str
    terms: tuple[str, ...]


@dataclass(slots=True)
class Suggesting:
    """One statement for all that is missing: `statement` is to be run, `read` takes its answers."""

    statement: plans.Statement
    _asked: list[tuple[Missing, int, _Columns]] = field(default_factory=list)

    def read(self, found: Sequence[Any]) -> dict[Missing, str]:
        """What to ask instead, in words, for each of those where something is near."""
        return {missing: in_words(missing, near) for missing, near in self.nearest(found).items()}

    def nearest(self, found: Sequence[Any]) -> dict[Missing, Candidate]:
        """What was probably meant by each of those where something is near."""
        near = {
            missing: nearest(missing, [columns.candidate(row) for row in rows(found[index])]) for missing, index, columns in self._asked
        }
        return {missing: candidate for missing, candidate in near.items() if candidate}


def suggesting(missing: Sequence[Missing], model: Model) -> Suggesting:
    """How to find out what was meant."""
    questions: list[plans.Listing] = []
    asked: list[tuple[Missing, int, _Columns]] = []
    for each in missing:
        columns = _Columns(each.cls, model)
        if asking := _question(each, columns):
            asked.append((each, len(questions), columns))
            questions.append(asking)
    return Suggesting(plans.Statement(tuple(questions)), asked)


def _question(missing: Missing, columns: _Columns) -> plans.Listing | None:
    if missing.cls.kind is not Kind.ENTITY:
        return plans.Listing(plans.OfClass(missing.cls), EVER, plans.EVERYTHING, (BY_ID,), plans.Page(RECORDS), columns.wanted)
    asked = question(in_full(missing.reference.value))
    if asked is None:
        return None
    source = plans.Matching(asked.lucene, asked.least, None)
    return plans.Listing(source, EVER, plans.EVERYTHING, BEST_FIRST, plans.Page(FOUND), columns.wanted)


class _Columns:
    """What is read of candidates: class and id, keys, names."""

    def __init__(self, cls: Class, model: Model) -> None:
        root = model.classes[cls.lineage[-1]] if cls.kind is Kind.ENTITY else cls
        properties = {prop.name: prop for c in model.classes.values() if root.name in c.lineage for prop in c.properties.values()}
        self.keys = (ID, *dict.fromkeys(key for c in model.classes.values() if root.name in c.lineage for key in c.keys))
        names = [properties[name] for name in sorted(model.names & properties.keys(), key=lambda name: (name != "name", name))]
        self.wanted = tuple(plans.Value(plans.On.NODE, name) for name in (CLASS, *self.keys))
        self.wanted += tuple(plans.Value(plans.On.NODE, prop.name, prop.many) for prop in names)

    def candidate(self, row: Sequence[Any]) -> Candidate:
        """The candidate of a row."""
        cls, codes, names = row[0], row[1 : len(self.keys) + 1], row[len(self.keys) + 1 :]
        keys = {key: str(code) for key, code in zip(self.keys, codes, strict=True) if code is not None}
        called = [text for value in names for text in ([value] if isinstance(value, str) else value or ())]
        terms = dict.fromkeys(whole(text) for text in (*keys.values(), *called))
        return Candidate(cls, keys, called[0] if called else keys[ID], tuple(terms))


def suggestion(missing: Missing, candidates: Sequence[Candidate]) -> str | None:
    """What to ask instead, in words; None when nothing is near. `candidates` come best first."""
    found = nearest(missing, candidates)
    return in_words(missing, found) if found else None


def nearest(missing: Missing, candidates: Sequence[Candidate]) -> Candidate | None:
    """What was probably meant; None when nothing is near. `candidates` come best first.

    First what has the very word, or what it is in full, among its ids, codes and names, of the class before others; then what of the class
    is spelled like it, or was found at all.
    """
    cls, words = missing.cls, {whole(form) for form in forms(missing.reference.value)}
    same = [c for c in candidates if c.cls in cls.concrete]
    found = next((c for group in (same, candidates) for c in group if not words.isdisjoint(c.terms)), None)
    return found or _near(whole(in_full(missing.reference.value)), same, cls)


def in_words(missing: Missing, found: Candidate) -> str:
    """What to ask instead, in words."""
    cls = missing.cls
    if found.cls not in cls.concrete:
        return f'"{found.keys[ID]}" ({found.name}) is of class {found.cls}'
    key = missing.reference.key if missing.reference.key in found.keys else ID
    value = f'"{found.keys[key]}"' if key == missing.reference.key else f'{{{key}: "{found.keys[key]}"}}'
    return f"did you mean {value} ({found.name})?" if found.name != found.keys[key] else f"did you mean {value}?"


def _near(word: str, candidates: Sequence[Candidate], cls: Class) -> Candidate | None:
    by_term = {term: c for c in reversed(candidates) for term in c.terms}
    found = closest(word, list(by_term))
    if found:
        return by_term[found]
    # What the search finds is near by its own measure; records were only read.
    return candidates[0] if candidates and cls.kind is Kind.ENTITY else None
