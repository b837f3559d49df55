"""Files of entities to be edited in place: what they describe and refer to, and small changes of their text.

Only the words that change are touched, so that comments and layout stay and a diff shows nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from common.errors import InputError
from facts.records import Location, Problem
from facts.redirects import FORMER_IDS
from loaders.editing.rendering import inline
from loaders.editing.syntax import Collection, Entry, Node, Scalar, SyntaxRefusedError, parse
from loaders.sources.files import find_files, read_bytes
from loaders.sources.yaml_tree import Entries, Items, Text, Tree, YamlError, parse_yaml

UNWRITTEN = "nothing was written"
Edit = tuple[int, int, str]
"""From where to where a text is replaced, and by what."""
REFERRING = ("ref", "under")
"""Keys of a row whose value is the id of an entity."""


@dataclass
class EntityFile:
    """A file of entities, as a reader has it (`tree`) and with all that stands around it (`root`), which is read when it is asked for."""

    file: Path
    text: str
    tree: Entries
    edits: list[Edit] = field(default_factory=list)

    @cached_property
    def root(self) -> Collection:
        """The file with places, comments and layout. Raises InputError for what cannot be kept."""
        try:
            return parse(self.text)[0]
        except SyntaxRefusedError as error:
            raise InputError(str(Problem(Location(str(self.file), error.line, 1), str(error))), UNWRITTEN) from error

    def entities(self) -> Iterator[Collection]:
        for entry in self.root.entries:
            if entry.key and entry.key.text == "entities":
                yield from (n for n in nodes_of(entry.value) if isinstance(n, Collection) and n.mapping)

    def edited(self) -> str:
        """The text with all edits made."""
        return edited(self.text, self.edits)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with parts replaced that do not overlap: from where, to where, by what."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def read_files(paths: Iterable[Path]) -> dict[Path, EntityFile]:
    """The files of entities at and below `paths`. Raises InputError with all that cannot be read, NotFoundError."""
    found: dict[Path, EntityFile] = {}
    problems: list[Problem] = []
    for file in dict.fromkeys(f for path in paths for f in find_files(path)):
        data = read_bytes(file, str(file))
        if isinstance(data, Problem):
            problems.append(data)
            continue
        try:
            tree = parse_yaml(data, str(file))
            if isinstance(tree, Entries) and "entities" in tree.entries:
                found[file] = EntityFile(file, data.decode("utf-8-sig"), tree)
        except YamlError as error:
            problems.append(error.problem)
    if problems:
        raise InputError("\n".join(str(p) for p in problems), UNWRITTEN)
    return found


def ids_of(sources: Mapping[Path, EntityFile]) -> tuple[dict[str, Path], dict[str, str]]:
    """Where each entity is described first, and which former id leads to which."""
    declared: dict[str, Path] = {}
    former: dict[str, str] = {}
    for file, source in sources.items():
        for entity in _items(source.tree.entries["entities"]):
            if isinstance(entity, Entries):
                name = _texts(entity, "id")
                declared |= {id_: file for id_ in name if id_ not in declared}
                former |= {old: id_ for id_ in (name or _texts(entity, "extends"))[:1] for old in _texts(entity, FORMER_IDS)}
    return declared, former


def _items(value: Tree) -> Sequence[Tree]:
    return value.items if isinstance(value, Items) else (value,)


def _texts(entity: Entries, key: str) -> list[str]:
    value = entity.entries.get(key)
    return [item.text for item in _items(value) if isinstance(item, Text) and item.text] if value else []


def references(entity: Collection, ends: set[str]) -> Iterator[Scalar]:
    """Every value that names an entity."""
    for entry in entity.entries:
        name = entry.key.text if entry.key else ""
        if name in ("id", "extends") and isinstance(entry.value, Scalar):
            yield entry.value
        elif name in ends:
            for node in nodes_of(entry.value):
                if isinstance(node, Scalar):
                    yield node
                else:
                    values = (e.value for e in node.entries if e.key and e.key.text in REFERRING)
                    yield from (v for v in values if isinstance(v, Scalar))


def replaced(scalar: Scalar, text: str, old: str, new: str) -> Edit:
    """The edit that writes `new` for `old`, the last time that it stands in a value."""
    start = text.rindex(old, scalar.start, scalar.end)
    return start, start + len(old), new


def redirect(entity: Collection, text: str, old: str, new: str, after: Iterable[str] = ("name", "id")) -> Edit:
    """The edit that adds `old` to the former ids of an entity, or else behind the first of the keys `after` that it has.

    Where `new` is one of them, the entity goes back to an id it had.
    """
    former = Scalar(old, "", 0, 0)
    if entry := entry_of(entity, FORMER_IDS):
        again = next((n for n in nodes_of(entry.value) if isinstance(n, Scalar) and n.text == new), None)
        return replaced(again, text, new, old) if again else joined(entry.value, text, former)
    found = next(entry for key in after if (entry := entry_of(entity, key)))
    end = end_of(found.value, text)
    if entity.flow:
        return end, end, f", {FORMER_IDS}: [{old}]"
    line = text.find("\n", end)
    place = line if line >= 0 else len(text)
    return place, place, f"\n{' ' * entity.column}{FORMER_IDS}: [{old}]"


def joined(value: Node, text: str, added: Node) -> Edit:
    """The edit that adds a value, which may stand elsewhere in the text, to a value or list."""
    items = [n for n in nodes_of(value) if not isinstance(n, Scalar) or n.text]
    end = end_of(value, text)
    if isinstance(value, Scalar) or value.mapping or not items:
        return value.start, end, f"[{', '.join(_inline(n, text) for n in [*items, added])}]"
    if value.flow:
        return end - 1, end - 1, f", {_inline(added, text)}"
    line = text.find("\n", end)
    place = line if line >= 0 else len(text)
    return place, place, f"\n{' ' * value.column}- {_inline(added, text)}"


def _inline(node: Node, text: str) -> str:
    """A value as it stands within brackets."""
    return inline(node.text, node.style, flow=True) if isinstance(node, Scalar) else text[node.start : end_of(node, text)]


def end_of(node: Node, text: str) -> int:
    """Where a value ends, without the line breaks behind it; a block list ends with its last item."""
    if isinstance(node, Collection) and not node.flow and node.entries:
        return end_of(node.entries[-1].value, text)
    return node.start + len(text[node.start : node.end].rstrip())


def nodes_of(value: Node) -> list[Node]:
    """A value, or the items of a list of them."""
    if isinstance(value, Collection) and not value.mapping:
        return [e.value for e in value.entries]
    return [value]


def entry_of(entity: Collection, key: str) -> Entry | None:
    """What an entity has under a key."""
    return next((e for e in entity.entries if e.key and e.key.text == key), None)


def text_of(entity: Collection, key: str) -> str:
    """The single value that an entity has under a key; empty where it has none, or a list."""
    entry = entry_of(entity, key)
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""
