"""Corrections in a file that is there already: they take the place of what it says of the same, or stand at its end.

Only what changes is touched, so that comments stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from common.errors import UsageError
from facts.records import LinkRecord
from loaders.editing.correcting import Corrector, Plain
from loaders.editing.entity_files import EntityFile, end_of, entry_of, joined, nodes_of, text_of
from loaders.editing.formatting import format_text
from loaders.editing.syntax import Collection, Entry, Node, Scalar
from ontology.stored import START

ADDED, REPLACED, THERE = "added", "replaced", "there already"
BY_HAND = "change it in the file"
Said = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Put:
    """The content of a file with corrections in it, and what was done: what of whom, behind each of ADDED, REPLACED and THERE."""

    text: str
    done: Mapping[str, Sequence[str]]

    def __str__(self) -> str:
        return "; ".join(f"{', '.join(what)} {how}" for how, what in self.done.items() if what)


def put(file: EntityFile, correction: str, corrector: Corrector) -> Put:
    """The corrections of a file of them, put into another one of the same dataset.

    Raises UsageError where the file belongs to another dataset, or has a form in which that cannot be done.
    """
    return _Putting(file, yaml.load(correction, Loader=yaml.BaseLoader), corrector).put()  # noqa: S506  # BaseLoader makes texts only


@dataclass(frozen=True, slots=True)
class _Found:
    """What the file says of a property or a relation: an item of it, with the entity and the entry in which it stands."""

    entity: Collection
    entry: Entry
    node: Node


@dataclass
class _Putting:
    file: EntityFile
    new: Plain
    corrector: Corrector
    done: dict[str, list[str]] = field(default_factory=lambda: {ADDED: [], REPLACED: [], THERE: []})

    def put(self) -> Put:
        if text_of(self.file.root, "dataset") != self.new["dataset"] or entry_of(self.file.root, "entities") is None:
            raise UsageError(
                f"{self.file.file} is no file of dataset {self.new['dataset']}", "name another file, or its dataset with --dataset"
            )
        rest = []
        for block in _mappings(self.new["entities"]):
            left = self._block(block)
            if len(left) > 1:
                source = {} if self._source(block) == text_of(self.file.root, "source") else {"source": self._source(block)}
                rest.append({"extends": left["extends"], **source, **left})
        self._append(rest)
        return Put(format_text(self.file.edited(), self.corrector.model), self.done)

    def _source(self, block: Said) -> str:
        return str(block.get("source", self.new["source"]))

    def _block(self, block: Plain) -> Plain:
        """What is left of a block, to be added: what the file does not say yet."""
        subject = self.corrector.entity(str(block["extends"]))
        own = self.corrector.model.provenance
        name = next((k for k in block if k not in ("extends", "conflicts", "source") and k not in own), "")
        details = {k: v for k, v in block.items() if k in own and k != "source"}
        rows = self.corrector.end(subject, name) is not None
        left = self._rows(subject, name, block) if rows else self._values(subject, name, block[name], self._source(block), details)
        found = {"extends": block["extends"], **({name: left, **details} if left else {})}
        if notes := [n for n in _mappings(block.get("conflicts", [])) if not self._noted(subject, n)]:
            found["conflicts"] = notes
        return found

    # -- values

    def _values(self, subject: str, name: str, value: object, source: str, details: Said) -> object:
        """Put values where the file has one that they replace. Gives those that it has not."""
        many = self.corrector.many(name)
        found = list(self._found(subject, name))
        left = []
        for one in value if isinstance(value, list) else [value]:
            same = next((f for f in found if not many or _kind(_value(f.node)) == _kind(one)), None)
            if same is None:
                left.append(one)
                continue
            before = {**self._in_force(same), "value": _plain(_value(same.node))}
            wanted = {"value": one, "source": source, **details}
            if all(before.get(k) == v for k, v in wanted.items()):
                self.done[THERE].append(f"{name} of {subject}")
                continue
            own = {k: v for k, v in wanted.items() if k == "value" or self._above(same.entity, k) != v}
            self._replace(same.node, own if len(own) > 1 else own["value"])
            self.done[REPLACED].append(f"{name} of {subject}")
        if left:
            self.done[ADDED].append(f"{name} of {subject}")
        return left[0] if len(left) == 1 else left

    def _in_force(self, found: _Found) -> dict[str, object]:
        """What of the provenance is said of an item: by itself, its entity or the file."""
        named = {k: text for k in self.corrector.model.provenance if (text := self._above(found.entity, k))}
        own = _plain(found.node)
        return {**named, **(own if isinstance(own, dict) else {})}

    def _above(self, entity: Collection, key: str) -> str:
        return text_of(entity, key) or text_of(self.file.root, key)

    # -- relationships

    def _rows(self, subject: str, name: str, block: Said) -> object:
        """Put the rows of a pair where the file has some of it. Gives all of them where it has none."""
        rows = _mappings(block[name])
        other = self.corrector.entity(str(rows[0]["ref"]))
        links = self.corrector.stated_in_file(subject, name, other)
        nodes = [f for f in self._found(subject, name) if self.corrector.find(_ref(f.node)) == other]
        if not links:
            self.done[ADDED].append(f"{name} of {subject}")
            return rows
        if len(nodes) != len(links):
            remedy = f"correct it from there, or {BY_HAND}"
            raise UsageError(f"{self.file.file} says already of {other} what relates it with {subject}", remedy)
        pairs = sorted(zip(nodes, links, strict=True), key=lambda pair: str(pair[1].properties.get(START, "")))
        changed = [self._row(found, link, row, self._source(block)) for (found, link), row in zip(pairs, rows, strict=False)]
        last, more = nodes[-1], rows[len(pairs) :]
        source = {} if self._source(block) == self._above(last.entity, "source") else {"source": self._source(block)}
        for row in more:
            self._joined(last.entry, {**row, **({} if "source" in row else source)})
        self.done[REPLACED if any(changed) else ADDED if more else THERE].append(f"{name} of {subject}")
        return []

    def _row(self, found: _Found, link: LinkRecord, row: Plain, source: str) -> bool:
        """Write a row in the place of another one. Gives whether it is otherwise."""
        wanted = {"source": source, **row}
        before = {"ref": _ref(found.node), **link.properties, **link.provenance.written()}
        keys = {*wanted, *link.properties} - {"ref"}
        if all(str(before.get(k, "")) == str(wanted.get(k, "")) or _listed(before.get(k)) == _listed(wanted.get(k)) for k in keys):
            return False
        own = {k: v for k, v in wanted.items() if k != "source" or self._above(found.entity, k) != v}
        self._replace(found.node, own if len(own) > 1 else own["ref"])
        return True

    def _joined(self, entry: Entry, row: Said) -> None:
        """Add a row to a list of them."""
        start, end, new = joined(entry.value, self.file.text, Scalar("", "", 0, 0))
        if start != end:
            raise UsageError(f"{self.file.file} has one row where there would be two", f"make it a list, or {BY_HAND}")
        self.file.edits.append((start, end, f"{new.rstrip()} {_flow(row)}"))

    # -- the file

    def _found(self, subject: str, name: str) -> Iterator[_Found]:
        """The items of a property or a relation of an entity."""
        for entity in self._entities(subject):
            if entry := entry_of(entity, name):
                yield from (_Found(entity, entry, node) for node in nodes_of(entry.value))

    def _entities(self, subject: str) -> Iterator[Collection]:
        for entity in self.file.entities():
            dataset = text_of(entity, "dataset") or self.new["dataset"]
            named = text_of(entity, "extends") or text_of(entity, "id")
            if dataset == self.new["dataset"] and named and self.corrector.find(named) == subject:
                yield entity

    def _noted(self, subject: str, note: Said) -> bool:
        """Whether the file explains the same topic; it is explained anew."""
        for entity in self._entities(subject):
            entry = entry_of(entity, "conflicts")
            for node in nodes_of(entry.value) if entry else ():
                if isinstance(node, Collection) and text_of(node, "topic") == note["topic"]:
                    said = entry_of(node, "explanation")
                    if said and text_of(node, "explanation") != note["explanation"]:
                        self._replace(said.value, note["explanation"])
                    return True
        return False

    def _replace(self, node: Node, value: object) -> None:
        """Write a value in the place of another one; a row in lines keeps them where they have comments."""
        if node.anchor or (isinstance(node, Scalar) and node.style == "*"):
            raise UsageError(f"{self.file.file} has it behind a mark (& or *)", BY_HAND)
        if isinstance(node, Collection) and not node.flow and any(e.before or e.behind for e in node.entries):
            self._replace_lines(node, value)
            return
        self.file.edits.append((node.start, end_of(node, self.file.text), _flow(value)))

    def _replace_lines(self, node: Collection, value: object) -> None:
        wanted = dict(value) if isinstance(value, dict) else {}
        if not wanted or any(e.key is None or e.key.text not in wanted for e in node.entries):
            raise UsageError(f"{self.file.file} has comments in it that would be lost", BY_HAND)
        for entry in node.entries:
            assert entry.key is not None
            new = wanted.pop(entry.key.text)
            if _plain(entry.value) != new:
                self.file.edits.append((entry.value.start, end_of(entry.value, self.file.text), _flow(new)))
        place = end_of(node, self.file.text)
        line = self.file.text.find("\n", place)
        place = line if line >= 0 else len(self.file.text)
        pad = " " * node.column
        self.file.edits += [(place, place, f"\n{pad}{key}: {_flow(v)}") for key, v in wanted.items()]

    def _append(self, blocks: Sequence[Plain]) -> None:
        """Add blocks behind the last entity."""
        if not blocks:
            return
        entry = entry_of(self.file.root, "entities")
        assert entry is not None
        value, text = entry.value, self.file.text
        made = yaml.safe_dump(list(blocks), sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=None).rstrip()
        if isinstance(value, Collection) and value.entries:
            if value.flow or value.mapping:
                raise UsageError(f"{self.file.file} has its entities in brackets", "put each on lines of its own (`foedera fmt` does)")
            pad = " " * value.column
            line = text.find("\n", end_of(value, text))
            last = self.file.root.entries[-1] is entry
            place = len(text.rstrip()) if last else line
            self.file.edits.append((place, place, "\n\n" + "\n".join(pad + one for one in made.split("\n"))))
            return
        self.file.edits.append((value.start, end_of(value, text), f"\n{made}\n"))


def _mappings(value: object) -> list[Plain]:
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, dict)]


def _listed(value: object) -> list[object]:
    """A value, or several, as a list."""
    return list(value) if isinstance(value, list | tuple) else [value]


def _ref(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else text_of(node, "ref")


def _value(node: Node) -> Node:
    """The value of an item, which may have a source of its own."""
    entry = entry_of(node, "value") if isinstance(node, Collection) and node.mapping else None
    return entry.value if entry else node


def _kind(value: Node | object) -> object:
    """By what two of several values are the same: the text, or the languages of names."""
    plain = _plain(value) if isinstance(value, Scalar | Collection) else value
    return sorted(plain) if isinstance(plain, dict) else plain


def _plain(node: Node) -> object:
    """What a value says, as texts, lists and mappings."""
    if isinstance(node, Scalar):
        return node.text
    if node.mapping:
        return {e.key.text: _plain(e.value) for e in node.entries if e.key}
    return [_plain(e.value) for e in node.entries]


def _flow(value: object) -> str:
    """A value on one line, as it may stand in brackets."""
    return yaml.safe_dump([value], allow_unicode=True, width=100_000, default_flow_style=True, sort_keys=False).strip()[1:-1]
