"""JSON-LD in the short names of a context, written as a stream, one subject after the other.

The context stands in the document: programs that read JSON-LD would have to fetch one that is named by its address, and those that are
careful, as Foedera's own reader is, fetch nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any

import orjson
import pyoxigraph as ox

from rdf.names import RDF, XSD

_TYPE, _STRING = f"{RDF}type", f"{XSD}string"
Context = Mapping[str, Any]
NO_CONTEXT: Context = MappingProxyType({})


class NotLinkedJSONError(ValueError):
    """Something that JSON-LD cannot say."""


@dataclass(frozen=True, slots=True)
class _Term:
    """The short name of a property, and what values of it are where nothing is said: of a datatype (`@id`: addresses) or in a language."""

    name: str
    type: str = ""
    language: str = ""


class _Short:
    """Short names by the addresses for which they stand."""

    def __init__(self, context: Context) -> None:
        self.prefixes = {value: name for name, value in context.items() if isinstance(value, str) and value.endswith(("/", "#"))}
        self._bases = {name: value for value, name in self.prefixes.items()}
        self.classes = {self._whole(v): k for k, v in context.items() if isinstance(v, str) and v not in self.prefixes}
        defined = {name: value for name, value in context.items() if isinstance(value, dict)}
        self.terms = {self._whole(v.get("@id", k)): self._term(k, v) for k, v in defined.items()}
        self.used: set[str] = set()

    def _whole(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{self._bases[prefix]}{local}" if prefix in self._bases else name

    def _term(self, name: str, definition: Mapping[str, str]) -> _Term:
        return _Term(name, self._whole(definition.get("@type", "")), definition.get("@language", ""))

    def address(self, address: str) -> str:
        """An address with a prefix, where there is one for it."""
        end = max(address.rfind("/"), address.rfind("#")) + 1
        prefix = self.prefixes.get(address[:end])
        if prefix:
            self.used.add(prefix)
            return f"{prefix}:{address[end:]}"
        if address.partition(":")[0] in self._bases:
            raise NotLinkedJSONError(f"the address <{address[:100]}> would mean another one in JSON-LD, where its scheme is a prefix")
        return address

    def cls(self, address: str) -> str:
        """The short name of a class."""
        found = self.classes.get(address) or self.address(address)
        self.used.add(found)
        return found

    def property(self, address: str) -> _Term:
        """The short name of a property."""
        found = self.terms.get(address)
        if found is None:
            found = self.terms[address] = _Term(self.address(address))
        self.used.add(found.name)
        return found

    def value(self, term: _Term, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> object:
        """A value of a property. Raises NotLinkedJSONError for a triple, which JSON-LD has not."""
        if isinstance(value, ox.Literal):
            return self._literal(term, value)
        if isinstance(value, ox.Triple):
            raise NotLinkedJSONError("JSON-LD has no triples as values")
        address = self.address(value.value) if isinstance(value, ox.NamedNode) else str(value)
        return address if term.type == "@id" else {"@id": address}

    def _literal(self, term: _Term, value: ox.Literal) -> object:
        if value.language:
            return value.value if value.language == term.language else {"@language": value.language, "@value": value.value}
        datatype = value.datatype.value
        if datatype == (term.type or ("" if term.language else _STRING)):
            return value.value
        return {"@value": value.value} if datatype == _STRING else {"@type": self.address(datatype), "@value": value.value}


def brief(triples: Iterable[ox.Triple], context: Context) -> bytes:
    """A small document in one piece: every subject is one node, and its context has no more than it uses.

    Raises NotLinkedJSONError for triples as values, and for addresses that would be taken for short names.
    """
    short, groups = _Short(context), dict[Any, list[ox.Triple]]()
    for triple in dict.fromkeys(triples):
        groups.setdefault(triple.subject, []).append(triple)
    nodes = [_node(subject, group, short) for subject, group in groups.items()]
    return orjson.dumps({"@context": _used(context, short.used), "@graph": nodes}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _used(context: Context, names: Iterable[str]) -> Context:
    """The part of a context that defines some names, with the prefixes that its definitions use."""
    kept = {"@version", *names}
    for name in names:
        definition = context.get(name, {})
        values = [name, definition] if isinstance(definition, str) else [name, *definition.values()]
        kept |= {value.partition(":")[0] for value in values if ":" in value}
    return {name: value for name, value in context.items() if name in kept}


def compacted(triples: Iterable[ox.Triple], context: Context) -> Iterator[bytes]:
    """A document, piece by piece. Triples with one subject have to stand together to stand in one node of it."""
    short, begun = _Short(context), False
    yield b'{"@context":' + orjson.dumps(context) + b',"@graph":['
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        yield (b",\n" if begun else b"\n") + orjson.dumps(_node(subject, group, short))
        begun = True
    yield b"\n]}\n"


def _node(subject: ox.NamedNode | ox.BlankNode | ox.Triple, triples: Iterable[ox.Triple], short: _Short) -> dict[str, object]:
    node: dict[str, Any] = {"@id": short.address(subject.value) if isinstance(subject, ox.NamedNode) else str(subject)}
    several: dict[str, list[object]] = {}
    for triple in triples:
        predicate = triple.predicate.value
        if predicate == _TYPE and isinstance(triple.object, ox.NamedNode):
            several.setdefault("@type", []).append(short.cls(triple.object.value))
        else:
            term = short.property(predicate)
            several.setdefault(term.name, []).append(short.value(term, triple.object))
    return node | {name: values[0] if len(values) == 1 else values for name, values in several.items()}
