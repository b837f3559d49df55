"""What a user names: `core`, files (of YAML or RDF) and folders, tables by their mappings, or loader scripts, as records."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from facts.records import Problem, Records
from loaders.sources.files import find_files, is_folder
from loaders.sources.lines import is_lines, read_lines
from loaders.sources.rdf_reading import is_rdf, read_rdf
from loaders.sources.reference import read_reference
from loaders.sources.scripting import KNOWN
from loaders.sources.scripts import is_script, run_script
from loaders.sources.yaml_reading import read_paths, read_tree
from loaders.sources.yaml_tree import Entries, parse_yaml
from loaders.tables.files import RECORDS, is_table
from loaders.tables.loading import Tables, is_mapping, read_tables
from ontology import Model

_ENTITIES = re.compile(rb"""\s*\{\s*"(?:dataset|datasets|default_dataset|source|retrieved|covers|entities"\s*:\s*\[)""")
"""How JSON begins that is a file of entities; in that of Wikidata `entities` is a mapping."""
CORE = "core"
CORE_FOLDER = Path(__file__).parents[1] / "core"


def read_text(text: str, model: Model) -> tuple[Records, list[Problem]]:
    """What a text in the form of a file says. Raises YamlError."""
    records, problems = Records(), list[Problem]()
    tree = parse_yaml(text.encode(), "correction", problems)
    if isinstance(tree, Entries):
        read_tree(tree, model, records, problems)
    return records, problems


def is_yaml_as_json(path: Path) -> bool:
    """Whether a file of JSON has the form of a file of entities, which are read as YAML; other JSON is RDF or of Wikidata."""
    if path.suffix.lower() != ".json":
        return False
    with contextlib.suppress(OSError), path.open("rb") as file:
        return _ENTITIES.match(file.read(4096)) is not None
    return False


@dataclass(slots=True)
class Sorted:
    """What a user names, by how it is read."""

    core: bool = False
    scripts: list[Path] = field(default_factory=list)
    linked: list[Path] = field(default_factory=list)
    lines: list[Path] = field(default_factory=list)
    tables: list[Path] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)


def sort(targets: Iterable[str], *, mapped: bool = False) -> Sorted:
    """How each target is read. Where a mapping is given (`mapped`), it is for tables of JSON, too."""
    found = Sorted()
    for target in targets:
        path = Path(target)
        if target == CORE:
            found.core = True
        elif is_script(path):
            found.scripts.append(path)
        elif is_mapping(path) or is_table(path) or (mapped and path.suffix.lower() in RECORDS):
            found.tables.append(path)
        elif is_rdf(path) and not is_yaml_as_json(path):
            found.linked.append(path)
        elif is_lines(path):
            found.lines.append(path)
        else:
            found.paths.append(path)
            found.tables += [file for file in find_files(path) if is_mapping(file)] if is_folder(path) else []
    return found


def gather(targets: Iterable[str], model: Model, tables: Tables | None = None) -> tuple[Records, list[Problem]]:
    """Everything that `targets` hold, and what is wrong with how they say it. `core` is what ships with Foedera.

    Codes in tables are those of `tables.known`; without it, what the targets describe.
    """
    records, problems = Records(), list[Problem]()
    named = sort(targets, mapped=tables is not None and tables.mapping is not None)

    def add(found: Records, wrong: Iterable[Problem] = ()) -> None:
        records.add(found)
        problems.extend(wrong)

    if named.core:
        add(read_reference())
        add(*read_paths([CORE_FOLDER], model, CORE_FOLDER.parent))
    if named.scripts:
        KNOWN.set(cache(partial(tables.known, ())) if tables else None)
        for loader in [run_script(path) for path in named.scripts]:
            add(*loader.records(model))
    for files, read in ((named.linked, read_rdf), (named.lines, read_lines), (named.paths, read_paths)):
        if files:
            add(*read(files, model))
    if named.tables:
        add(*read_tables(named.tables, model, tables or Tables(lambda named: Records()), records))
    return records, problems
