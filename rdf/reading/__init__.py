"""Reads RDF that comes from outside: in a process of its own, in bounded time and memory, without fetching or opening anything.

formats   in which format a file is
limits    how much a file may be and take
guards    what the parser must not see
child     the process that parses
parsing   runs it, and gives out statements with their lines
wikidata  entities of Wikidata as JSON
"""

from __future__ import annotations

from rdf.formats import Format
from rdf.reading.formats import format_named, format_of
from rdf.reading.limits import Limits
from rdf.reading.parsing import Parsed, parse, parse_bytes

__all__ = ["Format", "Limits", "Parsed", "format_named", "format_of", "parse", "parse_bytes"]
