"""The one form of a YAML file, from its tree.

Two spaces a level, dashes not indented, double quotes where quotes are needed. One fact is one line, so that a change to it is one line of
a diff; only lists of words go on in a second one. Whole entities stand a blank line apart; other single blank lines stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.editing.syntax import Collection, Entry, Node, Scalar
from loaders.sources.core_types import NULLS, is_other

WIDTH = 140
_FIRST = "-?:,[]{}#&*!|>'\"%@`="
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def render(root: Collection) -> str:
    """The text of a file."""
    return "\n".join(_Renderer().mapping(root, 0)).rstrip("\n") + "\n"


def render_items(items: Iterable[Collection]) -> list[str]:
    """The lines of a list of mappings."""
    entries = [Entry(None, item, 0, 0) for item in items]
    return list(_Renderer().sequence(Collection(mapping=False, flow=False, start=0, end=0, column=0, entries=entries), 0))


class _Renderer:
    def mapping(self, node: Collection, indent: int) -> Iterator[str]:
        pad = " " * indent
        for number, entry in enumerate(node.entries):
            yield from _above(entry.before, pad, blank=number > 0)
            assert entry.key is not None
            first, *rest = self._value(entry, indent, indent + 2)
            yield f"{pad}{_key(entry.key)}:{first}"
            yield from rest
        yield from _above(node.foot, pad, blank=True)

    def sequence(self, node: Collection, indent: int) -> Iterator[str]:
        pad = " " * indent
        apart = any(_is_block(e.value) for e in node.entries) and indent == 0
        for number, entry in enumerate(node.entries):
            before = [*entry.before, *_hoisted(entry.value)]
            if apart and number:
                yield ""
                before = _trimmed(before)
            yield from _above(before, pad, blank=number > 0)
            yield from self._item(entry, indent)
        yield from _above(node.foot, pad, blank=True)

    def _item(self, entry: Entry, indent: int) -> Iterator[str]:
        value, pad = entry.value, " " * indent
        if isinstance(value, Collection) and _is_block(value) and value.mapping and not value.anchor and not entry.behind:
            lines = list(self.mapping(value, indent + 2))
            yield f"{pad}- {lines[0][indent + 2 :]}"
            yield from lines[1:]
            return
        first, *rest = self._value(entry, indent + 2, indent + 2)
        yield f"{pad}-{first}"
        yield from rest

    def _value(self, entry: Entry, indent: int, deeper: int) -> Iterator[str]:
        """What follows a key or dash: the rest of its line, then whole lines."""
        value = entry.value
        head = f" &{value.anchor}" if value.anchor else ""
        behind = f"  {entry.behind}" if entry.behind else ""
        if isinstance(value, Scalar):
            text, lines = _scalar(value, deeper)
            yield f"{head}{' ' * bool(text)}{text}{behind}"
            yield from lines
        elif _is_block(value):
            yield f"{head}{behind}"
            if value.mapping:
                yield from self.mapping(value, deeper)
            else:
                yield from self.sequence(value, indent)
        else:
            room = WIDTH - indent - (len(entry.key.text) + 2 if entry.key else 0) - len(head)
            first, *rest = _wrapped(_flow(value), value, room, deeper)
            yield f"{head} {first}{'' if rest else behind}"
            yield from rest[:-1]
            yield from (f"{line}{behind}" for line in rest[-1:])


def _is_block(node: Node) -> bool:
    return isinstance(node, Collection) and not node.flow and bool(node.entries)


def _above(lines: list[str], pad: str, *, blank: bool) -> Iterator[str]:
    """Comments and blank lines over an entry: never two blank ones together, and none at the top of what they stand in."""
    for line in lines:
        if line or blank:
            yield f"{pad}{line}" if line else ""
        blank = bool(line)


def _hoisted(item: Node) -> list[str]:
    """Comments over the first key of an item stand over its dash."""
    if not isinstance(item, Collection) or not _is_block(item) or not item.mapping:
        return []
    lines, item.entries[0].before = item.entries[0].before, []
    return lines


def _trimmed(lines: list[str]) -> list[str]:
    start = next((n for n, line in enumerate(lines) if line), len(lines))
    return lines[start:]


def _flow(node: Node) -> str:
    anchor = f"&{node.anchor} " if node.anchor else ""
    if isinstance(node, Scalar):
        return anchor + inline(node.text, node.style, flow=True)
    parts = [f"{_key(e.key, flow=True)}: {_flow(e.value)}" if node.mapping and e.key else _flow(e.value) for e in node.entries]
    return anchor + ("{%s}" if node.mapping else "[%s]") % ", ".join(parts)


def _wrapped(text: str, value: Collection, room: int, indent: int) -> list[str]:
    """A list of words goes on in a second line when it is long; a row never does."""
    if len(text) <= room or value.mapping or any(isinstance(e.value, Collection) for e in value.entries):
        return [text]
    words = [_flow(e.value) for e in value.entries]
    lines = [""]
    for number, word in enumerate(words):
        word = "[" * (number == 0) + word + ("]" if number == len(words) - 1 else ",")  # noqa: PLW2901
        width = room if len(lines) == 1 else WIDTH
        if lines[-1].strip() and len(lines[-1]) + 1 + len(word) > width:
            lines.append(" " * indent + word)
        else:
            lines[-1] += " " * bool(lines[-1]) + word
    return lines


def _key(key: Scalar, *, flow: bool = False) -> str:
    return (f"&{key.anchor} " if key.anchor else "") + (inline(key.text, key.style, flow=flow) or '""')


def _scalar(value: Scalar, indent: int) -> tuple[str, list[str]]:
    """What stands on the line of the key, and lines below it."""
    lines = value.text.split("\n")
    if value.style not in ("", "*") and len(lines) > 1 and _fits_block(lines):
        ends = "" if lines[-1] == "" else "-"
        body = lines[:-1] if lines[-1] == "" else lines
        return f"|{ends}", [f"{' ' * indent}{line}" if line else "" for line in body]
    return inline(value.text, value.style, flow=False), []


def _fits_block(lines: list[str]) -> bool:
    """Whether a literal block holds these lines as they are."""
    body = lines[:-1] if lines[-1] == "" else lines
    if not body or not body[0] or body[0][0] in " \t" or not body[-1]:
        return False
    return all(line.isprintable() or line.replace("\t", "").isprintable() for line in body) and any(line.strip() for line in body)


def inline(text: str, style: str, *, flow: bool) -> str:
    """A value on one line, with quotes where it needs them. `style` is how it was written: a word in quotes may need to keep them."""
    if style == "*" or (style == "" and text in NULLS):
        return text
    if style != "" and is_other(text):
        return f'"{text}"'
    if _plain(text, flow=flow):
        return text
    if '"' in text or "\\" in text:
        simple = text.isprintable()
        if simple and "'" not in text:
            return f"'{text}'"
    return '"' + "".join(_ESCAPES.get(c, c) if c.isprintable() or c in _ESCAPES else _escaped(c) for c in text) + '"'


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _plain(text: str, *, flow: bool) -> bool:
    """Whether a value means itself without quotes."""
    if not text or not text.isprintable() or text != text.strip() or text.startswith(("---", "...")):
        return False
    if text[0] in _FIRST and not (text[0] in "-?:" and len(text) > 1 and text[1] not in " ,[]{}"):
        return False
    if ": " in text or " #" in text or text.endswith(":"):
        return False
    return not (flow and (any(c in text for c in ",[]{}?") or text[0] == ":"))
