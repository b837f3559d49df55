"""What a dataset says it knows, as `covers:` in a file (of a class, or of all there are) and in an entity (of itself)."""

from __future__ import annotations

from typing import Protocol

from facts.records import CoverageRecord, Location, Provenance
from loaders.checks import rules
from loaders.checks.rules import Rule
from loaders.sources.yaml_tree import Entries, Text, Tree

OWN_KEYS = ("relation", "complete", "from", "until", "maintained")


class Reader(Protocol):
    """What reads the file."""

    def text(self, entries: Entries, key: str) -> str:
        """The text of a key."""

    def problem(self, rule: Rule, where: Location, message: str, remedy: str = "", value: str = "") -> None:
        """Note a problem."""


def read_coverage(item: Entries, said: Provenance, reader: Reader, of: str = "") -> CoverageRecord:
    """One declaration, of the entity `of` or of the class that it names."""

    def text(key: str) -> str:
        return reader.text(item, key) if key in item.entries else ""

    flags = {key: _flag(item.entries.get(key), key, reader) for key in ("complete", "maintained")}
    return CoverageRecord(
        text("relation"),
        said,
        of=of,
        of_class="" if of else text("class"),
        start=text("from"),
        until=text("until"),
        location=item.location,
        places={key: value.location for key, value in item.entries.items()},
        **flags,
    )


def _flag(value: Tree | None, key: str, reader: Reader) -> bool:
    """A yes or no; what is neither is a problem, and counts as no."""
    if value is None or (isinstance(value, Text) and value.is_null):
        return False
    if isinstance(value, Text) and value.text in ("true", "false"):
        return value.text == "true"
    shown = value.text[:60] if isinstance(value, Text) else ""
    reader.problem(rules.WRONG_TYPE, value.location, f"{key} is {shown!r}, which is not true or false", "write true or false", shown)
    return False
