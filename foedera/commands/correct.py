"""`foedera correct`: say that something is otherwise than the graph has it."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedera.options import JsonOption, StoreOption

if TYPE_CHECKING:
    from graph import Store
    from ontology import Model

Subject = Annotated[str, typer.Argument(metavar="ID", help="The entity, by its id or a key such as iso3:POL.")]
Name = Annotated[str, typer.Argument(metavar="PROPERTY|RELATION", help="What is said of it, such as founded or members.")]
Value = Annotated[str, typer.Argument(metavar="VALUE", help="The value, or the id or key of the one at the other end.")]
Details = Annotated[
    list[str] | None, typer.Argument(metavar="[KEY=VALUE]...", help="Of a relationship: start, end, role, remark and so on.")
]
Source = Annotated[str, typer.Option("--source", help="Who says so: an address or a citation.")]
DatasetId = Annotated[str, typer.Option("--dataset", metavar="ID", help="The dataset of yours that says so.")]
Rank = Annotated[int, typer.Option("--rank", help="Its rank, if it is new; the core has 10, and a smaller one is preferred.")]
Spell = Annotated[str, typer.Option("--spell", metavar="START", help="Which of several relationships is corrected; new adds one.")]
Note = Annotated[str, typer.Option("--note", help="Why sources differ.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file, or to the end of one of the same dataset.")
]


def correct(
    subject: Subject,
    name: Name,
    value: Value,
    details: Details = None,
    source: Source = "",
    dataset: DatasetId = "my-corrections",
    rank: Rank = 5,
    spell: Spell = "",
    note: Note = "",
    output: Output = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the smallest file that says that something is otherwise, and show what readers will see once it is loaded.

    The claim of other datasets stays beside it. Of a relationship, what is not given stays as it is. Without --output the file is printed
    to standard error and nothing is written. The store changes with `foedera load FILE`.

    Examples: `foedera correct frontex founded 2004-10-27 --source "OJ L 349, 25.11.2004" -o mine.yaml`,
    `foedera correct nato members iso3:SWE start=2024-03-08 --source "Letter of the ministry" -o mine.yaml`,
    `foedera correct nato members iso3:GEO start=2030-01-01 end=.. --source "A treaty" --note "not ratified by all"`
    """
    from common.errors import UsageError
    from graph import open_store
    from loaders.editing.correcting import Correction, write_correction
    from loaders.writing.sync import read_held
    from ontology import read_model

    if not source:
        raise UsageError("nothing says who says so", 'add --source "…", an address or a citation')
    wanted = Correction(subject, name, value, source, _pairs(details or []), dataset, rank, spell, note)
    model = read_model()
    with open_store(store) as opened:
        text = write_correction(wanted, read_held(opened), model)
        whole = _whole(output, text, model)
        _show(opened, model, text, as_json=as_json)
    if output is None:
        typer.echo(text, nl=False, err=True)
    else:
        from loaders.editing.modeline import with_modeline
        from loaders.editing.writing import write_atomically

        write_atomically(output, with_modeline(whole, output))
        typer.echo(f"{output} is written; load it with `foedera load {output}`", err=True)


def _pairs(details: list[str]) -> dict[str, str]:
    from common.errors import UsageError

    for detail in details:
        if "=" not in detail:
            raise UsageError(f"{detail!r} is no KEY=VALUE", "write start=2024-03-07, role=member and so on")
    return {key: value for key, _, value in (detail.partition("=") for detail in details)}


def _whole(output: Path | None, text: str, model: Model) -> str:
    """What the file will hold: the correction, after what is there already."""
    from loaders.editing.correcting import added

    if output is None or not output.exists():
        return text
    return added(output, output.read_text(encoding="utf-8-sig"), text, model)


def _show(store: Store, model: Model, text: str, *, as_json: bool) -> None:
    """What readers will see, as a dry run of a load tells it. Raises InputError where the correction is wrong."""
    from foedera.reporting import report_load
    from loaders.sources.gathering import read_text
    from loaders.writing.sync import LoadOptions, load_records

    records, problems = read_text(text, model)
    result = load_records(store, model, records, LoadOptions(dry_run=True, append=True), problems)
    report_load(result, model, dry_run=True, as_json=as_json)
