"""`foedera correct`: say that something is otherwise than the graph has it."""

# ruff: noqa: PLC0415

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedera.options import JsonOption, StoreOption

if TYPE_CHECKING:
    from graph import Store
    from loaders.editing.correcting import Correction, Corrector
    from loaders.editing.entity_files import EntityFile
    from ontology import Model

Subject = Annotated[str | None, typer.Argument(metavar="ID", help="The entity, by its id or a key such as iso3:POL.")]
Name = Annotated[str | None, typer.Argument(metavar="PROPERTY|RELATION", help="What is said of it, such as founded or members.")]
Value = Annotated[str | None, typer.Argument(metavar="VALUE", help="The value, or the id or key of the one at the other end.")]
Details = Annotated[
    list[str] | None, typer.Argument(metavar="[KEY=VALUE]...", help="Of a relationship: start, end, role, remark and so on.")
]
Source = Annotated[str, typer.Option("--source", help="Who says so: an address or a citation.")]
DatasetId = Annotated[str, typer.Option("--dataset", metavar="ID", help="The dataset of yours that says so.")]
Rank = Annotated[
    int | None, typer.Option("--rank", help="Its rank, if it is new (default: 5); the core has 10, and a smaller one is preferred.")
]
Spell = Annotated[str, typer.Option("--spell", metavar="START", help="Which of several relationships is corrected; new adds one.")]
Note = Annotated[str, typer.Option("--note", help="Why sources differ.")]
Table = Annotated[
    Path | None,
    typer.Option("--from", metavar="TABLE", help="A table of corrections: columns id, what, value, source, start, end and so on."),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file, or into one of the same dataset.")]


def correct(
    subject: Subject = None,
    name: Name = None,
    value: Value = None,
    details: Details = None,
    table: Table = None,
    source: Source = "",
    dataset: DatasetId = "my-corrections",
    rank: Rank = None,
    spell: Spell = "",
    note: Note = "",
    output: Output = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the smallest file that says that something is otherwise, and show what readers will see once it is loaded.

    The claim of other datasets stays beside it. Of a relationship, what is not given stays as it is. Without --output the file is printed
    to standard error and nothing is written. The store changes with `foedera load FILE`. A FILE that is there
    keeps what it says and its comments; a correction of the same takes the place of the one before.

    A list is written "\\[land-border, customs]", names by language "{fr: OTAN}".

    A table says one in each row (--from): id, what (a property or relation), value (or the one at the other end), source, spell, note, and
    details such as start, end and role. What is wrong with it is told with row and column, all at once.

    Examples: `foedera correct frontex founded 2004-10-27 --source "OJ L 349, 25.11.2004" -o mine.yaml`,
    `foedera correct nato members iso3:SWE start=2024-03-08 --source "Letter of the ministry" -o mine.yaml`,
    `foedera correct nato members iso3:GEO start=2030-01-01 end=.. --source "A treaty" --note "not ratified by all"`,
    `foedera correct --from corrections.csv -o mine.yaml`
    """
    from facts.datasets import split
    from graph import open_store
    from loaders.editing.correcting import Corrector
    from loaders.editing.correction_files import put
    from loaders.sources.gathering import read_text
    from loaders.writing.sync import read_held
    from ontology import read_model

    wanted = replace(_wanted(table, (subject, name, value), details or [], source), dataset=dataset, spell=_spell(table, spell), note=note)
    model = read_model()
    with open_store(store) as opened:
        held = read_held(opened)
        file = _there(output)
        corrector = Corrector(held, model, split(read_text(file.text, model)[0]).get(dataset) if file else None)
        if rank is not None:
            wanted = replace(wanted, rank=corrector.rank_of(dataset, rank))
        text = _text(table, wanted, corrector)
        whole = put(file, text, corrector) if file else None
        _show(opened, model, text, as_json=as_json)
    if output is None:
        typer.echo(text, nl=False, err=True)
    else:
        from loaders.editing.modeline import with_modeline
        from loaders.editing.writing import write_atomically

        write_atomically(output, with_modeline(whole.text if whole else text, output))
        typer.echo(f"{output}: {whole or 'written'}; load it with `foedera load {output}`", err=True)


def _wanted(table: Path | None, said: tuple[str | None, ...], details: list[str], source: str) -> Correction:
    """What the command line says. Raises UsageError where that is too little, or too much beside a table."""
    from common.errors import UsageError
    from loaders.editing.correcting import Correction

    given = [one for one in said if one is not None]
    if table is not None and given:
        raise UsageError("--from takes what is to be corrected from the table", "leave out the rest, or --from")
    if table is None and len(given) < len(said):
        raise UsageError("nothing says what is to be corrected", "name ID, PROPERTY or RELATION, and VALUE, or a table with --from")
    if table is None and not source:
        raise UsageError("nothing says who says so", 'add --source "…", an address or a citation')
    subject, name, value = given or ("", "", "")
    return Correction(subject, name, value, source, _pairs(details))


def _spell(table: Path | None, spell: str) -> str:
    from common.errors import UsageError

    if table is not None and spell:
        raise UsageError("--spell is of one relationship, and a table has many", "write it into a column spell")
    return spell


def _text(table: Path | None, wanted: Correction, corrector: Corrector) -> str:
    """The file that says it."""
    if table is not None:
        from loaders.editing.correcting_tables import write_corrections

        return write_corrections(table, wanted, corrector.held, corrector.model, corrector)
    from loaders.editing.correcting import write_correction

    return write_correction(wanted, corrector.held, corrector.model, corrector)


def _pairs(details: list[str]) -> dict[str, str]:
    from common.errors import UsageError

    found: dict[str, str] = {}
    for detail in details:
        key, equals, value = detail.partition("=")
        if not equals:
            raise UsageError(f"{detail!r} is no KEY=VALUE", "write start=2024-03-07, role=member and so on")
        if key in found:
            raise UsageError(f"{key} is said twice: {found[key]!r} and {value!r}", "leave one out")
        found[key] = value
    return found


def _there(output: Path | None) -> EntityFile | None:
    """The file to which a correction goes, where there is one. Raises UsageError for one without entities, InputError for a wrong one."""
    from common.errors import UsageError
    from loaders.editing.entity_files import read_files

    if output is None or not output.exists():
        return None
    if (found := read_files([output]).get(output)) is None:
        raise UsageError(f"{output} is no file of entities", "name another file")
    return found


def _show(store: Store, model: Model, text: str, *, as_json: bool) -> None:
    """What readers will see, as a dry run of a load tells it. Raises InputError where the correction is wrong."""
    from foedera.reporting import report_load
    from loaders.sources.gathering import read_text
    from loaders.writing.sync import LoadOptions, load_records

    records, problems = read_text(text, model)
    result = load_records(store, model, records, LoadOptions(dry_run=True, append=True), problems)
    report_load(result, model, dry_run=True, as_json=as_json)
