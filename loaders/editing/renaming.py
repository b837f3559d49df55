"""`foedera rename`: another id for an entity, in its description and in every reference to it.

Only the words that change are touched, so that a diff shows nothing else. The old id stays as a former one: what still uses it, in files
that were not at hand or through the API, is led to the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from common.errors import InputError, NotFoundError, UsageError
from common.suggest import suggest
from facts.records import Location, Problem
from facts.redirects import FORMER_IDS
from loaders.editing.syntax import Collection, Entry, Node, Scalar, SyntaxRefusedError, parse
from loaders.sources.files import find_files, read_bytes
from loaders.sources.yaml_tree import Entries, YamlError, parse_yaml
from ontology import Model

REFERRING = ("ref", "under")
"""Keys of a row whose value is the id of an entity."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """The new content of each file that changes, the one that describes the entity first, and in how many places."""

    texts: Mapping[Path, str]
    places: Mapping[Path, int]


@dataclass(slots=True)
class _Source:
    """A file of entities."""

    text: str
    root: Collection
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def entities(self) -> Iterator[Collection]:
        for entry in self.root.entries:
            if entry.key and entry.key.text == "entities":
                yield from (n for n in _nodes(entry.value) if isinstance(n, Collection) and n.mapping)

    def edited(self) -> str:
        text = self.text
        for start, end, new in sorted(self.edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text


def rename(old: str, new: str, paths: Iterable[Path], model: Model) -> Renaming:
    """What `paths` become when the entity `old` gets the id `new`. Writes nothing.

    Raises NotFoundError when no file describes `old`, UsageError when `new` cannot be its id, InputError when a file cannot be read.
    """
    sources = _read(paths)
    declared, former = _ids(sources)
    _refuse(old, new, declared, former, model)
    ends = {e for c in model.classes.values() for e in c.ends}
    for source in sources.values():
        for entity in source.entities():
            source.edits += [_replaced(s, source.text, old, new) for s in _references(entity, ends) if s.text == old]
    places = {file: len(source.edits) for file, source in sources.items()}
    home = declared[old]
    entity = next(e for e in sources[home].entities() if _text(e, "id") == old)
    sources[home].edits.append(_redirect(entity, sources[home].text, old, new))
    order = sorted((f for f, s in sources.items() if s.edits), key=lambda f: (f != home, f))
    return Renaming({f: sources[f].edited() for f in order}, {f: places[f] for f in order})


def _read(paths: Iterable[Path]) -> dict[Path, _Source]:
    found: dict[Path, _Source] = {}
    problems: list[Problem] = []
    for file in dict.fromkeys(f for path in paths for f in find_files(path)):
        data = read_bytes(file, str(file))
        if isinstance(data, Problem):
            problems.append(data)
            continue
        try:
            tree = parse_yaml(data, str(file))
            if isinstance(tree, Entries) and "entities" in tree.entries:
                text = data.decode("utf-8-sig")
                found[file] = _Source(text, parse(text)[0])
        except YamlError as error:
            problems.append(error.problem)
        except SyntaxRefusedError as error:
            problems.append(Problem(Location(str(file), error.line, 1), str(error), "nothing was renamed"))
    if problems:
        raise InputError("\n".join(str(p) for p in problems), "nothing was renamed")
    return found


def _ids(sources: Mapping[Path, _Source]) -> tuple[dict[str, Path], dict[str, str]]:
    """Where each entity is described first, and which former id leads to which."""
    declared: dict[str, Path] = {}
    former: dict[str, str] = {}
    for file, source in sources.items():
        for entity in source.entities():
            name = _text(entity, "id")
            if name:
                declared.setdefault(name, file)
            if entry := _entry(entity, FORMER_IDS):
                former |= {n.text: name or _text(entity, "extends") for n in _nodes(entry.value) if isinstance(n, Scalar)}
    return declared, former


def _refuse(old: str, new: str, declared: Mapping[str, Path], former: Mapping[str, str], model: Model) -> None:
    if old not in declared:
        if old in former:
            raise NotFoundError(f"{old} is a former id of {former[old]}", f"rename {former[old]}")
        raise NotFoundError(f"no file here describes {old!r}", suggest(old, declared) or "name the files and folders that describe it")
    if not model.is_id(new):
        raise UsageError(f"{new[:60]!r} is not an id", f"use lower-case letters, digits and hyphens, at most {model.id_form.max_length}")
    if new in declared:
        raise UsageError(f"{new} is described in {declared[new]}", "choose an id that is free")
    if former.get(new, old) != old:
        raise UsageError(f"{new} is a former id of {former[new]} and leads there", "choose an id that is free")


def _references(entity: Collection, ends: set[str]) -> Iterator[Scalar]:
    """Every value that names an entity."""
    for entry in entity.entries:
        name = entry.key.text if entry.key else ""
        if name in ("id", "extends") and isinstance(entry.value, Scalar):
            yield entry.value
        elif name in ends:
            for node in _nodes(entry.value):
                if isinstance(node, Scalar):
                    yield node
                else:
                    values = (e.value for e in node.entries if e.key and e.key.text in REFERRING)
                    yield from (v for v in values if isinstance(v, Scalar))


def _replaced(scalar: Scalar, text: str, old: str, new: str) -> tuple[int, int, str]:
    start = text.rindex(old, scalar.start, scalar.end)
    return start, start + len(old), new


def _redirect(entity: Collection, text: str, old: str, new: str) -> tuple[int, int, str]:
    """The edit that adds `old` to the former ids of an entity."""
    if entry := _entry(entity, FORMER_IDS):
        return _joined(entry.value, text, old, new)
    after = _entry(entity, "name") or _entry(entity, "id")
    assert after is not None
    end = _end(after.value, text)
    if entity.flow:
        return end, end, f", {FORMER_IDS}: [{old}]"
    line = text.find("\n", end)
    place = line if line >= 0 else len(text)
    return place, place, f"\n{' ' * entity.column}{FORMER_IDS}: [{old}]"


def _joined(value: Node, text: str, old: str, new: str) -> tuple[int, int, str]:
    """The edit that adds `old` to a value or list; in place of `new`, where the entity goes back to an id it had."""
    items = [n for n in _nodes(value) if isinstance(n, Scalar) and n.text]
    end = _end(value, text)
    if again := next((n for n in items if n.text == new), None):
        return _replaced(again, text, new, old)
    if isinstance(value, Scalar) or not items:
        return value.start, end, f"[{', '.join([*(n.text for n in items), old])}]"
    if value.flow:
        return end - 1, end - 1, f", {old}"
    line = text.find("\n", end)
    place = line if line >= 0 else len(text)
    return place, place, f"\n{' ' * value.column}- {old}"


def _end(node: Node, text: str) -> int:
    """Where a value ends, without the line breaks behind it; a block list ends with its last item."""
    if isinstance(node, Collection) and not node.flow and node.entries:
        return _end(node.entries[-1].value, text)
    return node.start + len(text[node.start : node.end].rstrip())


def _nodes(value: Node) -> list[Node]:
    """A value, or the items of a list of them."""
    if isinstance(value, Collection) and not value.mapping:
        return [e.value for e in value.entries]
    return [value]


def _entry(entity: Collection, key: str) -> Entry | None:
    return next((e for e in entity.entries if e.key and e.key.text == key), None)


def _text(entity: Collection, key: str) -> str:
    entry = _entry(entity, key)
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""
