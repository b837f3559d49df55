"""Saved examples: operations that answer a question of the field, offered by the playground and run by name.

A file begins with comment lines: `# Title`, then what it asks in a sentence or two, and `# variables: {…}` where it has some.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import orjson

from common.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Example:
    """One saved operation. `name` is its file's name without the ending; `text` the operation without its heading."""

    name: str
    title: str
    description: str
    text: str
    variables: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def plain(self) -> dict[str, Any]:
        """As plain data for JSON."""
        words = {"name": self.name, "title": self.title, "description": self.description}
        return words | {"operation": self.text, "variables": dict(self.variables)}


def load_examples() -> list[Example]:
    """All examples, in order of their files' names."""
    return read_examples(__name__)


def read_examples(package: str) -> list[Example]:
    """The operations in the files of a package, in order of their names."""
    files = sorted((f for f in resources.files(package).iterdir() if f.name.endswith(".graphql")), key=lambda f: f.name)
    return [parse_example(f.name.removesuffix(".graphql"), f.read_text(encoding="utf-8")) for f in files]


def find_example(name: str) -> Example:
    """The example called `name`, with or without the number it begins with. Raises NotFoundError."""
    examples = load_examples()
    for example in examples:
        if name in (example.name, _unnumbered(example.name)):
            return example
    raise NotFoundError(f"there is no example {name!r}", f"examples: {', '.join(_unnumbered(e.name) for e in examples)}")


def parse_example(name: str, content: str) -> Example:
    """An example from the content of its file."""
    lines = content.splitlines()
    head: list[str] = []
    variables: Mapping[str, Any] = {}
    while lines and lines[0].startswith("#"):
        line = lines.pop(0).lstrip("# ")
        if line.startswith("variables:"):
            variables = orjson.loads(line.removeprefix("variables:"))
        else:
            head.append(line)
    title, *words = head or [name]
    return Example(name, title, " ".join(words), "\n".join(lines).strip() + "\n", variables)


def _unnumbered(name: str) -> str:
    return re.sub(r"^\d+-", "", name)
