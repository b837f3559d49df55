"""Every file in which the data can be had: the graph in each format, tables, panels and networks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from api.answering.panels import PANELS, Panel
from api.answering.tables.formats import Format
from api.answering.tables.graphs import GraphFormat
from api.http import addresses
from api.http.export import WHOLE
from api.http.networks import EDGES
from api.tables import load_tables
from api.tables.networks import load_network_tables
from queries.examples import Example
from rdf.catalogue import Distribution
from rdf.outputs import Output

GRAPH = "The graph"
_LABELS = {
    Format.CSV: "CSV",
    Format.NDJSON: "NDJSON",
    Format.ARROW: "Arrow",
    Format.PARQUET: "Parquet",
    GraphFormat.GRAPHML: "GraphML",
    GraphFormat.GEXF: "GEXF",
}


def files_of_all(site: str) -> tuple[Distribution, ...]:
    """The files of all data sets together."""
    return (*_exports(site, WHOLE), *_tables(site, {**load_tables(), **PANELS}), *_networks(site))


def files_of(site: str, dataset: str) -> tuple[Distribution, ...]:
    """The files of what one data set says. Panels and networks are computed from all of them."""
    return (*_exports(site, dataset), *_tables(site, load_tables(), f"?datasets={quote(dataset)}"))


def _exports(site: str, name: str) -> Iterator[Distribution]:
    for form in Output:
        yield Distribution(f"{site}{addresses.EXPORT}/{quote(name)}.{form.value}", form.media_type, GRAPH, form.label)


def _tables(site: str, tables: Mapping[str, Example | Panel], query: str = "") -> Iterator[Distribution]:
    for name, table in tables.items():
        yield from _in(f"{site}{addresses.TABLES}/{name}", table.title, Format, query)


def _networks(site: str) -> Iterator[Distribution]:
    for name, table in load_network_tables().items():
        yield from _in(f"{site}{addresses.TABLES}/{name}", table.title, (*Format, *(GraphFormat if name == EDGES else ())))


def _in(address: str, title: str, forms: Iterable[Format | GraphFormat], query: str = "") -> Iterator[Distribution]:
    for form in forms:
        yield Distribution(f"{address}.{form.word}{query}", form.media, title, _LABELS[form])
