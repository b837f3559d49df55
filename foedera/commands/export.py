"""`foedera export`: the graph, or a part of it, as RDF and in other formats."""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from foedera.options import StoreOption

if TYPE_CHECKING:
    from graph import Store
    from ontology import Model
    from rdf.extent import Part
    from rdf.outputs import Manifest

FORMATS = ("nt", "nq", "ttl", "trig", "jsonld", "rdfxml", "graphml", "cypher", "csv", "parquet", "yaml")
FormatOption = Annotated[
    str | None, typer.Option("--format", "-f", help=f"{', '.join(FORMATS)}. Default: as the file is called, else ttl.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to a file, and a manifest with its SHA-256 beside it; yaml also to a folder."
    ),
]
Datasets = Annotated[list[str] | None, typer.Option("--dataset", help="Only what this dataset says. May be given several times.")]
Classes = Annotated[list[str] | None, typer.Option("--class", help="Entities of this class, and what touches them.")]
Entities = Annotated[list[str] | None, typer.Option("--entity", help="This entity, by its id, and what touches it.")]
Depth = Annotated[int, typer.Option("--depth", help="How many steps further from the entities that were named.")]
At = Annotated[str, typer.Option("--at", help="Only relationships that may hold on this day.")]


def export(
    form: FormatOption = None,
    output: Output = None,
    dataset: Datasets = None,
    cls: Classes = None,
    entity: Entities = None,
    depth: Depth = 0,
    at: At = "",
    store: StoreOption = None,
) -> None:
    """Write the graph, or a part of it, in a format of RDF or for other programs. The same data make the same bytes.

    nt, nq, ttl, trig, jsonld and rdfxml are RDF; nq and trig have a named graph for each dataset. `foedera load` reads all of them.
    graphml, cypher, csv and parquet hold entities and relationships alone. yaml is what was loaded, of all datasets, of some (--dataset) or
    about an entity (--entity, to be loaded with --append); loading it again changes nothing. What is too large for one file is written
    into a folder, a file for each dataset or several, and so is what goes to a folder.

    Examples: `foedera export -o foedera.nq`, `foedera export --class Alliance --at 1982-06-01 -o alliances.ttl`,
    `foedera export --entity nato --depth 1 -f graphml > nato.graphml`, `foedera export --dataset my-notes -o my-notes.yaml`,
    `foedera export --format yaml -o everything`
    """
    from graph import open_store
    from ontology import read_model
    from rdf.extent import Part

    part = Part(tuple(dataset or ()), tuple(cls or ()), tuple(entity or ()), depth, at)
    chosen = _format(form, output)
    model = read_model()
    with open_store(store) as opened:
        if chosen == "yaml":
            _yaml(opened, model, part, output)
            return
        if output is None:
            _to_standard_output(opened, model, chosen, part)
            return
        manifest = _to_file(opened, model, chosen, part, output)
    typer.echo(f"{output}: {manifest.size:,} bytes, sha256 {manifest.sha256}", err=True)


def _yaml(store: Store, model: Model, part: Part, output: Path | None) -> None:
    """Write what was loaded as a file of entities, or as a folder of them."""
    from common.errors import UsageError
    from loaders.entity_yaml import to_yaml, write_yaml
    from loaders.held import part_of
    from loaders.writing.sync import read_held

    records = part_of(read_held(store), part)
    if output is not None:
        files = write_yaml(output, records, model)
        if files != [output]:
            _tell_folder(output, files)
        else:
            typer.echo(f"{output}: {len(records.claims) + len(records.links):,} statements; load it with `foedera load {output}`", err=True)
        return
    text = to_yaml(records, model)
    if text is None:
        raise UsageError("this is more than one file of entities holds", "name a folder for several: --output FOLDER")
    typer.echo(text, nl=False)


def _tell_folder(output: Path, files: list[Path]) -> None:
    folder = files[0].parent
    why = f"{output} would be too large to be loaded; " if folder != output else ""
    typer.echo(f"{why}{folder} has {len(files):,} file{'s' * (len(files) > 1)}; load it with `foedera load {folder}`", err=True)


def _format(form: str | None, output: Path | None) -> str:
    from common.errors import UsageError
    from common.suggest import suggest

    given = form or (output.suffix.lstrip(".") if output else "") or "ttl"
    given = "yaml" if given == "yml" else given
    if given not in FORMATS:
        raise UsageError(f"there is no format {given!r}", suggest(given, FORMATS) or f"there are {', '.join(FORMATS)}")
    return given


def _to_standard_output(store: Store, model: Model, form: str, part: Part) -> None:
    from common.errors import UsageError

    try:
        _write(store, model, form, part, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader has what it wants
        raise
    except OSError as error:
        raise UsageError(f"standard output cannot be written: {error.strerror}", "check where it leads") from error


def _to_file(store: Store, model: Model, form: str, part: Part, output: Path) -> Manifest:
    """Write beside the file first: it is there whole, or as it was."""
    from common.errors import UsageError

    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            manifest = _write(store, model, form, part, file)
        unfinished.replace(output)
        text = json.dumps(manifest.plain(), indent=2, ensure_ascii=False)
        output.with_name(f"{output.name}.manifest.json").write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}", "check the folder and its rights") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


class _WriteError(Exception):
    """Where the output goes takes no more: a full disk, a reader that is gone. Inside `reading` an OSError is the store's."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


def _writer(output: BinaryIO) -> Callable[[bytes], None]:
    """Writes to a file, and tells its errors from those of the store."""

    def write(piece: bytes) -> None:
        try:
            output.write(piece)
        except OSError as error:
            raise _WriteError(error) from error

    return write


def _write(store: Store, model: Model, form: str, part: Part, output: BinaryIO) -> Manifest:
    """Write all of it. Raises StoreError, and OSError where the output takes no more."""
    try:
        return _copy(store, model, form, part, _writer(output))
    except _WriteError as error:
        raise error.cause from None


def _copy(store: Store, model: Model, form: str, part: Part, write: Callable[[bytes], None]) -> Manifest:
    from foedera.progress import steps
    from rdf.extent import extent_of
    from rdf.outputs import Manifest, copy, pieces
    from rdf.outputs import Output as Chosen
    from rdf.stored import reading

    with reading(store, model, part.read) as source, steps() as step:
        step("exporting", len(extent_of(source, model, part).all_ids) if sys.stderr.isatty() else 0)
        manifest = Manifest(source.version(), Chosen(form), part)
        copy(pieces(source, model, Chosen(form), part, lambda done: step("", done)), write, manifest)
    return manifest
