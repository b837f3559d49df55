"""What a load did, and how states of the graph differ: for people on a terminal, or as JSON."""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.table import Table

    from facts.records import Problem
    from loaders.tables.forecast import Forecast
    from loaders.tables.report import TableReport
    from loaders.writing.diffing import EntityDiff
    from loaders.writing.losses import Loss
    from loaders.writing.sync import LoadResult
    from ontology import Model

MOST_WARNINGS = 50
COLOURS = {"added": "green", "removed": "red", "changed": "yellow"}
WIDTH = 200
"""Of tables where there is no terminal."""


def print_table(table: Table) -> None:
    """A table on standard output, as wide as the terminal if there is one."""
    from rich.console import Console

    Console(width=None if Console().is_terminal else WIDTH).print(table)


def report_load(result: LoadResult, model: Model, *, dry_run: bool, as_json: bool) -> None:
    """What a load did or, for a dry run, would change and take away."""
    from loaders.writing.diffing import describe

    if dry_run:
        diffs = describe(result.changes, model, result.lists) if result.changes else []
        if as_json:
            typer.echo(json.dumps({"changes": [d.plain() for d in diffs], **_told(result)}, ensure_ascii=False))
        else:
            report_diff(diffs, as_json=False)
    elif as_json:
        _print_result(result)
    else:
        report_counts(result)
    report_warnings(result.warnings)


def report_warnings(problems: Sequence[Problem]) -> None:
    """What is odd in what was loaded, on standard error, as `foedera check` says it."""
    if not problems:
        return
    from loaders.checks import formats

    for problem in problems[:MOST_WARNINGS]:
        typer.secho(formats.line(problem), fg="yellow", err=True)
    if (more := len(problems) - MOST_WARNINGS) > 0:
        typer.secho(f"{more:,} more warnings: `foedera check` lists them all", fg="yellow", err=True)


def report_tables(reports: Sequence[TableReport], unknown: Path | None) -> None:
    """What came of each table, on standard error; codes that nobody knows go to the file `unknown`, to be completed."""
    for report in reports:
        typer.echo(f"{report.file}: {report.rows:,} row{'s' * (report.rows != 1)}, of which {report.said:,} say something", err=True)
        for why, count in sorted(report.left.items(), key=lambda one: -one[1]):
            typer.echo(f"  {count:,} left out: {why}", err=True)
        if report.unknown:
            rows = sum(u.rows for u in report.unknown)
            codes = f"{len(report.unknown):,} unknown code{'s' * (len(report.unknown) != 1)}"
            typer.secho(f"  {codes} in {rows:,} cell{'s' * (rows != 1)}", fg="yellow", err=True)
    if unknown is not None:
        from loaders.tables.exceptions import write_unknown

        new = write_unknown(unknown, [u for report in reports for u in report.unknown])
        words = f"{unknown} has {new:,} new code{'s' * (new != 1)}: say what they mean"
        typer.echo(f"{words}, and name the file under exceptions: in the mapping", err=True)


def report_forecast(found: Forecast) -> None:
    """What a large table will need, on standard error, before it is read."""
    typer.secho(str(found), fg="yellow" if found.is_short else None, err=True)


def report_losses(losses: Sequence[Loss]) -> None:
    """What a load takes away, on standard error, before it does."""
    for loss in losses:
        words = f"{loss}; a load needs --replace for this" if loss.needs_consent else str(loss)
        typer.secho(words, fg="red", err=True)


def report_counts(result: LoadResult) -> None:
    """The summary in words, on standard error."""
    from rich.console import Console
    from rich.table import Table

    console = Console(stderr=True)
    if not result.changed:
        total = sum(c.unchanged for c in result.counts.values())
        count = len(result.counts)
        words = f"nothing changed: {total:,} record{'s' * (total != 1)} in {count} dataset{'s' * (count != 1)}"
        console.print(f"{words}; data version {result.version}")
        return
    table = Table("dataset", box=None)
    for word in ("added", "changed", "removed", "unchanged"):
        table.add_column(word, justify="right")
    for dataset, c in sorted(result.counts.items()):
        table.add_row(dataset, f"{c.added:,}", f"{c.changed:,}", f"{c.removed:,}", f"{c.unchanged:,}")
    console.print(table)
    console.print(f"data version {result.version}")
    if result.not_preferred:
        are = "relationship is" if result.not_preferred == 1 else "relationships are"
        console.print(f"{result.not_preferred:,} new {are} not preferred: a dataset of better rank states the same facts")


def _print_result(result: LoadResult) -> None:
    """The summary as JSON, on standard output."""
    from dataclasses import asdict

    counts = {d: asdict(c) for d, c in sorted(result.counts.items())}
    found = {"dataVersion": result.version, "changed": result.changed, "datasets": counts, "notPreferred": result.not_preferred}
    typer.echo(json.dumps({**found, **_told(result)}))


def _told(result: LoadResult) -> dict[str, object]:
    """What a load takes away, and what is odd about it, as plain data."""
    from loaders.checks import formats

    return {"losses": [loss.plain() for loss in result.losses], "warnings": [formats.plain(p) for p in result.warnings]}


def report_diff(diffs: Sequence[EntityDiff], *, as_json: bool) -> None:
    """Differences on standard output: JSON, or text with colours on a terminal."""
    from loaders.writing.diffing import diff_lines

    if as_json:
        typer.echo(json.dumps([d.plain() for d in diffs], ensure_ascii=False))
        return
    if not diffs:
        typer.echo("no differences")
    for kind, text in diff_lines(diffs):
        typer.secho(text, fg=COLOURS[kind])
