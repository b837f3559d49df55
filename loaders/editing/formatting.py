"""`foedera fmt`: one form for all files of entities. What a file says stays the same, and so does every comment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from facts.records import Location, Problem
from loaders.editing.modeline import with_modeline
from loaders.editing.rendering import render
from loaders.editing.syntax import Collection, Entry, Scalar, SyntaxRefusedError, parse
from loaders.sources.files import read_bytes
from loaders.sources.yaml_reading import MAPPING
from loaders.sources.yaml_tree import Entries, Items, Text, Tree, YamlError, parse_yaml
from ontology import Model

FIRST = ("id", "extends", "class", "name")
LAST = ("covers", "claims", "conflicts")
ROW_FIRST = ("ref", "property", "value", "topic", "relation")


def format_file(file: Path, model: Model) -> tuple[str, str] | Problem | None:
    """The content of a file before and after; None when it is not a file of entities. Writes nothing."""
    data = read_bytes(file, str(file))
    if isinstance(data, Problem):
        return data
    try:
        tree = parse_yaml(data, str(file))
    except YamlError as error:
        return error.problem
    if not isinstance(tree, Entries) or not {"entities", "datasets"} & tree.entries.keys() or MAPPING in tree.entries:
        return None
    before = data.decode("utf-8-sig")
    try:
        after = format_text(before, model)
    except SyntaxRefusedError as error:
        return Problem(Location(str(file), error.line, 1), str(error), "the file stays as it is")
    after = with_modeline(after, file)
    return data.decode("utf-8"), after


def format_text(text: str, model: Model) -> str:
    """A file of entities in the one form. Raises SyntaxRefusedError when something in it would be lost."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    root, comments = parse(text)
    _arrange(root, model, text)
    made = render(root)
    if made != text:
        _verify(text, comments, made)
    return made


def _verify(text: str, comments: list[str], made: str) -> None:
    """What a formatter must never do is checked each time, not believed."""
    try:
        kept = same(parse_yaml(text.encode(), ""), parse_yaml(made.encode(), ""))
    except YamlError:
        kept = False
    if not kept:
        raise SyntaxRefusedError(1, "the file would not mean the same afterwards")
    if sorted(comments) != sorted(parse(made)[1]):
        raise SyntaxRefusedError(1, "a comment would be lost")


def same(one: Tree | None, other: Tree | None) -> bool:
    """Whether two files say the same. The order of keys says nothing; the order of lists does."""
    match one, other:
        case Text(), Text():
            return one.text == other.text and one.is_null == other.is_null and one.boolean == other.boolean
        case Items(), Items():
            return len(one.items) == len(other.items) and all(map(same, one.items, other.items))
        case Entries(), Entries():
            return one.entries.keys() == other.entries.keys() and all(same(v, other.entries[k]) for k, v in one.entries.items())
    return one is None and other is None


# -- the order of keys


def _arrange(root: Collection, model: Model, text: str) -> None:
    # An alias must come after what it stands for.
    ordered = "*" not in text or not _has_alias(root)
    ends = {e for c in model.classes.values() for e in c.ends}
    said_by = [n for n in model.provenance if n != "dataset"]
    if ordered:
        _sort(root, ("default_dataset", "datasets", *(n for n in model.provenance if n not in model.alone), "covers", "entities"), ())
    for entry in root.entries:
        if entry.key and entry.key.text in ("entities", "datasets"):
            for item in _collections(entry.value):
                _entity(item, ends, said_by, ordered=ordered)


def _entity(entity: Collection, ends: set[str], said_by: Sequence[str], *, ordered: bool) -> None:
    names = [e.key.text for e in entity.entries if e.key]
    relations = [n for n in names if n in ends and n not in LAST]
    if ordered:
        _sort(entity, FIRST, (*said_by, "note", *relations, *LAST))
    for entry in entity.entries:
        if entry.key and (entry.key.text in ends or entry.key.text in LAST):
            rows = list(_collections(entry.value))
            for row in rows:
                if ordered:
                    _sort(row, ROW_FIRST, said_by)
            if isinstance(entry.value, Collection) and entry.value.flow and not entry.value.mapping and rows and not entity.flow:
                entry.value.flow = False


def _sort(mapping: Collection, first: Sequence[str], last: Sequence[str]) -> None:
    """Known keys first or last, in the given order; between them the others as they stand."""
    ranks = {name: n - len(first) for n, name in enumerate(first)} | {name: n + 1 for n, name in enumerate(last)}
    order = sorted(mapping.entries, key=lambda e: ranks.get(e.key.text, 0) if e.key else 0)
    if mapping.entries and order[0] is not mapping.entries[0]:
        # A comment at the top of a file or entity is about all of it.
        order[0].before, mapping.entries[0].before = [*mapping.entries[0].before, *order[0].before], []
    mapping.entries = order


def _collections(value: object) -> Iterable[Collection]:
    if isinstance(value, Collection):
        items: list[Entry] = [] if value.mapping else value.entries
        found = [value] if value.mapping else [e.value for e in items]
        yield from (v for v in found if isinstance(v, Collection) and v.mapping)


def _has_alias(node: Collection) -> bool:
    for entry in node.entries:
        if isinstance(entry.value, Scalar) and entry.value.style == "*":
            return True
        if isinstance(entry.value, Collection) and _has_alias(entry.value):
            return True
    return False
