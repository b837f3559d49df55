"""Characters in a text that nobody sees and nobody means: they come along with copied text, and no search finds a name that has one."""

from __future__ import annotations

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
SHOWN = 20


def stray(text: str) -> str:
    """What is wrong with a text that holds a control character or an invisible one where it has no meaning; empty when nothing is."""
    if found := _CONTROL.search(text):
        return f"holds the control character U+{ord(found[0]):04X}"
    if text.isascii():
        return ""
    for found in _INVISIBLE.finditer(text):
        if not _meant(text, found.start()):
            name = unicodedata.name(found[0], "").lower()
            before = text[: found.start()][-SHOWN:]
            place = f"after {before!r}" if before else "at its beginning"
            return f"holds the invisible character U+{ord(found[0]):04X}{f' ({name})' if name else ''} {place}"
    return ""


def _meant(text: str, place: int) -> bool:
    if text[place] in _JOINERS:
        beside = text[place - 1 : place] + text[place + 1 : place + 2]
        return len(beside) == 2 and all(unicodedata.category(c) in ("Lo", "Mn", "Mc", "Cf") for c in beside)
    return text[place] in _MARKS and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)
