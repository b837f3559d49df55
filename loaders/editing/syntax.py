"""A YAML file as a tree that keeps comments and blank lines, each with the entry that it stands before, behind or under.

Reading (loaders.sources.yaml_tree) gives values, with aliases resolved, and loses the rest; here the rest is kept and may be moved, so that
a file can be written anew in one form. PyYAML's C parser says where every scalar lies; a `#` outside of those is a comment. What cannot be
kept (tags, comments within a flow collection) is refused. A file is read first, so its depth and size are bounded.

ruamel.yaml 0.19 keeps comments, too, but with what stands before them: when keys change places, "# about c" stays under b instead of going
with c, and putting it right means the same work on its private tokens. It takes 17 s of CPU to read the core, where this takes 1.6.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

BLOCK_STYLES = ("|", ">")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*", re.MULTILINE)
_OWN_LINE = re.compile(r"[ \t-]*")


class SyntaxRefusedError(Exception):
    """A file that is YAML, but with something in it that would be lost."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class Scalar:
    """A value, or an alias of one (`text` begins with a star, `style` is `*`)."""

    text: str
    style: str
    start: int
    end: int
    anchor: str = ""


@dataclass(slots=True)
class Collection:
    """A mapping or a sequence. `foot` are lines that stand under its last entry."""

    mapping: bool
    flow: bool
    start: int
    end: int
    column: int
    anchor: str = ""
    entries: list[Entry] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)


Node = Scalar | Collection


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item. `before` are comments and blank lines (empty text) above it, `behind` a comment on its line."""

    key: Scalar | None
    value: Node
    start: int
    column: int
    before: list[str] = field(default_factory=list)
    behind: str = ""


def parse(text: str) -> tuple[Collection, list[str]]:
    """The tree of a file that holds one mapping and is known to be YAML, and all its comments. Raises SyntaxRefusedError."""
    reader = _Reader(text)
    root = reader.read()
    reader.place_comments(root)
    return root, [comment for _, comment in reader.gaps() if comment]


class _Reader:
    """Builds the tree. In `spans` a `#` is no comment; `order` are entries of block collections as they begin, with what is around them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        self.spans: list[tuple[int, int]] = []
        self.flows: list[tuple[int, int]] = []
        self.order: list[tuple[Entry, tuple[Collection, ...]]] = []

    def read(self) -> Collection:
        for event in self.events:
            if isinstance(event, yaml.MappingStartEvent):
                root = self._collection(event, ())
                self.spans.sort()
                self.flows.sort()
                return root
            if isinstance(event, (yaml.SequenceStartEvent, yaml.ScalarEvent)):
                break
        raise SyntaxRefusedError(1, "the file is not a mapping")

    def _refuse(self, index: int, message: str) -> SyntaxRefusedError:
        return SyntaxRefusedError(self.text.count("\n", 0, index) + 1, message)

    # -- the tree

    def _node(self, event: yaml.Event, above: tuple[Collection, ...]) -> Node:
        (start, _), (end, _) = _places(event)
        if (tag := getattr(event, "tag", None)) is not None:
            raise self._refuse(start, f"the tag {tag} has no meaning here; remove it")
        if isinstance(event, yaml.CollectionStartEvent):
            return self._collection(event, above)
        if isinstance(event, yaml.AliasEvent):
            return Scalar(f"*{event.anchor}", "*", start, end)
        assert isinstance(event, yaml.ScalarEvent)
        style = event.style if event.style in ("'", '"', *BLOCK_STYLES) else ""
        # The first line of a block scalar may end in a comment.
        inside = self.text.find("\n", start, end) if style in BLOCK_STYLES else start
        self.spans.append((inside if inside >= 0 else end, end))
        return Scalar(event.value, style, start, end, event.anchor or "")

    def _collection(self, event: yaml.CollectionStartEvent, above: tuple[Collection, ...]) -> Collection:
        mapping = isinstance(event, yaml.MappingStartEvent)
        (start, column), _ = _places(event)
        made = Collection(mapping, bool(event.flow_style), start, start, column, event.anchor or "")
        path = (*above, made)
        for inner in self.events:
            if isinstance(inner, yaml.CollectionEndEvent):
                made.end = _places(inner)[1][0]
                break
            made.entries.append(self._entry(inner, made, path))
        if made.flow and not (above and above[-1].flow):
            self.flows.append((made.start, made.end))
        elif not made.flow and made.entries:
            made.column = made.entries[0].column
        return made

    def _entry(self, event: yaml.Event, parent: Collection, path: tuple[Collection, ...]) -> Entry:
        (start, column), _ = _places(event)
        if not parent.mapping and not parent.flow:
            dash = self.text.rfind("-", 0, start)
            column = dash - (self.text.rfind("\n", 0, dash) + 1)
        entry = Entry(None, Scalar("", "", start, start), start, column)
        if not parent.flow:
            self.order.append((entry, path))
        if parent.mapping:
            key = self._node(event, path)
            assert isinstance(key, Scalar)
            entry.key, event = key, next(self.events)
        entry.value = self._node(event, path)
        return entry

    # -- comments and blank lines

    def gaps(self) -> Iterator[tuple[int, str]]:
        """Where comments and blank lines (empty text) are."""
        for found in re.finditer(rf"{_COMMENT.pattern}|^[ \t]*$", self.text, re.MULTILINE):
            if not _within(self.spans, found.start()):
                yield found.start(), found[0].strip()

    def place_comments(self, root: Collection) -> None:
        starts = [entry.start for entry, _ in self.order]
        above: dict[int, list[tuple[int, str]]] = {}
        for index, comment in self.gaps():
            line = self.text.rfind("\n", 0, index) + 1
            if _within(self.flows, index):
                if comment:
                    raise self._refuse(index, "a comment within brackets; put it on a line above")
            elif not comment or _OWN_LINE.fullmatch(self.text, line, index):
                above.setdefault(bisect_left(starts, index), []).append((index - line, comment))
            elif place := bisect_right(starts, index):
                self.order[place - 1][0].behind = comment
            else:
                above.setdefault(0, []).append((0, comment))
        for place, lines in above.items():
            self._place(place, lines, root)

    def _place(self, place: int, lines: list[tuple[int, str]], root: Collection) -> None:
        """Comments that stand deeper than what follows belong under what came before."""
        following = self.order[place][0] if place < len(self.order) else None
        column = following.column if following else -1
        count = next((n for n, (c, text) in enumerate(lines) if text and c <= column), len(lines)) if place else 0
        if not any(text for _, text in lines[:count]):
            count = 0
        for c, comment in lines[:count]:
            within = [o for o in self.order[place - 1][1] if o.column <= max(c, 0)] if comment else []
            target = within[-1] if within else root
            if comment or target.foot:
                target.foot.append(comment)
        rest = [comment for _, comment in lines[count:]]
        if following:
            following.before = rest
        else:
            root.foot += rest


def _places(event: yaml.Event) -> tuple[tuple[int, int], tuple[int, int]]:
    """Index and column of where an event begins and ends."""
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return (start.index, start.column), (end.index, end.column)


def _within(spans: list[tuple[int, int]], index: int) -> bool:
    place = bisect_right(spans, (index, sys.maxsize)) - 1
    return place >= 0 and spans[place][0] <= index < spans[place][1]
