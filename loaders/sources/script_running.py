"""What happens when a loader script is run: its arguments, what it tells, and its exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from common.errors import FoederaError
from graph import open_store
from loaders.writing.diffing import describe, diff_lines
from loaders.writing.sync import LoadResult, Plan
from ontology import read_model

if TYPE_CHECKING:
    from loaders.sources.scripting import Loader

REPORT_EVERY = 50_000


def main(loader: Loader, name: str, arguments: Sequence[str] | None) -> int:
    """Load what `loader` says; returns the exit code. Errors go to standard error, differences to standard output."""
    given = _parser(name).parse_args(arguments)
    try:
        model = read_model()
        with open_store(given.store) as store:
            result = loader.load(store, model, Plan(dry_run=given.dry_run, replace=given.replace, step=_Steps()))
    except FoederaError as error:
        return _failed(error)
    if given.dry_run:
        diffs = describe(result.changes, model, result.lists) if result.changes else []
        print("\n".join(text for _, text in diff_lines(diffs)) or "no differences")
    else:
        print("\n".join(_summary(result)), file=sys.stderr)
    return 0


def _parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=name, description="Bring the graph to what this script says.")
    parser.add_argument("--store", metavar="ADDRESS", help="Neo4j to use: local, or an address such as neo4j+s://host")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, entity by entity, and write nothing")
    parser.add_argument("--replace", action="store_true", help="allow the dataset to shrink to less than half")
    return parser


class _Steps:
    """Tells on standard error what is being done."""

    def __init__(self) -> None:
        self.done = self.total = self.told = 0

    def __call__(self, text: str, parts: int) -> None:
        if text:
            self.done, self.total, self.told = 0, parts, 0
            print(f"{text}{f' {parts:,} parts' if parts else ''}", file=sys.stderr)
            return
        self.done += parts
        if self.done - self.told >= REPORT_EVERY:
            self.told = self.done
            print(f"{self.done:,} of {self.total:,}", file=sys.stderr)


def _failed(error: FoederaError) -> int:
    if "\n" in error.message:
        print(error.message, file=sys.stderr)
        print(f"error: {error.hint or 'see above'}", file=sys.stderr)
    else:
        print(f"error: {error}", file=sys.stderr)
    return error.exit_code


def _summary(result: LoadResult) -> Iterator[str]:
    for dataset, c in sorted(result.counts.items()):
        yield f"{dataset}: {c.added:,} added, {c.changed:,} changed, {c.removed:,} removed, {c.unchanged:,} unchanged"
    if result.unheard:
        yield f"{result.unheard:,} new relationships are not preferred: a dataset of better rank states the same facts"
    yield f"data version {result.version}" if result.changed else f"nothing changed; data version {result.version}"
