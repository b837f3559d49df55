"""`foedera check`: all problems of files, before they are loaded."""

# ruff: noqa: PLC0415

from __future__ import annotations

import enum
import gc
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from foedera.options import MappingOption, UnknownOption, named

if TYPE_CHECKING:
    from graph import Store
    from loaders.checks.run import Report


class Format(enum.StrEnum):
    """The format of the report."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    TURTLE = "turtle"


class Against(enum.StrEnum):
    """What references are resolved against."""

    CORE = "core"
    STORE = "store"


Paths = Annotated[
    list[str] | None,
    typer.Argument(parser=named, metavar="PATH", help="Files, folders, tables, loader scripts, or core.", show_default=False),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Lines for people and editors, or a document for programs.")]
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="ADDRESS",
        help="Resolve references against this store: local, or an address such as neo4j+s://host. none: only the core that ships.",
    ),
]
AgainstOption = Annotated[
    Against | None,
    typer.Option(
        "--against", help="Resolve references against the core that ships, or a store. Default: a store that runs, else the core."
    ),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="PATTERN", help="Leave out files and folders of this path or name; * is any part."),
]
Append = Annotated[bool, typer.Option("--append", help="Check files as additions to datasets that are there (`foedera load --append`).")]
Strict = Annotated[bool, typer.Option("--strict", help="Count warnings as errors.")]
Graph = Annotated[bool, typer.Option("--graph", help="Check everything that the store holds, in place of files.")]
Rules = Annotated[bool, typer.Option("--rules", help="List the rules and their codes.")]


def check(
    paths: Paths = None,
    form: FormatOption = Format.TEXT,
    store: StoreOption = None,
    against: AgainstOption = None,
    exclude: Exclude = None,
    append: Append = False,
    mapping: MappingOption = None,
    unknown: UnknownOption = None,
    strict: Strict = False,
    graph: Graph = False,
    rules: Rules = False,
) -> None:
    """Report all problems of files, each with place and remedy. Nothing is written.

    YAML, the ontology and its shapes, references, dates, sources, likely duplicates. References are resolved against the other files of the
    check and the store (FOEDERA_STORE, or the local one while it runs), or else the core. The exit code is 1 if there are errors. What a
    load of these files would take away from that store is named, too.

    Examples: `foedera check my-agencies.yaml`, `foedera check data/ --strict`, `foedera check data/ --exclude drafts --against core`,
    `foedera check data/ --format sarif > facts.sarif`,
    `foedera check parties.csv --mapping parties.yaml`,
    `foedera check --graph`, `foedera check data/ --store neo4j+s://graph.example.org --format json`
    """
    if rules:
        _list_rules()
        return
    if graph and not paths:
        _finish(_check_graph(store), form, strict=strict)
        return
    paths = paths or ([str(mapping)] if mapping else None)
    if graph or not paths:
        from common.errors import UsageError

        raise UsageError(
            "--graph checks a store, not files" if graph else "there is nothing to check",
            "name files, folders, or core, or say --graph; see foedera check --help",
        )
    from foedera.reporting import report_losses, report_tables
    from loaders.checks.excluding import without_excluded
    from loaders.checks.run import check as check_targets
    from ontology import read_model

    # A check makes a million small objects without cycles and drops them together; searching for cycles takes a sixth of its time.
    gc.disable()
    opened = _store(store, against)
    try:
        report = check_targets(without_excluded(paths, exclude or ()), read_model(), opened, append=append, mapping=mapping)
    finally:
        gc.enable()
        if opened:
            opened.close()
    report_tables(report.tables, unknown)
    report_losses(report.losses)
    _finish(report, form, strict=strict)


def _store(store: str | None, against: Against | None) -> Store | None:
    """The store to resolve references against; None: the core that ships. Raises UsageError, StoreError."""
    from foedera.known import open_running

    if against is Against.STORE:
        from graph import open_store

        return open_store(store)
    if against is Against.CORE and store:
        from common.errors import UsageError

        raise UsageError("--against core needs no store", "leave out --store")
    return None if against is Against.CORE else open_running(store)


def _check_graph(store: str | None) -> Report:
    from graph import open_store
    from loaders.checks.whole import check_graph
    from ontology import read_model

    with open_store(store) as opened:
        return check_graph(opened, read_model())


def _finish(report: Report, form: Format, *, strict: bool) -> None:
    _print(report, form)
    if report.errors or (strict and report.warnings):
        raise typer.Exit(1)


def _print(report: Report, form: Format) -> None:
    from foedera.version import version
    from loaders.checks import formats

    colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    match form:
        case Format.TEXT:
            for problem, line in formats.lines(report):
                typer.echo(_coloured(line, problem.level) if colours else line)
        case Format.JSON:
            typer.echo(formats.to_json(report))
        case Format.SARIF:
            typer.echo(formats.to_sarif(report, version()))
        case Format.TURTLE:
            typer.echo(formats.to_turtle(report), nl=False)
    colour = "red" if report.errors else "yellow" if report.warnings else "green"
    typer.secho(formats.summary(report), fg=colour, err=True)


def _coloured(line: str, level: str) -> str:
    before, word, after = line.partition(f"{level} ")
    code, colon, rest = after.partition(":")
    return before + typer.style(word + code, fg="red" if level == "error" else "yellow", bold=True) + colon + rest


def _list_rules() -> None:
    from loaders.checks.rules import RULES

    for rule in RULES:
        typer.echo(f"{rule.code}  {rule.level:<7}  {rule.name:<18}  {rule.summary}")
