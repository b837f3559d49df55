"""Names by language: a JSON object with the tag of each language (BCP 47) and one name or several, of which the first is the usual one.

As text: {"fr": "Allemagne", "sr": ["Немачка", "Савезна Република Немачка"]}. The graph keeps each name with its tag: "Allemagne@fr".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

Labels = Mapping[str, Sequence[str]]
TAG = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
_TAG = re.compile(TAG)


def read_labels(text: str) -> Labels:
    """The names in a text. Raises ValueError with what is wrong with it."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise ValueError("is not names by language, such as {fr: Allemagne}") from error
    if not isinstance(found, dict) or not found:
        raise ValueError("is not names by language, such as {fr: Allemagne}")
    return {_tag(tag): list(_names(tag, names)) for tag, names in found.items()}


def write_labels(labels: Mapping[str, Sequence[str]]) -> str:
    """Names by language as text: the same text for the same names."""
    plain = {tag: names[0] if len(names) == 1 else list(names) for tag, names in sorted(labels.items())}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _tag(tag: str) -> str:
    if not _TAG.fullmatch(tag):
        raise ValueError(f"has {tag[:20]!r} for the tag of a language, such as fr, pt-BR or zh-Hant")
    return tag


def _names(tag: str, names: object) -> Iterator[str]:
    for name in names if isinstance(names, list) else [names]:
        if not isinstance(name, str) or not name.strip():
            raise ValueError(f"has no name behind {tag}")
        yield name


def tagged(labels: Iterable[Labels]) -> list[str]:
    """Names with their tags. What comes first in `labels` decides on the usual name of a language; others follow."""
    found: dict[str, dict[str, None]] = {}
    for one in labels:
        for tag, names in one.items():
            found.setdefault(tag, {}).update(dict.fromkeys(names))
    return [f"{name}@{tag}" for tag, names in sorted(found.items()) for name in names]


def untagged(text: str) -> tuple[str, str]:
    """A name and its tag."""
    name, _, tag = text.rpartition("@")
    return name, tag


def best(texts: Sequence[str], language: str) -> str | None:
    """The usual name in a language: of `texts` (names with tags), the first with its tag or, failing that, a shorter one (pt-BR, pt)."""
    first: dict[str, str] = {}
    for name, tag in map(untagged, texts):
        first.setdefault(tag.lower(), name)
    wanted = language.lower().replace("_", "-")
    while wanted:
        if wanted in first:
            return first[wanted]
        wanted = wanted.rpartition("-")[0]
    return None
