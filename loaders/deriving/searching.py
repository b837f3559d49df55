"""What the full-text index reads of an entity: its names, codes and texts, folded and cut.

Lucene matches these tokens as they are. How they count is the business of queries.search, which writes a question in the same tokens.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from common.dates import FOREVER
from common.labels import untagged
from common.words import SILENT, SMALL, bag, core, initials, listed, tokens, variants, whole, without
from graph.search_index import END, EVERY, WEIGHT, Field
from loaders.deriving.graph_state import GraphState, Link, LinkKey, Node, NodeKey, Properties
from ontology import Class, Datatype, Direction, Model, Search, stored

MOST_NEAR = 4
"""An entity that is related to more others than this is not found by their names."""
MOST_CALLED = 8
"""So many names of an entity are put before and behind those of what belongs to it."""
SPOKEN = frozenset({"ar", "de", "es", "fr", "it", "pt", "ru"})
"""The languages in which acronyms of a name are made, too."""
ENDED = 0.95
MOST_WORDS = 400
"""Longer names make an entity weigh a hair less, up to so many words."""
TIE, MOST_TIES = 3e-4, 12
"""What each doubling of the number of relationships adds to the weight, up to so many."""


def add_search(state: GraphState, model: Model) -> None:
    """Give every entity of `state` the properties that the full-text index reads."""
    entities = {k: n for k, n in state.nodes.items() if "Entity" in n.labels}
    near, ties = find_near(state.links, model), count_ties(state.links)
    for key, node in entities.items():
        others = [o for o in near.get(key, ()) if o in entities]
        known = ties[key] + max((ties[o] for o in others), default=0)
        node.properties.update(search_document(node, [entities[o] for o in others], known, model))


def count_ties(links: Mapping[LinkKey, Link]) -> Counter[NodeKey]:
    """How many relationships each entity has."""
    return Counter(node for key in links for node in (key.start, key.end))


def find_near(links: Mapping[LinkKey, Link], model: Model) -> dict[NodeKey, tuple[NodeKey, ...]]:
    """For each entity the others by whose names it is found."""
    ways = {r.type: r.found_by for r in model.relations.values() if r.found_by}
    found: dict[tuple[NodeKey, str], set[NodeKey]] = defaultdict(set)
    for key, link in links.items():
        for way in ways.get(link.type, ()):
            if way in (Direction.OUT, Direction.BOTH):
                found[key.start, link.type].add(key.end)
            if way in (Direction.IN, Direction.BOTH):
                found[key.end, link.type].add(key.start)
    near: dict[NodeKey, set[NodeKey]] = defaultdict(set)
    for (one, _), others in found.items():
        if len(others) <= MOST_NEAR:
            near[one] |= others
    return {one: tuple(sorted(others)) for one, others in near.items()}


def search_document(node: Node, near: Sequence[Node], ties: int, model: Model) -> Properties:
    """What the index reads of an entity; `near` are those by whose names it is found, `ties` its relationships and theirs."""
    cls = model.classes[str(node.properties["class"])]
    names, codes = _names(node, cls), [*_values(node, cls, Search.CODE), str(node.properties["id"])]
    labels = [untagged(text) for text in _values(node, cls, Search.LABELS)]
    keys = _once(map(whole, names))
    code_keys = _once(map(whole, codes), keys)
    every = [v for name in names for v in variants(name)]
    foreign = [v for name, _ in labels for v in variants(name)]
    short = [c.lstrip("0") for c in code_keys if c.isdigit()]
    near_names = [name for other in near for name in _called(other, model)]
    rests = _once(rest for name in names for other in near_names if (rest := without(name, other)))
    together = [*_together(names, near_names), *_together(rests, near_names)]
    spoken = [name for name, tag in labels if tag in SPOKEN]
    own_adjectives = list(_values(node, cls, Search.ADJECTIVE))
    wholes: Mapping[Field, Sequence[str]] = {
        Field.TITLE: keys[:1],
        Field.NAME: keys,
        Field.CODE: code_keys,
        Field.VARIANT: (variant_keys := _once([*map(whole, every), *short], [*keys, *code_keys])),
        Field.LABEL: (label_keys := _once(map(whole, [*foreign, *own_adjectives]), [*keys, *code_keys, *variant_keys])),
        Field.BAG: _once([*map(bag, every), *map(bag, foreign), *map(bag, rests), *map(bag, together)]),
        Field.CORE: _once([*map(core, every), *map(core, rests), *map(core, together)]),
        Field.ACRONYM: _once(_acronyms(names, spoken), [*keys, *code_keys, *variant_keys, *label_keys]),
    }
    main = listed([*every, *codes])
    adjectives = [*near_names, *own_adjectives]
    words: Mapping[Field, Sequence[str]] = {
        Field.WORDS: main,
        Field.LABELS: _once(listed(foreign), main),
        Field.NEAR: [t for t in listed(adjectives) if t not in SMALL],
        Field.TEXT: listed(_values(node, cls, Search.TEXT)),
    }
    found: Properties = {field.value: [f"{text}{END}" for text in texts] for field, texts in wholes.items() if texts}
    found |= {field.value: " ".join(tokens) for field, tokens in words.items() if tokens}
    return found | {Field.EVERY.value: EVERY, WEIGHT: _weight(node, cls, len(main), ties)}


def _acronyms(names: Sequence[str], spoken: Sequence[str]) -> Iterator[str]:
    """The acronyms of names in English, and of those in other languages."""
    yield from map(initials, names)
    yield from (initials(name, SILENT) for name in spoken)


def _weight(node: Node, cls: Class, words: int, ties: int) -> float:
    """What its class weighs, a little less when it has ended, and a hair less for every word of its names.

    A hair more for the relationships that it and its owners have: of two of one name the better known comes first.
    """
    ended = node.properties.get(stored.END_LATEST, FOREVER) != FOREVER
    return round(cls.weight * (ENDED if ended else 1) - min(words, MOST_WORDS) / 1e5 + min(ties.bit_length(), MOST_TIES) * TIE, 5)


def _once(texts: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """Each text once, without empty ones and those known already."""
    have = set(known)
    return [text for text in dict.fromkeys(texts) if text and text not in have]


def _values(node: Node, cls: Class, role: Search) -> Iterator[str]:
    for prop in cls.properties.values():
        value = node.properties.get(prop.name) if prop.search is role else None
        if isinstance(value, list):
            yield from value
        elif value is not None:
            yield str(value)[:4] if prop.datatype is Datatype.EDTF else str(value)


def _names(node: Node, cls: Class) -> list[str]:
    return _once(_values(node, cls, Search.NAME))


def _called(node: Node, model: Model) -> list[str]:
    """How an entity is called in the names of what belongs to it."""
    cls = model.classes[str(node.properties["class"])]
    # UK and DEU stand in names; numbers and ids of Wikidata do not.
    codes = filter(str.isalpha, _values(node, cls, Search.CODE))
    return _once([*_names(node, cls), *_values(node, cls, Search.ADJECTIVE), *codes])


def _together(names: Sequence[str], near_names: Sequence[str]) -> Iterator[str]:
    """Names with those of what an entity belongs to: Border Force and UK, United Kingdom, British."""
    for name in names[:MOST_CALLED]:
        words = set(tokens(name))
        yield from (f"{name} {other}" for other in near_names if not words.issuperset(tokens(other)))
