"""The data sets as a catalogue (DCAT) and as linked data (VoID): who publishes them, under which licence, and where they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rdf import names
from rdf.formats import Format
from rdf.names import DCTERMS, TYPE, literal, ref

DCAT, VOID, FOAF = "http://www.w3.org/ns/dcat#", "http://rdfs.org/ns/void#", "http://xmlns.com/foaf/0.1/"
MEDIA = "https://www.iana.org/assignments/media-types/"
TITLE = "Foedera: alliances, agencies and agreements"
WORDS = "A knowledge graph of alliances, agencies and agreements: sourced, dated, and queryable as of any day."
SPARQL = "https://www.w3.org/TR/sparql11-protocol/"
_DUMPS = frozenset(form.media_type for form in Format)


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file of a data set: its address, its media type, what it holds, and what people call its format."""

    url: str
    media: str
    holds: str
    form: str


@dataclass(frozen=True, slots=True)
class Service:
    """Where the data can be asked: the address, what it is, the address of its description, and a standard that it conforms to."""

    url: str
    title: str
    description: str
    standard: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A data set as the store describes it, with its files. `licence_url` is None where its licence has no address."""

    stored: Mapping[str, Any]
    licence_url: str | None
    files: Sequence[Distribution]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All data sets. `site` is the address of the server, `entities` how many entities there are in all."""

    site: str
    version: str
    entities: int
    holdings: Sequence[Holding]
    files: Sequence[Distribution]
    services: Sequence[Service] = ()
    vocabulary: str = names.ONTOLOGY


def by_content(files: Sequence[Distribution]) -> list[tuple[str, list[Distribution]]]:
    """Files by what they hold, in their order."""
    return [(holds, list(found)) for holds, found in groupby(files, lambda file: file.holds)]


def catalogue_lines(found: Catalogue) -> list[bytes]:
    """DCAT, as sorted lines."""
    node = f"<{found.site}/catalog>"
    lines = [*_of(node, f"{DCAT}Catalog", {f"{DCTERMS}title": TITLE, f"{DCTERMS}description": WORDS}), *_whole(found)]
    lines.append(f"{node} <{DCAT}dataset> <{found.site}/catalog#foedera> .")
    for holding in found.holdings:
        lines += [f"{node} <{DCAT}dataset> {ref('dataset', holding.stored['id'])} .", *_holding(holding)]
    for service in found.services:
        lines += [f"{node} <{DCAT}service> <{service.url}> .", *_service(service, found)]
    return _sorted(lines)


def void_lines(found: Catalogue) -> list[bytes]:
    """VoID, as sorted lines."""
    node, of = f"<{found.site}/.well-known/void>", f"<{found.site}/catalog#foedera>"
    lines = [f"{node} {TYPE} <{VOID}DatasetDescription> .", f"{node} <{FOAF}topic> {of} ."]
    lines += [*_of(of, f"{VOID}Dataset", {f"{DCTERMS}title": TITLE, f"{DCTERMS}description": WORDS})]
    lines += [f"{of} <{VOID}uriSpace> {literal(f'{names.BASE}id/')} .", f"{of} <{VOID}vocabulary> <{found.vocabulary}> ."]
    lines += [f"{of} <{VOID}entities> {literal(str(found.entities), f'{names.XSD}integer')} ."]
    lines += [f"{of} <{VOID}sparqlEndpoint> <{one.url}> ." for one in found.services if one.standard == SPARQL]
    lines += _dumps(of, found.files)
    for one in found.holdings:
        part = ref("dataset", one.stored["id"])
        lines += [f"{of} <{VOID}subset> {part} .", *_of(part, f"{VOID}Dataset", {f"{DCTERMS}title": one.stored["title"]})]
        lines += [*_licence(one, part), *_dumps(part, one.files)]
    return _sorted(lines)


def _dumps(node: str, files: Iterable[Distribution]) -> Iterator[str]:
    """The files that are RDF, which alone VoID speaks of."""
    for one in files:
        if one.media in _DUMPS:
            yield f"{node} <{VOID}dataDump> <{one.url}> ."


def _whole(found: Catalogue) -> Iterator[str]:
    node = f"<{found.site}/catalog#foedera>"
    yield from _of(node, f"{DCAT}Dataset", {f"{DCTERMS}title": TITLE, f"{DCTERMS}description": WORDS})
    yield f"{node} <{DCAT}version> {literal(found.version)} ."
    yield from _files(node, found.files)


def _holding(holding: Holding) -> Iterator[str]:
    stored, node = holding.stored, ref("dataset", holding.stored["id"])
    yield from _of(node, f"{DCAT}Dataset", {f"{DCTERMS}title": stored["title"], f"{DCTERMS}description": stored.get("summary", "")})
    yield from _licence(holding, node)
    if str(stored.get("homepage", "")).startswith(("https://", "http://")):
        yield f"{node} <{DCAT}landingPage> <{stored['homepage']}> ."
    if stored.get("citeAs"):
        yield f"{node} <{DCTERMS}bibliographicCitation> {literal(stored['citeAs'])} ."
    yield from _files(node, holding.files)


def _licence(holding: Holding, node: str) -> Iterator[str]:
    if holding.licence_url:
        yield f"{node} <{DCTERMS}license> <{holding.licence_url}> ."
    elif holding.stored.get("licence"):
        yield f"{node} <{DCTERMS}rights> {literal(holding.stored['licence'])} ."


def _files(node: str, files: Iterable[Distribution]) -> Iterator[str]:
    for one in files:
        yield f"{node} <{DCAT}distribution> <{one.url}> ."
        yield from _of(f"<{one.url}>", f"{DCAT}Distribution", {f"{DCTERMS}title": f"{one.holds} as {one.form}"})
        yield f"<{one.url}> <{DCAT}accessURL> <{one.url}> ."
        yield f"<{one.url}> <{DCAT}downloadURL> <{one.url}> ."
        yield f"<{one.url}> <{DCAT}mediaType> <{MEDIA}{one.media}> ."


def _service(service: Service, found: Catalogue) -> Iterator[str]:
    node = f"<{service.url}>"
    yield from _of(node, f"{DCAT}DataService", {f"{DCTERMS}title": service.title})
    yield f"{node} <{DCAT}endpointURL> {node} ."
    yield f"{node} <{DCAT}endpointDescription> <{service.description}> ."
    yield f"{node} <{DCTERMS}conformsTo> <{service.standard}> ."
    yield f"{node} <{DCAT}servesDataset> <{found.site}/catalog#foedera> ."
    yield from (f"{node} <{DCAT}servesDataset> {ref('dataset', one.stored['id'])} ." for one in found.holdings)


def _of(node: str, cls: str, texts: Mapping[str, str]) -> Iterator[str]:
    yield f"{node} {TYPE} <{cls}> ."
    yield from (f"{node} <{name}> {literal(text, language='en')} ." for name, text in texts.items() if text)


def _sorted(lines: Iterable[str]) -> list[bytes]:
    return [f"{line}\n".encode() for line in sorted(set(lines))]
