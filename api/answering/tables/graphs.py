"""Networks as files of programs such as Gephi, Cytoscape and igraph: GraphML and GEXF. Edges have no direction.

http://graphml.graphdrawing.org/specification.html
https://gexf.net/1.2/
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

Row = Mapping[str, Any]
# Characters that XML 1.0 has no way to write.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NODE_VALUES = {"class": "string", "iso3": "string", "degree": "int", "strength": "int"}
EDGE_VALUES = {"certain": "int"}
GRAPHML_SPACE = "http://graphml.graphdrawing.org/xmlns"
GEXF_SPACE = "http://www.gexf.net/1.2draft"


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes (`id`, `label` and NODE_VALUES), edges (`from`, `to`, `weight` and EDGE_VALUES), and what it is, in words."""

    nodes: Sequence[Row]
    edges: Sequence[Row]
    words: str


def graphml(graph: Graph) -> bytes:
    """As GraphML."""
    root = ET.Element("graphml", xmlns=GRAPHML_SPACE)
    values = (("node", {"label": "string", **NODE_VALUES}), ("edge", {"weight": "double", **EDGE_VALUES}))
    for kind, names in values:
        for name, type_ in names.items():
            ET.SubElement(root, "key", {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": type_})
    inner = ET.SubElement(root, "graph", edgedefault="undirected")
    ET.SubElement(inner, "desc").text = _text(graph.words)
    for node in graph.nodes:
        _data(ET.SubElement(inner, "node", id=_text(node["id"])), "node", ("label", *NODE_VALUES), node)
    for edge in graph.edges:
        ends = {"source": _text(edge["from"]), "target": _text(edge["to"])}
        _data(ET.SubElement(inner, "edge", ends), "edge", ("weight", *EDGE_VALUES), edge)
    return _written(root)


def gexf(graph: Graph) -> bytes:
    """As GEXF."""
    root = ET.Element("gexf", xmlns=GEXF_SPACE, version="1.2")
    about = ET.SubElement(root, "meta")
    ET.SubElement(about, "creator").text = "Foedera"
    ET.SubElement(about, "description").text = _text(graph.words)
    inner = ET.SubElement(root, "graph", defaultedgetype="undirected", mode="static")
    for kind, names in (("node", NODE_VALUES), ("edge", EDGE_VALUES)):
        declared = ET.SubElement(inner, "attributes", {"class": kind, "mode": "static"})
        for name, type_ in names.items():
            ET.SubElement(declared, "attribute", id=name, title=name, type="integer" if type_ == "int" else type_)
    nodes, edges = ET.SubElement(inner, "nodes"), ET.SubElement(inner, "edges")
    for node in graph.nodes:
        _values(ET.SubElement(nodes, "node", id=_text(node["id"]), label=_text(node["label"])), NODE_VALUES, node)
    for number, edge in enumerate(graph.edges):
        ends = {"source": _text(edge["from"]), "target": _text(edge["to"])}
        _values(ET.SubElement(edges, "edge", {"id": str(number), **ends, "weight": str(edge["weight"])}), EDGE_VALUES, edge)
    return _written(root)


class GraphFormat(enum.Enum):
    """A form of networks, with its name in an address, its media type and what writes it."""

    GRAPHML = ("graphml", "application/graphml+xml", graphml)
    GEXF = ("gexf", "application/gexf+xml", gexf)

    def __init__(self, word: str, media: str, write: Callable[[Graph], bytes]) -> None:
        self.word = word
        self.media = media
        self.write = write


def _data(element: ET.Element, kind: str, names: Sequence[str], row: Row) -> None:
    for name in names:
        if row.get(name) is not None:
            ET.SubElement(element, "data", key=f"{kind}-{name}").text = _text(row[name])


def _values(element: ET.Element, names: Mapping[str, str], row: Row) -> None:
    values = ET.SubElement(element, "attvalues")
    for name in names:
        if row.get(name) is not None:
            ET.SubElement(values, "attvalue", {"for": name, "value": _text(row[name])})


def _text(value: object) -> str:
    return UNWRITABLE.sub("", str(value))


def _written(root: ET.Element) -> bytes:
    found: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return found
