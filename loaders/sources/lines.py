"""Entities as JSON Lines, in the words of the YAML: from a file, or from standard input as another program writes them.

A line is an entity (`id` and `class`, or `extends`), or else what stands at the top of a YAML file (`dataset`, `source`, `datasets`). That
holds for the lines below it, until another line says otherwise.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from facts.records import Location, Problem, Records
from loaders.checks import rules
from loaders.sources.files import read_bytes
from loaders.sources.scripting import tree_of
from loaders.sources.strict_json import read
from loaders.sources.yaml_reading import MAX_TOTAL, read_tree
from loaders.sources.yaml_tree import Entries, Items
from ontology import Model

STDIN = "-"
SHOWN = "<stdin>"
SUFFIXES = (".jsonl", ".ndjson")
ONCE = ("datasets", "covers")
"""What a head says only where it stands."""
REMEDY = "write one JSON object a line, in quotes and braces"


def is_lines(path: Path) -> bool:
    """Whether what a user names is JSON Lines."""
    return str(path) == STDIN or path.suffix in SUFFIXES


def read_lines(paths: Iterable[Path], model: Model) -> tuple[Records, list[Problem]]:
    """Everything that files of JSON Lines say, and all that is wrong with how they say it."""
    records, problems = Records(), list[Problem]()
    for path in paths:
        shown = SHOWN if str(path) == STDIN else str(path)
        data = read_input(path, shown)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        records.files[shown] = hashlib.sha256(data).hexdigest()
        for part in _parts(_objects(data, shown, problems), Location(shown, 1, 1)):
            read_tree(part, model, records, problems)
    return records, problems


def read_input(path: Path, shown: str) -> bytes | Problem:
    """The content of a file, of `-` that of standard input, or what stands in the way."""
    if str(path) != STDIN:
        return read_bytes(path, shown)
    data = sys.stdin.buffer.read(MAX_TOTAL + 1)
    if len(data) > MAX_TOTAL:
        return rules.TOO_LARGE.broken(Location(shown, 1, 1), f"more than {MAX_TOTAL // 1024 // 1024} MiB", "give it in several parts")
    return data


def _objects(data: bytes, shown: str, problems: list[Problem]) -> Iterator[Entries]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found, odd = read(line.decode())
        except UnicodeDecodeError:
            problems.append(rules.NOT_TEXT.broken(Location(shown, number, 1), "the line is not UTF-8", "write UTF-8"))
            continue
        except (json.JSONDecodeError, RecursionError) as error:
            column, said = (error.colno, error.msg) if isinstance(error, json.JSONDecodeError) else (1, "nested too deeply")
            problems.append(rules.NOT_YAML.broken(Location(shown, number, column), f"not JSON: {said}", REMEDY))
            continue
        for one in odd:
            where = Location(shown, number, 1, one.key[:60])
            problems.append((rules.DOUBLE_KEY if one.twice else rules.NOT_YAML).broken(where, one.message, one.remedy))
        if odd:
            continue
        tree = tree_of(found, Location(shown, number, 1)) if isinstance(found, dict) else None
        if isinstance(tree, Entries):
            yield tree
        else:
            problems.append(rules.WRONG_FORM.broken(Location(shown, number, 1), "the line is no JSON object", REMEDY))


def _parts(objects: Iterable[Entries], start: Location) -> Iterator[Entries]:
    """What stands under each head, as a file has it."""
    head, entities = Entries({}, {}, start, 1), list[Entries]()
    for found in objects:
        if "id" in found.entries or "extends" in found.entries:
            entities.append(found)
            continue
        if entities:
            yield _file(head, entities)
            head = Entries({k: v for k, v in head.entries.items() if k not in ONCE}, head.keys, head.location, 1)
        head, entities = Entries({**head.entries, **found.entries}, {**head.keys, **found.keys}, found.location, 1), []
    yield _file(head, entities)


def _file(head: Entries, entities: list[Entries]) -> Entries:
    given = {"entities": Items(tuple(entities), entities[0].location, 1)} if entities else {}
    entries = {**head.entries, **given}
    return Entries(entries, {key: value.location for key, value in entries.items()}, head.location, 1)
