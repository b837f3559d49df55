"""Addresses and literals of the graph in RDF, as canonical N-Triples writes them.

    id/nato                                     an entity (a former id is one, too, and leads to it)
    claim/nato.founded.core.877b6d57            what one source says of one property
    statement/france.memberOf.nato.core.79…     one relationship, as one source tells it
    conflict/ coverage/ note/ dataset/          records
    term/MembershipRole.founding-member         a term of a vocabulary
    p/memberOf, ps/memberOf                     arcs to a statement or claim, and from there to what it states

Ids have slashes where addresses have dots, which Turtle can write behind a prefix; no id has a dot.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote, unquote

from ontology.linked_terms import term_address

BASE = "https://w3id.org/foedera/"
ONTOLOGY = f"{BASE}ontology#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
KINDS = ("claim", "conflict", "coverage", "dataset", "id", "note", "statement", "term")
"""The kinds of addresses, in the order in which an export has them."""

PREFIXES = MappingProxyType(
    {
        "f": ONTOLOGY,
        **{kind: f"{BASE}{kind}/" for kind in ("id", "statement", "claim", "conflict", "coverage", "note", "dataset", "term", "p", "ps")},
        "rdf": RDF,
        "rdfs": RDFS,
        "owl": OWL,
        "xsd": XSD,
        "skos": SKOS,
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "org": "http://www.w3.org/ns/org#",
        "prov": PROV,
        "dcterms": DCTERMS,
        "wd": "http://www.wikidata.org/entity/",
    }
)
"""Prefixes, in the order in which documents declare them."""

TYPE, LABEL = f"<{RDF}type>", f"<{RDFS}label>"
PRIMARY_SOURCE = f"<{PROV}hadPrimarySource>"
_UNSAFE = re.compile('[\x00-\x1f"\\\\\x7f]')
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", '"': '\\"', "\\": "\\\\"}


def escaped(value: str) -> str:
    """The inside of a literal."""
    return _UNSAFE.sub(lambda m: _NAMED.get(m[0]) or f"\\u{ord(m[0]):04X}", value) if _UNSAFE.search(value) else value


def literal(value: str, datatype: str = "", language: str = "") -> str:
    """A literal: plain text, of a datatype (its address) or in a language."""
    return f'"{escaped(value)}"' + (f"@{language}" if language else f"^^<{datatype}>" if datatype else "")


@lru_cache(maxsize=65_536)
def local(id_: str) -> str:
    """The end of the address of something with an id."""
    return quote(id_.replace("/", "."), safe="-._~")


def id_of(local: str) -> str:
    """The id at the end of an address."""
    return unquote(local).replace(".", "/")


def ref(kind: str, id_: str) -> str:
    """The address of something, of one of KINDS, in angle brackets."""
    return f"<{BASE}{kind}/{local(id_)}>"


def address(kind: str, id_: str) -> str:
    """The address of something, of one of KINDS."""
    return f"{BASE}{kind}/{local(id_)}"


@lru_cache(maxsize=4_096)
def term(name: str) -> str:
    """A class, property or relation of the ontology."""
    return f"<{ONTOLOGY}{quote(name, safe='')}>"


@lru_cache(maxsize=4_096)
def arcs(name: str) -> tuple[str, str]:
    """The two arcs of a property or relation: from what it is said of to the statement, and from there to what is stated."""
    return f"<{BASE}p/{name}>", f"<{BASE}ps/{name}>"


@lru_cache(maxsize=4_096)
def concept(vocabulary: str, value: str) -> str:
    """A term of a vocabulary."""
    return f"<{term_address(vocabulary, value)}>"
