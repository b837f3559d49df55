"""The graph for programs that know no RDF: GraphML, statements of Cypher, and a table of its relationships. All in order, as a stream."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from tempfile import TemporaryFile
from xml.sax.saxutils import escape, quoteattr

from arro3.core import Array, DataType, Field, RecordBatch, RecordBatchReader, Schema
from arro3.io import write_parquet

from ontology import Datatype, Model
from rdf.export import Advance
from rdf.extent import Extent, Part, batches, day_of, extent_of
from rdf.formats import PIECE
from rdf.mapping import Stored, Writer
from rdf.sources import Source

HEAD = ("id", "relation", "subject", "object")


class Graph:
    """Nodes and edges of a part of the graph, in order of their ids."""

    def __init__(self, source: Source, model: Model, part: Part, advance: Advance) -> None:
        self.source, self.model, self.advance = source, model, advance
        self.extent: Extent = extent_of(source, model, part)
        self._write = Writer(model, at=day_of(part.at) if part.at else "")
        known = {p.name: p.datatype for edge in model.edges.values() for p in edge.properties.values()}
        self.columns: Mapping[str, Datatype] = {name: known[name] for name in sorted(known)}

    def nodes(self) -> Iterator[tuple[str, str, str]]:
        """Id, class and name of every entity."""
        for some in batches(sorted(self.extent.all_ids)):
            names = self.source.names(some)
            yield from ((id_, self.extent.classes[id_], names[id_]) for id_ in some)

    def edges(self) -> Iterator[tuple[str, str, str, str, Stored]]:
        """Id, relation, subject, object and properties of every relationship."""
        for some in batches(sorted(self.extent.all_ids)):
            found = []
            for row in self.source.links(some):
                relation = self._write.relations[row.type]
                if self.extent.touches(row) and self._write.may_hold(relation, row.stored):
                    found.append((str(row.stored["id"]), relation.name, row.subject, row.object, row.stored))
            yield from sorted(found, key=lambda edge: edge[0])
            self.advance(len(some))

    def rows(self) -> Iterator[list[object]]:
        """The rows of a table of relationships; its columns are HEAD and `columns`."""
        for id_, relation, subject, object_, stored in self.edges():
            yield [id_, relation, subject, object_, *(stored.get(name) for name in self.columns)]


def graphml(graph: Graph) -> Iterator[bytes]:
    """As GraphML, which Gephi, igraph and networkx read."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for owner, names in (("node", ("name", "class")), ("edge", ("relation", *graph.columns))):
        for name in names:
            kind = _GRAPHML.get(graph.columns.get(name, Datatype.TEXT), "string")
            yield f'<key id="{owner}-{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>\n'.encode()
    yield b'<graph id="foedera" edgedefault="directed">\n'
    for id_, cls, name in graph.nodes():
        yield f"<node id={quoteattr(id_)}>{_data('node', {'name': name, 'class': cls})}</node>\n".encode()
    for id_, relation, subject, object_, stored in graph.edges():
        data = _data("edge", {"relation": relation, **{n: stored[n] for n in graph.columns if n in stored}})
        yield f"<edge id={quoteattr(id_)} source={quoteattr(subject)} target={quoteattr(object_)}>{data}</edge>\n".encode()
    yield b"</graph>\n</graphml>\n"


_GRAPHML = {Datatype.INTEGER: "long", Datatype.DECIMAL: "double", Datatype.BOOLEAN: "boolean"}


def _data(owner: str, values: Mapping[str, object]) -> str:
    return "".join(f'<data key="{owner}-{name}">{_xml(value)}</data>' for name, value in values.items())


def _xml(value: object) -> str:
    # XML 1.0 has no control characters, however they are written.
    text = value if isinstance(value, str) else json.dumps(value)
    return escape("".join(c for c in text if c >= " " or c in "\t\n\r"))


def cypher(graph: Graph) -> Iterator[bytes]:
    """As statements for `cypher-shell`, which make the graph in an empty Neo4j: plain labels, types and properties."""
    yield b"CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n"
    for id_, cls, name in graph.nodes():
        labels = ":".join(graph.model.classes[cls].lineage)
        yield f"CREATE (:{labels} {_map({'id': id_, 'name': name})});\n".encode()
    for id_, relation, subject, object_, stored in graph.edges():
        type_ = graph.model.relations[relation].type.partition("_")[2]
        own = _map({"id": id_, **{n: stored[n] for n in graph.columns if n in stored}})
        ends = f"MATCH (a:Entity {{id: {_quoted(subject)}}}), (b:Entity {{id: {_quoted(object_)}}})"
        yield f"{ends} CREATE (a)-[:{type_} {own}]->(b);\n".encode()


def _map(values: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"`{name}`: {_quoted(value)}" for name, value in values.items()) + "}"


def _quoted(value: object) -> str:
    # Cypher reads the escapes of JSON, but for those of a solidus.
    return json.dumps(value, ensure_ascii=False)


def comma_separated(graph: Graph) -> Iterator[bytes]:
    """The table of relationships as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*HEAD, *graph.columns])
    for row in graph.rows():
        writer.writerow([value if isinstance(value, str) or value is None else json.dumps(value) for value in row])
        if text.tell() > PIECE:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


ROW_GROUP = 5_000
_COLUMN = {
    Datatype.INTEGER: (DataType.int64(), int),
    Datatype.DECIMAL: (DataType.float64(), float),
    Datatype.BOOLEAN: (DataType.bool(), bool),
}


def parquet(graph: Graph) -> Iterator[bytes]:
    """The same as Parquet."""
    kinds = [*(Datatype.TEXT for _ in HEAD), *graph.columns.values()]
    types = [_COLUMN.get(kind, (DataType.utf8(), str)) for kind in kinds]
    names = [*HEAD, *graph.columns]
    schema = Schema([Field(name, kind, nullable=True) for name, (kind, _) in zip(names, types, strict=True)])
    with TemporaryFile() as file:  # its writer goes back and forth
        write_parquet(RecordBatchReader.from_batches(schema, _batches(graph, schema, types)), file, compression="zstd(3)")
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _batches(graph: Graph, schema: Schema, types: Sequence[tuple[DataType, Callable[[object], object]]]) -> Iterator[RecordBatch]:
    rows: list[list[object]] = []
    for row in graph.rows():
        rows.append(row)
        if len(rows) >= ROW_GROUP:
            yield _batch(rows, schema, types)
            rows = []
    yield _batch(rows, schema, types)


def _batch(rows: Sequence[Sequence[object]], schema: Schema, types: Sequence[tuple[DataType, Callable[[object], object]]]) -> RecordBatch:
    columns = zip(*rows, strict=True) if rows else ((),) * len(types)
    arrays = [
        Array([None if v is None else make(v) for v in column], type=kind) for column, (kind, make) in zip(columns, types, strict=True)
    ]
    return RecordBatch.from_arrays(arrays, schema=schema)
