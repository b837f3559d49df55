"""Every format of an export, RDF or not, behind one function."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

from ontology import Model
from rdf import graphs
from rdf.context import context
from rdf.export import Advance, lines
from rdf.extent import ALL, Part
from rdf.formats import Format, serialize
from rdf.sources import Source


class Output(enum.StrEnum):
    """A format of an export; its name is how its files end."""

    NT = "nt"
    NQ = "nq"
    TTL = "ttl"
    TRIG = "trig"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    GRAPHML = "graphml"
    CYPHER = "cypher"
    CSV = "csv"
    PARQUET = "parquet"

    @property
    def rdf(self) -> Format | None:
        """The format of RDF that it is, if it is one."""
        return Format(self.value) if self.value in set(Format) else None

    @property
    def media_type(self) -> str:
        """Its media type."""
        return self.rdf.media_type if self.rdf else _MEDIA[self]

    @property
    def label(self) -> str:
        """What people call it."""
        return self.rdf.label if self.rdf else _LABELS[self]


_MEDIA = {
    Output.GRAPHML: "application/graphml+xml",
    Output.CYPHER: "application/x-cypher-query",
    Output.CSV: "text/csv",
    Output.PARQUET: "application/vnd.apache.parquet",
}
_LABELS = {Output.GRAPHML: "GraphML", Output.CYPHER: "Cypher", Output.CSV: "CSV", Output.PARQUET: "Parquet"}
_OTHERS: Mapping[Output, Callable[[graphs.Graph], Iterator[bytes]]] = {
    Output.GRAPHML: graphs.graphml,
    Output.CYPHER: graphs.cypher,
    Output.CSV: graphs.comma_separated,
    Output.PARQUET: graphs.parquet,
}


def pieces(source: Source, model: Model, form: Output, part: Part = ALL, advance: Advance = lambda done: None) -> Iterator[bytes]:
    """An export, piece by piece: the same bytes for the same graph. Raises UsageError for a part that cannot be."""
    if kind := form.rdf:
        return serialize(lines(source, model, part, graphs=kind.graphs, advance=advance), kind, context(model))
    graph = graphs.Graph(source, model, part, advance)
    return _OTHERS[form](graph)


@dataclass(slots=True)
class Manifest:
    """What an export is: of which data, in which format, and its SHA-256, which of `nt` and `nq` is the hash of RDFC-1.0, too."""

    data_version: str
    form: Output
    part: Part = ALL
    size: int = 0
    lines: int = 0
    sha256: str = ""

    def plain(self) -> dict[str, object]:
        """As JSON has it."""
        part = {name: value for name, value in asdict(self.part).items() if value}
        found = {"dataVersion": self.data_version, "format": self.form.value, "mediaType": self.form.media_type, "bytes": self.size}
        counted = {"statements": self.lines} if self.form in (Output.NT, Output.NQ) else {}
        return {**found, **counted, "sha256": self.sha256, "part": part}


def copy(found: Iterator[bytes], write: Callable[[bytes], object], manifest: Manifest) -> None:
    """Hand an export to `write`, piece by piece, and fill in its manifest."""
    seen = hashlib.sha256()
    for piece in found:
        seen.update(piece)
        manifest.size += len(piece)
        manifest.lines += piece.count(b"\n")
        write(piece)
    manifest.sha256 = seen.hexdigest()
