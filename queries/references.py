"""Ids and codes by which an operation names what it is about, and the statement that finds out which of them exist.

A filter that names what does not exist selects nothing, and a key that does not is null: both look like a fact. So the values are looked
up by their indexes, apart from the operation's own statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ontology import Class, Kind, Model
from ontology.stored import DATA_VERSION, RECORD, label

ID = "id"
ANYTHING = "Node"
"""The owner of ids that may be those of an entity or of a record."""
DATASET = "Dataset"
# Where a former id leads: the id of a record made of it, by the loader.
FORMER = "redirect/"


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A value of a key, which is unique within the class `owner`; or, if it is `shared`, is one of those that several have had in turn.

    A shared one may lead to nothing at one time and not at another: `when` tells these apart, and nothing else.
    """

    owner: str
    key: str
    value: str
    shared: bool = False
    when: str = ""

    @property
    def plain(self) -> Reference:
        """The same whatever the time."""
        return replace(self, when="") if self.when else self


class Asked(NamedTuple):
    """A reference by which one node is asked for, and the name of the class that the node has to be of."""

    reference: Reference
    cls: str


def of_datasets(ids: Iterable[str], model: Model) -> Iterator[tuple[Reference, Class]]:
    """The references in a choice of datasets."""
    cls = model.classes[DATASET]
    yield from ((Reference(cls.lineage[-1], ID, id_), cls) for id_ in ids)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A statement that finds which of some references exist, and where former ids lead."""

    text: str
    parameters: Mapping[str, Any]
    kinds: tuple[tuple[str, str, bool], ...]

    def read(self, row: Sequence[Any]) -> tuple[dict[Reference, str], dict[str, str], str]:
        """The classes of those that exist, the ids of today by former ones, and the data version."""
        *found, former, version, _turn = row
        pairs = zip(self.kinds, found, strict=True)
        classes = {Reference(owner, key, value, shared): cls for (owner, key, shared), values in pairs for value, cls in values}
        return classes, {old.removeprefix(FORMER): new for old, new in former}, version


def lookup(references: Iterable[Reference]) -> Lookup:
    """The statement. Its text depends on the keys alone."""
    values: dict[tuple[str, str, bool], list[str]] = {}
    for reference in sorted(set(references)):
        values.setdefault((reference.owner, reference.key, reference.shared), []).append(reference.value)
    parts = [_lookup(*kind, f"$p{i}") for i, kind in enumerate(values)]
    parts.append(f"COLLECT {{ MATCH (r:{RECORD}) WHERE r.id IN $former RETURN [r.id, r.leadsTo] }}")
    former = [FORMER + value for owner in (Kind.ENTITY.value, ANYTHING) for value in values.get((owner, ID, False), ())]
    parameters = {f"p{i}": found for i, found in enumerate(values.values())} | {"former": former}
    return Lookup(f"MATCH (v:{DATA_VERSION}) RETURN [{', '.join(parts)}, v.version, v.turn] AS answer", parameters, tuple(values))


def _lookup(owner: str, key: str, shared: bool, values: str) -> str:
    if shared:
        return f"COLLECT {{ MATCH (n:{label(owner)}) UNWIND n.{key} AS one WITH n, one WHERE one IN {values} RETURN [one, n.class] }}"
    if owner == ANYTHING:
        return " + ".join(_lookup(root.value, key, shared, values) for root in (Kind.ENTITY, Kind.RECORD))
    return f"COLLECT {{ MATCH (n:{label(owner)}) WHERE n.{key} IN {values} RETURN [n.{key}, n.class] }}"
