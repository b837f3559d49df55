"""From the tree of a YAML file to records. What is wrong is gathered, so that a curator sees all of it at once."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from common.dates import without_time
from common.errors import UsageError
from common.labels import write_labels
from common.suggest import closest, suggest
from facts.places import laid_out
from facts.records import LOCAL_DATASET, ClaimRecord, ConflictNote, DatasetRecord, LinkRecord, Location, Problem, Records, Scalar
from loaders.checks import rules
from loaders.checks.rules import Rule
from loaders.sources import form_remedies as forms
from loaders.sources.characters import unquoted
from loaders.sources.files import find_files, is_folder, read_bytes
from loaders.sources.key_remedies import first_text, joined, key_remedy, label_remedy, spelt
from loaders.sources.other_formats import way_of
from loaders.sources.values import told, type_remedy, wrong_type
from loaders.sources.yaml_coverage import OWN_KEYS, read_coverage
from loaders.sources.yaml_provenance import Said
from loaders.sources.yaml_tree import Entries, Items, Text, Tree, YamlError, parse_yaml
from ontology import Datatype, Kind, Model, Relation

MAPPING = "table"
"""The key of a file that is no file of entities, but a mapping of a table."""
FILE_KEYS = ("entities", "datasets", "covers", "default_dataset")
ENTITY_KEYS = ("id", "class", "extends", "covers", "claims", "conflicts")
CLAIM_KEYS = ("property", "value")
NO_CLASS = "add class: with a class of the ontology; or write extends: in place of id:, to add facts to an entity that there is"
WORST = 1000
"""The rank of a dataset that does not say one rightly, until it does."""
VALUE = "value"
WRITE_VALUE = "write the value behind the key, or {value: …, source: …}"
ONE_VALUE = "keep one; where sources differ, write each as {value: …, source: …}"
FORMS = {
    "conflicts": "write {topic: members, explanation: why the sources differ}",
    "covers": "write {relation: members, complete: true, until: 2023}, or maintained: true in place of until:",
}
NOTE_KEYS = ("topic", "explanation")
"""Keys besides those of provenance."""
MAX_TEXT = 100_000
MOST_KEPT = 100_000
MAX_LOST = 100_000
MAX_TOTAL = 256 * 1024 * 1024
"""Bytes of all files together: read they take some ten times as much."""


def read_paths(paths: Iterable[Path], model: Model, base: Path | None = None) -> tuple[Records, list[Problem]]:
    """Everything that the files at and below `paths` say, and all that is wrong with how they say it."""
    records, problems = Records(), []
    seen: set[str] = set()
    trees: list[tuple[str, Entries]] = []
    total = 0
    for path in paths:
        top = path if is_folder(path) else None
        for file in find_files(path):
            # Not Path.resolve(), which gives up at a link that leads to itself.
            if (real := os.path.realpath(file)) in seen:
                continue
            seen.add(real)
            shown = str(file.relative_to(base)) if base and file.is_relative_to(base) else str(file)
            data = _refused(shown) or read_bytes(file, shown, top)
            if isinstance(data, Problem):
                problems.append(data)
                continue
            total += len(data)
            if total > MAX_TOTAL:
                raise UsageError(f"the files have more than {MAX_TOTAL // 1024 // 1024} MiB together", "load them one after the other")
            records.files[shown] = hashlib.sha256(data).hexdigest()
            try:
                tree = parse_yaml(data, shown, problems)
            except YamlError as error:
                problems.append(error.problem)
                records.unreadable |= references(data)
                continue
            if top and isinstance(tree, Entries) and MAPPING in tree.entries:
                del records.files[shown]  # it is read with its table
                continue
            if found := _mapping(tree, data, shown, problems):
                trees.append((shown, found))
    default = _default_dataset(trees)
    for shown, tree in trees:
        _FileReader(model, records, problems, default, shown).read(tree)
    return records, problems


def _refused(shown: str) -> Problem | None:
    """The problem of a file in a format that is not read as it is."""
    if way := way_of(shown):
        return rules.OTHER_FORMAT.broken(Location(shown, 1, 1), f"{way[0]} is not loaded as it is", way[1])
    return None


def read_tree(tree: Entries, model: Model, records: Records, problems: list[Problem], kept: Kept | None = None) -> None:
    """Add what a tree says that comes from elsewhere than YAML but has the form of a file. `kept`: of the parts before it, if it is one."""
    _FileReader(model, records, problems, LOCAL_DATASET, tree.location.file, kept).read(tree)


class Kept:
    """The properties of relationships, equal ones once: of a million memberships many begin on the same day."""

    def __init__(self) -> None:
        self._made: dict[tuple[tuple[str, Scalar], ...], dict[str, Scalar]] = {}

    def one(self, properties: dict[str, Scalar]) -> dict[str, Scalar]:
        """Those properties, which nobody may change."""
        # Numbers and truth values are equal to others that are written otherwise.
        if not all(isinstance(value, str) for value in properties.values()):
            return properties
        if len(self._made) >= MOST_KEPT:
            self._made.clear()
        return self._made.setdefault(tuple(properties.items()), properties)


def references(data: bytes) -> set[str]:
    """What others may refer to in a file that is not YAML: its ids and keys, as far as they can be seen."""
    # Not looked for inside a word, else a long one would be gone through once for each of its letters.
    found = islice(re.finditer(rb"(?<!\w)(\w{1,64})[\"']?: {0,99}[\"']?([\w.-]{1,200})", data), MAX_LOST)
    words = [(m[1].decode(errors="replace"), m[2].decode(errors="replace")) for m in found]
    return {value if key == "id" else f"{key}:{value}" for key, value in words}


def _mapping(tree: Tree | None, data: bytes, shown: str, problems: list[Problem]) -> Entries | None:
    if isinstance(tree, Entries):
        return tree
    if tree is not None or not data.strip(b"\xef\xbb\xbf \t\r\n"):
        where = tree.location if tree else Location(shown, 1, 1)
        what = "the file is not a mapping" if tree else "the file is empty"
        problems.append(rules.WRONG_FORM.broken(where, what, "begin it with dataset: and entities:"))
    return None


def _has_content(value: Tree | None) -> bool:
    """Whether a key has a value that is not empty; what has the wrong form is another problem."""
    match value:
        case None:
            return False
        case Text():
            return not value.is_null
        case Items():
            return bool(value.items)
    return True


def _meant(key: str, known: Mapping[str, object]) -> str | None:
    """The key that stands there, or the one that is told in its place: else that would be missed, too."""
    return key if key in known else closest(key, list(known)) if key != "id" else None


def _default_dataset(trees: Iterable[tuple[str, Entries]]) -> str:
    for _, tree in trees:
        if isinstance(found := tree.entries.get("default_dataset"), Text):
            return found.text
    return LOCAL_DATASET


class _FileReader:
    """Reads one file."""

    def __init__(self, model: Model, records: Records, problems: list[Problem], default: str, file: str, kept: Kept | None = None) -> None:
        self.model = model
        self.kept = kept or Kept()
        self.records = records
        self.problems = problems
        self.default = default
        self.file = file
        self.declared: dict[str, str] = {}
        self.keys = {key for _, key in (*model.keys, *model.shared_keys)}
        self.ends: dict[str, tuple[Relation, bool]] = {}
        for relation in model.relations.values():
            self.ends[relation.name] = (relation, True)
            if relation.inverse:
                self.ends[relation.inverse] = (relation, False)
        of_entities = [p for c in model.classes.values() if c.kind is Kind.ENTITY for p in c.properties.values()]
        self.properties = {p.name for p in of_entities}
        self.single = self.properties - {p.name for p in of_entities if p.many}
        self.dates = {p.name for p in of_entities if p.datatype is Datatype.EDTF}

    def read(self, tree: Entries) -> None:
        known = (*[k for k in self.model.provenance if k not in self.model.alone], *FILE_KEYS)
        if stray := forms.entity_at_top(tree, FILE_KEYS):
            self.problem(rules.WRONG_FORM, stray, "an entity stands at the top of the file", "begin it below entities:, with a dash")
            return
        before = len(self.problems)
        self._unknown_keys(tree, known)
        if len(self.problems) == before and not any(_has_content(tree.entries.get(key)) for key in FILE_KEYS):
            name = self.text(tree, "dataset")
            remedy = f"add entities:, or take the dataset away with `foedera drop {name}`" if name else "add entities:"
            self.problem(rules.NOTHING_SAID, tree.location, "the file describes no entity and no dataset", remedy)
        said = Said({"dataset": self._in_place(tree) or self.default}).within(tree, self)
        for item in self._items(tree, "datasets"):
            self._dataset(item)
        for item in self._items(tree, "covers"):
            self._coverage(item, said)
        for item in self._items(tree, "entities"):
            self._entity(item, said)

    def _in_place(self, tree: Entries) -> str:
        """The id of a dataset that the file describes where its id belongs; that is told, and all that belongs to it is read."""
        if not isinstance(value := tree.entries.get("dataset"), Entries):
            return ""
        name, remedy = forms.described_in_place(value)
        self.problem(rules.WRONG_FORM, value.location, "dataset is an id, and here a dataset is described", remedy)
        del tree.entries["dataset"]
        self.records.datasets.setdefault(name, DatasetRecord(name, WORST, forms.UNREAD, value.location))
        return name

    # -- helpers

    def problem(self, rule: Rule, where: Location, message: str, remedy: str = "", value: str = "") -> None:
        self.problems.append(rule.broken(where, message, remedy, value=value))

    def text(self, entries: Entries, key: str) -> str:
        """The text of a key; empty when it is missing or not a scalar."""
        value = entries.entries.get(key)
        if value is None:
            return ""
        if not isinstance(value, Text):
            self.problem(rules.WRONG_FORM, value.location, f"{key} must be text", "write a single value")
            return ""
        if len(value.text) > MAX_TEXT:
            self.problem(rules.TOO_LONG, value.location, f"{key} has {len(value.text):,} characters", f"{MAX_TEXT:,} is the limit")
            return ""
        return "" if value.is_null else value.text

    def _items(self, tree: Entries, key: str) -> list[Entries]:
        value = tree.entries.get(key)
        if value is None or (isinstance(value, Text) and value.is_null):
            return []
        found = value.items if isinstance(value, Items) else (value,)
        if isinstance(value, Entries) and (remedy := forms.named_by_key(value)):
            self.problem(rules.WRONG_FORM, value.location, f"{key} is a list, and here each entry stands behind a key", remedy)
            self.records.unreadable |= value.keys.keys()
            if key == "datasets":  # else it would be missed, too
                described = {name: DatasetRecord(name, WORST, forms.UNREAD, value.location) for name in value.keys}
                self.records.datasets = described | self.records.datasets
            return []
        for item in found:
            if not isinstance(item, Entries):
                self.problem(
                    rules.WRONG_FORM, item.location, f"{key} must hold mappings", FORMS.get(key, "begin each with a dash and its keys")
                )
        return [item for item in found if isinstance(item, Entries)]

    def _unknown_keys(self, entries: Entries, known: Iterable[str]) -> None:
        names = list(known)
        for key, where in entries.keys.items():
            if key not in names:
                remedy = key_remedy(key, names, entries) or f"keys are {', '.join(names)}"
                self.problem(rules.UNKNOWN_KEY, where, f"unknown key {key[:60]!r}", remedy, key[:60])

    # -- parts of a file

    def _dataset(self, item: Entries) -> None:
        cls = self.model.classes["Dataset"]
        self._unknown_keys(item, ("id", *cls.properties))
        name, rank = self.text(item, "id"), item.entries.get("rank")
        number = rank.number if isinstance(rank, Text) else None
        if not name:
            self.problem(rules.MISSING_KEY, item.location, "a dataset needs an id and a rank", "add id: and rank: (1 is preferred)")
            return
        if not isinstance(number, int):
            what = f"is {rank.text[:60]!r}" if isinstance(rank, Text) else "is missing"
            where = rank.location if rank else item.location
            message = f"the rank of dataset {name[:60]} {what}"
            self.problem(rules.MISSING_KEY, where, message, "write rank: and a whole number from 1 (preferred) to 1000")
            number = WORST
        properties: dict[str, Scalar] = {known: self.text(item, k) for k in item.entries if (known := _meant(k, cls.properties))}
        properties["rank"] = number
        if name in self.records.datasets:
            self.problem(rules.SAID_TWICE, item.location, f"dataset {name!r} is described twice", "keep one")
        self.records.datasets[name] = DatasetRecord(name, number, properties, item.location)

    def _entity(self, item: Entries, said: Said) -> None:
        subject = self.text(item, "id") or self.text(item, "extends")
        added = self.text(item, "extends")
        if remedy := forms.named_by_key(item):
            self.problem(rules.WRONG_FORM, item.location, "an entity stands behind a key", remedy)
            return
        if not subject:
            remedy = "add id: with a lower-case name such as poland-border-guard"
            self.problem(rules.MISSING_KEY, item.location, "an entity needs an id", remedy)
            return
        here = said.within(item, self)
        if "extends" in item.entries and (other := next((k for k in ("id", "class") if k in item.entries), "")):
            remedy = f"take {other}: away to add facts to {added[:60]}, or extends: to describe a new entity"
            self.problem(rules.WRONG_FORM, item.keys["extends"], f"extends and {other} stand in one entity", remedy)
            if other == "id":
                self.records.unreadable.add(subject)
                return
        if "id" in item.entries:
            name = self.text(item, "class")
            if not name:
                self.problem(rules.MISSING_KEY, item.location, f"{subject} has no class", NO_CLASS)
                self.records.unreadable.add(subject)
            else:
                self.declared.setdefault(subject, name)
                where = item.entries["class"].location
                self.records.claims.append(ClaimRecord(subject, "class", name, here.provenance(), where))
        for key, value in item.entries.items():
            if key not in ENTITY_KEYS and key not in self.model.provenance:
                self._fact(subject, key, value, item.keys[key], here)
        for claim in self._items(item, "claims"):
            self._claim(subject, claim, here)
        for coverage in self._items(item, "covers"):
            self._coverage(coverage, here, subject)
        for note in self._items(item, "conflicts"):
            self._unknown_keys(note, NOTE_KEYS)
            words = (self.text(note, "topic"), self.text(note, "explanation"), here.provenance().dataset)
            self.records.notes.append(ConflictNote(subject, *words, note.location))

    def _coverage(self, item: Entries, said: Said, of: str = "") -> None:
        provenance = [key for key in self.model.provenance if key in self.model.classes["Coverage"].properties]
        self._unknown_keys(item, (*(() if of else ("class",)), *OWN_KEYS, *provenance))
        self.records.coverages.append(read_coverage(item, said.within(item, self).provenance(), self, of))

    def _fact(self, subject: str, key: str, value: Tree, where: Location, said: Said) -> None:
        if key in self.ends:
            for item in value.items if isinstance(value, Items) else (value,):
                self._link(subject, key, item, said)
        elif key in self.properties:
            for item in self._parts(key, value):
                self._values(subject, key, item, said, alone=not isinstance(value, Items))
        else:
            keys = self._keys_of(subject)
            meant = spelt(key, keys)
            remedy = f"write {meant}" if meant else key_remedy(key, keys) or "`foedera new CLASS` and docs/ontology.md list them"
            self.problem(rules.UNKNOWN_PROPERTY, where, f"unknown property or relation {key[:60]!r}", remedy, key[:60])
            if meant in self.ends or meant in self.properties:  # else it would be missed, too
                self._fact(subject, meant, value, where, said)

    def _keys_of(self, subject: str) -> list[str]:
        """The keys that an entity may have; where its class is not known, those of all."""
        cls = self.model.classes.get(self.declared.get(subject, ""))
        own = [*cls.properties, *cls.ends] if cls and cls.kind is Kind.ENTITY else [*sorted(self.properties), *self.ends]
        return [*ENTITY_KEYS, *self.model.provenance, *own]

    def _parts(self, key: str, value: Tree) -> tuple[Tree, ...]:
        """The values behind a property; of several where there can be one, the first, for what is right with it."""
        if not isinstance(value, Items):
            return (value,)
        plain = [item for item in value.items if isinstance(item, Text) and not item.is_null]
        if key not in self.single or len({item.text for item in plain}) < 2:
            return value.items
        remedy = "keep one; other names belong to aliases:" if key in self.model.names else ONE_VALUE
        message = f"{key} has one value, and here stands a list of {len(plain)}"
        self.problem(rules.WRONG_FORM, value.location, message, remedy, plain[1].text[:60])
        return tuple(item for item in value.items if item not in plain[1:])

    def _values(self, subject: str, key: str, item: Tree, said: Said, *, alone: bool) -> None:
        """What stands behind a property, or with a source of its own within `value`."""
        if isinstance(item, Entries) and VALUE in item.entries:
            self._unknown_keys(item, (VALUE, *self.model.provenance))
            said, item = said.within(item, self), item.entries[VALUE]
        if isinstance(item, Entries) and key in self.model.by_language:
            self._labels(subject, key, item, said)
            return
        if alone and isinstance(item, Text) and key in self.model.names - self.single and (remedy := forms.names_in_one(item)):
            self.problem(rules.NAMES_IN_ONE, item.location, f"{key} is one name, {item.text[:60]!r}", remedy, item.text[:60])
        for value in self._parts(key, item):
            self._value(subject, key, value, said)

    def _value(self, subject: str, key: str, value: Tree, said: Said) -> None:
        if not isinstance(value, Text):
            remedy = label_remedy(key, value) if isinstance(value, Entries) and key in self.model.names else ""
            kind = "a name without a language" if remedy else "a value" if key in self.single else "a value or a list of values"
            self.problem(rules.WRONG_FORM, value.location, f"{key} must be {kind}", remedy or WRITE_VALUE)
            if key in self.single and (text := first_text(value)):  # else it would be missed, too
                self.records.claims.append(ClaimRecord(subject, key, text[:MAX_TEXT], said.provenance(), value.location))
        elif len(value.text) > MAX_TEXT:
            self.problem(rules.TOO_LONG, value.location, f"{key} has {len(value.text):,} characters", f"{MAX_TEXT:,} is the limit")
        elif not value.is_null:
            text = without_time(value.text) if key in self.dates else value.text
            if key in self.model.names and value.plain and (bare := unquoted(text)):
                self.problem(rules.WRONG_FORM, value.location, f"{key} stands in typographic quotes", f'write "{bare[:60]}"', text[:60])
            if key in self.model.names and not value.location.cell:
                text = self._on_one_line(key, text, value.location)
            self.records.claims.append(ClaimRecord(subject, key, text, said.provenance(), value.location))

    def _on_one_line(self, key: str, name: str, where: Location) -> str:
        """A name without the line break that YAML leaves behind a text in lines; one that has several lines is told."""
        if "\n" in name.strip():
            self.problem(
                rules.WRONG_FORM, where, f"{key} has {len(name.strip().splitlines())} lines", f"write {' '.join(name.split())[:80]}"
            )
        return " ".join(name.split()) if "\n" in name else name

    def _labels(self, subject: str, key: str, value: Entries, said: Said) -> None:
        """Names by language, written as a mapping."""
        labels: dict[str, list[str]] = {}
        for tag, names in value.entries.items():
            texts = [n.text for n in (names.items if isinstance(names, Items) else (names,)) if isinstance(n, Text) and not n.is_null]
            if len(texts) != (len(names.items) if isinstance(names, Items) else 1):
                self.problem(rules.WRONG_FORM, names.location, f"{key} in {tag[:20]!r} must be a name or a list of names", "write text")
            else:
                labels[tag] = texts
        if labels:
            self.records.claims.append(ClaimRecord(subject, key, write_labels(labels), said.provenance(), value.location))

    def _claim(self, subject: str, item: Entries, said: Said) -> None:
        self._unknown_keys(item, (*CLAIM_KEYS, *self.model.provenance))
        name, value = self.text(item, "property"), self.text(item, "value")
        if not name or not value:
            self.problem(rules.MISSING_KEY, item.location, "a claim needs a property and a value", "add property: and value:")
        elif name in self.ends:
            message = f"{name[:60]} is a relation, and a claim is of a property"
            self.problem(rules.UNKNOWN_PROPERTY, item.entries["property"].location, message, self._other_rows(name), name[:60])
        elif name not in self.properties and name != "class":
            where, remedy = item.entries["property"].location, suggest(name, self.properties)
            self.problem(rules.UNKNOWN_PROPERTY, where, f"unknown property {name[:60]!r}", remedy, name[:60])
        else:
            where = item.entries["value"].location
            value = without_time(value) if name in self.dates else value
            self.records.claims.append(ClaimRecord(subject, name, value, said.within(item, self).provenance(), where))

    def _other_rows(self, key: str) -> str:
        """How a relation is said to be disputed."""
        rows = f"write a row below {key}: for each source, with source: of its own"
        contested = self.model.contested[self.ends[key][0].edge]
        return rows + "".join(f", and {name}: {value} where it is contested" for name, values in contested.items() for value in values)

    def _link(self, subject: str, key: str, item: Tree, said: Said) -> None:
        relation, outgoing = self.ends[key]
        properties: dict[str, Scalar] = {}
        places = {key: item.location}
        if isinstance(item, Text) and item.is_null:
            self.problem(rules.MISSING_KEY, item.location, f"{key} is empty", "write an id or a key such as iso3:POL, or take the key away")
            return
        if isinstance(item, Text):
            other = item.text
        elif isinstance(item, Entries):
            other = self.text(item, "ref")
            if not other:
                cut = next((key_remedy(k, ["ref"], item) for k in item.entries if k.startswith("ref:")), "")
                remedy = (
                    cut or forms.row_by_key(item, self._edge_keys(relation), self.keys) or "add ref: with an id or a key such as iso3:POL"
                )
                self.problem(rules.MISSING_KEY, item.location, f"an entry of {key} needs a ref", remedy)
                return
            properties = self._edge(relation, key, item)
            places |= {k: item.entries[k].location for k in ("ref", *properties)}
            said = said.within(item, self)
        else:
            message = f"an entry of {key} is a reference or a mapping with ref, and here stands a list in a list"
            self.problem(rules.WRONG_FORM, item.location, message, "take one pair of brackets, or one dash, away")
            return
        if not relation.sourced:
            self.problem(rules.WRONG_END, item.location, f"{key} is made by the loader", "state facts as properties and relations")
            return
        ends = (subject, other) if outgoing else (other, subject)
        link = LinkRecord(relation.name, *ends, self.kept.one(properties), said.provenance(), *laid_out(item.location, places))
        self.records.links.append(link)

    def _edge_keys(self, relation: Relation) -> tuple[str, ...]:
        return ("ref", *(p.name for p in self.model.stated(relation.edge)), *self.model.provenance)

    def _edge(self, relation: Relation, key: str, item: Entries) -> dict[str, Scalar]:
        stated = self.model.stated(relation.edge)
        self._unknown_keys(item, self._edge_keys(relation))
        item = joined(item)
        found: dict[str, Scalar] = {}
        for prop in stated:
            name, datatype = prop.name, prop.datatype
            if (value := item.entries.get(name)) is None:
                continue
            if not isinstance(value, Text):
                self.problem(rules.WRONG_FORM, value.location, f"{name} of {key} must be text", "write a single value")
            if not isinstance(value, Text) or value.is_null:
                continue
            if datatype in (Datatype.DECIMAL, Datatype.INTEGER):
                if value.number is None:
                    shown = value.text[:60]
                    message = told(f"{name} of {key}", shown, wrong_type(datatype, shown) or "has too many digits")
                    self.problem(rules.WRONG_TYPE, value.location, message, type_remedy(datatype, shown), shown)
                    continue
                found[name] = float(value.number) if datatype is Datatype.DECIMAL else value.number
            else:
                found[name] = without_time(value.text) if datatype is Datatype.EDTF else value.text
        return found


def relocate(link: LinkRecord, subject: str, object_: str, *, symmetric: bool) -> LinkRecord:
    """The link with its ends resolved; a symmetric one always begins at the smaller id."""
    first, second = sorted((subject, object_)) if symmetric else (subject, object_)
    return link if (first, second) == (link.subject, link.object) else replace(link, subject=first, object=second)
