"""YAML as a tree whose every part knows its line and column.

PyYAML's C parser gives events; building the tree from them by hand (without recursion) keeps positions, finds duplicate keys, applies the
YAML 1.2 core schema (`NO` is text, `1949-04-04` is text) and bounds depth and aliases before memory is spent.

ruamel.yaml 0.19 was measured instead. Its round-trip loader, which keeps positions, takes 17 s of CPU for the core (295 files, 1.6 MB), and
this 1.2; "[" 5,000 times over ends in a RecursionError after 8 s; of equal keys it tells the first pair and stops; and it makes dates
and integers of `1949-04-04` and `1_000`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from facts.records import Location, Problem
from loaders.checks import rules
from loaders.checks.rules import Rule
from loaders.sources import core_types
from loaders.sources.yaml_causes import QUOTE, Closed, closed, find_cause, odd_start

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 64
MAX_PARTS = 500_000

MERGE = "<<"
"""The key, without quotes, by which a mapping takes over what others hold."""
_DASH = re.compile(r"-[^\W\d]")
_HASH = re.compile(r"(?<=[^\s,\[{])[ \t]+(?P<rest>#\w[^\r\n]*)")
_BREAK = re.compile(r"\r\n|\r|\n")


class YamlError(Exception):
    """A file that is not YAML, or more of it than is allowed."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar. `plain` when it stands without quotes, and so may mean null, a number or a truth value."""

    text: str
    plain: bool
    location: Location
    size: int = 1

    @property
    def is_null(self) -> bool:
        """Whether it means that there is no value."""
        return self.plain and self.text in core_types.NULLS

    @property
    def boolean(self) -> bool | None:
        """Its truth value, if it is one."""
        return core_types.truth(self.text) if self.plain else None

    @property
    def number(self) -> float | int | None:
        """Its number, if it is one."""
        return core_types.number(self.text)


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    items: tuple[Tree, ...]
    location: Location
    size: int


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping; `keys` gives the place of each key."""

    entries: dict[str, Tree]
    keys: dict[str, Location]
    location: Location
    size: int


Tree = Text | Items | Entries


@dataclass(slots=True)
class _Open:
    """A sequence or mapping whose end has not come yet."""

    location: Location
    mapping: bool
    anchor: str | None
    items: list[Tree]
    keys: dict[str, Location]
    size: int = 1


def parse_yaml(data: bytes, file: str, problems: list[Problem] | None = None) -> Tree | None:
    """The tree of a document; None when it is empty.

    Raises YamlError. Where `problems` are given, those are added to them that do not stop the reading: of two equal keys the first counts.
    """
    if len(data) > MAX_BYTES:
        raise YamlError(too_large(file))
    text = _decode(data, file)
    builder = _Builder(file, problems)
    try:
        return builder.build(text)
    except yaml.reader.ReaderError as error:
        line = len(_BREAK.findall(text, 0, error.position)) + 1
        what = f"character U+{_code(error.character):04X} may not stand in YAML"
        raise YamlError(rules.NOT_TEXT.broken(Location(file, line, 1), what, "remove it")) from error
    except yaml.MarkedYAMLError as error:
        cause = find_cause(error, _BREAK.split(text), builder.closed)
        where = Location(file, cause.line + 1, cause.column + 1)
        raise YamlError(rules.NOT_YAML.broken(where, f"not YAML: {cause.message}", cause.remedy)) from error
    except (ValueError, UnicodeEncodeError) as error:
        raise YamlError(rules.NOT_YAML.broken(Location(file, 1, 1), f"not YAML: {error}", "check the file")) from error


def too_large(file: str) -> Problem:
    """The problem of a file above MAX_BYTES."""
    return rules.TOO_LARGE.broken(Location(file, 1, 1), f"the file has more than {MAX_BYTES // 1024 // 1024} MiB", "split it")


def _decode(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start]
        where = Location(file, line, len(before.decode("utf-8-sig", "replace")) + 1)
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        what = "the file is UTF-16" if wide else f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise YamlError(rules.NOT_TEXT.broken(where, what, "save the file as UTF-8")) from error


def _hashes(text: str) -> dict[tuple[int, int], str]:
    """Where blanks and a # with a word behind it stand in a line, and from the # on the rest of the line."""
    found: dict[tuple[int, int], str] = {}
    line, counted = 0, 0
    for match in _HASH.finditer(text):
        line, counted = line + len(_BREAK.findall(text, counted, match.start())), match.start()
        begin = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
        found[line, match.start() - begin] = match["rest"].strip()
    return found


def _code(character: object) -> int:
    return character if isinstance(character, int) else ord(str(character)[:1] or "\0")


