"""What a user names: `core`, or files and folders, as records."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from facts.records import Problem, Records
from loaders.sources.reference import read_reference
from loaders.sources.yaml_reading import read_paths
from ontology import Model

CORE = "core"
CORE_FOLDER = Path(__file__).parents[1] / "core"


def gather(targets: Iterable[str], model: Model) -> tuple[Records, list[Problem]]:
    """Everything that `targets` hold, and what is wrong with how they say it. `core` is what ships with Foedera."""
    records, problems = Records(), []
    paths: list[Path] = []
    for target in targets:
        if target == CORE:
            records.add(read_reference())
            found, wrong = read_paths([CORE_FOLDER], model, CORE_FOLDER.parent)
            records.add(found)
            problems += wrong
        else:
            paths.append(Path(target))
    if paths:
        found, wrong = read_paths(paths, model)
        records.add(found)
        problems += wrong
    return records, problems
