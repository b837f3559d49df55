"""The values of an entity, each with its sources. Names and descriptions are told apart from facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from api.pages.dates import in_words
from api.pages.sources import Source, source_of
from api.pages.web import is_web
from common.dates import OPEN
from ontology import Class, Datatype, Model, Property, Search
from queries.whole import Whole


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its text as it is written and in words, where it leads, what it means in its vocabulary, and who gives it."""

    value: Any
    words: str
    url: str | None
    meaning: str
    sources: tuple[Source, ...]

    @property
    def checked(self) -> bool:
        """Whether anybody has compared it with its source."""
        return any(source.checked for source in self.sources)


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values. `others`: what sources give that is not preferred.

    `disputed`: whether they cannot all be right; `text`: its values are sentences.
    """

    name: str
    label: str
    comment: str
    values: tuple[Value, ...]
    others: tuple[Value, ...]
    disputed: bool
    factual: bool
    text: bool = False


def facts_of(whole: Whole, cls: Class, model: Model) -> list[Fact]:
    """All properties that have a value: its beginning and end, then others in the order of the ontology, and codes last."""
    claims: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for claim in sorted(whole.claims, key=lambda c: (not c["preferred"], c.get("place", 0), str(c["value"]))):
        claims[claim["property"]].append(claim)
    topics = {dispute.topic for dispute in whole.disputes}
    found = (p for p in cls.properties.values() if not p.derived and whole.properties.get(p.name) is not None)
    return [
        replace(
            _fact(p, whole.properties[p.name], claims[p.name], model.linked.identifies.get(p.name), disputed=p.name in topics),
            text=p.search is Search.TEXT and p.name in model.linked.english,
        )
        for p in sorted(found, key=_order)
    ]


def _order(prop: Property) -> int:
    return 0 if prop.begins or prop.closes else 2 if prop.search is Search.CODE else 1


def _fact(prop: Property, stored: Any, claims: Sequence[Mapping[str, Any]], begin: str | None, *, disputed: bool) -> Fact:
    shown = stored if isinstance(stored, list) else [stored]
    by_value: dict[str, list[Source]] = defaultdict(list)
    preferred = {str(c["value"]) for c in claims if c["preferred"]}
    for claim in claims:
        by_value[str(claim["value"])].append(source_of(claim))
    if prop.datatype is Datatype.LABELS:
        all_of_them = Value(stored, "", None, "", tuple(source_of(c) for c in claims))
        return Fact(prop.name, prop.label, prop.comment, (all_of_them,), (), disputed, factual=False)
    own = list(preferred) if not prop.many and len(preferred) == 1 else []
    values = tuple(_value(prop, one, begin, by_value.get(own[0] if own else str(one), [])) for one in shown)
    others = tuple(_value(prop, text, begin, said) for text, said in by_value.items() if text not in preferred)
    return Fact(prop.name, prop.label, prop.comment, values, others, disputed, prop.factual)


def _value(prop: Property, value: Any, begin: str | None, sources: Sequence[Source]) -> Value:
    """A value. `begin`: how the addresses begin by which such codes identify something elsewhere."""
    terms = {term.value: term.comment for term in prop.vocabulary.terms} if prop.vocabulary else {}
    return Value(value, words_of(prop, value), _link(prop, value, begin), terms.get(str(value), ""), tuple(sources))


def words_of(prop: Property, value: Any) -> str:
    """A value in words."""
    match prop.datatype:
        case Datatype.BOOLEAN:
            return "yes" if value in (True, "true") else "no"
        case Datatype.EDTF:
            return "until further notice" if value == OPEN else in_words(str(value))
        case Datatype.DECIMAL:
            return f"{float(value):,.10g}"
    return str(value)


def _link(prop: Property, value: Any, begin: str | None) -> str | None:
    address = f"{begin}{value}" if begin else str(value) if prop.datatype is Datatype.URI else ""
    return address if is_web(address) else None


def languages(labels: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The languages in which there are names, each with its names."""
    found: dict[str, list[str]] = defaultdict(list)
    for text in labels:
        name, _, tag = text.rpartition("@")
        found[tag].append(name)
    yield from sorted(found.items())
