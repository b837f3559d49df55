"""Entities as JSON Lines, in the words of the YAML: from a file, or from standard input as another program writes them.

A line is an entity (`id` and `class`, or `extends`), or else what stands at the top of a YAML file (`dataset`, `source`, `datasets`). That
holds for the lines below it, until another line says otherwise.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from facts.records import Location, Problem, Records
from loaders.checks import rules
from loaders.sources.files import LINES, SHOWN, read_bytes
from loaders.sources.scripting import tree_of
from loaders.sources.strict_json import read
from loaders.sources.yaml_reading import MAX_TOTAL, read_tree, references
from loaders.sources.yaml_tree import Entries, Items
from ontology import Model

STDIN = "-"
ONCE = ("datasets", "covers")
"""What a head says only where it stands."""
_ENTITY = re.compile(rb"""["'](?:id|extends)["']""")
"""What a line has that is an entity, if it cannot be read."""
REMEDY = "write one JSON object a line, in quotes and braces"


def is_lines(path: Path) -> bool:
    """Whether what a user names is JSON Lines."""
    return str(path) == STDIN or path.suffix in LINES


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
        wrong: list[Problem] = []
        objects = list(_objects(data, shown, wrong, records))
        if objects:
            for part in _parts(objects, Location(shown, 1, 1)):
                read_tree(part, model, records, problems)
        elif not wrong:
            what = "nothing came from standard input" if str(path) == STDIN else "the file is empty"
            problems.append(rules.NOTHING_SAID.broken(Location(shown, 1, 1), what, REMEDY))
        problems += wrong
    return records, problems


def read_input(path: Path, shown: str) -> bytes | Problem:
    """The content of a file, of `-` that of standard input, or what stands in the way."""
    if str(path) != STDIN:
        return read_bytes(path, shown)
    data = sys.stdin.buffer.read(MAX_TOTAL + 1)
    if len(data) > MAX_TOTAL:
        return rules.TOO_LARGE.broken(Location(shown, 1, 1), f"more than {MAX_TOTAL // 1024 // 1024} MiB", "give it in several parts")
    return data


def _objects(data: bytes, shown: str, problems: list[Problem], records: Records) -> Iterator[Entries]:
    """The lines that can be read. Below a head that cannot be, entities are not: nobody knows of which dataset they are."""
    headless = False
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if not line.strip():
            continue
        before = len(problems)
        found = _object(line, Location(shown, number, 1), problems)
        if len(problems) > before:
            records.unreadable |= references(line)
            headless = headless or (line.lstrip().startswith(b"{") and not _ENTITY.search(line))
        elif found is not None and not _is_entity(found):
            headless = False
            yield found
        elif found is not None and headless:
            records.unreadable |= references(line)
        elif found is not None:
            yield found


def _object(line: bytes, where: Location, problems: list[Problem]) -> Entries | None:
    """What a line says; None for one that says it wrongly, which is told."""
    try:
        found, odd = read(line.decode())
    except UnicodeDecodeError:
        problems.append(rules.NOT_TEXT.broken(where, "the line is not UTF-8", "write UTF-8"))
        return None
    except (json.JSONDecodeError, RecursionError) as error:
        column, said = (error.colno, error.msg) if isinstance(error, json.JSONDecodeError) else (1, "nested too deeply")
        problems.append(rules.NOT_YAML.broken(replace(where, column=column), f"not JSON: {said}", REMEDY))
        return None
    for one in odd:
        rule = rules.DOUBLE_KEY if one.twice else rules.NOT_YAML
        problems.append(rule.broken(replace(where, cell=one.key[:60]), one.message, one.remedy))
    if odd:
        return None
    tree = tree_of(found, where) if isinstance(found, dict) else None
    if not isinstance(tree, Entries):
        problems.append(rules.WRONG_FORM.broken(where, "the line is no JSON object", REMEDY))
        return None
    return tree


def _is_entity(found: Entries) -> bool:
    return "id" in found.entries or "extends" in found.entries


def _parts(objects: Iterable[Entries], start: Location) -> Iterator[Entries]:
    """What stands under each head, as a file has it."""
    head, entities = Entries({}, {}, start, 1), list[Entries]()
    for found in objects:
        if _is_entity(found):
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
