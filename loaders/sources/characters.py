"""Characters in a text that nobody sees and nobody means: they come along with copied text, and no search finds a name that has one."""

from __future__ import annotations

import html
import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_JOINERS = "\u180e\u200c\u200d"
"""They shape letters of Arabic, Indian and Mongolian scripts, and mean nothing elsewhere."""
_MARKS = "\u061c\u200e\u200f"
"""They set the direction of a text that has letters written from right to left."""
_INVISIBLE = re.compile(
    rf"[\u00ad\u034f\u115f\u1160\u200b\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f{_JOINERS}{_MARKS}]"
)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|[aeiouAEIOU](?:acute|grave|circ|uml)|szlig|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5});")
_TAG = re.compile(r"</?(?:a|b|br|em|i|p|span|strong|sub|sup)(?:\s[^<>]*)?/?>")
_MISREAD = re.compile("[\u00c2-\u00f4][\u00a0-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
"""The first two letters of what was one letter of two bytes and more."""
SHOWN = 20


def stray(text: str) -> str:
    """What is wrong with a text that holds a control character or an invisible one where it has no meaning; empty when nothing is."""
    if found := _CONTROL.search(text):
        return f"holds the control character U+{ord(found[0]):04X}"
    if _is_html(text):
        return "holds signs of HTML"
    if text.isascii():
        return ""
    if _decoded(text):
        return "was UTF-8 and was read in another encoding"
    for found in _INVISIBLE.finditer(text):
        if not _meant(text, found.start()):
            name = unicodedata.name(found[0], "").lower()
            before = text[: found.start()][-SHOWN:]
            place = f"after {before!r}" if before else "at its beginning"
            return f"holds the invisible character U+{ord(found[0]):04X}{f' ({name})' if name else ''} {place}"
    return ""


def unquoted(text: str) -> str:
    """A text without the typographic quotes that enclose all of it; empty for any other text."""
    inner = text[1:-1].strip()
    enclosed = len(text) > 2 and text[0] in "“„‟«‘‚" and text[-1] in "”“»’‘"
    return inner if enclosed and not any(mark in inner for mark in "“„‟«”»") else ""


def as_meant(text: str) -> str:
    """A text that went through HTML, or was read in the wrong encoding, as it was before; any other text as it is."""
    return html.unescape(_TAG.sub("", text)) if _is_html(text) else _decoded(text) or text


def _is_html(text: str) -> bool:
    return bool(("&" in text and _ENTITY.search(text)) or ("<" in text and _TAG.search(text)))


def _decoded(text: str) -> str:
    """What was UTF-8 and was read as Windows-1252; empty when it was not."""
    if text.isascii() or not _MISREAD.search(text):
        return ""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def _meant(text: str, place: int) -> bool:
    if text[place] in _JOINERS:
        beside = text[place - 1 : place] + text[place + 1 : place + 2]
        return len(beside) == 2 and all(unicodedata.category(c) in ("Lo", "Mn", "Mc", "Cf") for c in beside)
    return text[place] in _MARKS and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)
