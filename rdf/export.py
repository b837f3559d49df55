"""The graph, or a part of it, as sorted lines of N-Triples or N-Quads.

The lines are in order of their code points, there are no blank nodes, and nothing depends on a clock: two exports of one data version are
the same bytes, and the SHA-256 of the file is its RDFC-1.0 hash. Memory holds the ids of entities and a few hundred entities at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from ontology import Model
from rdf import names
from rdf.concepts import concept_lines
from rdf.extent import ALL, Part, batches, day_of, extent_of
from rdf.mapping import Stored, Writer
from rdf.names import ref, term
from rdf.sources import ConflictRow, LinkRow, Source

Advance = Callable[[int], None]


def lines(source: Source, model: Model, part: Part = ALL, *, graphs: bool = False, advance: Advance = lambda done: None) -> Iterator[bytes]:
    """The lines of a part, each with its end. `graphs`: N-Quads. `advance` hears of how many entities all is said."""
    for group in _Export(source, model, part, graphs).groups(advance):
        if group:
            yield ("\n".join(group) + "\n").encode()


class _Export:
    def __init__(self, source: Source, model: Model, part: Part, graphs: bool) -> None:
        self.source, self.model, self.part = source, model, part
        self.write = Writer(model, graphs=graphs, at=day_of(part.at) if part.at else "")
        self.extent = extent_of(source, model, part)
        self.datasets = set(part.datasets)

    def groups(self, advance: Advance) -> Iterator[Sequence[str]]:
        """Groups of lines, each sorted, in order."""
        ids, all_ids = self.extent.ids, self.extent.all_ids
        for some in batches(sorted(ids, key=lambda e: f"{e}.")):
            yield from self._claims(some)
        yield from self._records()
        redirects = self._redirects()
        for some in batches(sorted(all_ids | redirects.keys(), key=lambda e: f"{e}>")):
            yield from self._entities(some, redirects)
        yield from self._notes()
        for some in batches(sorted(all_ids, key=lambda e: f"{e}.")):
            yield from self._statements(some)
            advance(len(ids.intersection(some)))
        if self.part == ALL:
            yield sorted(concept_lines(self.model))

    def _said(self, stored: Stored) -> bool:
        return not self.datasets or stored.get("dataset") in self.datasets

    def _claims(self, ids: Sequence[str]) -> Iterator[list[str]]:
        found: dict[str, list[str]] = {id_: [] for id_ in ids}
        for subject, stored in self.source.claims(ids):
            if self._said(stored):
                found[subject] += self.write.claim(subject, stored)
        yield from map(sorted, found.values())

    def _entities(self, ids: Sequence[str], redirects: dict[str, list[str]]) -> Iterator[list[str]]:
        found: dict[str, set[str]] = {id_: set(redirects.get(id_, ())) for id_ in ids}
        inner = [id_ for id_ in ids if id_ in self.extent.ids]
        outer = [id_ for id_ in ids if id_ in self.extent.outer]
        for subject, stored in self.source.claims(inner):
            if self._said(stored):
                found[subject].update(self.write.entity_claim(subject, self.extent.classes[subject], stored))
        for row in self._links([*inner, *outer]):
            found[row.subject].add(self._arc(row, found))
        for row in filter(self._touches, self.source.back(inner if self.part.whole else [*inner, *outer], symmetric=True)):
            self._directly(row, found)
        if self.datasets or outer:
            for id_, name in self.source.names([*inner, *outer] if self.datasets else outer).items():
                if found[id_] or not self.datasets:
                    found[id_].update(self.write.named(id_, self.extent.classes[id_], name))
        yield from map(sorted, found.values())

    def _arc(self, row: LinkRow, found: dict[str, set[str]]) -> str:
        relation = self.write.relations[row.type]
        self._directly(row, found)
        return self.write.entity_link(row.subject, relation, row.stored)

    def _directly(self, row: LinkRow, found: dict[str, set[str]]) -> None:
        for id_, line in self.write.direct(row.subject, row.object, self.write.relations[row.type], row.stored):
            if id_ in found:
                found[id_].add(line)

    def _touches(self, row: LinkRow) -> bool:
        return self.extent.touches(row) and self.write.may_hold(self.write.relations[row.type], row.stored)

    def _links(self, ids: Sequence[str]) -> Iterator[LinkRow]:
        return filter(self._touches, self.source.links(ids))

    def _statements(self, ids: Sequence[str]) -> Iterator[list[str]]:
        found: dict[str, list[str]] = {id_: [] for id_ in ids}
        for row in self._links(ids):
            found[row.subject] += self.write.statement(row.subject, row.object, self.write.relations[row.type], row.stored)
        yield from map(sorted, found.values())

    # -- records

    def _records(self) -> Iterator[list[str]]:
        if not self.datasets:
            rows = (row for row in self.source.conflicts() if row.over in self.extent.ids)
            yield from _in_order((str(row.stored["id"]), conflict_lines(self.write, row)) for row in rows)
        yield from _in_order(self._coverages())
        datasets = (stored for stored in self.source.records("Dataset") if not self.datasets or stored["id"] in self.datasets)
        yield from _in_order((str(d["id"]), self.write.record(ref("dataset", str(d["id"])), "Dataset", d, d["id"])) for d in datasets)

    def _coverages(self) -> Iterator[tuple[str, Iterable[str]]]:
        for stored in filter(self._said, self.source.records("Coverage")):
            of = covered_entity(stored)
            if self.part.whole or of in self.extent.ids:
                yield str(stored["id"]), coverage_lines(self.write, stored)

    def _notes(self) -> Iterator[list[str]]:
        notes = (n for n in filter(self._said, self.source.records("Note")) if n["noteOn"] in self.extent.ids)
        yield from _in_order((note_name(n), note_lines(self.write, n)) for n in notes)

    def _redirects(self) -> dict[str, list[str]]:
        """The former ids, which stand among the entities."""
        if self.datasets:
            return {}
        rows = ((str(r["id"]).partition("/")[2], r) for r in self.source.records("Redirect") if r["leadsTo"] in self.extent.ids)
        return {old: redirect_lines(self.write, old, stored) for old, stored in rows}


def conflict_lines(write: Writer, row: ConflictRow) -> Iterator[str]:
    """A conflict, with what differs."""
    node = ref("conflict", str(row.stored["id"]))
    yield from write.record(node, "Conflict", row.stored)
    yield f"{node} {term('over')} {ref('id', row.over)} ."
    yield from (f"{node} {term('involves')} {ref('id', one)} ." for one in row.involves)
    yield from (f"{node} {term('sides')} {ref('claim', one)} ." for one in row.sides)
    yield from (f"{node} {term('sides')} {ref('statement', one)} ." for one in row.statements)


def covered_entity(stored: Stored) -> str:
    """The entity whose coverage is declared; empty where it is that of a class or of all."""
    of = str(stored["id"]).partition("/")[0]
    return "" if stored.get("ofClass") or of == "all" else of


def coverage_lines(write: Writer, stored: Stored) -> Iterator[str]:
    """A coverage."""
    node = ref("coverage", str(stored["id"]))
    yield from write.record(node, "Coverage", stored, stored["dataset"])
    if of := covered_entity(stored):
        yield f"{node} {term('coverageOf')} {ref('id', of)}{write.graph(stored['dataset'])}"


def note_name(stored: Stored) -> str:
    """The id of a note, without its kind."""
    return str(stored["id"]).partition("/")[2]


def note_lines(write: Writer, stored: Stored) -> Iterator[str]:
    """A curator's note."""
    return write.record(ref("note", note_name(stored)), "Note", stored, stored.get("dataset"))


def redirect_lines(write: Writer, old: str, stored: Stored) -> list[str]:
    """A former id."""
    found = list(write.record(ref("id", old), "Redirect", stored))
    return [*found, f"{ref('id', old)} <{names.DCTERMS}isReplacedBy> {ref('id', str(stored['leadsTo']))} ."]


def _in_order(groups: Iterable[tuple[str, Iterable[str]]]) -> Iterator[list[str]]:
    """Groups of lines by the id of the record that they are about."""
    found: dict[str, list[str]] = defaultdict(list)
    for id_, group in groups:
        found[names.local(id_) + ">"] += group
    for id_ in sorted(found):
        yield sorted(found[id_])
