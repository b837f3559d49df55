"""Changes as a person reads them: entity by entity, field by field, tie by tie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from common.dates import OPEN
from graph.search_index import DERIVED
from loaders.deriving.graph_state import Changes, Link, LinkKey, Node, NodeKey, Value
from loaders.writing.lists import ListDiff
from ontology import Kind, Model, stored

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
PREFERRED = "preferred"
HIDDEN = {"id"}


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """A property that differs; None where there is no value."""

    name: str
    old: Value | None
    new: Value | None


@dataclass(frozen=True, slots=True)
class LinkDiff:
    """A relationship that differs, as the entity at its beginning reads it. `fields` say how a changed one differs."""

    kind: str
    relation: str
    other: str
    dataset: str
    start: str
    end: str
    fields: tuple[FieldDiff, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityDiff:
    """What differs about one entity or dataset. `lists` are those in which readers see others than before.

    `checked` are the properties of one that was there of which somebody has now compared the value with its source, `unchecked` those of
    which that is no longer so.
    """

    id: str
    kind: str
    fields: tuple[FieldDiff, ...] = ()
    links: tuple[LinkDiff, ...] = field(default=())
    lists: tuple[ListDiff, ...] = field(default=())
    checked: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return asdict(self)


def describe(changes: Changes, model: Model, lists: Mapping[str, Sequence[ListDiff]] | None = None) -> list[EntityDiff]:
    """The changes of entities and datasets, in order of their ids; claims and conflicts, which follow from them, are left out."""
    lists = lists or {}
    kinds: dict[str, str] = {}
    fields: dict[str, list[FieldDiff]] = defaultdict(list)
    compared: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for key, old, new in _nodes(changes):
        if _shown(key, old or new):
            kinds[key.id] = ADDED if old is None else REMOVED if new is None else CHANGED
            fields[key.id] += _fields(old.properties if old else {}, new.properties if new else {})
            compared[key.id] = _compared(old.properties, new.properties) if old and new else ((), ())
    links: dict[str, list[LinkDiff]] = defaultdict(list)
    names = {t: r.name for r in model.relations.values() for t in (r.type, r.claim_type)}
    for diff, subject in _links(changes, names):
        kinds.setdefault(subject, CHANGED)
        links[subject].append(diff)
    for id_ in lists:
        kinds.setdefault(id_, CHANGED)
    return [
        EntityDiff(id_, kind, tuple(fields[id_]), _ordered(links[id_]), tuple(lists.get(id_, ())), *compared.get(id_, ((), ())))
        for id_, kind in sorted(kinds.items())
        if fields[id_] or links[id_] or lists.get(id_) or any(compared.get(id_, ()))
    ]


def _ordered(links: Iterable[LinkDiff]) -> tuple[LinkDiff, ...]:
    return tuple(sorted(links, key=lambda d: (d.relation, d.other, d.start)))


SIGNS = {ADDED: "+", REMOVED: "-", CHANGED: "~"}


def diff_lines(diffs: Iterable[EntityDiff]) -> Iterator[tuple[str, str]]:
    """Differences as lines of text, each with its kind."""
    for entity in diffs:
        yield entity.kind, f"{SIGNS[entity.kind]} {entity.id}"
        for f in entity.fields:
            if f.old is not None:
                yield REMOVED, f"  - {f.name}: {f.old}"
            if f.new is not None:
                yield ADDED, f"  + {f.name}: {f.new}"
        if entity.checked:
            yield ADDED, f"  + checked: {', '.join(entity.checked)}"
        if entity.unchecked:
            yield REMOVED, f"  - checked: {', '.join(entity.unchecked)}"
        for link in entity.links:
            dates = f" {link.start or '?'}/{link.end or '?'}" if link.start or link.end else ""
            changed = "".join(f"; {f.name}: {f'{f.old} → ' if f.old is not None else ''}{f.new}" for f in link.fields)
            yield link.kind, f"  {SIGNS[link.kind]} {link.relation} {link.other}{dates} [{link.dataset}]{changed}"
        for found in entity.lists:
            yield CHANGED, f"  = {found}"


def _nodes(changes: Changes) -> Iterator[tuple[NodeKey, Node | None, Node | None]]:
    yield from ((k, None, n) for k, n in changes.new_nodes.items())
    yield from ((k, *pair) for k, pair in changes.changed_nodes.items())
    yield from ((k, n, None) for k, n in changes.gone_nodes.items())


def _shown(key: NodeKey, node: Node | None) -> bool:
    return key.root == Kind.ENTITY.value or (node is not None and node.properties.get("class") in ("Dataset", "Coverage"))


def _compared(old: Mapping[str, Value], new: Mapping[str, Value]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The properties that are checked now and were not before, and those that no longer are; of what was there and still is."""
    before, after = (_names(p.get(stored.UNCHECKED_PROPERTIES)) for p in (old, new))
    both = old.keys() & new.keys()
    return tuple(sorted((before - after) & both)), tuple(sorted((after - before) & both))


def _names(value: Value | None) -> set[str]:
    return set(map(str, value)) if isinstance(value, list) else set()


def _links(changes: Changes, names: Mapping[str, str]) -> Iterator[tuple[LinkDiff, str]]:
    # One that only becomes (or is no longer) preferred is gone and new under another type: nobody said anything else of it.
    retyped = changes.new_links.keys() & changes.gone_links.keys()
    for kind, links in ((ADDED, changes.new_links), (REMOVED, changes.gone_links)):
        for key, link in links.items():
            if "dataset" in link.properties and key not in retyped:
                unheard = kind == ADDED and not link.properties[PREFERRED]
                yield _link(kind, key, link, names, (FieldDiff(PREFERRED, None, False),) * unheard), key.start.id
    again = {key: (changes.gone_links[key], changes.new_links[key]) for key in retyped}
    for key, (old, new) in {**changes.changed_links, **again}.items():
        fields = tuple(_fields(old.properties, new.properties))
        if fields and "dataset" in new.properties:
            yield _link(CHANGED, key, new, names, fields), key.start.id


def _link(kind: str, key: LinkKey, link: Link, names: Mapping[str, str], fields: tuple[FieldDiff, ...] = ()) -> LinkDiff:
    p = _written(link.properties)
    dataset, start, end = (str(p.get(k, "")) for k in ("dataset", "start", "end"))
    return LinkDiff(kind, names.get(link.type, link.type), key.end.id, dataset, start, end, fields)


def _written(properties: Mapping[str, Value]) -> dict[str, Value]:
    """Properties with an end as files have it: .. where something goes on."""
    found = {name: value for name, value in properties.items() if name != stored.STILL}
    return {**found, stored.END: OPEN} if properties.get(stored.STILL) else found


def _fields(before: Mapping[str, Value], after: Mapping[str, Value]) -> Iterator[FieldDiff]:
    old, new = _written(before), _written(after)
    beside = {f(k) for k in (*old, *new) for f in (stored.folded, stored.earliest, stored.latest)}
    derived = beside | {*stored.LINK_DAYS, stored.LIFE_SPELLS, stored.COVERAGE, stored.UNCHECKED_PROPERTIES} | DERIVED
    for name in dict.fromkeys((*old, *new)):
        if name not in HIDDEN and name not in derived and old.get(name) != new.get(name):
            yield FieldDiff(name, old.get(name), new.get(name))