class _Builder:
    def __init__(self, file: str, problems: list[Problem] | None) -> None:
        self.file = file
        self.problems = problems
        self.stack: list[_Open] = []
        self.anchors: dict[str, Tree] = {}
        self.documents = 0
        self.parts = 0
        self.root: Tree | None = None
        self.marked: dict[str, Location] = {}
        """Where &name stands before a text that no *name has taken up: most likely the text begins so."""
        self.closed: Closed | None = None
        """For what is told when the parser gives up."""
        self.cut: dict[tuple[int, int], str] = {}
        """Where blanks and a # stand with a word behind it, and that word."""

    def build(self, text: str) -> Tree | None:
        """The tree of the only document in `text`."""
        loader = yaml.CSafeLoader(text)
        self.cut = _hashes(text) if self.problems is not None else {}
        try:
            # Not yaml.parse(): asking for each event twice, through a generator, costs a third of the time.
            while (event := loader.get_event()) and not isinstance(event, yaml.StreamEndEvent):
                self._take(event)
        finally:
            loader.dispose()
        for name, where in self.marked.items():
            remedy = f"{QUOTE}, or take &{name[:60]} away"
            self._refuse(rules.NOT_YAML, where, f"&{name[:60]} is a mark in YAML, and not part of the text", remedy)
        return self.root

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            where = self._place(event)
            if event.style in ("'", '"'):
                self.closed = closed(event, quoted=True)
            if event.tag and not event.tag.startswith("tag:yaml.org"):
                self._refuse(rules.NOT_YAML, where, f"{event.tag[:60]} is a tag in YAML, and not part of the text", QUOTE)
            if self.cut and not event.style:
                self._cut_short(event)
            if event.anchor and not event.style:
                self.marked[str(event.anchor)] = where
            self._add(Text(event.value, not event.style, where), event.anchor, where)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.closed = closed(event, quoted=False) or self.closed
            self._close(self.stack.pop())
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event, self._place(event))
        elif isinstance(event, yaml.AliasEvent):
            self._alias(str(event.anchor), self._place(event))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._refuse(rules.NOT_YAML, self._place(event), "a second document begins here", "put it into a file of its own")

    def _cut_short(self, event: yaml.ScalarEvent) -> None:
        """Tell of a value that ends at a # that may be part of it."""
        mark = event.end_mark
        if self.problems is None or mark is None or not event.value or not (rest := self.cut.get((mark.line, mark.column))):
            return
        where = Location(self.file, mark.line + 1, mark.column + 1)
        whole, message = f"{event.value} {rest}"[:100], f"what stands behind {event.value[-40:]!r} is a comment: {rest[:60]}"
        remedy = f'if it belongs to the value, write "{whole}"; else write a blank behind the #'
        self.problems.append(rules.CUT_SHORT.broken(where, message, remedy, value=rest[:60]))

    def _place(self, event: yaml.Event) -> Location:
        mark = event.start_mark
        return Location(self.file, mark.line + 1, mark.column + 1)  # type: ignore[union-attr]  # the C parser always gives marks

    def _open(self, event: yaml.CollectionStartEvent, where: Location) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._refuse(rules.TOO_LARGE, where, f"nested more than {MAX_DEPTH} deep", "entities are at most a few levels deep")
        self.stack.append(_Open(where, isinstance(event, yaml.MappingStartEvent), event.anchor, [], {}))

    def _alias(self, name: str, where: Location) -> None:
        if name not in self.anchors:
            self._refuse(rules.NOT_YAML, where, f"*{name[:60]} is not defined before", f"{QUOTE}, or write &{name[:60]} where it is")
        self.marked.pop(name, None)
        self._add(self.anchors[name], None, where)

    def _close(self, opened: _Open) -> None:
        made: Tree
        if opened.mapping:
            entries: dict[str, Tree] = {}
            for key, value in zip(opened.items[::2], opened.items[1::2], strict=True):
                if isinstance(key, Text) and not (key.plain and key.text == MERGE):
                    entries.setdefault(key.text, value)
            made = Entries(entries, opened.keys, opened.location, opened.size)
            if MERGE in opened.keys and MERGE not in entries:
                self._merge(made, opened)
        else:
            made = Items(tuple(opened.items), opened.location, opened.size)
        self._add(made, opened.anchor, opened.location)

    def _merge(self, made: Entries, opened: _Open) -> None:
        """Take over what `<<` names, as readers of YAML 1.1 do: own keys count before others, and of several mappings the first."""
        for key, value in zip(opened.items[::2], opened.items[1::2], strict=True):
            if not (isinstance(key, Text) and key.text == MERGE):
                continue
            for other in value.items if isinstance(value, Items) else (value,):
                if not isinstance(other, Entries):
                    self._refuse(rules.NOT_YAML, key.location, "<< takes a mapping or a list of them", "name one by *, or quote the key")
                else:
                    for name, part in other.entries.items():
                        made.entries.setdefault(name, part)
                        made.keys.setdefault(name, other.keys[name])
        del made.keys[MERGE]

    def _add(self, part: Tree, anchor: str | None, where: Location) -> None:
        if anchor:
            self.anchors[anchor] = part
        if not self.stack:
            self.root = part
            return
        parent = self.stack[-1]
        parent.size += part.size
        self.parts += 1
        # An alias counts as much as what it stands for, so a bomb is seen before anybody walks through it.
        if parent.size > MAX_PARTS or self.parts > MAX_PARTS:
            self._refuse(rules.TOO_LARGE, where, f"more than {MAX_PARTS:,} parts, counting aliases", "split the file and avoid aliases")
        if parent.mapping and len(parent.items) % 2 == 0:
            self._key(parent, part, where)
        parent.items.append(part)

    def _key(self, parent: _Open, part: Tree, where: Location) -> None:
        if not isinstance(part, Text):
            self._refuse(rules.NOT_YAML, where, "a key must be a word", "put the key into quotes if it is meant as one")
        elif part.plain and not part.text.isascii() and (remedy := odd_start(part.text)):
            self._refuse(rules.NOT_YAML, where, *remedy)
        elif part.plain and _DASH.match(part.text):
            self._refuse(rules.NOT_YAML, where, "a blank is missing behind the dash", f"write - {part.text[1:60]}:")
        elif part.text not in parent.keys:
            parent.keys[part.text] = where
        else:
            first = parent.keys[part.text]
            words = (f"the key {part.text[:60]!r} stands here a second time", f"see line {first.line}; keep one of them")
            if self.problems is None:
                self._refuse(rules.DOUBLE_KEY, where, *words)
            else:
                self.problems.append(rules.DOUBLE_KEY.broken(where, *words, value=part.text[:60]))

    def _refuse(self, rule: Rule, where: Location, message: str, remedy: str) -> None:
        raise YamlError(rule.broken(where, message, remedy))
