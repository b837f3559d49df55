"""What a user names: `core`, files (of YAML or RDF) and folders, or loader scripts, as records."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from facts.records import Problem, Records
from loaders.sources.lines import is_lines, read_lines
from loaders.sources.rdf_reading import is_rdf, read_rdf
from loaders.sources.reference import read_reference
from loaders.sources.scripting import Loader
from loaders.sources.scripts import is_script, run_script
from loaders.sources.yaml_reading import read_paths, read_tree
from loaders.sources.yaml_tree import Entries, parse_yaml
from ontology import Model

CORE = "core"
CORE_FOLDER = Path(__file__).parents[1] / "core"


def read_text(text: str, model: Model) -> tuple[Records, list[Problem]]:
    """What a text in the form of a file says. Raises YamlError."""
    records, problems = Records(), list[Problem]()
    tree = parse_yaml(text.encode(), "correction", problems)
    if isinstance(tree, Entries):
        read_tree(tree, model, records, problems)
    return records, problems


def gather(targets: Iterable[str], model: Model) -> tuple[Records, list[Problem]]:
    """Everything that `targets` hold, and what is wrong with how they say it. `core` is what ships with Foedera."""
    records, problems = Records(), []
    paths: list[Path] = []
    loaders: list[Loader] = []
    linked: list[Path] = []
    lines: list[Path] = []
    for target in targets:
        if target == CORE:
            records.add(read_reference())
            found, wrong = read_paths([CORE_FOLDER], model, CORE_FOLDER.parent)
            records.add(found)
            problems += wrong
        elif is_script(Path(target)):
            loaders.append(run_script(Path(target)))
        elif is_rdf(Path(target)):
            linked.append(Path(target))
        elif is_lines(Path(target)):
            lines.append(Path(target))
        else:
            paths.append(Path(target))
    for loader in loaders:
        found, wrong = loader.records(model)
        records.add(found)
        problems += wrong
    for files, read in ((linked, read_rdf), (lines, read_lines), (paths, read_paths)):
        if files:
            found, wrong = read(files, model)
            records.add(found)
            problems += wrong
    return records, problems
