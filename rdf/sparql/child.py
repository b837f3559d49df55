"""The process that answers: `python -I -m rdf.sparql.child FOLDER MEMORY`, over the snapshot in a folder, which it only reads.

It reads frames with a query as JSON and writes a frame for each: `o` and the format, then `b` and the answer; or a letter of FAULTS with
what is wrong. A query that takes too long is ended with its process, and so is one whose asker was killed.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import pyoxigraph as ox

from common.parents import ending_with
from common.priority import give_way
from rdf.compacting import NotLinkedJSONError, brief
from rdf.formats import Format
from rdf.processes import read_frame, shut_in, write_frame
from rdf.sparql.counting import CountedRows, TooManyRowsError, counter_of
from rdf.sparql.results import Form, Results

SYNTAX, REFUSED, UNACCEPTABLE, FAILED = "s", "r", "a", "f"
FAULTS = (SYNTAX, REFUSED, UNACCEPTABLE, FAILED)
RESULTS = {
    Results.JSON: ox.QueryResultsFormat.JSON,
    Results.XML: ox.QueryResultsFormat.XML,
    Results.CSV: ox.QueryResultsFormat.CSV,
    Results.TSV: ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    Format.TTL: ox.RdfFormat.TURTLE,
    Format.NT: ox.RdfFormat.N_TRIPLES,
    Format.JSONLD: ox.RdfFormat.JSON_LD,
    Format.RDFXML: ox.RdfFormat.RDF_XML,
    Format.NQ: ox.RdfFormat.N_QUADS,
    Format.TRIG: ox.RdfFormat.TRIG,
}


Frames = list[tuple[str, bytes]]


class _Unacceptable(Exception):  # noqa: N818
    pass


class _Output:
    """Takes what is written as long as it is within the limits."""

    def __init__(self, form: Form, rows: int, size: int) -> None:
        self.pieces: list[bytes] = []
        self.over = ""
        self._size, self._most, self._rows, self._count = 0, size, rows, CountedRows(counter_of(form), rows)

    def write(self, piece: bytes) -> int:
        """Raises TooManyRowsError, which the engine may turn into another error; `over` says what it was."""
        self._size += len(piece)
        if self._size > self._most:
            self.over = f"the answer has more than {self._most:,} bytes"
        try:
            self._count(piece)
        except TooManyRowsError as error:
            self.over = str(error)
        if self.over:
            raise TooManyRowsError(self.over)
        self.pieces.append(bytes(piece))
        return len(piece)

    def counted(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """The triples of an answer, as long as there are few enough. Raises TooManyRowsError."""
        for number, triple in enumerate(triples):
            if number == self._rows:
                self.over = f"the answer has more than {self._rows:,} triples"
                raise TooManyRowsError(self.over)
            yield triple

    def flush(self) -> None:
        """Nothing is held back."""


def answer(store: ox.Store, asked: dict[str, object]) -> Frames:
    """The answer to one query."""
    output: _Output | None = None
    try:
        found = _query(store, asked)
        form, output = _form(found, asked)
        if isinstance(found, ox.QueryTriples):
            triples = output.counted(found)
            if form is Format.JSONLD:
                return _linked(triples, cast(dict[str, Any], asked["context"]), output)
            ox.serialize(triples, cast(IO[bytes], output), GRAPHS[cast(Format, form)], prefixes=cast(dict[str, str], asked["prefixes"]))
        else:
            found.serialize(cast(IO[bytes], output), RESULTS[cast(Results, form)])
    except _Unacceptable as error:
        return [(UNACCEPTABLE, str(error).encode())]
    except NotLinkedJSONError as error:
        return [(REFUSED, str(error).encode())]
    except Exception as error:  # of the engine there are many kinds
        return [_fault(error, output)]
    return [("o", form.value.encode()), ("b", b"".join(output.pieces))]


def _linked(triples: Iterable[ox.Triple], context: dict[str, Any], output: _Output) -> Frames:
    """The answer in the short names of a context. Raises TooManyRowsError."""
    output.write(brief(triples, context))
    return [("o", Format.JSONLD.value.encode()), ("b", b"".join(output.pieces))]


def _fault(error: Exception, output: _Output | None) -> tuple[str, bytes]:
    if output and output.over:
        return REFUSED, output.over.encode()
    kind = SYNTAX if isinstance(error, SyntaxError | ValueError) else FAILED
    return kind, str(error).encode("utf-8", "replace")[:100_000]


def _query(store: ox.Store, asked: dict[str, object]) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    graphs = [ox.NamedNode(name) for name in cast(list[str], asked["default"])]
    named = [ox.NamedNode(name) for name in cast(list[str], asked["named"])]
    return store.query(
        cast(str, asked["text"]),
        prefixes=cast(dict[str, str], asked["prefixes"]),
        # The engine would pass over FROM if it were told to take all graphs together.
        use_default_graph_as_union=not (asked["dataset"] or graphs or named),
        default_graph=cast("list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]", graphs) if graphs or named else None,
        named_graphs=cast("list[ox.NamedNode | ox.BlankNode]", named) if graphs or named else None,
    )


def _form(found: object, asked: dict[str, object]) -> tuple[Form, _Output]:
    kind = "graphs" if isinstance(found, ox.QueryTriples) else "results"
    if not (word := cast(str, asked[kind])):
        raise _Unacceptable(kind)
    form: Form = Format(word) if kind == "graphs" else Results(word)
    return form, _Output(form, cast(int, asked["rows"]), cast(int, asked["answer"]))


def serve(folder: str, memory: int, queries: BinaryIO, out: BinaryIO) -> None:
    """Answer queries until there are no more."""
    give_way()
    store = ox.Store.read_only(folder)
    bool(store.query("ASK { GRAPH ?g { ?s ?p ?o } }"))
    _all_open(folder)
    shut_in(memory, kind=resource.RLIMIT_DATA)
    write_frame(out, "o", b"ready")
    while frame := read_frame(queries):
        with ending_with(queries):  # until the answer is sent: then the next query may come
            frames = answer(store, json.loads(frame[1]))
        for kind, body in frames:
            write_frame(out, kind, body)


def _all_open(folder: str) -> None:
    """Make sure that the engine has every table open: it opens up to 16 for each index when it starts, and none can be opened later."""
    tables = {path.name for path in Path(folder).glob("*.sst")}
    descriptors = Path("/proc/self/fd")
    if descriptors.is_dir():
        opened = {one.readlink().name for one in descriptors.iterdir() if one.is_symlink()}
        if missing := tables - opened:
            sys.exit(f"{len(missing)} of {len(tables)} tables of the snapshot are not open")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer)
